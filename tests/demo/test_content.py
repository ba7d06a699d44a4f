"""The demo as it is: the evaluation's figures, because they are counted, and a calendar that is alive."""

from collections import Counter
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from portal import demo
from portal.accounts import sessions
from portal.accounts.models import Member
from portal.attendance import queries as attendance
from portal.attendance.models import AttendanceOp
from portal.contacts.models import Contact
from portal.core.actors import Role
from portal.core.text import parse_phone
from portal.demo import cast, living
from portal.events.availability import open_for_counting
from portal.events.facts import Audience
from portal.events.kinds import Category, Kind
from portal.events.models import Event, EventMother, Status
from portal.messages.models import OutboxMessage
from portal.planning.models import KindTemplate
from portal.posters.models import Placement, PosterVisit
from portal.privacy import purge
from portal.signups.models import HOLDS_SEATS, SignUp, State, Ticket, Way
from portal.wording.models import WordingSuggestion

pytestmark = pytest.mark.slow

JANUARY, NOVEMBER = date(2015, 1, 1), date(2015, 11, 30)


def events_of_2015(session):
    rows = select(Event).where(Event.starts_local.between(datetime(2015, 1, 1), datetime(2015, 11, 30)))
    return session.scalars(rows.order_by(Event.starts_local)).all()


def to_come(session):
    rows = select(Event).where(Event.starts_local > datetime(2026, 11, 23)).order_by(Event.starts_local)
    return session.scalars(rows).all()


def people(session, event, *states):
    size = func.coalesce(func.sum(SignUp.adults + SignUp.children), 0)
    return session.scalar(select(size).where(SignUp.event_id == event.id, SignUp.state.in_(states)))


def test_counting_the_rows_gives_the_figures_of_the_evaluation(loaded):
    """Ten active mothers of fifteen trained, three own events, four network meetings, ten women each."""
    mothers = loaded.scalars(select(Member).where(Member.role == Role.MOTHER)).all()
    throughout = [
        m
        for m in mothers
        if any(p.from_day <= JANUARY and (p.to_day is None or p.to_day >= NOVEMBER) for p in m.periods)
    ]
    active_at_some_time = [
        m
        for m in mothers
        if any(p.from_day <= NOVEMBER and (p.to_day is None or p.to_day >= JANUARY) for p in m.periods)
    ]
    trained = [m for m in mothers if m.trained_on and m.trained_on < NOVEMBER]
    assert (len(throughout), len(active_at_some_time), len(trained)) == (10, 10, 15)

    events = events_of_2015(loaded)
    held = [event for event in events if event.status is Status.PUBLISHED]
    own = [
        event
        for event in held
        if event.organiser is None
        and event.kind.about.category not in (Category.NETWORK, Category.COURSE)
        and not event.kind.only_noted
    ]
    assert len(own) == 3

    tallies = attendance.tallies(held)
    social = [tallies[event.id].here for event in held if event.kind.about.category is Category.SOCIAL]
    assert (min(social), max(social)) == (30, 90)

    meetings = [event for event in held if event.kind.about.category is Category.NETWORK]
    assert len([event for event in meetings if event.starts_local.month <= 9]) == 4
    came = {part.member_id for event in meetings for part in event.mothers if part.took_part}
    assert len(came) == 6
    assert all(event.audience is Audience.MOTHERS for event in meetings)

    helped = Counter(loaded.scalars(select(Contact.mother_id).where(Contact.since <= NOVEMBER)))
    assert len(helped) == 10
    assert sum(helped.values()) / len(helped) == 10


def test_each_evening_of_2015_was_counted_to_exactly_its_number(loaded):
    events = {(e.starts_local.date(), e.place_name): e for e in events_of_2015(loaded)}
    expected, counted = {}, {}
    tallies = attendance.tallies(events.values())
    for row in demo.read("year_2015.json")["events"]:
        key = (date.fromisoformat(row["date"]), row["place"]["name"])
        came = row["attendance"]
        if came is None:
            continue
        guessed = came["estimated"]
        expected[key] = (
            (None, None, came["adults"] + came["children"], True)
            if guessed
            else (came["adults"], came["children"], came["adults"] + came["children"], False)
        ) + (came["first_time"], came["new_in_denmark"])
        tally = tallies[events[key].id]
        heads = (None, None) if tally.estimated else (tally.adults, tally.children)
        counted[key] = (*heads, tally.here, tally.estimated, tally.first_time, tally.new_in_denmark)
    assert len(expected) > 20
    assert counted == expected


