"""What each place and way has brought an event."""

import re
import uuid

import pytest

from portal.core.actors import GUEST
from portal.core.db import side_transaction
from portal.posters.models import PosterVisit
from portal.posters.queries import Brought, harvest
from portal.signups import rules as signups
from portal.signups.models import SignUp, Way
from tests.pages import flat
from tests.planning.cast import day_ahead
from tests.signups.cast import party


@pytest.fixture
def sign_up(rules, now):
    """A party comes by a way, and from a poster at a place."""

    def make(event, way, people, place=None) -> int:
        def up(session):
            source = signups.Source(way=way, place=place, lang="da")
            who = {"event_id": event.id, "party": party("Amina", people), "form_token": uuid.uuid4().hex}
            return signups.sign_up(session, **who, source=source, by=GUEST, now=now).id

        return rules(up)

    return make


@pytest.fixture
def cancel(rules, now):
    def make(signup_id):
        rules(
            lambda session: signups.cancel(session, signup=session.get_one(SignUp, signup_id), by=GUEST, now=now)
        )

    return make


def opened(event, place, visits, now, days=0):
    with side_transaction() as session:
        session.add(PosterVisit(event_id=event.id, place=place, day=day_ahead(now, days), visits=visits))


def rows(page):
    """Each row of the page as text: what it is, and what it brought."""
    found = re.findall(r'<li class="harvest.*?</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


@pytest.mark.slow
def test_every_place_and_way_has_its_openings_and_people(coordinator, make_event, laundry, sign_up, cancel, now):
    event, other = make_event(seats=5), make_event()
    opened(event, "VASKERI", 20, now)
    opened(event, "VASKERI", 11, now, days=1)
    opened(event, "", 4, now)
    opened(other, "VASKERI", 500, now)
    sign_up(event, Way.POSTER, 4, "VASKERI")
    sign_up(event, Way.POSTER, 3, "VASKERI")  # waits for a seat
    cancel(sign_up(event, Way.POSTER, 2, "VASKERI"))
    sign_up(event, Way.POSTER, 1, "GONE")
    sign_up(event, Way.POSTER, 1)
    sign_up(event, Way.SHARE, 2)
    cancel(sign_up(event, Way.WEB, 2))
    sign_up(other, Way.MOTHER, 7)
    found = harvest(event.id)
    assert found.posters == {
        "": Brought(openings=4, parties=2, people=2),
        "VASKERI": Brought(openings=31, parties=2, people=7, cancelled=1),
    }
    assert {way: row for way, row in found.ways.items() if row != Brought()} == {
        Way.SHARE: Brought(parties=1, people=2),
        Way.WEB: Brought(cancelled=1),
    }
    page = coordinator.get(f"/team/events/{event.code}/places").text
    assert rows(page) == [
        "Vaskeriet 7 people 2 sign-ups · and 1 that was cancelled · the code was opened 31 times",
        "Posters whose code names no place 2 people 2 sign-ups · the code was opened 4 times",
        "A link that somebody shared 2 people 1 sign-up",
        "From a calendar 0 people 0 sign-ups",
        "They called us 0 people 0 sign-ups",
        "Invited by one of us 0 people 0 sign-ups",
        "They found it themselves 0 people 0 sign-ups · and 1 that was cancelled",
    ]
    assert re.findall(r'<p class="stat"><b>(\d+)</b>', flat(page)) == ["11", "5", "35"]


def test_codes_that_somebody_made_up_make_no_rows(coordinator, make_event, laundry, sign_up, cancel, now):
    event = make_event()
    opened(event, "MADEUP", 3, now)  # as one was counted whose place was taken out by hand
    for code in ("MADEUP", "ANDTHIS", "VASKERI2"):
        sign_up(event, Way.POSTER, 1, code)
    cancel(sign_up(event, Way.POSTER, 1, "ANDTHIS"))
    assert harvest(event.id).posters == {"": Brought(openings=3, parties=3, people=3, cancelled=1)}
    page = coordinator.get(f"/team/events/{event.code}/places").text
    assert len(rows(page)) == 6
    assert "MADEUP" not in page and "VASKERI" not in page


def test_a_place_where_no_posters_hang_any_more_keeps_its_row(
    coordinator, make_event, laundry, sign_up, rules, now
):
    event = make_event()
    sign_up(event, Way.POSTER, 1, "VASKERI")
    rules(lambda session: setattr(session.merge(laundry), "retired_at", now))
    assert rows(coordinator.get(f"/team/events/{event.code}/places").text)[0].startswith("Vaskeriet 1 person")


def test_the_page_says_no_name_so_it_needs_no_pin(coordinator, make_event, sign_up):
    event = make_event()
    sign_up(event, Way.POSTER, 4)
    page = coordinator.get(f"/team/events/{event.code}/places").text
    assert "Amina" not in page
    assert "It is not a person" in page


def test_a_party_that_lives_on_in_another_is_counted_there_alone(make_event, sign_up, cancel, rules):
    event = make_event()
    kept, joined = sign_up(event, Way.POSTER, 2), sign_up(event, Way.POSTER, 2)
    cancel(joined)
    rules(lambda session: setattr(session.get_one(SignUp, joined), "replaced_by_id", kept))
    assert harvest(event.id).posters == {"": Brought(parties=1, people=2)}


def test_an_event_that_has_brought_nobody_yet_says_what_to_do(coordinator, make_event):
    page = coordinator.get(f"/team/events/{make_event().code}/places").text
    assert "Choose a place when you print a poster." in page
    assert rows(page)[0] == "Posters whose code names no place 0 people 0 sign-ups · the code was opened 0 times"


def test_from_the_code_on_the_poster_to_the_row_of_its_place(coordinator, client, make_event, laundry):
    from portal.core.forms import make_token

    event = make_event()
    answer = client.get(f"/E/{event.code}-VASKERI", headers={"Accept-Language": "en"})
    path = answer.location
    form = {"name": "Bahar", "adults": "2", "children": "1", "token": make_token("signup")}
    assert client.post(path, data=form).status_code == 303
    page = coordinator.get(f"/team/events/{event.code}/places").text
    assert rows(page)[0] == "Vaskeriet 3 people 1 sign-up · the code was opened 1 time"
