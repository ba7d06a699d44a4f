"""The rules of a series: making it, changing one date or all that follow, publishing, taking out."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.events.facts import Cancelled
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, EventText, Repeat, Series, Status
from portal.helping.models import EventTask, TaskKind
from portal.messages.models import OutboxMessage
from portal.planning import dates, discards, series
from portal.planning.copies import plan_of
from portal.planning.models import KindTemplate
from portal.posters.models import PosterVisit
from portal.signups import event_changes
from portal.signups import rules as signups
from portal.signups.models import SignUp, Way
from portal.signups.rules import Source
from tests.planning.cast import COORDINATOR
from tests.signups.cast import party

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
THURSDAY = date(2026, 10, 1)


@pytest.fixture
def cafe(make_event, make_member, rules) -> Event:
    """A café on a Thursday in October, a draft with words and a host."""
    event = make_event(
        kind="womens_cafe",
        status=Status.DRAFT,
        published_at=None,
        created_at=NOW,
        starts_local=datetime.combine(THURSDAY, time(17)),
        ends_local=datetime.combine(THURSDAY, time(20)),
        closes_local=datetime.combine(THURSDAY - timedelta(days=1), time(12)),
        food=["coffee_cake"],
    )
    fatma = make_member("Fatma")

    def furnish(session):
        row = session.get_one(Event, event.id)
        row.texts = [EventText(lang="da", title="Café", updated_at=NOW)]
        row.mothers = [EventMother(member_id=fatma.id, hosting=True)]

    rules(furnish)
    return event


@pytest.fixture
def make(rules):
    """Make a series of an event, weekly where no days are given; returns its id."""

    def make(event: Event, count: int = 4, *, days: list[date] | None = None, now: datetime = NOW) -> int:
        if days is None:
            days = dates.expand(Repeat.WEEKLY, event.starts_local.date(), count)

        def rule(session):
            made = series.make(
                session, event_id=event.id, repeat=Repeat.WEEKLY, days=days, by=COORDINATOR, now=now
            )
            return made.id

        return rules(rule)

    return make


@pytest.fixture
def row(session):
    """The dates of the only series, earliest first, read anew."""

    def read() -> list[Event]:
        session.rollback()
        found = select(Event).where(Event.series_id.is_not(None)).order_by(Event.starts_local, Event.id)
        return list(session.scalars(found))

    return read


@pytest.fixture
def change(rules):
    """Save a date with something changed, as the form does."""

    def change(event: Event, *, following: bool, now: datetime = NOW, seen: int | None = None, **fields: Any):
        plan = replace(plan_of(event, with_hosts=True), **fields)
        rules(
            series.save,
            event_id=event.id,
            plan=plan,
            seen=event.version if seen is None else seen,
            following=following,
            by=COORDINATOR,
            now=now,
        )

    return change


@pytest.fixture
def publish_all(rules):
    def publish_all(series_id: int, now: datetime = NOW) -> int:
        return rules(series.publish_all, series_id=series_id, by=COORDINATOR, now=now)

    return publish_all


def on_list(rules, event, name, adults=1, now=NOW):
    rules(
        signups.sign_up,
        event_id=event.id,
        party=party(name, adults),
        source=Source(way=Way.WEB, lang="da"),
        form_token=name,
        by=COORDINATOR,
        now=now,
    )


def starts(events):
    return [f"{event.starts_local:%m-%d %H:%M}" for event in events]


def at(event, hour, minute=0, day=None):
    return datetime.combine(day or event.starts_local.date(), time(hour, minute))


def test_a_series_is_the_event_and_drafts_like_it_with_hosts_and_words(cafe, make, row, session):
    make(cafe, 6)
    found = row()
    assert starts(found) == [
        "10-01 17:00", "10-08 17:00", "10-15 17:00", "10-22 17:00", "10-29 17:00", "11-05 17:00",
    ]  # fmt: skip
    assert found[0].id == cafe.id
    assert {event.status for event in found} == {Status.DRAFT}
    assert len({event.code for event in found}) == 6
    assert {event.text("da").title for event in found} == {"Café"}
    assert {len(event.mothers) for event in found} == {1}
    assert {event.starts_local - event.closes_local for event in found} == {timedelta(days=1, hours=5)}
    only = session.query(Series).one()
    assert (only.repeat, only.created_at) == (Repeat.WEEKLY, NOW)


def test_pressing_twice_makes_the_dates_once(cafe, make, row, session):
    assert make(cafe) == make(cafe)
    assert len(row()) == 4
    assert session.query(AuditEntry).filter_by(action="series.dates").count() == 1


def test_a_date_whose_time_does_not_exist_is_refused_by_name_and_none_is_made(make_event, make, session):
    night = make_event(starts_local=datetime(2027, 3, 21, 2, 30), ends_local=datetime(2027, 3, 21, 5))
    with pytest.raises(RuleBroken) as broken:
        make(night, 3)
    assert str(broken.value.message).startswith("Sunday 28 March 2027: The clocks go forward that night")
    assert broken.value.field == "days"
    assert session.query(Event).count() == 1
    assert session.query(Series).count() == 0


def test_a_day_that_has_passed_is_refused_by_name(cafe, make):
    with pytest.raises(RuleBroken) as broken:
        make(cafe, now=datetime(2026, 10, 20, tzinfo=UTC))
    assert str(broken.value.message) == "Thursday 8 October 2026: This day has passed."


@pytest.mark.slow
def test_a_series_needs_another_date_and_takes_no_more_than_a_year_of_weeks(cafe, make):
    for days in ([], [THURSDAY]):
        with pytest.raises(RuleBroken, match="days"):
            make(cafe, days=days)
    with pytest.raises(RuleBroken, match="days"):
        make(cafe, days=[THURSDAY + timedelta(days=n) for n in range(53)])
    assert make(cafe, 52)


def test_a_cancelled_event_begins_no_series(make_event, make):
    with pytest.raises(RuleBroken):
        make(make_event(status=Status.CANCELLED, cancel_reason=Cancelled.WEATHER))


@pytest.mark.slow
def test_more_dates_are_like_the_newest_that_was_not_changed_by_hand(cafe, make, change, row):
    make(cafe, 3)
    _first, second, third = row()
    change(second, following=True, place_name="Huset")
    third = row()[2]
    change(third, following=False, place_name="Parken", starts_local=at(third, 18))
    make(cafe, days=[date(2026, 10, 15), date(2026, 10, 22)])
    assert [event.place_name for event in row()] == ["Beboerhuset", "Huset", "Parken", "Huset"]
    assert starts(row())[2:] == ["10-15 18:00", "10-22 17:00"]


@pytest.mark.slow
def test_one_date_alone_keeps_what_was_changed_on_it(cafe, make, change, row):
    make(cafe)
    second = row()[1]
    change(second, following=False, starts_local=at(second, 18), seats=25, address="Parken 1")
    assert [event.by_hand for event in row()] == [[], ["start", "place", "seats"], [], []]
    first = row()[0]
    change(first, following=True, starts_local=at(first, 16), seats=40, cost_dkk=20, landmark="Døren")
    assert starts(row()) == ["10-01 16:00", "10-08 18:00", "10-15 16:00", "10-22 16:00"]
    assert [event.seats for event in row()] == [40, 25, 40, 40]
    assert [event.cost_dkk for event in row()] == [20, 20, 20, 20]
    assert [event.landmark for event in row()] == ["Døren", "", "Døren", "Døren"]
    assert [event.by_hand for event in row()] == [[], ["start", "place", "seats"], [], []]


@pytest.mark.slow
def test_a_change_goes_to_what_follows_and_not_to_what_went_before(cafe, make, change, row, make_member):
    make(cafe)
    third = row()[2]
    shazia = make_member("Shazia")
    change(third, following=True, kind=Kind.COMMUNAL_MEAL, food=["halal"], hosts=frozenset({shazia.id}))
    found = row()
    assert [event.kind for event in found] == [Kind.WOMENS_CAFE] * 2 + [Kind.COMMUNAL_MEAL] * 2
    assert [event.food for event in found] == [["coffee_cake"]] * 2 + [["halal"]] * 2
    assert [event.mothers[0].member_id == shazia.id for event in found] == [False, False, True, True]
    assert [event.version for event in found] == [1, 1, 2, 2]


@pytest.mark.slow
def test_what_is_saved_for_all_following_is_by_hand_no_longer(cafe, make, change, row):
    make(cafe, 3)
    second = row()[1]
    change(second, following=False, seats=20, cost_dkk=30)
    change(row()[1], following=True, seats=21)
    assert [event.by_hand for event in row()] == [[], ["cost_dkk"], []]
    change(row()[0], following=True, seats=50)
    assert [event.seats for event in row()] == [50, 50, 50]


@pytest.mark.slow
def test_clock_times_are_wall_times_across_the_change(cafe, make, change, row):
    make(cafe, 6)
    first = row()[0]
    change(first, following=True, starts_local=at(first, 21), ends_local=at(first, 0, 30, date(2026, 10, 2)))
    found = row()
    assert {event.starts_local.time() for event in found} == {time(21)}
    assert {event.ends_local - event.starts_local for event in found} == {timedelta(hours=3, minutes=30)}
    assert {event.closes_local.time() for event in found} == {time(16)}  # shifted with the start
    assert len({event.starts_at.hour for event in found}) == 2  # in UTC the winter is an hour later


@pytest.mark.slow
def test_a_moved_day_is_the_same_shift_for_all(cafe, make, change, row):
    make(cafe)
    third = row()[2]
    moved = timedelta(days=1)
    change(third, following=False, starts_local=third.starts_local + moved, ends_local=third.ends_local + moved)
    assert row()[2].by_hand == ["day"]
    first = row()[0]
    day = timedelta(days=1)
    change(first, following=True, starts_local=at(first, 16) - day, ends_local=first.ends_local - day)
    assert starts(row()) == ["09-30 16:00", "10-07 16:00", "10-16 16:00", "10-21 16:00"]


@pytest.mark.slow
def test_the_closing_of_the_list_follows_as_a_time_before_the_start(cafe, make, change, row):
    make(cafe, 3)
    second = row()[1]
    change(second, following=False, starts_local=at(second, 18), ends_local=at(second, 21))
    first = row()[0]
    change(first, following=True, closes_local=at(first, 12))
    assert [f"{event.closes_local:%d %H:%M}" for event in row()] == ["01 12:00", "08 13:00", "15 12:00"]
    change(row()[0], following=True, closes_local=None)
    assert [event.closes_local for event in row()] == [None, None, None]


def test_a_closing_that_ends_where_it_was_is_not_shifted_twice(cafe, make, change, row):
    make(cafe, 2)
    second = row()[1]
    change(second, following=True, closes_local=at(second, 12))  # five hours before; the first keeps 29
    first = row()[0]
    change(first, following=True, starts_local=at(first, 18), closes_local=at(first, 12))
    assert [event.starts_local - event.closes_local for event in row()] == [timedelta(hours=6)] * 2


@pytest.mark.slow
def test_guests_of_every_published_date_are_told_once_and_queues_walk(cafe, make, change, row, rules, session):
    series_id = make(cafe, 3)
    rules(series.publish_all, series_id=series_id, by=COORDINATOR, now=NOW)
    for event in row():
        on_list(rules, event, f"Amina {event.code}", 8)
        on_list(rules, event, f"Olga {event.code}", 8)
    first = row()[0]
    change(first, following=True, starts_local=at(first, 18), ends_local=at(first, 21), seats=20)
    told = session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()
    assert sorted(told) == ["event_moved"] * 6 + ["promoted"] * 3
    assert {signup.state for signup in session.scalars(select(SignUp))} == {"seated"}
    assert {event.moved_from_local.time() for event in row()} == {time(17)}


@pytest.mark.slow
def test_dates_that_are_over_or_cancelled_stay_as_they_were(cafe, make, change, row, rules):
    series_id = make(cafe, 4)
    rules(series.publish_all, series_id=series_id, by=COORDINATOR, now=NOW)
    third = row()[2]
    rules(event_changes.cancel_event, event_id=third.id, reason=Cancelled.PLACE, by=COORDINATOR, now=NOW)
    later = datetime(2026, 10, 9, tzinfo=UTC)
    change(row()[0], following=True, now=later, seats=77)
    assert [event.seats for event in row()] == [77, 10, 10, 77]


def test_one_date_that_cannot_refuses_the_whole_by_name(make_event, make, change, row):
    night = make_event(starts_local=datetime(2027, 3, 14, 1, 30), ends_local=datetime(2027, 3, 14, 5))
    make(night, 4)
    first = row()[0]
    with pytest.raises(RuleBroken) as broken:
        change(first, following=True, starts_local=at(first, 2, 30), seats=5)
    assert str(broken.value.message).startswith("Sunday 28 March 2027: The clocks go forward")
    assert broken.value.field == "start"
    assert {event.starts_local.time() for event in row()} == {time(1, 30)}
    assert {event.seats for event in row()} == {10}


def test_a_published_date_is_not_moved_into_the_past(cafe, make, change, row, publish_all):
    publish_all(make(cafe, 2))
    first, second = row()
    early = datetime(2026, 10, 2, tzinfo=UTC)
    with pytest.raises(RuleBroken) as broken:
        change(
            second,
            following=True,
            now=early,
            starts_local=at(first, 19),
            ends_local=at(first, 21),
            closes_local=None,
        )
    assert broken.value.field == "day"


def test_a_running_date_refuses_the_whole_with_its_day(cafe, make, change, row, publish_all):
    publish_all(make(cafe, 3, days=[date(2026, 10, 2), date(2026, 10, 9)]))
    first = row()[0]
    with pytest.raises(RuleBroken) as broken:  # the second one runs just now
        change(
            first,
            following=True,
            now=datetime(2026, 10, 2, 16, tzinfo=UTC),
            starts_local=at(first, 16),
        )
    assert "begun" in str(broken.value.message)


def test_two_tabs_are_told_as_ever(cafe, make, change, row):
    make(cafe)
    with pytest.raises(RuleBroken, match="None"):
        change(row()[0], following=True, seen=7, seats=5)


def test_outside_a_series_it_is_a_plain_save(make_event, change, session):
    event = make_event()
    for following in (True, False):
        change(event, following=following, seats=(event.seats or 0) + 1)
        session.rollback()
    assert (event.seats, event.by_hand) == (12, [])


def test_all_drafts_that_lack_nothing_are_published(cafe, make, row, change, publish_all):
    series_id = make(cafe)
    change(row()[1], following=False, place_name="")
    assert publish_all(series_id, datetime(2026, 10, 3, tzinfo=UTC)) == 2
    assert [event.status for event in row()] == ["draft", "draft", "published", "published"]
    assert publish_all(series_id, datetime(2026, 10, 3, tzinfo=UTC)) == 0


@pytest.mark.slow
def test_drafts_are_thrown_away_and_published_dates_cancelled(cafe, make, row, rules, session, publish_all):
    series_id = make(cafe, 2)
    publish_all(series_id)
    make(cafe, days=[date(2026, 10, 15), date(2026, 10, 22)])
    on_list(rules, row()[1], "Amina")
    ids = [event.id for event in row()][1:]
    out = {"series_id": series_id, "event_ids": ids, "by": COORDINATOR, "now": NOW}
    with pytest.raises(RuleBroken) as broken:
        rules(series.take_out, reason=None, **out)
    assert (str(broken.value.message), broken.value.field) == ("Thursday 8 October 2026: Choose why.", "reason")
    assert len(row()) == 4
    for _press in range(2):
        rules(series.take_out, reason=Cancelled.ILLNESS, **out)
    assert [(str(event.status), event.cancel_reason) for event in row()] == [
        ("published", None),
        ("cancelled", Cancelled.ILLNESS),
    ]
    assert session.query(OutboxMessage).filter_by(kind="event_cancelled").count() == 1


def test_a_date_that_is_over_cannot_be_taken_out(cafe, make, row, rules, publish_all):
    series_id = make(cafe, 2)
    publish_all(series_id)
    late = datetime(2026, 10, 2, tzinfo=UTC)
    with pytest.raises(RuleBroken, match="None") as broken:
        rules(
            series.take_out,
            series_id=series_id,
            event_ids=[event.id for event in row()],
            reason=Cancelled.OTHER,
            by=COORDINATOR,
            now=late,
        )
    assert str(broken.value.message).startswith("Thursday 1 October 2026: This event is over")


@pytest.mark.slow
def test_a_series_without_any_date_is_gone(cafe, make, row, rules, session):
    series_id = make(cafe, 3)
    ids = [event.id for event in row()]
    for _press in range(2):
        rules(series.take_out, series_id=series_id, event_ids=ids, reason=None, by=COORDINATOR, now=NOW)
    assert (session.query(Event).count(), session.query(Series).count()) == (0, 0)


def discard(rules, event):
    rules(discards.discard_draft, event_id=event.id, by=COORDINATOR, now=NOW)


def test_a_draft_goes_with_all_that_hangs_on_it(cafe, rules, session):
    with transaction() as writing:
        writing.add(KindTemplate(kind=Kind.WOMENS_CAFE, event_id=cafe.id))
        writing.add(EventTask(event_id=cafe.id, kind=TaskKind.CAKE, wanted=2))
        writing.add(PosterVisit(event_id=cafe.id, place="", day=THURSDAY, visits=1))
    event_id = cafe.id
    discard(rules, cafe)
    going = [column.table for column in discards.pointing_at("event") if discards.goes_along(column)]
    assert [session.execute(select(table)).first() for table in going] == [None] * len(going)
    assert session.query(Event).count() == 0
    last = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert (last.action, last.subject) == ("events.discard", f"event:{event_id}")


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.CANCELLED, Status.DRAFT])
def test_what_was_published_once_is_never_thrown_away(make_event, rules, session, status):
    event = make_event(status=status, cancel_reason=Cancelled.OTHER if status is Status.CANCELLED else None)
    with pytest.raises(RuleBroken):
        discard(rules, event)
    assert session.query(Event).count() == 1


def test_a_draft_with_somebody_on_its_list_stays(make_event, rules, session):
    event = make_event()
    on_list(rules, event, "Amina", now=NOW)
    with transaction() as writing:
        writing.get_one(Event, event.id).status = Status.DRAFT
        writing.get_one(Event, event.id).published_at = None
    with pytest.raises(RuleBroken):
        discard(rules, event)
    assert session.query(SignUp).count() == 1


def test_a_draft_that_is_gone_is_refused_kindly(cafe, rules):
    discard(rules, cafe)
    with pytest.raises(RuleBroken):
        discard(rules, cafe)


def test_what_goes_with_a_draft_belongs_to_nobody():
    """A new table that points at events keeps a draft, until it says that it goes along."""
    going = {column.table.name for column in discards.pointing_at("event") if discards.goes_along(column)}
    of_the_event = {"event_text", "event_mother", "event_task", "kind_template", "poster_visit"}
    assert going == of_the_event | {"agenda_point", "meeting_reply"}
    staying = {column.table.name for column in discards.pointing_at("event")} - going
    assert {"signup", "ticket", "phone_session", "attendance_op", "expense", "story", "notice"} <= staying


def test_every_field_of_a_plan_has_a_name_by_hand():
    covered = {field for fields in series._IN_PLAN.values() for field in fields}
    times = {"starts_local", "ends_local", "closes_local"}
    assert covered | times | {"new_partner"} == set(series.EventPlan.__dataclass_fields__)
    assert set(series._IN_PLAN) | {"day", "start", "end", "closes"} == set(series.FIELDS)
