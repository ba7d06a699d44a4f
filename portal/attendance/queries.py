"""Reading what was counted: the parties of a list, the tally of one event or of many, tonight's events."""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from portal.accounts.models import Member
from portal.attendance.models import AttendanceOp
from portal.attendance.tally import Tally, tally
from portal.core.actors import Role
from portal.core.db import db
from portal.core.i18n import to_local
from portal.events.availability import AFTER, BEFORE, open_for_counting
from portal.events.models import Event, EventMother
from portal.events.queries import LONGEST, published
from portal.signups.models import SignUp, State, Ticket

#: What the fold reads of a tap. Plain rows: there may be very many.
_TAP: Final = [
    AttendanceOp.__table__.c[name]
    for name in (
        "id", "op_id", "event_id", "kind", "subject", "adults", "children", "amount", "name", "lang", "tapped_at",
    )
]  # fmt: skip


def tallies(events: Iterable[Event]) -> dict[int, Tally]:
    """The tally of each event, by its id, with a few queries for all."""
    seats = {event.id: event.seats for event in events}
    return tallies_of(db.session(), seats, list(seats))


def tallies_of(
    session: Session, seats: Mapping[int, int | None], wanted: Sequence[int] | Select[int]
) -> dict[int, Tally]:
    """The same of events known by their ids and seats; ``wanted`` are the ids once more, or a query for them.

    A query holds however many events it finds, and asks no more questions than a list of one.
    """
    ops: dict[int, list[Any]] = {event_id: [] for event_id in seats}
    for op in session.execute(select(*_TAP).where(AttendanceOp.event_id.in_(wanted))):
        if op.event_id in ops:
            ops[op.event_id].append(op)
    expected = select(SignUp.event_id, func.sum(SignUp.adults + SignUp.children)).where(
        SignUp.event_id.in_(wanted), SignUp.state == State.SEATED
    )
    seated = {row[0]: int(row[1]) for row in session.execute(expected.group_by(SignUp.event_id))}
    joined = _joined(session, wanted)
    return {
        event_id: tally(
            taps, joined=joined.get(event_id, {}), expected=seated.get(event_id, 0), seats=seats[event_id]
        )
        for event_id, taps in ops.items()
    }


def tally_of(event: Event) -> Tally:
    return tallies([event])[event.id]


def counted_in(event: Event) -> Container[int]:
    """The numbers of the list that are counted in already (``signups.joining.COUNTED_IN``)."""
    return tally_of(event).parties


def joined(event: Event) -> dict[int, int]:
    """For each number on an event's list that became part of another there, the one that is left."""
    return _joined(db.session(), [event.id]).get(event.id, {})


def parties(event: Event) -> Sequence[SignUp]:
    """Everyone who ever was on the event's list, by number."""
    query = (
        select(SignUp)
        .join(SignUp.ticket)
        .options(contains_eager(SignUp.ticket))
        .where(SignUp.event_id == event.id)
        .order_by(Ticket.number)
    )
    return db.session.scalars(query).all()


def awaited(event: Event) -> dict[int, int]:
    """The people of each party that has a seat, by its number, whether it has come or not."""
    query = select(Ticket.number, SignUp.adults + SignUp.children).join(SignUp, SignUp.ticket_id == Ticket.id)
    found = db.session.execute(query.where(SignUp.event_id == event.id, SignUp.state == State.SEATED))
    return {row[0]: row[1] for row in found}


def party(event: Event, number: int) -> SignUp | None:
    """The party with a number on this event's list."""
    query = select(SignUp).join(SignUp.ticket).where(Ticket.event_id == event.id, Ticket.number == number)
    return db.session.scalar(query)


def tonight(now: datetime) -> list[Event]:
    """Events whose list is open, the nearest in time first: one that is going on before all others."""
    local = to_local(now)
    query = published().where(
        Event.starts_local <= local + BEFORE + _AN_HOUR,
        Event.starts_local >= local - AFTER - _AN_HOUR - LONGEST,
        Event.ends_local >= local - AFTER - _AN_HOUR,
    )
    found = [event for event in db.session.scalars(query) if open_for_counting(event, now)]
    return sorted(found, key=lambda event: (_away(event, now), event.starts_local, event.id))


def mothers_of(event: Event) -> list[tuple[Member, bool]]:
    """The mothers who may have taken part, by name, and whether they did: active ones, and all who were noted."""
    noted = {row.member_id: row.took_part for row in db.session.scalars(_parts(event))}
    query = select(Member).where(Member.role == Role.MOTHER).options(selectinload(Member.periods))
    day = event.starts_local.date()
    return [
        (member, noted.get(member.id, False))
        for member in db.session.scalars(query.order_by(Member.name, Member.id))
        if member.id in noted or (member.disabled_at is None and member.active_on(day))
    ]


#: Wall times are compared first, and may be an hour off when the clocks change.
_AN_HOUR = timedelta(hours=1)


def _joined(session: Session, wanted: Sequence[int] | Select[int]) -> dict[int, dict[int, int]]:
    """``joined`` of each event that has any. A party that moved away and came back is the one it came back as."""
    steps = (
        select(SignUp.id, SignUp.event_id, SignUp.ticket_id, SignUp.replaced_by_id)
        .where(SignUp.event_id.in_(wanted), SignUp.replaced_by_id.is_not(None))
        .cte("steps", recursive=True)
    )
    further = select(SignUp.id, SignUp.event_id, SignUp.ticket_id, SignUp.replaced_by_id)
    steps = steps.union(further.join(steps, SignUp.id == steps.c.replaced_by_id))
    query = select(steps.c.id, steps.c.event_id, Ticket.number, steps.c.replaced_by_id)
    known = {row.id: row for row in session.execute(query.join(Ticket, Ticket.id == steps.c.ticket_id))}
    numbers: dict[int, dict[int, int]] = {}
    for row in known.values():
        step = row
        while step.replaced_by_id is not None:
            step = known[step.replaced_by_id]
            if step.event_id == row.event_id:
                numbers.setdefault(row.event_id, {})[row.number] = step.number
    return numbers


def _parts(event: Event) -> Select[EventMother]:
    return select(EventMother).where(EventMother.event_id == event.id)


def _away(event: Event, now: datetime) -> timedelta:
    return max(event.starts_at - now, now - event.ends_at, timedelta())
