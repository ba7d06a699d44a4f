"""What an event's changes do to its list: other seats, another date, or none at all."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.events.facts import Cancelled
from portal.events.models import Event, Status
from portal.messages import rules as messages
from portal.messages.models import MessageKind, Outcome
from portal.signups import what_changed
from portal.signups.models import SignUp, State
from portal.signups.rules import lock_event, note_full, promote
from portal.signups.what_changed import WhenAndWhere


def set_seats(session: Session, *, event_id: int, seats: int | None, by: Actor, now: datetime) -> None:
    """Change the number of seats. Fewer take nobody's place away; more go to the queue."""
    event = lock_event(session, event_id)
    if event.seats == seats:
        return
    event.seats = seats
    event.version += 1
    promote(session, event=event, now=now)
    note_full(session, event, None, now)
    audit.record(session, "events.seats", event, by=by, now=now)


def move(
    session: Session,
    *,
    event_id: int,
    starts_local: datetime,
    ends_local: datetime,
    by: Actor,
    now: datetime,
    before: WhenAndWhere | None = None,
) -> None:
    """Move an event to another time. Its sign-ups stay, its closing shifts with it, and everyone is told.

    ``before``: what the event said before this step, where its place was changed in it too. A draft just changes.
    Who calls has checked that both times exist and come in order.
    """
    event = lock_event(session, event_id)
    before = before or WhenAndWhere.of(event)
    shift = starts_local - event.starts_local
    if event.status is Status.CANCELLED and (shift or event.ends_local != ends_local):
        raise RuleBroken(_("A cancelled event cannot be moved. Make a new one."), "starts")
    announced = event.moved_from_local or event.starts_local
    event.starts_local, event.ends_local = starts_local, ends_local
    if WhenAndWhere.of(event) == before:
        return
    if event.closes_local is not None:
        event.closes_local += shift
    if event.status is Status.PUBLISHED:
        event.moved_from_local = announced if announced != starts_local else None
        _tell_what_changed(session, event, before, now)
    event.version += 1
    promote(session, event=event, now=now)
    audit.record(session, "events.move", event, by=by, now=now)


def cancel_event(session: Session, *, event_id: int, reason: Cancelled, by: Actor, now: datetime) -> None:
    """Cancel an event with a reason. Its page, its code and its sign-ups stay; everyone is told."""
    event = lock_event(session, event_id)
    if event.status is Status.CANCELLED:
        return
    if now >= event.ends_at:
        raise RuleBroken(_("This event is over, so it cannot be cancelled."))
    event.status, event.cancel_reason, event.cancelled_at = Status.CANCELLED, reason, now
    event.version += 1
    for signup in session.scalars(_coming(event)):
        messages.settle(session, signup_id=signup.id, outcome=Outcome.VOID, now=now)
        _tell(session, signup, MessageKind.EVENT_CANCELLED, "once", now)
    audit.record(session, "events.cancel", event, by=by, now=now)


def _tell_what_changed(session: Session, event: Event, before: WhenAndWhere, now: datetime) -> None:
    """Tell each party that was told another day, time or place.

    Who has yet to hear of an earlier change hears once, and not at all where this one puts it right.
    """
    for signup in session.scalars(_coming(event)):
        what_changed.keep_what_she_knew(signup, before)
        messages.settle(session, signup_id=signup.id, kind=MessageKind.EVENT_MOVED, outcome=Outcome.VOID, now=now)
        if what_changed.changes(signup, event):
            _tell(session, signup, MessageKind.EVENT_MOVED, f"move-{event.version}", now)
        else:
            what_changed.she_knows(signup)


def _coming(event: Event) -> Select[SignUp]:
    """Every party that stands on the list; one that waits too."""
    return select(SignUp).where(SignUp.event_id == event.id, SignUp.state != State.CANCELLED)


def _tell(session: Session, signup: SignUp, kind: MessageKind, occasion: str, now: datetime) -> None:
    messages.tell(session, kind=kind, event_id=signup.event_id, signup_id=signup.id, occasion=occasion, now=now)
