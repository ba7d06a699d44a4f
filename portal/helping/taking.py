"""The rules of taking a task and giving it back: one place each, however many press at the same moment.

Every function takes the open write transaction's session, the actor and ``now``, and commits nothing. The event's
row is held first (``lock_event``), so places are counted by one at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.events.facts import Audience
from portal.events.models import Event
from portal.helping.models import Contains, EventTask, TaskTake
from portal.helping.tasks import held
from portal.signups import rules, task_seats
from portal.signups.models import SignUp, State
from portal.signups.parties import Party
from portal.signups.rules import Source


@dataclass(frozen=True)
class Brings:
    """What somebody brings, and what is in it: ``contains`` is None where she has not said, and empty for nothing
    of these."""

    what: str = ""
    contains: Sequence[Contains] | None = None

    @property
    def words(self) -> str:
        """Everything she said, for telling the same form sent twice from another one."""
        return "\x1f".join((self.what, *(self.contains or ())))


def sign_up(
    session: Session,
    *,
    event_id: int,
    task_id: int,
    party: Party,
    brings: Brings,
    source: Source,
    form_token: str,
    by: Actor,
    now: datetime,
) -> SignUp:
    """Sign a party up with a task: it has a seat by it, also when the event is full.

    The same words sent again with the same form token give the first sign-up back, whatever has become of it.
    """
    event = rules.lock_event(session, event_id)
    signup = rules.sign_up(
        session,
        event_id=event_id,
        party=party,
        source=source,
        form_token=f"{form_token}\x1f{task_id}\x1f{brings.words}",
        by=by,
        now=now,
        by_task=True,
    )
    if _take_of(session, task_id, signup) is None:
        _take(session, event, task_id, signup, brings, by=by, now=now)
    return signup


def take(session: Session, *, signup: SignUp, task_id: int, brings: Brings, by: Actor, now: datetime) -> None:
    """A party that is on the list already takes a task; one that waits has a seat by it. Twice is once."""
    event = rules.lock_event(session, signup.event_id)
    session.refresh(signup)
    rules.refuse_after_start(event, now)
    if signup.state is State.CANCELLED:
        raise RuleBroken(_("You are not on the list any more. Come back first, then take it."))
    earlier = _take_of(session, task_id, signup)
    if earlier is None or earlier.cancelled_at is not None:
        _take(session, event, task_id, signup, brings, by=by, now=now)


def give_back(session: Session, *, signup: SignUp, task_id: int, keeps: bool, by: Actor, now: datetime) -> None:
    """Give a task back, until the start. Twice is the same as once.

    With her last task goes a seat that it held: she keeps it where there is one without her task, else she waits
    at the end of the queue. ``keeps`` says that she was promised to keep it: where that is no longer so, it is
    refused once, so that nobody is surprised.
    """
    event = rules.lock_event(session, signup.event_id)
    session.refresh(signup)
    mine = _take_of(session, task_id, signup)
    if mine is None or mine.cancelled_at is not None:
        return
    rules.refuse_after_start(event, now)
    mine.cancelled_at = moment(session, event.id, now=now)
    session.flush()
    if not _holds_a_task(session, signup):
        kept = rules.leave_task_seat(session, event=event, signup=signup, now=now)
        if keeps and not kept:
            raise RuleBroken(
                _("Just now the other seats were taken: without the task you would wait. Press again if so.")
            )
    audit.record(session, "helping.give_back", signup, by=by, now=now)


def moment(session: Session, event_id: int, *, now: datetime) -> datetime:
    """When a task of an event is taken or given back: always later than any time before.

    Kept invitations go by it (``signups/invitation_queries.py``), and whoever waited for the event's row came
    earlier.
    """
    last = session.scalar(select(last_change(event_id)))
    return now if last is None else max(now, last + timedelta(microseconds=1))


def last_change(event_id: int | InstrumentedAttribute[int]) -> ColumnElement[Any]:
    """When a task of an event was last taken or given back, as a part of a query."""
    return (
        select(func.max(func.coalesce(TaskTake.cancelled_at, TaskTake.created_at)))
        .where(TaskTake.task_id == EventTask.id, EventTask.event_id == event_id)
        .scalar_subquery()
    )


def _take(
    session: Session, event: Event, task_id: int, signup: SignUp, brings: Brings, *, by: Actor, now: datetime
) -> None:
    task = session.get(EventTask, task_id, populate_existing=True)
    if task is None or task.event_id != event.id or event.audience is Audience.MOTHERS:
        raise RuleBroken(_("This task is not there any more. See what else is missing."))
    if held(session, [task.id]).get(task.id, 0) + task.taken >= task.wanted:
        raise RuleBroken(_("Somebody has just taken this, thank you all the same. See what else is missing."))
    if task.kind.is_food and brings.contains is None:
        raise RuleBroken(_("Say what is in it, or choose “None of these”."), "contains")
    mine = _take_of(session, task_id, signup) or TaskTake(task_id=task_id, signup_id=signup.id)
    mine.created_at, mine.cancelled_at = moment(session, event.id, now=now), None
    mine.what = (brings.what or None) if task.kind.is_food else None
    mine.contains = [str(one) for one in brings.contains or ()] if task.kind.is_food else []
    session.add(mine)
    task_seats.seat(session, signup=signup, now=now)
    rules.note_full(session, event, signup.state, now)
    session.flush()
    audit.record(session, "helping.take", signup, by=by, now=now)


def _take_of(session: Session, task_id: int, signup: SignUp) -> TaskTake | None:
    mine = select(TaskTake).where(TaskTake.task_id == task_id, TaskTake.signup_id == signup.id)
    return session.scalar(mine.execution_options(populate_existing=True))


def _holds_a_task(session: Session, signup: SignUp) -> bool:
    others = select(TaskTake.id).where(TaskTake.signup_id == signup.id, TaskTake.cancelled_at.is_(None))
    return session.scalar(others.limit(1)) is not None
