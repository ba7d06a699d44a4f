"""Notes of readers: what the portal could say better. The coordinator reads them and ticks off what is done."""

from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.core import audit, limits
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.wording.models import WordingSuggestion

#: So many notes are taken from one network address in an hour.
PER_HOUR: Final = 20


def send(
    session: Session, *, lang: str, page: str, current: str, proposed: str, address: str, now: datetime
) -> None:
    """Keep a note. The same note is open once; a network address is counted and never kept."""
    if not limits.take(session, action="better", who=address, limit=PER_HOUR, seconds=60 * 60, now=now):
        raise RuleBroken(_("Many suggestions have come from here just now. Please wait a while, or call us."))
    note = {"lang": lang, "page": page, "current": current, "proposed": proposed}
    if session.scalar(select(WordingSuggestion.id).filter_by(closed_at=None, **note).limit(1)) is None:
        session.add(WordingSuggestion(created_at=now, **note))


def how_many_open(session: Session) -> int:
    return session.scalar(select(func.count()).where(WordingSuggestion.closed_at.is_(None))) or 0


def tick_off(session: Session, *, note_id: int, done: bool, by: Actor, now: datetime) -> None:
    """A note is done, or it is open again after all. Twice is the same as once."""
    note = session.get_one(WordingSuggestion, note_id, with_for_update=True, populate_existing=True)
    if (note.closed_at is not None) != done:
        note.closed_at = now if done else None
        action = "wording.done" if done else "wording.open"
        audit.record(session, action, note, by=by, now=now)
