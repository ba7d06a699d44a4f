"""What the pages of this room share: their blueprint, and which events have posters."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response as BaseResponse

from portal.events.facts import Audience
from portal.events.models import Event
from portal.events.queries import require_event

bp = Blueprint("posters", __name__)

Answer = str | BaseResponse | tuple[str, int]


def event_with_posters(code: str) -> Event:
    """An event that is made known to all; 404 for one of the mothers alone."""
    event = require_event(code)
    if event.audience is Audience.MOTHERS:
        abort(404)
    return event
