"""What the pages of this package share: the blueprint, the event of an address, and who read its list."""

from flask import Blueprint, abort

from portal.accounts.guard import at_this_door, current_actor
from portal.core import audit
from portal.core.db import side_transaction, utcnow
from portal.events import queries
from portal.events.models import Event, Status

bp = Blueprint("attendance", __name__)


def event_here(code: str) -> Event:
    """The event of this address; 404 for a draft, and on a door pass for any event but its own."""
    event = queries.by_code(code)
    if event is None or event.status is Status.DRAFT:
        abort(404)
    at_this_door(event.id)
    return event


def note_reading(event: Event) -> None:
    """Keep in the audit log that this phone was shown the names on a list."""
    event_id = event.id
    with side_transaction() as session:
        audit.record(
            session,
            actor=current_actor().name_for_audit,
            action="attendance.read",
            subject=f"event:{event_id}",
            now=utcnow(),
        )
