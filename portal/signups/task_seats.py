"""Seats that are held by a task, and what sign-ups ask about tasks (``TASKS``).

Whoever takes a task has a seat by it, also where none is free (``SignUp.by_task``). It counts like every other
seat, so nobody is promoted before there is really room. A party that holds a task is always seated.
"""

from datetime import datetime
from typing import Any, Final, Protocol

from markupsafe import Markup
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.core.interfaces import Interface
from portal.events.availability import Availability
from portal.events.models import Event
from portal.messages import rules as messages
from portal.messages.models import MessageKind, Outcome
from portal.signups.models import HOLDS_SEATS, SignUp, State


class Tasks(Protocol):
    """What sign-ups ask about the tasks of an event."""

    def last_change(self, event_id: InstrumentedAttribute[int], /) -> ColumnElement[Any]:
        """When a task of an event was last taken or given back, as a part of a query for events."""

    def give_all_back(self, session: Session, signup: SignUp, /, *, now: datetime) -> None:
        """A party that leaves the list holds no task any more."""

    def hand_over(self, session: Session, /, *, left: SignUp, kept: SignUp, now: datetime) -> None:
        """``kept`` takes the tasks that ``left`` holds, each once."""

    def on_invitation(self, event: Event, state: Availability, /) -> Markup:
        """What an invitation says of tasks that nobody has taken."""

    def on_ticket(self, signup: SignUp, /, *, token: str, taken: int, now: datetime) -> Markup:
        """The tasks that a party holds or may take; ``taken`` are the seats of its event that are taken."""


#: Provided by ``helping``.
TASKS: Final = Interface[Tasks]("signups.tasks")


def seat(session: Session, *, signup: SignUp, now: datetime) -> None:
    """Seat a party that takes a task, also where no seat is free. One that was asked has a seat of its own."""
    if signup.state not in (State.WAITING, State.ASKED):
        return
    if signup.state is State.ASKED:
        messages.settle(session, signup_id=signup.id, kind=MessageKind.SEAT_FREE, outcome=Outcome.YES, now=now)
    else:
        signup.by_task = True
    signup.state = State.SEATED
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
    TASKS.provided.give_all_back(session, signup, now=now)
    signup.by_task = False


def hand_over(session: Session, *, left: SignUp, kept: SignUp, now: datetime) -> None:
    """Two parties become one: ``kept`` holds the tasks of both, each once.

    Its seat is held by a task only where neither of them had one without.
    """
    holding = [one for one in (kept, left) if one.state in HOLDS_SEATS]
    by_task = bool(holding) and all(one.by_task for one in holding)
    TASKS.provided.hand_over(session, left=left, kept=kept, now=now)
    give_all_back(session, left, now=now)
    kept.by_task = by_task
