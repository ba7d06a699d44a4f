"""The calendar file of an event and the feed of all of them."""

from datetime import UTC, datetime, timedelta

import pytest

pytest.importorskip("hypothesis", reason="made-up events needs hypothesis (requirements-dev.txt)")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from portal.core.actors import GUEST
from portal.core.areas import Area
from portal.core.crypto import settings as portal_settings
from portal.core.db import transaction
from portal.core.i18n import ZONE
from portal.core.text import clean_line, clean_text
from portal.events import ics
from portal.events.facts import Audience, Cancelled, Children, StepFree
from portal.events.kinds import Kind
from portal.events.models import Event, EventText, Status, TextState
from portal.signups.event_changes import cancel_event, move


def entries(response):
    assert response.status_code == 200
    return Calendar.from_ical(response.data).events


def entry_of(client, event, lang="da"):
    (entry,) = entries(client.get(f"/{lang}/events/{event.code}.ics"))
    return entry


def with_text(event, lang="da", **words):
    with transaction() as session:
        session.add(EventText(event_id=event.id, lang=lang, updated_at=event.created_at, **words))


@pytest.fixture
def meal(make_event):
    """A communal meal in summer time, long before anything that moves it."""
    at = datetime(2027, 6, 3, 17, 0)
    made = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
    return make_event(
        code="K7M4",
        starts_local=at,
        ends_local=at + timedelta(hours=3),
        created_at=made,
        published_at=made + timedelta(days=1),
    )


def test_the_file_of_an_event_says_when_where_and_what(client, meal):
    with_text(meal, title="Mad; sammen, nu", description="Kom som du er.", practical="Ned ad trappen.")
    response = client.get("/da/events/K7M4.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'inline; filename="K7M4.ics"'
    calendar = Calendar.from_ical(response.data)
    assert (calendar["version"], calendar["method"], calendar["calscale"]) == ("2.0", "PUBLISH", "GREGORIAN")
    (entry,) = calendar.events
    assert sorted(entry) == [
        "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "LOCATION", "SEQUENCE", "STATUS", "SUMMARY", "UID", "URL",
    ]  # fmt: skip
    assert entry["uid"] == "K7M4@localhost"
    assert entry["sequence"] == 1
    assert entry["status"] == "CONFIRMED"
    assert entry["summary"] == "Mad; sammen, nu"
    assert entry["summary"].params["LANGUAGE"] == "da"
    assert entry["location"] == "Beboerhuset, Hedeparken 5"
    assert entry["url"] == "http://localhost/da/events/K7M4?p=calendar"
    assert entry.start == datetime(2027, 6, 3, 17, 0, tzinfo=ZONE)
    assert entry.end == datetime(2027, 6, 3, 20, 0, tzinfo=ZONE)
    assert entry["dtstamp"].dt == datetime(2027, 1, 5, 9, 30, tzinfo=UTC)
    paragraphs = entry["description"].split("\n\n")
    assert paragraphs[:2] == ["Kom som du er.", "Ned ad trappen."]
    assert paragraphs[-1].endswith("\nhttp://localhost/da/events/K7M4?p=calendar")
    assert "44\N{NO-BREAK SPACE}77" not in entry["description"] and "44 77 00 00" in entry["description"]


def test_the_same_event_gives_the_same_bytes_whenever_it_is_asked_for(client, meal):
    assert client.get("/ar/events/K7M4.ics").data == client.get("/ar/events/K7M4.ics").data


def test_times_name_the_danish_zone_and_the_file_explains_it(client, meal):
    text = client.get("/da/events/K7M4.ics").text
    assert "DTSTART;TZID=Europe/Copenhagen:20270603T170000\r\n" in text
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert "TZID:Europe/Copenhagen\r\n" in text


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        ((2027, 3, 25), 16),
        ((2027, 4, 1), 15),  # the clocks went forward on 28 March
        ((2027, 10, 28), 15),
        ((2027, 11, 4), 16),  # and back on 31 October
    ],
)
def test_thursday_at_five_stays_at_five_when_the_clocks_change(client, make_event, day, utc_hour):
    at = datetime(*day, 17, 0)
    event = make_event(starts_local=at, ends_local=at + timedelta(hours=2))
    entry = entry_of(client, event)
    assert entry.start.replace(tzinfo=None) == at
    assert str(entry.start.tzinfo) == "Europe/Copenhagen"
    assert entry.start.astimezone(UTC) == datetime(*day, utc_hour, tzinfo=UTC) == event.starts_at


