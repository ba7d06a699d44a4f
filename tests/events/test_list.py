"""The list of events to come, its filters and the archive."""

from datetime import timedelta

import pytest

from portal.core.areas import Area
from portal.core.db import transaction
from portal.events.facts import Audience
from portal.events.models import EventText, Status
from tests.pages import beside, first_page
from tests.signups.forms import send


@pytest.fixture
def areas(app):
    with transaction() as session:
        rows = [Area(slug=name.lower(), name=name) for name in ("Grantoften", "Hedeparken")]
        session.add_all(rows)
        session.flush()
        return {row.slug: row.id for row in rows}


def codes(page):
    return [part.split('"')[0] for part in page.text.split('href="/en/events/')[1:]]


def test_the_soonest_comes_first_and_only_what_is_public(client, make_event):
    later = make_event(starts_in=timedelta(days=9))
    soon = make_event(starts_in=timedelta(days=1))
    running = make_event(starts_in=timedelta(hours=-1))
    make_event(status=Status.DRAFT)
    make_event(audience=Audience.MOTHERS)
    make_event(starts_in=timedelta(days=-2))
    assert codes(client.get("/en/")) == [running.code, soon.code, later.code]


def test_areas_and_kinds_are_plain_links(client, make_event, areas):
    meal = make_event(area_id=areas["grantoften"])
    swim = make_event(kind="swimming", area_id=areas["hedeparken"])
    page = client.get("/en/")
    assert 'href="/en/?area=grantoften"' in page.text and 'href="/en/?kind=swimming"' in page.text
    assert codes(client.get("/en/?area=grantoften")) == [meal.code]
    assert codes(client.get("/en/?kind=swimming")) == [swim.code]
    assert codes(client.get("/en/?kind=swimming&area=grantoften")) == []
    assert "Nothing is planned here just now." in client.get("/en/?kind=swimming&area=grantoften").text


@pytest.mark.parametrize(
    "query", ["?area=nowhere", "?kind=nothing", "?area=%00x", "?kind=" + "x" * 9999, "?area=a&area=b"]
)
def test_a_filter_that_is_not_ours_shows_everything(client, make_event, areas, query):
    if "%00" in query:
        assert client.get("/en/" + query).status_code == 404
        return
    event = make_event()
    assert codes(client.get("/en/" + query)) == [event.code]


def test_a_dot_stands_before_the_area_of_a_home_in_every_script(client, make_event, areas):
    event = make_event(at_home=True, place_name="", area_id=areas["hedeparken"])
    make_event(at_home=True, place_name="", area_id=areas["hedeparken"], starts_in=-timedelta(days=9))
    for path in ("ar/", "ar/past", f"ar/events/{event.code}", "en/", f"en/events/{event.code}"):
        page = client.get(f"/{path}").text
        assert ' · <bdi lang="da" dir="ltr">Hedeparken</bdi>' in page, path
        assert ", <bdi" not in page


def test_seats_stand_on_each_card(client, make_event):
    few = make_event(seats=2)
    make_event(seats=None)
    full = make_event(seats=1)
    make_event(status=Status.CANCELLED)
    send(client, f"/en/events/{few.code}")
    send(client, f"/en/events/{full.code}")
    page = client.get("/en/").text
    for words in ("1 seat left", "There is room for everyone", "Full. The waiting list is open.", "Cancelled"):
        assert page.count(words) == 1, words


def test_a_moved_event_says_so(client, make_event, now):
    make_event(moved_from_local=(now - timedelta(days=1)).replace(tzinfo=None))
    assert "New time" in client.get("/en/").text


def test_danish_words_on_a_foreign_card_say_their_language(client, make_event, rules, now):
    event = make_event()
    rules(lambda s: s.add(EventText(event_id=event.id, lang="da", title="Søndagsmad", updated_at=now)))
    assert '<bdi lang="da" dir="ltr">Søndagsmad</bdi>' in client.get("/ur/").text
    assert "Søndagsmad</a>" in client.get("/da/").text


@pytest.mark.slow
def test_the_archive_shows_what_is_over_newest_first_page_by_page(client, make_event):
    made = [make_event(starts_in=timedelta(days=-n)).code for n in range(1, 33)]
    make_event(starts_in=timedelta(days=-1), status=Status.CANCELLED)
    first = client.get("/en/past")
    assert codes(first) == made[:30] and "Older" in first.text
    (older,) = beside(first)
    second = client.get(older.path)
    assert codes(second) == made[30:]
    (newer,) = beside(second)
    assert (older.icon, older.words, newer.icon, newer.words) == ("arrow", "Older", "back", "Newer")
    assert codes(client.get(newer.path)) == made[:30]


@pytest.mark.parametrize(
    "page", ["0", "-1", "x", "٢", "9999", "a99999999999999999999-1", "b20261301000000000000-1", "1&page=2"]
)
def test_an_archive_page_that_is_not_there_is_the_first(client, make_event, page):
    event = make_event(starts_in=timedelta(days=-2))
    answer = client.get(f"/en/past?page={page}")
    assert (answer.status_code, codes(answer)) == (200, [event.code])


@pytest.mark.slow
def test_a_long_list_comes_in_pieces_and_keeps_what_was_chosen(client, make_event, areas, monkeypatch):
    monkeypatch.setattr("portal.events.queries.LIST_SIZE", 2)
    meals = [make_event(starts_in=timedelta(days=n), area_id=areas["grantoften"]).code for n in range(1, 6)]
    swim = make_event(kind="swimming", starts_in=timedelta(days=9), area_id=areas["hedeparken"])
    first = client.get("/en/?area=grantoften&kind=communal_meal")
    assert codes(first) == meals[:2]
    (more,) = beside(first)
    assert more.path.startswith("/en/?area=grantoften&kind=communal_meal&page=a")
    assert 'href="/en/?area=hedeparken&amp;kind=communal_meal"' in first.text  # chosen from all pages
    second = client.get(more.path)
    assert codes(second) == meals[2:4]
    assert (first_page(first), first_page(second)) == (None, "/en/?area=grantoften&kind=communal_meal")
    (more,) = beside(client.get("/en/"))
    second = client.get(more.path)
    back, more = beside(second)
    assert codes(second) == meals[2:4] and (back.words, more.words) == ("Earlier ones", "Later ones")
    last = client.get(more.path)
    assert codes(last) == [meals[4], swim.code]
    (back,) = beside(last)
    assert codes(client.get(back.path)) == meals[2:4]


def test_an_event_of_a_whole_day_stands_on_the_list_until_its_end(client, make_event):
    event = make_event(starts_in=timedelta(hours=-22), hours=23.5)
    assert codes(client.get("/en/")) == [event.code]


def test_an_empty_house_is_kind(client):
    assert "Nothing is planned here just now." in client.get("/en/").text
    assert "Nothing is here yet." in client.get("/en/past").text
