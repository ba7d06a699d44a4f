"""Reading events: the public list, the archive, one by its code, and the seats each has left."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from flask import abort
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import selectinload

from portal.core.db import db, once_per_transaction
from portal.core.i18n import to_local
from portal.core.interfaces import Interface
from portal.core.paging import Order, Page, page
from portal.events.availability import Availability, availability
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, Status

#: The list shows so many at a time, an archive page so many.
LIST_SIZE: Final = 60
ARCHIVE_SIZE: Final = 30
#: No event lasts longer (``rules.check``), so an index on the start finds those that have not ended.
LONGEST: Final = timedelta(days=1)
#: The seats that are taken at each event, by its id; one without any may be left out. Provided by ``signups``.
SEATS_TAKEN: Final = Interface[Callable[[Sequence[int]], Mapping[int, int]]]("events.seats_taken")
BY_START: Final = Order(Event.starts_local, Event.id)
NEWEST_FIRST: Final = Order(Event.starts_local, Event.id, newest_first=True)


def upcoming(*, now: datetime) -> Sequence[Event]:
    """Public events that have not ended, soonest first; cancelled ones stay until their day is over."""
    return db.session.scalars(_upcoming(now).order_by(Event.starts_local, Event.id)).all()


def upcoming_versions(*, now: datetime) -> Sequence[tuple[object, ...]]:
    """What changes whenever one of them does, in the same order: its code, version and when it was made."""
    columns = select(Event.code, Event.version, Event.created_at).where(*_to_come(now))
    return [tuple(row) for row in db.session.execute(columns.order_by(Event.starts_local, Event.id))]


def listed(*, now: datetime, area_id: int | None = None, kind: Kind | None = None, asked: str = "") -> Page[Event]:
    """The page of upcoming events that ``?page=`` asks for, of one area and kind where they are given."""
    query = _upcoming(now)
    if area_id is not None:
        query = query.where(Event.area_id == area_id)
    if kind is not None:
        query = query.where(Event.kind == kind)
    return page(db.session(), query, BY_START, size=LIST_SIZE, asked=asked)


def choices(*, now: datetime) -> tuple[set[int | None], set[Kind]]:
    """The areas (by id) and the kinds of all upcoming events."""
    found = db.session.execute(select(Event.area_id, Event.kind).where(*_to_come(now)).distinct()).all()
    return {row.area_id for row in found}, {row.kind for row in found}


def past(*, now: datetime, asked: str = "") -> Page[Event]:
    """The page of public events that are over, newest first, that ``?page=`` asks for."""
    local = to_local(now)
    query = _public().where(
        Event.status == Status.PUBLISHED, Event.starts_local <= local, Event.ends_local <= local
    )
    return page(db.session(), query, NEWEST_FIRST, size=ARCHIVE_SIZE, asked=asked)


def coming(now: datetime, *, most: int = 50) -> Sequence[Event]:
    """Published events that are not over, soonest first, those for mothers only too."""
    local = to_local(now)
    query = published().where(Event.starts_local > local - LONGEST, Event.ends_local > local)
    return db.session.scalars(query.order_by(Event.starts_local, Event.id).limit(most)).all()


def published() -> Select[Event]:
    """Published events, those for mothers only too, with their words and place."""
    return (
        select(Event)
        .where(Event.status == Status.PUBLISHED)
        .options(selectinload(Event.texts), selectinload(Event.area))
    )


@once_per_transaction
def by_code(code: str) -> Event | None:
    """An event with everything an invitation shows, whatever its status."""
    return db.session.scalar(
        select(Event)
        .where(Event.code == code)
        .options(selectinload(Event.texts), selectinload(Event.area), selectinload(Event.organiser))
    )


def require_event(code: str) -> Event:
    """An event for the coordinator, whatever its status; 404 where there is none."""
    event = by_code(code)
    if event is None:
        abort(404)
    return event


def availabilities(events: Iterable[Event], *, now: datetime) -> dict[int, Availability]:
    """The availability of each event, by its id, with one query for all."""
    events = list(events)
    taken = SEATS_TAKEN.provided([event.id for event in events])
    return {event.id: availability_of(event, taken.get(event.id, 0), now=now) for event in events}


def availability_of(event: Event, taken: int, *, now: datetime) -> Availability:
    """The availability of one event of which ``taken`` seats are taken."""
    return availability(
        status=event.status,
        starts_local=event.starts_local,
        ends_local=event.ends_local,
        closes_local=event.closes_local,
        seats=event.seats,
        taken=taken,
        now=now,
    )


def _upcoming(now: datetime) -> Select[Event]:
    return _public().where(*_to_come(now))


def _to_come(now: datetime) -> tuple[ColumnElement[bool], ...]:
    local = to_local(now)
    return (*_PUBLIC, Event.starts_local > local - LONGEST, Event.ends_local > local)


_PUBLIC: Final = (Event.status != Status.DRAFT, Event.audience != Audience.MOTHERS)


def _public() -> Select[Event]:
    return (
        select(Event)
        .where(*_PUBLIC)
        .options(selectinload(Event.texts), selectinload(Event.area), selectinload(Event.organiser))
    )
