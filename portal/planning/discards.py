"""Throwing a draft away: the only way an event ever leaves the database."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Column, delete, exists, select, update
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.db import Base
from portal.core.errors import RuleBroken
from portal.events.locking import lock_dates
from portal.events.models import GOES_WITH_DRAFT, Event, Status


def discard_draft(session: Session, *, event_id: int, by: Actor, now: datetime) -> None:
    """Throw a draft away with its hosts, words and tasks; a template that it was is one no longer.

    Only a draft that was never published, since the code of a published one may hang on paper. The last date of a
    series takes the series with it; a course whose evenings those were has none as yet.
    """
    event, _dates = lock_dates(session, event_id)
    if not is_draft(event):
        raise RuleBroken(_("This event was published, so it is not thrown away. Cancel it instead."))
    pointing = pointing_at("event")
    for column in pointing:
        if not goes_along(column) and session.scalar(select(exists().where(column == event_id))):
            raise RuleBroken(_("Somebody is on the list of this draft, so it stays."))
    for column in filter(goes_along, pointing):
        session.execute(delete(column.table).where(column == event_id))
    series = event.series
    session.expire(event)  # its words and hosts are gone already
    session.delete(event)
    session.flush()
    if series is not None and not session.scalar(select(exists().where(Event.series_id == series.id))):
        for column in pointing_at("series"):
            session.execute(update(column.table).where(column == series.id).values({column: None}))
        session.delete(series)
        session.flush()
    audit.record(session, "events.discard", f"event:{event_id}", by=by, now=now)


def is_draft(event: Event) -> bool:
    """Whether an event may still be thrown away: nobody but the coordinator has ever seen it."""
    return event.status is Status.DRAFT and event.published_at is None


def pointing_at(table: str) -> list[Column[Any]]:
    """Every column of any package that points at a table."""
    keys = (key for one in Base.metadata.sorted_tables for key in one.foreign_keys)
    return [key.parent for key in keys if key.column.table.name == table]


def goes_along(column: Column[Any]) -> bool:
    """Whether what points at a draft is thrown away with it (``GOES_WITH_DRAFT``). Anything else keeps it."""
    return GOES_WITH_DRAFT.items() <= column.info.items()
