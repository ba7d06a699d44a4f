"""Reading what was counted: the parties of a list, the tally of one event or of many, tonight's events."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import contains_eager, selectinload

from portal.accounts.models import Member, Role
from portal.attendance.models import AttendanceOp
from portal.attendance.tally import Tally, tally
from portal.attendance.window import AFTER, BEFORE, open_for_counting
from portal.db import db
from portal.events.models import Event, EventMother, Status
from portal.events.queries import LONGEST
from portal.i18n import to_local
from portal.signups.models import SignUp, State, Ticket


def tallies(events: Iterable[Event]) -> dict[int, Tally]:
    """The tally of each event, by its id, with a few queries for all."""
    events = list(events)
    ids = [event.id for event in events]
    ops: dict[int, list[AttendanceOp]] = {event_id: [] for event_id in ids}
    for op in db.session.scalars(select(AttendanceOp).where(AttendanceOp.event_id.in_(ids))):
        ops[op.event_id].append(op)
    expected = select(SignUp.event_id, func.sum(SignUp.adults + SignUp.children)).where(
        SignUp.event_id.in_(ids), SignUp.state == State.SEATED
    )
    seated = {row[0]: int(row[1]) for row in db.session.execute(expected.group_by(SignUp.event_id))}
    joined = _joined(ids)
    return {
        event.id: tally(
            ops[event.id], joined=joined[event.id], expected=seated.get(event.id, 0), seats=event.seats
        )
        for event in events
    }


def tally_of(event: Event) -> Tally:
    """The tally of one event."""
    return tallies([event])[event.id]


def joined(event: Event) -> dict[int, int]:
    """For each number on an event's list that became part of another there, the one that is left."""
    return _joined([event.id])[event.id]


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


def party(event: Event, number: int) -> SignUp | None:
    """The party with a number on this event's list."""
    query = select(SignUp).join(SignUp.ticket).where(Ticket.event_id == event.id, Ticket.number == number)
    return db.session.scalar(query)


def tonight(now: datetime) -> list[Event]:
    """Events whose list is open, the nearest in time first: one that is going on before all others."""
    local = to_local(now)
    query = _published().where(
        Event.starts_local <= local + BEFORE + _AN_HOUR,
        Event.starts_local >= local - AFTER - _AN_HOUR - LONGEST,
        Event.ends_local >= local - AFTER - _AN_HOUR,
    )
    found = [event for event in db.session.scalars(query) if open_for_counting(event, now)]
    return sorted(found, key=lambda event: (_away(event, now), event.starts_local, event.id))


def coming(now: datetime, *, most: int = 50) -> Sequence[Event]:
    """Published events that are not over, soonest first, those for mothers only too."""
    local = to_local(now)
    query = _published().where(Event.starts_local > local - LONGEST, Event.ends_local > local)
    return db.session.scalars(query.order_by(Event.starts_local, Event.id).limit(most)).all()


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


def _joined(event_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """``joined`` of each event. A party that moved away and came back is the one that it came back as."""
    numbers: dict[int, dict[int, int]] = {event_id: {} for event_id in event_ids}
    query = select(SignUp.id, SignUp.event_id, Ticket.number, SignUp.replaced_by_id).join(SignUp.ticket)
    wanted = query.where(SignUp.event_id.in_(numbers), SignUp.replaced_by_id.is_not(None))
    known: dict[int, Row[tuple[int, int, int, int | None]]] = {}
    while found := db.session.execute(wanted).all():
        known |= {row.id: row for row in found}
        further = {row.replaced_by_id for row in found if row.replaced_by_id} - known.keys()
        if not further:
            break
        wanted = query.where(SignUp.id.in_(further))
    for row in known.values():
        step = row
        while step.replaced_by_id is not None:
            step = known[step.replaced_by_id]
            if row.event_id in numbers and step.event_id == row.event_id:
                numbers[row.event_id][row.number] = step.number
    return numbers


def _published() -> Select[Event]:
    return (
        select(Event)
        .where(Event.status == Status.PUBLISHED)
        .options(selectinload(Event.texts), selectinload(Event.area))
    )


def _parts(event: Event) -> Select[EventMother]:
    return select(EventMother).where(EventMother.event_id == event.id)


def _away(event: Event, now: datetime) -> timedelta:
    return max(event.starts_at - now, now - event.ends_at, timedelta())
