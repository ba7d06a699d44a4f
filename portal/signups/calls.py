"""What came of a call: the coordinator told somebody, or asked her whether she takes a seat."""

from datetime import datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.events.models import Event, Status
from portal.messages import rules as messages
from portal.messages.models import MessageKind, OutboxMessage, Outcome
from portal.signups import what_changed
from portal.signups.models import SignUp, State
from portal.signups.rules import answer, lock_event


class CallAnswer(StrEnum):
    YES = "yes"
    NO = "no"
    TOLD = "told"
    #: Take back "told".
    UNDO = "undo"


def wants_answer(message: OutboxMessage, signup: SignUp, event: Event, *, now: datetime) -> bool:
    """Whether a call is a question: a seat is held, and the event can still be come to."""
    return (
        message.kind is MessageKind.SEAT_FREE
        and signup.state is State.ASKED
        and event.status is Status.PUBLISHED
        and now < event.starts_at
    )


def note_call(session: Session, *, message_id: int, said: CallAnswer, by: Actor, now: datetime) -> None:
    """Write down a call. A question takes yes or no, news take "told"; what is done already stays done."""
    message = session.get_one(OutboxMessage, message_id)
    event = lock_event(session, message.event_id)
    session.refresh(message)
    signup = session.get_one(SignUp, message.signup_id, populate_existing=True)
    if said is CallAnswer.UNDO:
        messages.reopen(session, message=message)
        if message.kind is MessageKind.EVENT_MOVED and message.closed_at is None:
            what_changed.nobody_can_say(signup)
    elif message.closed_at is not None:
        raise RuleBroken(_("Somebody has taken care of this already. Thank you."))
    elif (said is not CallAnswer.TOLD) is not wants_answer(message, signup, event, now=now):
        raise RuleBroken(_("This has changed meanwhile. Please look at it once more."))
    elif said is CallAnswer.TOLD:
        messages.close(session, message=message, outcome=Outcome.TOLD, now=now)
        if message.kind is MessageKind.EVENT_MOVED:
            what_changed.she_knows(signup)
    else:
        answer(session, signup=signup, comes=said is CallAnswer.YES, by=by, now=now)