def test_retention_has_left_no_name_of_2015(loaded):
    ids = [event.id for event in events_of_2015(loaded)]
    rows = loaded.scalars(select(SignUp).where(SignUp.event_id.in_(ids))).all()
    assert len(rows) > 200
    assert {(r.name, r.phone, r.phone_typed, r.email) for r in rows} == {(None, None, None, None)}
    assert all(r.purged_at is not None for r in rows)
    assert set(loaded.scalars(select(AttendanceOp.name).where(AttendanceOp.event_id.in_(ids)))) == {None}


def test_the_purge_finds_nothing_left_to_do(loaded, morning):
    assert not any(purge.run(now=morning).values())


def test_the_contacts_of_2015_are_closed_and_nobody_any_more(loaded):
    rows = loaded.scalars(select(Contact).where(Contact.since <= NOVEMBER)).all()
    assert len(rows) == 100
    assert {(r.nickname, r.real_name, r.phone, r.words) for r in rows} == {(None, None, None, None)}
    assert all(r.closed_at is not None for r in rows)


def test_no_list_holds_more_than_its_seats(loaded):
    for event in loaded.scalars(select(Event).where(Event.seats.is_not(None))):
        assert people(loaded, event, *HOLDS_SEATS) <= event.seats, event.starts_local


def test_tonight_is_open_for_counting_and_some_are_here(loaded, morning):
    tonight = attendance.tonight(morning)
    assert [event.starts_local for event in tonight] == [datetime(2026, 11, 23, 17, 30)]
    tally = attendance.tally_of(tonight[0])
    assert (len(tally.parties), len(tally.walk_ins), tally.new_in_denmark, tally.first_time) == (5, 1, 1, 2)
    assert tally.expected == 48
    assert loaded.scalar(select(func.max(AttendanceOp.tapped_at))) <= morning


@pytest.mark.parametrize("hour", [0, 3, 12, 17, 18, 19, 20, 21, 23])
def test_whenever_the_demo_is_opened_an_evening_is_near(hour):
    """Also in the night when the clocks change."""
    now = datetime(2027, 3, 27, hour, 59, tzinfo=ZoneInfo("Europe/Copenhagen")).astimezone(UTC)
    row = demo.read("calendar.json")["events"][0]
    starts, ends = time.fromisoformat(row["start"]), time.fromisoformat(row["end"])
    day = living.first_day(now, ends)
    tonight = Event(
        kind=Kind(row["kind"]),
        status=Status.PUBLISHED,
        starts_local=datetime.combine(day, starts),
        ends_local=datetime.combine(day, ends),
    )
    assert open_for_counting(tonight, now)
    assert tonight.ends_at > now


def test_the_calendar_is_alive(loaded, morning):
    """One is full with a queue, one has moved, one is cancelled, one is a draft; some await a call."""
    events = to_come(loaded)
    assert len(events) == 18
    assert Counter(e.status for e in events) == {Status.PUBLISHED: 16, Status.CANCELLED: 1, Status.DRAFT: 1}
    assert all(date(2026, 11, 23) <= e.starts_local.date() < date(2027, 2, 23) for e in events)
    assert len([e for e in events if len(e.texts) == 6]) >= 5
    assert len([e for e in events if not e.texts]) >= 2

    (moved,) = [e for e in events if e.moved_from_local]
    assert (moved.moved_from_local.hour, moved.starts_local.hour, moved.version) == (10, 11, 2)
    assert moved.place_name == "Fælleshuset"

    (full,) = [e for e in events if people(loaded, e, State.WAITING)]
    assert people(loaded, full, State.SEATED) == full.seats == 50
    waiting = select(func.count()).where(SignUp.event_id == full.id, SignUp.state == State.WAITING)
    assert loaded.scalar(waiting) == 5
    assert full.first_full_at is not None

    kinds = Counter(loaded.scalars(select(OutboxMessage.kind).where(OutboxMessage.closed_at.is_(None))))
    assert {"event_moved", "event_cancelled", "promoted"} == set(kinds)
    assert loaded.scalar(select(func.count()).where(OutboxMessage.closed_at.is_not(None))) > 5


