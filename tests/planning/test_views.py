"""The coordinator's pages: the list, making, changing, publishing and cancelling an event."""

import re
from datetime import timedelta
from typing import Any

import pytest

from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.db import transaction
from portal.events.facts import Cancelled
from portal.events.models import Event, Partner, Status
from portal.signups import rules as signups
from portal.signups.models import Way
from portal.signups.rules import Source
from tests.pages import beside, first_page, flat
from tests.planning.cast import COORDINATOR, form
from tests.signups.cast import party


@pytest.fixture
def begin(coordinator, now, session):
    """Begin a draft: its kind and its date, and no more."""

    def make(kind: str = "communal_meal", *, days: int = 14, like: str = "") -> Event:
        answer = coordinator.press(f"/team/events/new/{kind}", {"day": form(now, days=days)["day"], "like": like})
        assert answer.status_code == 303, errors(answer)
        return session.query(Event).order_by(Event.id.desc()).first()

    return make


@pytest.fixture
def create(coordinator, begin, now, session):
    """Begin a draft and save the form over it."""

    def make(**more: Any) -> Event:
        event = begin()
        path, sent = f"/team/events/{event.code}/edit", {"version": event.version, **form(now, **more)}
        answer = coordinator.press(path, sent)
        assert answer.status_code == 303, errors(answer)
        session.expire_all()
        return event

    return make


@pytest.fixture
def refused(coordinator, begin, now):
    """Send the form over a draft that has just begun; returns the page that says what is wrong."""

    def send(**more: Any) -> Any:
        event = begin()
        return coordinator.press(
            f"/team/events/{event.code}/edit", {"version": event.version, **form(now, **more)}
        )

    return send


def errors(answer) -> list[str]:
    """The sentences beside the fields."""
    return re.findall(r'<p class="error" id="(\w+)-error">', answer.text)


@pytest.mark.slow
def test_a_mother_does_not_plan(make_member, sign_in, make_event, now):
    mother, event = sign_in(make_member(), opened=True), make_event()
    for path in (
        "",
        "/new",
        f"/{event.code}",
        f"/{event.code}/edit",
        f"/{event.code}/texts",
        f"/{event.code}/poster",
    ):
        assert mother.get(f"/team/events{path}").status_code == 404, path
    assert mother.press("/team/events/new/communal_meal", form(now)).status_code == 404
    assert mother.press(f"/team/events/{event.code}/cancel", {"reason": "illness"}).status_code == 404


def test_a_stranger_is_shown_the_way_in(client, make_event):
    event = make_event()
    assert client.get("/team/events").status_code == 303
    assert client.get(f"/team/events/{event.code}/edit").status_code == 303


@pytest.mark.slow
def test_an_event_is_made_published_and_found_in_minutes(coordinator, create, client, session):
    event = create(seats="", food=["halal", "vegetarian"], languages=["da", "tr"], closes_day="")
    assert (event.status, event.seats, event.food, event.languages) == (
        Status.DRAFT,
        None,
        ["halal", "vegetarian"],
        ["da", "tr"],
    )
    assert "Publish" in coordinator.get(f"/team/events/{event.code}").text
    answer = coordinator.press(f"/team/events/{event.code}/publish")
    assert answer.location.endswith(f"/team/events/{event.code}?done=published")
    assert client.get(f"/en/events/{event.code}").status_code == 200
    assert "Beboerhuset" in client.get(f"/en/events/{event.code}").text


@pytest.mark.slow
def test_the_page_of_a_draft_says_what_is_missing(coordinator, create):
    event = create(place_name="", address="")
    page = coordinator.get(f"/team/events/{event.code}").text
    assert "Write a place first, or say that it is in a home." in page
    assert f"/team/events/{event.code}/publish" not in page
    refused = coordinator.press(f"/team/events/{event.code}/publish")
    assert refused.status_code == 422
    assert "Error:" in refused.text


def test_the_list_shows_seats_taken_and_waiting(coordinator, make_event, rules, now):
    event = make_event(seats=3)
    for name, adults in (("Amina", 2), ("Olga", 2)):
        rules(
            signups.sign_up,
            event_id=event.id,
            party=party(name, adults),
            source=Source(way=Way.WEB, lang="da"),
            form_token=name,
            by=COORDINATOR,
            now=now,
        )
    page = coordinator.get("/team/events").text
    assert "2 of 3 seats" in page
    assert "2 wait" in page
    assert "Amina" not in page


