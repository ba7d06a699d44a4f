"""2015, retold: each event with its list as retention has left it, and the counts from its door."""

from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import select, update

from portal.attendance.models import OpKind
from portal.demo.counting import Door
from portal.demo.happenings import Stage
from portal.demo.parties import moments, share_of, split
from portal.events.facts import Cancelled
from portal.events.models import Event
from portal.messages import rules as messages
from portal.messages.models import OutboxMessage, Outcome
from portal.signups.event_changes import cancel_event
from portal.signups.models import SignUp

_DOORS_OPEN: Final = timedelta(minutes=15)
_ARRIVING: Final = timedelta(minutes=75)
_KEPT_FOR: Final = timedelta(days=30)


def retell(stage: Stage, rows: list[dict[str, Any]]) -> None:
    """Load every event of the year."""
    for row in rows:
        event = stage.event(row, date.fromisoformat(row["date"]))
        if row["cancelled"]:
            _call_off(stage, event, row)
        elif row["attendance"]:
            _hold(stage, event, row)
        _forget_names(stage, event)


def _hold(stage: Stage, event: Event, row: dict[str, Any]) -> None:
    """Parties sign up, some stay away, walk-ins come, and all who came are counted (or guessed)."""
    came = row["attendance"]
    random, share = stage.random, came["walk_in_share"]
    walked = share_of(came["adults"], came["children"], share)
    coming = [] if share == 1 else split(random, came["adults"] - walked[0], came["children"] - walked[1])
    signups = _sign_up(stage, event, row, coming + [(1, 0)] * (len(coming) // 12))
    absent = set(random.sample([s.id for s in signups if s.size == 1], len(signups) - len(coming)))
    door = Door(stage.session, random, event, stage.cast.mothers[row["hosts"][0]].id)
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


def _sign_up(stage: Stage, event: Event, row: dict[str, Any], sizes: list[tuple[int, int]]) -> list[SignUp]:
    opened = event.published_at or event.created_at
    times = moments(stage.random, opened, event.starts_at - timedelta(hours=2), len(sizes))
    return [
        stage.sign_up(event, adults, children, hosts=row["hosts"], now=now)
        for (adults, children), now in zip(sizes, times, strict=True)
    ]


def _call_off(stage: Stage, event: Event, row: dict[str, Any]) -> None:
    """Too few could come: it is cancelled two days before, and everyone is told."""
    _sign_up(stage, event, row, [(1, 2), (2, 0), (1, 0)])
    now = event.starts_at - timedelta(hours=1)
    by = stage.cast.planner()
    cancel_event(stage.session, event_id=event.id, reason=Cancelled(row["cancelled"]), by=by, now=now)
    stage.session.flush()
    for message in stage.session.scalars(select(OutboxMessage).where(OutboxMessage.event_id == event.id)):
        messages.close(stage.session, message=message, outcome=Outcome.TOLD, by_id=by.member_id, now=now)


def _forget_names(stage: Stage, event: Event) -> None:
    """What the nightly purge has done since: names, phones and e-mails are gone, the rows stay."""
    stage.session.flush()
    stage.session.execute(
        update(SignUp)
        .where(SignUp.event_id == event.id)
        .values(name=None, phone=None, phone_typed=None, email=None, purged_at=event.ends_at + _KEPT_FOR)
        .execution_options(synchronize_session=False)
    )
