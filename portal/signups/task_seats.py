"""Seats that are held by a task. Tasks are of a later room (``helping``), so their tables are named here.

Whoever takes a task has a seat by it, also where none is free (``SignUp.by_task``). It counts like every other
seat, so nobody is promoted before there is really room. A party that holds a task is always seated.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Table, func, insert, select, update
from sqlalchemy.orm import Session

from portal.core.db import Base
from portal.messages import rules as messages
from portal.messages.models import MessageKind, Outcome
from portal.signups.models import HOLDS_SEATS, SignUp, State

#: What a party told of a task it holds.
_TOLD: Final = ("task_id", "what", "contains")


def seat(session: Session, *, signup: SignUp, by_id: int | None, now: datetime) -> None:
    """Seat a party that takes a task, also where no seat is free. One that was asked has a seat of its own."""
    if signup.state not in (State.WAITING, State.ASKED):
        return
    if signup.state is State.ASKED:
        messages.settle(
            session, signup_id=signup.id, kind=MessageKind.SEAT_FREE, outcome=Outcome.YES, by_id=by_id, now=now
        )
    else:
        signup.by_task = True
    signup.state, signup.seated_at = State.SEATED, now
    session.flush()


def keeps_seat(session: Session, signup: SignUp, *, seats: int | None, taken: int) -> bool:
    """Whether a seated party would have its seat without a task, too: of ``seats``, ``taken`` with it.

    Not where somebody waits who came before it and fits into what it leaves: no task leads past the queue.
    """
    if not signup.by_task or seats is None:
        return True
    before = select(SignUp.id).where(
        SignUp.event_id == signup.event_id,
        SignUp.state == State.WAITING,
        SignUp.queue_no < signup.queue_no,
        SignUp.adults + SignUp.children <= seats - taken + signup.size,
    )
    return taken <= seats and session.scalar(before.limit(1)) is None


def give_all_back(session: Session, signup: SignUp, *, now: datetime) -> None:
    """A party that leaves the list holds no task any more."""
    take = _takes()
    mine = (take.c.signup_id == signup.id, take.c.cancelled_at.is_(None))
    session.execute(update(take).where(*mine).values(cancelled_at=moment(session, signup.event_id, now=now)))
    signup.by_task = False


def moment(session: Session, event_id: int, *, now: datetime) -> datetime:
    """When a task of an event is taken or given back: always later than any time before.

    Kept invitations go by it (``events/queries.py``), and whoever waited for the event's row came earlier.
    """
    take, task = _takes(), Base.metadata.tables["event_task"]
    changes = select(func.max(func.coalesce(take.c.cancelled_at, take.c.created_at)))
    last = session.scalar(changes.where(take.c.task_id == task.c.id, task.c.event_id == event_id))
    return now if last is None else max(now, last + timedelta(microseconds=1))


def hand_over(session: Session, *, left: SignUp, kept: SignUp, now: datetime) -> None:
    """Two parties become one: ``kept`` holds the tasks of both, each once.

    Its seat is held by a task only where neither of them had one without.
    """
    holding = [one for one in (kept, left) if one.state in HOLDS_SEATS]
    by_task = bool(holding) and all(one.by_task for one in holding)
    take = _takes()
    known = {row.task_id: row for row in session.execute(select(take).where(take.c.signup_id == kept.id))}
    hers = select(take).where(take.c.signup_id == left.id, take.c.cancelled_at.is_(None))
    for row in session.execute(hers).all():
        told: dict[str, Any] = {name: row._mapping[name] for name in _TOLD}
        if row.task_id not in known:
            at = moment(session, kept.event_id, now=now)
            session.execute(insert(take).values(signup_id=kept.id, created_at=at, **told))
        elif known[row.task_id].cancelled_at is not None:
            again = update(take).where(take.c.id == known[row.task_id].id)
            at = moment(session, kept.event_id, now=now)
            session.execute(again.values(created_at=at, cancelled_at=None, **told))
    give_all_back(session, left, now=now)
    kept.by_task = by_task


def _takes() -> Table:
    found: Table = Base.metadata.tables["task_take"]
    return found