def test_the_list_holds_drafts_what_comes_and_ninety_days(coordinator, make_event):
    shown = [
        make_event(status=Status.DRAFT),
        make_event(audience="mothers"),
        make_event(status=Status.CANCELLED, cancel_reason=Cancelled.WEATHER),
        make_event(starts_in=-timedelta(days=89)),
    ]
    old = make_event(starts_in=-timedelta(days=92))
    page = coordinator.get("/team/events").text
    assert [f"/team/events/{event.code}" in page for event in shown] == [True] * 4
    assert f"/team/events/{old.code}" not in page


@pytest.mark.slow
def test_what_is_older_is_found_page_by_page(coordinator, make_event):
    found = [make_event(starts_in=-timedelta(days=100 + days)) for days in range(41)]
    recent, draft = make_event(starts_in=-timedelta(days=5)), make_event(status=Status.DRAFT)
    answer = coordinator.get("/team/events/older")
    (older,) = beside(answer)
    first, second = answer.text, coordinator.get(older.path).text
    assert [f"/team/events/{event.code}" in first for event in (found[0], found[39], found[40])] == [
        True,
        True,
        False,
    ]
    assert f"/team/events/{found[40].code}" in second
    assert [f"/team/events/{event.code}" in first + second for event in (recent, draft)] == [False, False]
    for odd in ("0", "-1", "x", "9" * 50):
        page = coordinator.get("/team/events/older", query_string={"page": odd}).text
        assert re.findall("<tbody>.*</tbody>", page, re.DOTALL) == re.findall(
            "<tbody>.*</tbody>", first, re.DOTALL
        )


def test_an_empty_list_says_what_to_do(coordinator):
    assert "Make a new event" in coordinator.get("/team/events").text


@pytest.mark.slow
def test_the_form_comes_back_filled_as_it_was_saved(coordinator, create, make_member, now):
    fatma = make_member("Fatma <3").id
    with transaction() as session:
        area, partner = Area(slug="hede", name="Hedeparken"), Partner(slug="roede", name="Røde Kors")
        session.add_all([area, partner])
        session.flush()
        area_id, partner_id = area.id, partner.id
    sent = form(
        now,
        start="20:00",
        end="01:30",
        organiser=str(partner_id),
        area=str(area_id),
        at_home="y",
        closes_day=form(now, days=13)["day"],
        closes_time="12:00",
        hosts=[str(fatma)],
        interpreter=["ar"],
        bring=["swimwear"],
        no_photos="y",
    )
    event = create(**sent)
    page = coordinator.get(f"/team/events/{event.code}/edit").text
    for value in (sent["day"], "20:00", "01:30", sent["closes_day"], "12:00", "Hedeparken 5"):
        assert f'value="{value}"' in page
    assert f'<option value="{partner_id}" dir="auto" selected>' in page
    assert f'<option value="{area_id}" dir="auto" selected>' in page
    assert f'name="hosts" value="{fatma}" checked' in page
    assert "Fatma &lt;3" in page
    assert (event.ends_local - event.starts_local) == timedelta(hours=5, minutes=30)
    again = coordinator.press(f"/team/events/{event.code}/edit", {**sent, "version": "2"})
    assert (again.status_code, event.version) == (303, 2)


@pytest.mark.slow
def test_another_one_like_it_takes_everything_but_the_date(coordinator, create, session):
    event = create(food=["halal"], landmark="Next to the laundry")
    page = flat(coordinator.get(f"/team/events/new/communal_meal?like={event.code}"))
    assert f'name="like" value="{event.id}" checked' in page
    assert 'name="day" type="date" dir="ltr" value=""' in page
    coordinator.press(
        f"/team/events/new/communal_meal?like={event.code}", {"day": "2027-05-09", "like": str(event.id)}
    )
    copy = session.query(Event).order_by(Event.id.desc()).first()
    assert (copy.id, copy.food, copy.landmark) == (event.id + 1, ["halal"], "Next to the laundry")
    assert f"{copy.starts_local:%Y-%m-%d %H:%M}" == "2027-05-09 17:00"
    assert coordinator.get("/team/events/new/communal_meal?like=ZZZZZZZZZZZZ").status_code == 200


