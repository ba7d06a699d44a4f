"""Throwing a draft away: the only way an event ever leaves the database."""

from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.db import Base
from portal.core.errors import RuleBroken
from portal.events.locking import lock_dates
from portal.events.models import Event, Status

#: What belongs to a draft and goes with it. Some of these tables are of later rooms, so they are named.
GOES_ALONG: Final = frozenset(
    {"event_text", "event_mother", "event_task", "kind_template", "poster_visit", "agenda_point", "meeting_reply"}
)
#: What people have to do with an event: no draft has any of it, and one that had would stay.
HOLDS_IT: Final = frozenset(
    (
        "sign_in_link",
        "phone_session",
        "ticket",
        "signup",
        "outbox_message",
        "attendance_op",
        "talk_wish",
        "minutes",
    )
) | {"minutes_seen", "notice", "course_attendance", "expense", "story"}


def discard_draft(session: Session, *, event_id: int, by: Actor, now: datetime) -> None:
    """Throw a draft away with its hosts, words and tasks; a template that it was is one no longer.

    Only a draft that was never published, since the code of a published one may hang on paper. The last date of a
    series takes the series with it; a course whose evenings those were has none as yet.
    """
    event, _dates = lock_dates(session, event_id)
    if not is_draft(event):
        raise RuleBroken(_("This event was published, so it is not thrown away. Cancel it instead."))
    tables = Base.metadata.tables
    for name in sorted(HOLDS_IT):
        if session.scalar(select(exists().where(tables[name].c.event_id == event_id))):
            raise RuleBroken(_("Somebody is on the list of this draft, so it stays."))
    for name in sorted(GOES_ALONG):
        session.execute(delete(tables[name]).where(tables[name].c.event_id == event_id))
    series = event.series
    session.expire(event)  # its words and hosts are gone already
    session.delete(event)
    session.flush()
    if series is not None and not session.scalar(select(exists().where(Event.series_id == series.id))):
        course = tables["course"]  # of a later room
        session.execute(update(course).where(course.c.series_id == series.id).values(series_id=None))
        session.delete(series)
        session.flush()
    audit.record(session, actor=by.name_for_audit, action="events.discard", subject=f"event:{event_id}", now=now)


def is_draft(event: Event) -> bool:
    """Whether an event may still be thrown away: nobody but the coordinator has ever seen it."""
    return event.status is Status.DRAFT and event.published_at is None
