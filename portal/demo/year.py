"""2015, retold: each event with its list, and the counts from its door."""

from datetime import date, timedelta
from typing import Any, Final

from portal.attendance.models import OpKind
from portal.demo.counting import DemoCounting
from portal.demo.happenings import DemoBuilder
from portal.demo.parties import moments, share_of, split
from portal.events.facts import Cancelled
from portal.events.models import Event
from portal.signups.event_changes import cancel_event
from portal.signups.models import SignUp

_DOORS_OPEN: Final = timedelta(minutes=15)
_ARRIVING: Final = timedelta(minutes=75)


def retell(builder: DemoBuilder, rows: list[dict[str, Any]]) -> dict[str, Event]:
    """Load every event of the year; the events by their slug."""
    events = {}
    for row in rows:
        event = events[row["slug"]] = builder.event(row, date.fromisoformat(row["date"]))
        if row["cancelled"]:
            _call_off(builder, event, row)
        elif row["attendance"]:
            _hold(builder, event, row)
    return events


def _hold(builder: DemoBuilder, event: Event, row: dict[str, Any]) -> None:
    """Parties sign up, some stay away, walk-ins come, and all who came are counted (or guessed)."""
    came = row["attendance"]
    random, share = builder.random, came["walk_in_share"]
    walked = share_of(came["adults"], came["children"], share)
    coming = [] if share == 1 else split(random, came["adults"] - walked[0], came["children"] - walked[1])
    signups = _sign_up(builder, event, row, coming + [(1, 0)] * (len(coming) // 12))
    absent = set(random.sample([s.id for s in signups if s.size == 1], len(signups) - len(coming)))
    door = DemoCounting(builder.session, random, event, builder.cast.mothers[row["hosts"][0]].id)
    opens = event.starts_at - _DOORS_OPEN
    if came["estimated"]:
        door.estimate(came["adults"] + came["children"], event.ends_at)
    else:
        walk_ins = split(random, *walked) if walked[0] else []
        times = iter(moments(random, opens, opens + _ARRIVING, len(coming) + len(walk_ins)))
        for signup in signups:
            if signup.id not in absent:
                door.here(signup, next(times))
        for adults, children in walk_ins:
            door.walk_in(adults, children, next(times))
    for kind, key in ((OpKind.FIRST_TIME, "first_time"), (OpKind.NEW_IN_DENMARK, "new_in_denmark")):
        for at in moments(random, opens, event.ends_at, came[key]):
            door.count(kind, at)


def _sign_up(
    builder: DemoBuilder, event: Event, row: dict[str, Any], sizes: list[tuple[int, int]]
) -> list[SignUp]:
    opened = event.published_at or event.created_at
    times = moments(builder.random, opened, event.starts_at - timedelta(hours=2), len(sizes))
    return [
        builder.sign_up(event, adults, children, hosts=row["hosts"], now=now)
        for (adults, children), now in zip(sizes, times, strict=True)
    ]


def _call_off(builder: DemoBuilder, event: Event, row: dict[str, Any]) -> None:
    """Too few could come: it is cancelled in time."""
    _sign_up(builder, event, row, [(1, 2), (2, 0), (1, 0)])
    now = event.starts_at - timedelta(hours=1)
    by = builder.cast.planner()
    cancel_event(builder.session, event_id=event.id, reason=Cancelled(row["cancelled"]), by=by, now=now)
