"""Reading events: the public list, the archive, one by its code, and the seats each has left."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Final, NamedTuple

from flask import abort
from sqlalchemy import ColumnElement, Engine, Select, bindparam, func, or_, select
from sqlalchemy.orm import selectinload

from portal.core.db import db
from portal.core.i18n import to_local
from portal.core.paging import Order, Page, page
from portal.events.availability import Availability, availability
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.events.prepared_query import PreparedQuery

#: The list shows so many at a time, an archive page so many.
LIST_SIZE: Final = 60
ARCHIVE_SIZE: Final = 30
#: No event lasts longer (``rules.check``), so an index on the start finds those that have not ended.
LONGEST: Final = timedelta(days=1)
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


class Head(NamedTuple):
    """What decides whether a kept invitation still holds."""

    id: int
    version: int
    status: Status
    audience: Audience
    starts_local: datetime
    ends_local: datetime
    closes_local: datetime | None
    seats: int | None
    taken: int
    #: When a task was last taken or given back.
    hands_at: datetime | None

    @property
    def public(self) -> bool:
        """Whether residents may see the event."""
        return self.status is not Status.DRAFT and self.audience is not Audience.MOTHERS


def head_by_code(code: str) -> Head | None:
    """The head of an event: one query over columns, no objects."""
    found = _head(db.engine).first(code=code)
    return None if found is None else Head(*found)


@cache
def _head(_engine: Engine) -> PreparedQuery:
    """Seats are counted in ``signups`` and hands in ``helping``, later rooms, so their tables are named here."""
    tables = Event.metadata.tables
    signup, task, take = tables["signup"], tables["event_task"], tables["task_take"]
    taken = (
        select(func.coalesce(func.sum(signup.c.adults + signup.c.children), 0))
        .where(signup.c.event_id == Event.id, or_(signup.c.state == "seated", signup.c.state == "asked"))
        .scalar_subquery()
    )
    hands_at = (
        select(func.max(func.coalesce(take.c.cancelled_at, take.c.created_at)))
        .where(take.c.task_id == task.c.id, task.c.event_id == Event.id)
        .scalar_subquery()
    )
    columns = [getattr(Event, name) for name in Head._fields if name not in ("taken", "hands_at")]
    counted = (taken.label("taken"), hands_at.label("hands_at"))
    return PreparedQuery(select(*columns, *counted).where(Event.code == bindparam("code")))


def availabilities(events: Iterable[Event], *, now: datetime) -> dict[int, Availability]:
    """The availability of each event, by its id, with one query for all."""
    events = list(events)
    signup = Event.metadata.tables["signup"]
    taken = {
        row[0]: int(row[1])
        for row in db.session.execute(
            select(signup.c.event_id, func.sum(signup.c.adults + signup.c.children))
            .where(
                signup.c.event_id.in_([event.id for event in events]),
                signup.c.state.in_(("seated", "asked")),
            )
            .group_by(signup.c.event_id)
        )
    }
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
