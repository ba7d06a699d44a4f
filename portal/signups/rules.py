"""The rules of the list: seats, the waiting list, changing and cancelling.

Every function takes the open write transaction's session, the actor and ``now``, and commits nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as _n
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.crypto import digest
from portal.core.errors import RuleBroken
from portal.core.secret_links import new_public_id
from portal.events.models import Event, Status
from portal.events.rules import write_changed
from portal.messages import rules as messages
from portal.messages.models import MessageKind, Outcome
from portal.signups import task_seats, what_changed
from portal.signups.models import HOLDS_SEATS, SignUp, State, Ticket, Way
from portal.signups.parties import Party

#: From then on a free seat is offered by asking, not given unasked.
ASK_INSTEAD: Final = timedelta(hours=24)
#: The wording of the promise about data on the form; a new wording gets a new version.
CONSENT_VERSION: Final = "2026-11"


@dataclass(frozen=True)
class Source:
    """How a sign-up reached us: by which way, from which poster, in which language."""

    way: Way
    lang: str
    place: str | None = None


def lock_event(session: Session, event_id: int) -> Event:
    """The event's row, held until the transaction ends, so that its seats are counted by one at a time.

    PostgreSQL holds it by FOR UPDATE; on SQLite the whole transaction is the only writer.
    """
    return session.scalars(
        select(Event).where(Event.id == event_id).with_for_update().execution_options(populate_existing=True)
    ).one()


def seats_taken(session: Session, event: Event) -> int:
    """Seats of seated parties, and those held while somebody is asked."""
    total = func.coalesce(func.sum(SignUp.adults + SignUp.children), 0)
    return session.scalars(select(total).where(SignUp.event_id == event.id, SignUp.state.in_(HOLDS_SEATS))).one()


def seats_free(session: Session, event: Event) -> int | None:
    """Seats left; 0 where more are taken than there are (seats were lowered); None where everyone fits in."""
    return None if event.seats is None else max(0, event.seats - seats_taken(session, event))


def sign_up(
    session: Session,
    *,
    event_id: int,
    party: Party,
    source: Source,
    form_token: str,
    by: Actor,
    now: datetime,
    by_task: bool = False,
) -> SignUp:
    """Put a party on the list: seated if it fits into what is free, even if a larger one waits; else waiting.

    ``by_task``: it takes a task in the same step (``helping``), and has a seat by it, whether or not one is free.
    The same words sent again with the same form token give the first sign-up back. The public signs up until
    the list closes; a member signs a guest up until the event is over.
    """
    event = lock_event(session, event_id)
    form_key = digest("signup", str(event_id), form_token, *party.words)
    if earlier := session.scalar(select(SignUp).where(SignUp.form_key == form_key)):
        return earlier
    _refuse_unless_open(event, by, now)
    ticket = Ticket(event_id=event.id, number=event.next_number, public_id=new_public_id(), created_at=now)
    signup = SignUp(
        event_id=event.id,
        ticket=ticket,
        **_said(party),
        way=source.way,
        place=source.place,
        lang=source.lang,
        invited_by_id=by.member_id if source.way is Way.MOTHER else None,
        form_key=form_key,
        by_task=by_task,
        consent_version=CONSENT_VERSION,
        created_at=now,
    )
    _arrive(session, event, signup, now)
    event.next_number += 1
    session.add(signup)
    session.flush()
    note_full(session, event, signup.state, now)
    audit.record(session, "signups.create", signup, by=by, now=now)
    return signup


def change(session: Session, *, signup: SignUp, party: Party, by: Actor, now: datetime) -> None:
    """Change a party's words and size until the start.

    A seated party that grows beyond what is free is refused, and the old one stands. One that shrinks frees
    seats for the queue. A waiting party keeps its place and is tried again. A party that was asked may not
    grow beyond the seats held for it and what else is free.
    """
    event = lock_event(session, signup.event_id)
    session.refresh(signup)
    refuse_after_start(event, now)
    if signup.state is State.CANCELLED:
        raise RuleBroken(_("This sign-up is cancelled. You can sign up again below."))
    free = seats_free(session, event)
    if signup.state in HOLDS_SEATS and free is not None and party.size - signup.size > free:
        raise RuleBroken(
            _n(
                "There is only %(num)s seat left besides yours. Your sign-up is as it was.",
                "There are only %(num)s seats left besides yours. Your sign-up is as it was.",
                free,
            )
            if free
            else _("There are no more seats left. Your sign-up is as it was."),
            field="adults",
        )
    write_changed(signup, _said(party))
    promote(session, event=event, now=now)
    note_full(session, event, signup.state, now)
    audit.record(session, "signups.change", signup, by=by, now=now)


def cancel(session: Session, *, signup: SignUp, by: Actor, now: datetime) -> None:
    """Take a party off the list, until the start; its seats go to the queue, and its tasks are open again."""
    event = lock_event(session, signup.event_id)
    session.refresh(signup)
    if signup.state is State.CANCELLED:
        return
    refuse_after_start(event, now)
    signup.state, signup.cancelled_at = State.CANCELLED, now
    task_seats.give_all_back(session, signup, now=now)
    messages.settle(session, signup_id=signup.id, outcome=Outcome.VOID, now=now)
    promote(session, event=event, now=now)
    audit.record(session, "signups.cancel", signup, by=by, now=now)


def come_back(session: Session, *, signup: SignUp, by: Actor, now: datetime) -> None:
    """Undo a cancellation: a new arrival at the end of the queue, with the same ticket. Not where it is part of
    another sign-up now (``joining.py``): nobody is counted twice."""
    event = lock_event(session, signup.event_id)
    session.refresh(signup)
    if signup.state is not State.CANCELLED:
        return
    if signup.purged_at is not None:
        raise RuleBroken(_("This sign-up is deleted. Please sign up again."))
    if signup.replaced_by_id is not None:
        raise RuleBroken(_("This sign-up is part of another one now. Call us if something changes."))
    _refuse_unless_open(event, by, now)
    signup.cancelled_at = None
    what_changed.she_knows(signup)
    _arrive(session, event, signup, now)
    note_full(session, event, signup.state, now)
    audit.record(session, "signups.come_back", signup, by=by, now=now)


def answer(session: Session, *, signup: SignUp, comes: bool, by: Actor, now: datetime) -> None:
    """Yes or no to a seat that was held: yes seats the party, no gives the seat on to the queue."""
    event = lock_event(session, signup.event_id)
    session.refresh(signup)
    if signup.state is not State.ASKED:
        return
    refuse_after_start(event, now)
    outcome = Outcome.YES if comes else Outcome.NO
    messages.settle(session, signup_id=signup.id, outcome=outcome, now=now)
    if comes:
        signup.state = State.SEATED
    else:
        signup.state, signup.cancelled_at = State.CANCELLED, now
    promote(session, event=event, now=now)
    audit.record(session, "signups.answer", signup, by=by, now=now)


def promote(session: Session, *, event: Event, now: datetime) -> None:
    """The one promotion: walk the queue by arrival and give seats to each party that fits.

    Others keep their place. In the last 24 hours the seats are held and the coordinator is asked to call;
    from the start on nobody is promoted.
    """
    if event.status is not Status.PUBLISHED or now >= event.starts_at:
        return
    free = seats_free(session, event)
    asking = now >= event.starts_at - ASK_INSTEAD
    waiting = select(SignUp).where(SignUp.event_id == event.id, SignUp.state == State.WAITING)
    for signup in session.scalars(waiting.order_by(SignUp.queue_no)):
        if free is not None:
            if signup.size > free:
                continue
            free -= signup.size
        if asking:
            signup.state = State.ASKED
        else:
            signup.state = State.SEATED
        messages.tell(
            session,
            kind=MessageKind.SEAT_FREE if asking else MessageKind.PROMOTED,
            event_id=event.id,
            signup_id=signup.id,
            occasion=str(signup.queue_no),
            now=now,
        )


def place_in_queue(session: Session, signup: SignUp) -> int:
    """1 for the first in the queue. Only for a party that waits."""
    ahead = select(func.count()).where(
        SignUp.event_id == signup.event_id,
        SignUp.state == State.WAITING,
        SignUp.queue_no < signup.queue_no,
    )
    return session.scalars(ahead).one() + 1


def note_full(session: Session, event: Event, state: State | None, now: datetime) -> None:
    """Keep when the event first was full: no seat left, or somebody (``state``) had to wait."""
    if event.first_full_at is None and (state is State.WAITING or seats_free(session, event) == 0):
        event.first_full_at = now


def leave_task_seat(session: Session, *, event: Event, signup: SignUp, now: datetime) -> bool:
    """A party holds no task any more: it keeps its seat where there is one without the task, else it waits at the
    end of the queue. Whether it kept it."""
    keeps = task_seats.keeps_seat(session, signup, seats=event.seats, taken=seats_taken(session, event))
    signup.by_task = False
    if not keeps:
        signup.queue_no = _last_in_line(session, event) + 1
        signup.state = State.WAITING
        promote(session, event=event, now=now)
    return keeps


def _said(party: Party) -> dict[str, Any]:
    """What a party said of itself, by the columns of its sign-up."""
    return {
        "name": party.name,
        "adults": party.adults,
        "children": party.children,
        "diet": party.diet,
        "phone": party.phone.e164 if party.phone else None,
        "phone_typed": party.phone.typed if party.phone else None,
        "email": party.email,
    }


def _last_in_line(session: Session, event: Event) -> int:
    last = select(func.max(SignUp.queue_no)).where(SignUp.event_id == event.id)
    return session.scalars(last).one() or 0


def _arrive(session: Session, event: Event, signup: SignUp, now: datetime) -> None:
    signup.queue_no = _last_in_line(session, event) + 1
    free = seats_free(session, event)
    if free is None or signup.size <= free or signup.by_task:
        signup.state = State.SEATED
    else:
        signup.state = State.WAITING


def _refuse_unless_open(event: Event, by: Actor, now: datetime) -> None:
    if event.status is Status.CANCELLED:
        raise RuleBroken(_("This event is cancelled. See what else happens."))
    if event.status is not Status.PUBLISHED:
        raise RuleBroken(_("This event is not open yet. Please look again later."))
    if now >= event.ends_at:
        raise RuleBroken(_("This event is over. See what else happens."))
    if by.member_id is None and now >= event.closes_at:
        raise RuleBroken(_("The list is closed. Call us: perhaps there is a seat."))


def refuse_after_start(event: Event, now: datetime) -> None:
    """Refuse what a list no longer takes: the event is cancelled or has begun."""
    if event.status is Status.CANCELLED:
        raise RuleBroken(_("This event is cancelled. You need not do anything."))
    if now >= event.starts_at:
        raise RuleBroken(_("The event has begun. Call us if something has changed."))