def test_guests_have_names_in_many_scripts_and_phones_that_never_ring(loaded):
    rows = loaded.scalars(select(SignUp).where(SignUp.purged_at.is_(None))).all()
    assert len({row.lang for row in rows}) == 6
    assert any("\u0600" <= (row.name or "")[0] <= "\u06ff" for row in rows)
    assert any("\u0400" <= (row.name or "")[0] <= "\u04ff" for row in rows)
    phones = {row.phone for row in rows if row.phone}
    assert len(phones) > 20
    assert all("+46701740605" <= phone <= "+46701740699" for phone in phones)
    assert all(parse_phone(row.phone_typed) == row.phone for row in rows if row.phone)
    assert {row.email.split("@")[1] for row in rows if row.email} == {"example.org"}
    assert any(row.diet for row in rows)
    assert all(max(row.diet.values(), default=0) <= row.size for row in rows)


def test_women_come_to_what_is_for_women(loaded):
    men = {name for names in demo.read("people.json")["guest_names"].values() for name in names["men"]}
    for event in loaded.scalars(select(Event).where(Event.audience == Audience.WOMEN)):
        names = loaded.scalars(select(SignUp.name).where(SignUp.event_id == event.id)).all()
        assert not men & set(names), event.starts_local
    assert not men & set(loaded.scalars(select(Contact.nickname)))


def test_parties_come_by_every_way_and_were_made_before_now(loaded, morning):
    rows = loaded.scalars(select(SignUp)).all()
    assert {row.way for row in rows} == set(Way) - {Way.CALENDAR}
    assert all((row.invited_by_id is not None) == (row.way is Way.MOTHER) for row in rows)
    for event in loaded.scalars(select(Event)):
        made = [row.created_at for row in rows if row.event_id == event.id]
        assert all(event.created_at <= at <= min(morning, event.starts_at) for at in made), event.starts_local
        assert event.created_at <= morning


def test_no_code_or_number_is_used_twice(loaded):
    codes = loaded.scalars(select(Event.code)).all()
    assert len(set(codes)) == len(codes) == 53
    for event in loaded.scalars(select(Event)):
        numbers = sorted(loaded.scalars(select(Ticket.number).where(Ticket.event_id == event.id)))
        assert numbers == list(range(1, len(numbers) + 1))
        assert event.next_number == len(numbers) + 1


def test_every_member_can_sign_in_with_the_printed_pin(loaded):
    members = loaded.scalars(select(Member)).all()
    for pin_hash in {member.pin_hash for member in members}:
        sessions._hasher().verify(pin_hash, cast.PIN)
    assert all(member.promise_accepted_at and not member.disabled_at for member in members)


def test_everyone_who_hosts_is_active_on_that_day(loaded):
    for part in loaded.scalars(select(EventMother)):
        assert part.member.active_on(part.event.starts_local.date()), (part.member.name, part.event.starts_local)


def test_the_coordinators_desk_is_furnished(loaded):
    """Places where posters hang, each with what it brought; two series, a template, better words."""
    placements = {one.code: one.name for one in loaded.scalars(select(Placement))}
    assert len(placements) == 5
    opened = {place for place in loaded.scalars(select(PosterVisit.place).distinct()) if place}
    assert opened <= set(placements) and len(opened) == 3
    signed_up = loaded.scalar(select(func.count()).where(SignUp.way == Way.POSTER))
    assert loaded.scalar(select(func.sum(PosterVisit.visits))) >= signed_up
    dates = Counter(loaded.scalars(select(Event.series_id).where(Event.series_id.is_not(None))))
    assert sorted(dates.values()) == [2, 2]
    assert loaded.scalar(select(func.count()).select_from(KindTemplate)) == 1
    better = loaded.scalars(select(WordingSuggestion)).all()
    assert [one.lang for one in better] == ["tr", "ur"]