@pytest.mark.slow
def test_hand_typed_dates_and_times_are_read(create, now):
    day = form(now)["day"]
    danish = "{2}.{1}.{0}".format(*(int(part) for part in day.split("-")))
    event = create(day=danish, start="kl. 17.30", end="2000")
    assert f"{event.starts_local:%Y-%m-%d %H:%M} {event.ends_local:%H:%M}" == f"{day} 17:30 20:00"
    event = create(day=danish.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")), start="۱۷", end="20:00:00")
    assert f"{event.starts_local:%Y-%m-%d %H:%M}" == f"{day} 17:00"


LONG = "x" * 10_000
BAD: list[tuple[str, Any]] = [
    ("kind", "wedding"),
    ("kind", ""),
    ("audience", LONG),
    ("organiser", "999999"),
    ("organiser", "x"),
    ("organiser", "9" * 30),
    ("new_partner", LONG),
    ("day", ""),
    ("day", "tomorrow"),
    ("day", "2027-02-30"),
    ("day", "0000-01-01"),
    ("day", "99999-01-01"),
    ("day", "1850-01-01"),
    ("day", LONG),
    ("day", "\0"),
    ("start", ""),
    ("start", "25:00"),
    ("start", "17:60"),
    ("start", "🎉"),
    ("end", "17:00"),
    ("end", "16:59"),
    ("end", "٩٩"),
    ("place_name", "p" * 121),
    ("place_name", "010190-1234"),
    ("address", LONG),
    ("landmark", LONG),
    ("area", "-1"),
    ("seats", "0"),
    ("seats", "-1"),
    ("seats", "1000000000"),
    ("seats", "many"),
    ("seats", "2.5"),
    ("closes_day", "later"),
    ("closes_time", "12:00"),
    ("cost_dkk", "-5"),
    ("cost_dkk", "20,50"),
    ("cost_dkk", "9" * 40),
    ("children", "dogs"),
    ("food", ["pizza"]),
    ("food", ["halal"] * 300),
    ("step_free", "perhaps"),
    ("languages", ["klingon"]),
    ("interpreter", [LONG]),
    ("bring", ["\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")]),
    ("hosts", ["1 OR 1=1"]),
    ("hosts", ["99999"]),
    ("start", ["17:00", "18:00"]),
    ("place_name", ["one", "two"]),
]


@pytest.mark.parametrize(("name", "value"), BAD, ids=[f"{name}-{str(value)[:12]!r}" for name, value in BAD])
def test_bad_input_is_refused_beside_its_field_and_nothing_is_saved(refused, make_member, session, name, value):
    make_member("Fatma")
    kept = {} if name == "landmark" else {"landmark": "Kept \u202ewords 🎉"}
    answer = refused(**{name: value}, **kept)
    assert answer.status_code == 422
    assert errors(answer) == [name]
    assert "<title>Error:" in answer.text
    if kept:
        assert "Kept words 🎉" in answer.text
    assert [(event.version, event.place_name, event.landmark) for event in session.query(Event)] == [(1, "", "")]


def test_a_date_that_cannot_be_read_is_shown_again_as_it_was_typed(refused):
    answer = refused(day="next Sunday", closes_day="soon")
    page = flat(answer)
    assert 'name="day" type="text" dir="ltr" value="next Sunday"' in page
    assert 'name="closes_day" type="text" dir="ltr" value="soon"' in page


@pytest.mark.slow
def test_a_closing_after_the_start_is_refused(refused, now):
    day = form(now)["day"]
    assert errors(refused(closes_day=day, closes_time="17:01")) == ["closes_day"]
    assert errors(refused(closes_day=day)) == ["closes_time"]


def test_the_hour_that_summer_time_skips_is_refused_beside_the_field(refused):
    answer = refused(day="2027-03-28", start="02:30", end="05:00")
    assert errors(answer) == ["start"]
    assert 'value="02:30"' in answer.text


@pytest.mark.slow
def test_two_tabs_lose_nothing(coordinator, create, now, session):
    event = create()
    path = f"/team/events/{event.code}/edit"
    assert coordinator.press(path, form(now, seats="50", version="2")).status_code == 303
    second = coordinator.press(path, form(now, place_name="Grantoften 2", version="2"))
    assert second.status_code == 422
    assert "Somebody else has changed this event meanwhile." in second.text
    assert 'value="Grantoften 2"' in second.text
    assert 'name="version" value="3"' in second.text
    session.expire_all()
    assert (event.place_name, event.seats) == ("Beboerhuset", 50)
    assert coordinator.press(path, form(now, place_name="Grantoften 2", version="3")).status_code == 303
    session.expire_all()
    assert event.place_name == "Grantoften 2"


@pytest.mark.slow
@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 50, "1\0"])
def test_a_version_that_is_none_counts_as_stale(coordinator, create, now, version):
    event = create()
    answer = coordinator.press(f"/team/events/{event.code}/edit", form(now, version=version))
    assert answer.status_code == 422


def test_the_form_needs_its_sessions_token(coordinator, now, session):
    assert coordinator.post("/team/events/new/communal_meal", data=form(now)).status_code == 400
    assert session.query(Event).count() == 0


