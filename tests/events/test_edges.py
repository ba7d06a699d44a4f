"""The edges of what the rules allow: the last moment, year and minute on either side."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from portal.core.errors import RuleBroken
from portal.events.availability import Availability, Phase, availability
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.events.rules import EventPlan, check, end_of, gaps

#: 19:00 in Denmark, where it is two hours later than UTC in summer.
NOW = datetime(2027, 5, 3, 17, tzinfo=UTC)
HERE = datetime(2027, 5, 3, 19)
MINUTE = timedelta(minutes=1)
PLAN = EventPlan(
    kind=Kind.COMMUNAL_MEAL, starts_local=HERE + 60 * MINUTE, ends_local=HERE + 180 * MINUTE, place_name="H"
)


def at(*numbers: int) -> datetime:
    return datetime(*numbers)  # type: ignore[arg-type]


def refused(plan: EventPlan, event: Event | None = None) -> str | None:
    """The field that a plan is refused beside; "" for none of them, and None where it is good."""
    try:
        check(plan, event=event, now=NOW)
    except RuleBroken as broken:
        return broken.field or ""
    return None


def planned(starts: datetime, ends: datetime, closes: datetime | None = None) -> EventPlan:
    return replace(PLAN, starts_local=starts, ends_local=ends, closes_local=closes)


@pytest.mark.parametrize(
    ("plan", "beside"),
    [
        (planned(at(2000, 1, 1, 17), at(2000, 1, 1, 18)), None),
        (planned(at(1999, 12, 31, 17), at(1999, 12, 31, 18)), "day"),
        (planned(at(2032, 12, 31, 17), at(2032, 12, 31, 18)), None),
        (planned(at(2033, 1, 1, 17), at(2033, 1, 1, 18)), "day"),
        (planned(at(2028, 3, 26, 2, 30), at(2028, 3, 26, 4)), "start"),
        (planned(at(2028, 3, 26, 1, 59), at(2028, 3, 26, 2, 59)), "end"),
        (planned(at(2028, 3, 26, 4), at(2028, 3, 26, 6), at(2028, 3, 26, 2)), "closes_time"),
        (planned(at(2028, 5, 1, 20), at(2028, 5, 2, 8)), None),
        (planned(at(2028, 5, 1, 20), at(2028, 5, 2, 8, 1)), "end"),
        (planned(at(2028, 5, 1, 8), at(2028, 5, 1, 23)), None),
        (planned(at(2028, 5, 1, 8), at(2028, 5, 1, 8)), "end"),
        (planned(at(2028, 5, 1, 8), at(2028, 5, 1, 8, 1)), None),
        (planned(at(2028, 5, 1, 8), at(2028, 5, 1, 9), at(2028, 5, 1, 8)), None),
        (planned(at(2028, 5, 1, 8), at(2028, 5, 1, 9), at(2028, 5, 1, 8, 1)), "closes_day"),
        (replace(PLAN, kind=Kind.NETWORK_MEETING), "audience"),
        (replace(PLAN, kind=Kind.NETWORK_MEETING, audience=Audience.MOTHERS), None),
        (replace(PLAN, audience=Audience.MOTHERS), None),
    ],
)
def test_a_plan_up_to_its_limits(plan, beside):
    assert refused(plan) == beside


@pytest.mark.parametrize(
    ("status", "starts", "ends", "change", "beside"),
    [
        (Status.DRAFT, 60, 120, {"place_name": ""}, None),
        (Status.CANCELLED, 60, 120, {}, ""),
        (Status.PUBLISHED, 60, 120, {"place_name": ""}, "place_name"),
        (Status.PUBLISHED, 60, 120, {"place_name": "", "at_home": True}, None),
        (Status.PUBLISHED, 60, 120, {"audience": Audience.MOTHERS}, "audience"),
        (Status.PUBLISHED, 60, 120, {"starts_local": HERE}, "day"),
        (Status.PUBLISHED, 60, 120, {"starts_local": HERE + MINUTE}, None),
        (Status.PUBLISHED, 0, 120, {"starts_local": HERE + MINUTE}, "day"),
        (Status.PUBLISHED, 1, 120, {"starts_local": HERE + 2 * MINUTE}, None),
        (Status.PUBLISHED, 0, 120, {}, None),
        (Status.PUBLISHED, -60, 0, {"ends_local": HERE + MINUTE}, "end"),
        (Status.PUBLISHED, -60, 1, {"ends_local": HERE + 2 * MINUTE}, None),
        (Status.PUBLISHED, -60, 0, {}, None),
    ],
)
def test_a_plan_for_an_event_that_is_there(status, starts, ends, change, beside):
    times = {"starts_local": HERE + starts * MINUTE, "ends_local": HERE + ends * MINUTE}
    event = Event(kind=Kind.COMMUNAL_MEAL, status=status, audience=Audience.EVERYONE, **times)
    assert refused(replace(PLAN, **times | change), event) == beside


@pytest.mark.parametrize(
    ("kind", "audience", "later", "beside"),
    [
        (Kind.NETWORK_MEETING, Audience.MOTHERS, Audience.EVERYONE, "audience"),
        (Kind.NETWORK_MEETING, Audience.MOTHERS, Audience.MOTHERS, None),
        (Kind.NETWORK_MEETING, Audience.EVERYONE, Audience.EVERYONE, None),
        (Kind.COMMUNAL_MEAL, Audience.MOTHERS, Audience.EVERYONE, None),
        (Kind.COMMUNAL_MEAL, Audience.MOTHERS, Audience.MOTHERS, None),
        (Kind.COMMUNAL_MEAL, Audience.EVERYONE, Audience.MOTHERS, "audience"),
    ],
)
def test_who_may_come_to_what_is_published_as_something_for_the_mothers_or_not(kind, audience, later, beside):
    times = {"starts_local": PLAN.starts_local, "ends_local": PLAN.ends_local}
    event = Event(kind=kind, status=Status.PUBLISHED, audience=audience, **times)
    assert refused(replace(PLAN, audience=later), event) == beside


@pytest.mark.parametrize(("end", "day"), [(time(17), 3), (time(16, 59), 4), (time(0), 4), (time(23, 59), 3)])
def test_an_end_before_the_start_is_on_the_next_day(end, day):
    assert end_of(at(2027, 5, 3, 17), end) == datetime.combine(at(2027, 5, day), end)


@pytest.mark.parametrize(
    ("place", "at_home", "minutes", "lacks"),
    [
        ("", False, 0, ["place_name", "day"]),
        ("", True, 1, []),
        ("H", False, 1, []),
        ("H", False, 0, ["day"]),
        ("", False, 1, ["place_name"]),
    ],
)
def test_what_an_event_lacks_to_be_published(place, at_home, minutes, lacks):
    event = Event(place_name=place, at_home=at_home, starts_local=HERE + minutes * MINUTE)
    assert [one.field for one in gaps(event, now=NOW)] == lacks


@pytest.mark.parametrize(
    ("status", "starts", "ends", "closes", "seats", "taken", "phase", "free"),
    [
        (Status.DRAFT, 60, 120, None, 4, 0, Phase.DRAFT, 4),
        (Status.CANCELLED, 60, 120, None, 4, 0, Phase.CANCELLED, 4),
        (Status.PUBLISHED, 60, 120, None, 4, 3, Phase.OPEN, 1),
        (Status.PUBLISHED, 60, 120, None, 4, 4, Phase.FULL, 0),
        (Status.PUBLISHED, 60, 120, None, 4, 5, Phase.FULL, 0),
        (Status.PUBLISHED, 60, 120, None, None, 5, Phase.OPEN, None),
        (Status.PUBLISHED, 1, 120, None, 4, 0, Phase.OPEN, 4),
        (Status.PUBLISHED, 0, 120, None, 4, 0, Phase.CLOSED, 4),
        (Status.PUBLISHED, 60, 120, 1, 4, 0, Phase.OPEN, 4),
        (Status.PUBLISHED, 60, 120, 0, 4, 0, Phase.CLOSED, 4),
        (Status.PUBLISHED, -60, 1, None, 4, 0, Phase.CLOSED, 4),
        (Status.PUBLISHED, -60, 0, None, 4, 0, Phase.OVER, 4),
    ],
)
def test_whether_one_can_still_sign_up(status, starts, ends, closes, seats, taken, phase, free):
    found = availability(
        status=status,
        starts_local=HERE + starts * MINUTE,
        ends_local=HERE + ends * MINUTE,
        closes_local=None if closes is None else HERE + closes * MINUTE,
        seats=seats,
        taken=taken,
        now=NOW,
    )
    assert (found, found.free, found.can_sign_up) == (
        Availability(phase, seats, taken),
        free,
        phase in (Phase.OPEN, Phase.FULL),
    )