@pytest.mark.slow
def test_the_zone_in_the_file_has_the_offsets_that_denmark_has(client, meal):
    (zone,) = Calendar.from_ical(client.get("/da/events/K7M4.ics").data).timezones
    described = zone.to_tz(lookup_tzid=False)
    noon = datetime(2026, 1, 1, 12)
    for day in range(0, 365 * 6):
        local = noon + timedelta(days=day)
        assert local.replace(tzinfo=described).utcoffset() == local.replace(tzinfo=ZONE).utcoffset(), local


def test_a_moved_event_keeps_its_uid_and_raises_its_sequence(client, meal, rules, now):
    before = entry_of(client, meal)
    starts = datetime(2027, 6, 4, 18, 30)
    rules(move, event_id=meal.id, starts_local=starts, ends_local=starts + timedelta(hours=2), by=GUEST, now=now)
    after = entry_of(client, meal)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert (after.start, after.end) == (starts.replace(tzinfo=ZONE), datetime(2027, 6, 4, 20, 30, tzinfo=ZONE))
    assert after["status"] == "CONFIRMED"
    assert "17:00" in after["description"].split("\n\n")[0]


def test_a_cancelled_event_is_cancelled_in_the_calendar(client, meal, rules, now):
    before = entry_of(client, meal, "en")
    rules(cancel_event, event_id=meal.id, reason=Cancelled.ILLNESS, by=GUEST, now=meal.created_at)
    after = entry_of(client, meal, "en")
    assert after["status"] == "CANCELLED"
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["summary"] == "Cancelled: Communal meal"
    assert after["description"].startswith("This event is cancelled.\nSomeone we need for it is ill.\n\n")


def test_an_event_in_a_home_is_named_by_its_area_alone(client, make_event, session):
    with transaction() as writing:
        area = Area(slug="magleparken", name="Magleparken")
        writing.add(area)
    event = make_event(
        at_home=True, place_name="Hos Fatma", address="Magleparken 412", landmark="Ring på", area_id=area.id
    )
    response = client.get(f"/da/events/{event.code}.ics")
    (entry,) = entries(response)
    assert entry["location"] == "Magleparken"
    for secret in ("Fatma", "412", "Ring på"):
        assert secret not in response.text


def test_an_event_in_a_home_without_an_area_has_no_place_at_all(client, make_event):
    event = make_event(at_home=True, place_name="Hos Fatma", address="Magleparken 412")
    assert "location" not in entry_of(client, event)


def test_words_come_from_the_kind_and_from_danish_where_nobody_wrote_any(client, meal):
    with_text(meal, title="Suppe", description="Varm suppe til alle.", practical="")
    entry = entry_of(client, meal, "en")
    assert entry["summary"] == "Communal meal"
    assert entry["summary"].params["LANGUAGE"] == "en"
    assert "This text is in Danish:\n\nSuppe\n\nVarm suppe til alle." in entry["description"]


def test_a_text_made_by_a_machine_says_so(client, meal):
    with_text(meal, "en", title="Soup", description="Warm.", state=TextState.MACHINE)
    assert "A machine has translated this text." in entry_of(client, meal, "en")["description"]


def test_from_right_to_left_each_foreign_piece_stands_in_an_isolate(client, meal):
    description = entry_of(client, meal, "ar")["description"]
    assert "\u206644 77 00 00\u2069" in description
    assert "\n" + entry_of(client, meal, "ar")["url"] in description
    assert "<" not in description
    assert not set("\u2066\u2068\u2069") & set(entry_of(client, meal, "da")["description"])


@pytest.mark.parametrize("columns", [{"status": Status.DRAFT}, {"audience": Audience.MOTHERS}])
def test_what_the_public_may_not_see_is_in_no_calendar(client, make_event, columns):
    event = make_event(**columns)
    assert client.get(f"/da/events/{event.code}.ics").status_code == 404
    assert entries(client.get("/da/events.ics")) == []


@pytest.mark.parametrize("path", ["/da/events/ZZZZ.ics", "/xx/events.ics", "/da/events/%00AAA.ics"])
def test_a_calendar_that_is_not_there_is_a_page_that_says_so(client, path):
    assert client.get(path).status_code == 404


