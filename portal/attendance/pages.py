"""What the pages of this package share: the blueprint, and the event of an address."""

from flask import Blueprint, abort

from portal.accounts.guard import at_this_door
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