@pytest.mark.slow
def test_cancelling_asks_once_and_wants_a_reason(coordinator, make_event, client, session):
    event = make_event()
    path = f"/team/events/{event.code}/cancel"
    assert "This cannot be undone." in coordinator.get(path).text
    for reason in ("", "because", "x" * 10_000):
        assert errors(coordinator.press(path, {"reason": reason})) == ["reason"]
    assert event.status is Status.PUBLISHED
    assert coordinator.press(path, {"reason": "weather"}).status_code == 303
    session.expire_all()
    assert (event.status, event.cancel_reason, event.version) == (Status.CANCELLED, Cancelled.WEATHER, 2)
    assert "The weather does not allow it." in coordinator.get(f"/team/events/{event.code}").text
    assert coordinator.get(path).status_code == 303
    assert coordinator.get(f"/team/events/{event.code}/edit").status_code == 303
    assert client.get(f"/en/events/{event.code}").status_code == 200


def test_a_draft_or_an_event_that_is_over_cannot_be_cancelled(coordinator, make_event):
    draft, over = make_event(status=Status.DRAFT), make_event(starts_in=-timedelta(days=2))
    assert coordinator.press(f"/team/events/{draft.code}/cancel", {"reason": "weather"}).status_code == 303
    refused = coordinator.press(f"/team/events/{over.code}/cancel", {"reason": "weather"})
    assert refused.status_code == 422
    assert (draft.status, over.status) == (Status.DRAFT, Status.PUBLISHED)


@pytest.mark.parametrize(
    "path", ["ZZZZ", "ZZZZ/edit", "ZZZZ/cancel", "ZZZZ/texts", "ZZZZ/texts/da", "ZZZZ/poster"]
)
def test_an_event_that_is_not_there_is_a_page_that_is_not_there(coordinator, path):
    assert coordinator.get(f"/team/events/{path}").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["da", "ar", "ur"])
def test_the_pages_speak_her_language(make_member, sign_in, make_event, lang):
    phone = sign_in(make_member("Karen", Role.COORDINATOR, lang=lang))
    event = make_event()
    for path in ("", "/new", f"/{event.code}", f"/{event.code}/edit", f"/{event.code}/cancel"):
        page = phone.get(f"/team/events{path}").text
        assert f'<html lang="{lang}" dir="{"ltr" if lang == "da" else "rtl"}">' in page


@pytest.mark.slow
def test_newer_and_older_point_opposite_ways(coordinator, make_event):
    for days in range(81):
        make_event(starts_in=-timedelta(days=100 + days))
    first = coordinator.get("/team/events/older")
    (older,) = beside(first)
    newer, older = beside(coordinator.get(older.path))
    assert [(newer.icon, newer.words), (older.icon, older.words)] == [("back", "Newer"), ("arrow", "Older")]
    assert coordinator.get(newer.path).text.count("<tr>") == first.text.count("<tr>") == 41
    (newer,) = beside(coordinator.get(older.path))
    assert newer.words == "Newer"


def test_an_event_without_a_place_has_a_dash_for_it(coordinator, make_event):
    make_event(place_name="", area_id=None)
    assert '<td data-label="Where"><span>–</span></td>' in coordinator.get("/team/events").text


@pytest.mark.slow
def test_what_is_planned_comes_page_by_page_with_the_last_ninety_days_on_the_first(coordinator, make_event):
    planned = [
        make_event(starts_in=timedelta(days=1 + n), status=Status.DRAFT if n % 2 else Status.PUBLISHED).code
        for n in range(61)
    ]
    over = make_event(starts_in=-timedelta(days=2)).code
    first = coordinator.get("/team/events")
    (more,) = beside(first)
    second = coordinator.get(more.path)
    (back,) = beside(second)
    assert (more.words, back.words) == ("Later ones", "Earlier ones")
    assert sorted(listed(first)) == sorted([*planned[:60], over]) and listed(second) == planned[60:]
    assert listed(coordinator.get(back.path)) == listed(first)
    assert (first_page(first), first_page(second)) == (None, "/team/events")
    assert "Nothing is planned yet." not in first.text + second.text


@pytest.mark.slow
def test_of_very_many_events_that_are_over_each_stands_on_one_of_the_lists(coordinator, make_event):
    over = [make_event(starts_in=-timedelta(days=1, hours=n)).code for n in range(45)]
    draft = make_event(starts_in=-timedelta(days=2, hours=1), status=Status.DRAFT).code
    long_ago = make_event(starts_in=-timedelta(days=100)).code
    assert listed(coordinator.get("/team/events")) == [draft, *over[:40]]
    assert listed(coordinator.get("/team/events/older")) == [*over[40:], long_ago]


def listed(answer):
    return re.findall(r'<th scope="row"><a href="/team/events/(\w+)"', answer.text)