def test_the_feed_holds_events_to_come_and_those_of_ninety_days(client, make_event, rules, now):
    soon = make_event()
    last_week = make_event(starts_in=timedelta(days=-7))
    quarter = make_event(starts_in=timedelta(days=-89))
    make_event(starts_in=timedelta(days=-92))
    off = make_event(starts_in=timedelta(days=20))
    rules(cancel_event, event_id=off.id, reason=Cancelled.WEATHER, by=GUEST, now=now)
    response = client.get("/tr/events.ics")
    assert [(e["uid"], e["status"]) for e in entries(response)] == [
        (f"{quarter.code}@localhost", "CONFIRMED"),
        (f"{last_week.code}@localhost", "CONFIRMED"),
        (f"{soon.code}@localhost", "CONFIRMED"),
        (f"{off.code}@localhost", "CANCELLED"),
    ]
    calendar = Calendar.from_ical(response.data)
    assert calendar["x-wr-calname"] == calendar["name"] == portal_settings().group_name
    assert calendar["refresh-interval"].dt == timedelta(hours=6)
    assert len(calendar.timezones) == 1


def test_the_feed_is_put_together_again_only_when_an_event_has_changed_or_come(
    client, make_event, rules, now, monkeypatch
):
    made, put_together = [make_event()], ics.file
    monkeypatch.setattr(
        ics, "file", lambda events, *more, **named: made.append(0) or put_together(events, *more, **named)
    )
    feeds = [client.get("/da/events.ics").data for _twice in range(2)]
    assert (feeds[0], made[1:]) == (feeds[1], [0])
    rules(cancel_event, event_id=made[0].id, reason=Cancelled.WEATHER, by=GUEST, now=now)
    assert [e["status"] for e in entries(client.get("/da/events.ics"))] == ["CANCELLED"]
    make_event()
    assert len(entries(client.get("/da/events.ics"))) == 2 and len(made) == 4


def test_a_calendar_that_looks_again_gets_nothing_new_unless_something_is(client, make_event, rules, now):
    event = make_event()
    first = client.get("/da/events.ics")
    assert first.headers["Cache-Control"] == "public, max-age=900"
    asked = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/da/events.ics", headers=asked).status_code == 304
    rules(cancel_event, event_id=event.id, reason=Cancelled.ILLNESS, by=GUEST, now=now)
    assert client.get("/da/events.ics", headers=asked).status_code == 200


def test_no_cookie_comes_with_a_calendar(client, meal):
    assert "Set-Cookie" not in client.get("/da/events.ics").headers


_ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=200)


@pytest.mark.slow
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(title=_ANY_TEXT, description=_ANY_TEXT, place=_ANY_TEXT)
def test_any_words_come_out_of_the_file_as_they_went_in(app, title, description, place):
    """Whatever the forms let through: semicolons, backslashes, quotes, emoji, many lines, many scripts."""
    at = datetime(2027, 6, 3, 17, 0)
    made = datetime(2027, 1, 4, tzinfo=UTC)
    title, description, place = clean_line(title), clean_text(description), clean_line(place)
    event = Event(
        code="K7M4", kind=Kind.COMMUNAL_MEAL, status=Status.PUBLISHED, audience=Audience.EVERYONE, version=3,
        starts_local=at, ends_local=at + timedelta(hours=1), created_at=made, place_name=place, address="",
        landmark="", at_home=False, cost_dkk=0, children=Children.WELCOME, step_free=StepFree.NOT_KNOWN, food=[],
        languages=[], interpreter=[], bring=[], no_photos=False, met_at_door=False,
    )  # fmt: skip
    event.texts = [EventText(lang="ur", title=title, description=description, practical="", updated_at=made)]

    def read(text):
        return text.replace("\\N", "\n")  # the library takes a typed \N as a new line, which harms nobody

    with app.test_request_context("/ur/"):
        data = ics.file([event], "ur")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines) and b"\r" not in b"".join(lines)
    for line in lines:
        line.decode()  # no line is cut inside a character
    (entry,) = Calendar.from_ical(data).events
    assert entry["summary"] == read(title)
    if description:
        assert entry["description"].startswith(read(description) + "\n\n")
    assert entry.get("location", "") == read(place)
