"""The rules of the door: which taps are taken, and who of us took part."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.attendance.models import AttendanceOp, OpKind
from portal.attendance.tally import ESTIMATE, PARTY, WALK_IN
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.errors import RuleBroken
from portal.core.i18n import SPOKEN
from portal.events.availability import BEFORE, open_for_counting
from portal.events.models import Event, EventMother, Status
from portal.signups.models import MAX_PARTY, SignUp, Ticket
from portal.signups.rules import lock_event

#: A tap is never told as older than this: a phone may have lain in a drawer.
OLDEST: Final = timedelta(days=3)
#: "We were about so many" goes up to this.
MOST: Final = 2000
_ADDED_UP: Final = (OpKind.NEW_IN_DENMARK, OpKind.FIRST_TIME)
_OF_PEOPLE: Final = (OpKind.HERE, OpKind.WALK_IN)


@dataclass(frozen=True)
class Tap:
    """A tap as a phone tells it. ``age`` is how long ago it was when it was sent."""

    op_id: str
    kind: OpKind
    subject: str = ""
    adults: int = 0
    children: int = 0
    amount: int = 0
    name: str | None = None
    lang: str | None = None
    age: timedelta = timedelta()


def record(session: Session, *, event_id: int, tap: Tap, by: Actor, now: datetime) -> AttendanceOp:
    """Add a tap, once: the same ``op_id`` again gives the first one back, also in a race.

    A tap counts that was made while the event's list was open, even if it arrives later; the coordinator may
    write an estimate whenever she remembers. Its time is never
    later than now and never before the tap that the same phone sent before it, so a slow network does not turn
    "here" and "undo" around. Any party with a ticket can be counted, whatever became of its sign-up.
    """
    if earlier := _find(session, tap.op_id, event_id):
        return earlier
    event = session.get_one(Event, event_id)
    tapped_at = _when(session, event_id=event_id, tap=tap, by=by, now=now)
    _refuse_unless_open(event, tap, by, tapped_at)
    _refuse_strange_numbers(tap)
    op = AttendanceOp(
        op_id=tap.op_id,
        event_id=event_id,
        kind=tap.kind,
        subject=tap.subject,
        signup_id=_signup_id(session, event_id, tap),
        adults=tap.adults,
        children=tap.children,
        amount=tap.amount,
        name=tap.name,
        lang=tap.lang,
        tapped_at=tapped_at,
        received_at=now,
        member_id=by.member_id,
        session_id=by.session_id,
    )
    try:
        with session.begin_nested():
            session.add(op)
    except IntegrityError:  # another worker has just taken the same tap (PostgreSQL)
        if earlier := _find(session, tap.op_id, event_id):
            return earlier
        raise
    return op


def took_part(
    session: Session, *, event_id: int, came: Collection[int], stayed: Collection[int], by: Actor, now: datetime
) -> None:
    """Note which mothers took part, from a day before the event on, for as long as somebody remembers.

    Only the named ones change, so two who note at once undo nothing of each other's.
    """
    event = lock_event(session, event_id)
    if event.status is not Status.PUBLISHED or now < event.starts_at - BEFORE:
        raise RuleBroken(_("This event has not begun. Please come back on the day."))
    mothers = select(Member.id).where(Member.id.in_([*came, *stayed]), Member.role == Role.MOTHER)
    parts = select(EventMother).where(EventMother.event_id == event_id)
    rows = {row.member_id: row for row in session.scalars(parts)}
    for member_id in session.scalars(mothers):
        row = rows.get(member_id)
        if row is None:
            row = EventMother(event_id=event_id, member_id=member_id)
            session.add(row)
        row.took_part = member_id in came
    audit.record(session, "attendance.took_part", f"event:{event_id}", by=by, now=now)


def _find(session: Session, op_id: str, event_id: int) -> AttendanceOp | None:
    """The tap that has this id already. Raises where it was made at another event: it is not the same tap."""
    found = session.scalar(select(AttendanceOp).where(AttendanceOp.op_id == op_id))
    if found is not None and found.event_id != event_id:
        raise RuleBroken(_("That did not work. Please open this page again."))
    return found


def _when(session: Session, *, event_id: int, tap: Tap, by: Actor, now: datetime) -> datetime:
    told = now - min(max(tap.age, timedelta()), OLDEST)
    if by.session_id is None:
        return told
    same_phone = select(func.max(AttendanceOp.tapped_at)).where(
        AttendanceOp.event_id == event_id, AttendanceOp.session_id == by.session_id
    )
    before = session.scalar(same_phone)
    return min(now, max(told, before)) if before is not None else told


def _refuse_unless_open(event: Event, tap: Tap, by: Actor, tapped_at: datetime) -> None:
    if by.door_event_id not in (None, event.id):
        raise RuleBroken(_("This phone may count at its own event only."))
    if event.status is Status.CANCELLED:
        raise RuleBroken(_("This event is cancelled, so nobody is counted."))
    remembered = by.role is Role.COORDINATOR and tap.subject == ESTIMATE and tapped_at > event.ends_at
    if not open_for_counting(event, tapped_at) and not (remembered and event.status is Status.PUBLISHED):
        raise RuleBroken(
            _("The list is open from one day before the event until two days after it. This was not counted.")
        )


def _refuse_strange_numbers(tap: Tap) -> None:
    if tap.kind in _OF_PEOPLE:
        if not (0 <= tap.adults <= MAX_PARTY and 0 <= tap.children <= MAX_PARTY):
            raise RuleBroken(_("Count at most ten adults and ten children at a time."), "adults")
        if tap.adults + tap.children == 0:
            raise RuleBroken(_("Count at least one person. If nobody came, press Undo."), "adults")
    elif tap.kind in _ADDED_UP and tap.amount not in (1, -1):
        raise RuleBroken(_("Count one at a time."))
    elif tap.kind is OpKind.ESTIMATE and not 1 <= tap.amount <= MOST:
        raise RuleBroken(_("Write a number from %(least)s to %(most)s.", least=1, most=MOST), "amount")
    if tap.lang is not None and tap.lang not in SPOKEN:
        raise RuleBroken(_("Choose one of these."), "lang")


def _signup_id(session: Session, event_id: int, tap: Tap) -> int | None:
    """The sign-up a tap is about. Raises where its subject does not fit what was tapped."""
    about_party = tap.subject.startswith(PARTY)
    fits = {
        OpKind.HERE: about_party,
        OpKind.WALK_IN: tap.subject.startswith(WALK_IN),
        OpKind.UNDO: about_party or tap.subject.startswith(WALK_IN) or tap.subject == ESTIMATE,
        OpKind.ESTIMATE: tap.subject == ESTIMATE,
    }
    if not fits.get(tap.kind, tap.subject == ""):
        raise RuleBroken(_("That did not work. Please open this page again."))
    if not about_party:
        return None
    number = int(tap.subject.removeprefix(PARTY))
    signup = select(SignUp.id).join(Ticket).where(Ticket.event_id == event_id, Ticket.number == number)
    found = session.scalar(signup)
    if found is None:
        raise RuleBroken(_("There is no party with this number on the list."))
    return found
