"""Two sign-ups that become one: two parties of an event are joined, or a party moves to another event.

Either way one is left. The other is cancelled and keeps in ``replaced_by_id`` where it lives on, so its ticket can
say so, it can never come back beside the one that is left, and nobody is counted twice.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as _n
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.interfaces import Interface
from portal.core.text import Phone
from portal.events.facts import DIETS, Audience
from portal.events.models import Event, Status
from portal.messages import rules as messages
from portal.messages.models import MessageKind, Outcome
from portal.signups import task_seats
from portal.signups.models import HOLDS_SEATS, MAX_PARTY, SignUp, State
from portal.signups.parties import Party
from portal.signups.rules import (
    Source,
    lock_event,
    note_full,
    promote,
    refuse_after_start,
    seats_free,
    sign_up,
)

#: The numbers of an event's list that are counted in already. Provided by ``attendance``.
COUNTED_IN: Final = Interface[Callable[[Event], Container[int]]]("signups.counted_in")


@dataclass(frozen=True)
class JoinedParty:
    """What has become of a party that lives on in another: the one that is left, and whether at another event."""

    signup: SignUp
    elsewhere: bool


def merge(
    session: Session, *, kept: SignUp, other: SignUp, adults: int, children: int, by: Actor, now: datetime
) -> None:
    """Join two parties of one event into ``kept``, as so many people. Twice is the same as once.

    It keeps its ticket, name and what it told of itself, and takes over what only the other told. It is seated
    where one of them was, else asked where one of them was (the question stays open), else it waits at the earlier
    of their two places. It may take the seats that both held and what is free; more is refused, and both stay.
    """
    event = lock_event(session, kept.event_id)
    session.refresh(kept)
    session.refresh(other)
    if other.replaced_by_id == kept.id:
        return
    if other.event_id != kept.event_id or other.id == kept.id:
        raise RuleBroken(_("Choose another sign-up of the same event."))
    refuse_after_start(event, now)
    _refuse_gone(kept, other)
    if not (adults >= 1 and children >= 0 and adults + children <= MAX_PARTY):
        raise RuleBroken(_("A party is at most ten people. Leave the two sign-ups as they are."), "children")
    state = next(state for state in _FIRST if state in (kept.state, other.state))
    if state is not State.WAITING:
        _refuse_beyond_the_seats(session, event, kept, other, adults + children)
    same_people = adults + children <= max(kept.size, other.size)
    kept.adults, kept.children = adults, children
    _take_over(kept, other, same_people=same_people)
    if state is State.WAITING:
        _take_the_earlier_place(session, kept, other)
    elif state is State.SEATED and kept.state is not State.SEATED:
        messages.settle(
            session,
            signup_id=kept.id,
            kind=MessageKind.SEAT_FREE,
            outcome=Outcome.YES,
            now=now,
        )
    elif state is State.ASKED and kept.state is State.WAITING:
        messages.tell(
            session,
            kind=MessageKind.SEAT_FREE,
            event_id=event.id,
            signup_id=kept.id,
            occasion=str(kept.queue_no),
            now=now,
        )
    task_seats.hand_over(session, left=other, kept=kept, now=now)
    kept.state = state
    _leave(session, other, kept, by=by, now=now)
    promote(session, event=event, now=now)
    note_full(session, event, kept.state, now)
    for signup in (kept, other):
        audit.record(session, "signups.merge", signup, by=by, now=now)


def move(session: Session, *, signup: SignUp, to_id: int, seat: bool, by: Actor, now: datetime) -> SignUp:
    """Move a party to another event: there it arrives like everybody else, here its seats go to the queue, and
    she should hear of it.

    ``seat`` says that she was promised one: where there is none any more, it is refused, and she stays where she
    is. From a cancelled event, too, a party can move until its end. Twice is the same as once.
    """
    held = hold(session, signup.event_id, to_id)
    here, there = held[signup.event_id], held[to_id]
    session.refresh(signup)
    if signup.replaced_by is not None and signup.replaced_by.event_id == to_id:
        return signup.replaced_by
    if here is there:
        raise RuleBroken(_("She is on the list of this event already. Choose another one."))
    if here.status is not Status.CANCELLED or now >= here.ends_at:
        refuse_after_start(here, now)
    if there.audience is Audience.MOTHERS and here.audience is not Audience.MOTHERS:
        raise RuleBroken(_("That event is only for the mothers. Choose another one."))
    if there.status is Status.PUBLISHED and now >= there.starts_at:
        raise RuleBroken(_("That event has begun. Choose one that is still to come."))
    _refuse_gone(signup)
    free = seats_free(session, there)
    if seat and free is not None and signup.size > free:
        raise RuleBroken(_("The seats there were taken just now. She would wait there. Press again if she likes."))
    phone = Phone(signup.phone, signup.phone_typed or signup.phone) if signup.phone else None
    new = sign_up(
        session,
        event_id=there.id,
        party=Party(signup.name or "", signup.adults, signup.children, phone, signup.email, dict(signup.diet)),
        source=Source(way=signup.way, lang=signup.lang, place=signup.place),
        form_token=f"moved:{signup.id}",
        by=by,
        now=now,
    )
    new.invited_by_id, new.consent_version = signup.invited_by_id, signup.consent_version
    _leave(session, signup, new, by=by, now=now)
    messages.tell(
        session,
        kind=MessageKind.PARTY_MOVED,
        event_id=there.id,
        signup_id=new.id,
        occasion="once",
        now=now,
    )
    promote(session, event=here, now=now)
    audit.record(session, "signups.move", signup, by=by, now=now)
    return new


def hold(session: Session, *event_ids: int) -> dict[int, Event]:
    """Events held in the order of their ids, so that two who move parties never wait for each other.

    Who has to look at something else before she joins or moves a party holds its events first.
    """
    return {event_id: lock_event(session, event_id) for event_id in sorted(set(event_ids))}


def standing_of(signup: SignUp) -> JoinedParty | None:
    """Where a party that was replaced stands in the end; None for one that stands for itself."""
    last, seen = signup, {signup.id}
    while last.replaced_by is not None and last.replaced_by.id not in seen:
        last = last.replaced_by
        seen.add(last.id)
    return None if last is signup else JoinedParty(last, elsewhere=last.event_id != signup.event_id)


#: What two parties become together: whichever of these one of them is.
_FIRST = (State.SEATED, State.ASKED, State.WAITING)


def _refuse_gone(*signups: SignUp) -> None:
    if any(signup.purged_at is not None for signup in signups):
        raise RuleBroken(_("This sign-up is deleted, so it stays as it is."))
    if any(signup.state is State.CANCELLED for signup in signups):
        raise RuleBroken(_("One of them is not on the list any more. Please look at the list once more."))


def _refuse_beyond_the_seats(session: Session, event: Event, kept: SignUp, other: SignUp, size: int) -> None:
    free = seats_free(session, event)
    held = sum(signup.size for signup in (kept, other) if signup.state in HOLDS_SEATS)
    if free is not None and size > held + free:
        raise RuleBroken(
            _n(
                "There is %(num)s seat for them together. Both sign-ups are as they were.",
                "There are %(num)s seats for them together. Both sign-ups are as they were.",
                held + free,
            ),
            "adults",
        )


def _take_over(kept: SignUp, other: SignUp, *, same_people: bool) -> None:
    """What only the other told, and what both ask for at the table, but never for more people than they are.

    ``same_people`` signed up twice, so they ask for the same once: the larger number of the two holds.
    """
    if kept.phone is None:
        kept.phone, kept.phone_typed = other.phone, other.phone_typed
    kept.email = kept.email or other.email
    both: Callable[[list[int]], int] = max if same_people else sum
    asked = {str(diet): both([kept.diet.get(diet, 0), other.diet.get(diet, 0)]) for diet in DIETS}
    kept.diet = {diet: min(count, kept.size) for diet, count in asked.items() if count}


def _take_the_earlier_place(session: Session, kept: SignUp, other: SignUp) -> None:
    """Swap the two places where the other came first; nobody ever stands at 0, so it is free for a moment."""
    earlier, later = sorted((kept.queue_no, other.queue_no))
    if kept.queue_no == earlier:
        return
    other.queue_no = 0
    session.flush()
    kept.queue_no = earlier
    session.flush()
    other.queue_no = later


def _leave(session: Session, signup: SignUp, new: SignUp, *, by: Actor, now: datetime) -> None:
    signup.state, signup.cancelled_at, signup.replaced_by_id = State.CANCELLED, now, new.id
    task_seats.give_all_back(session, signup, now=now)
    messages.settle(session, signup_id=signup.id, outcome=Outcome.VOID, now=now)
