"""What the coordinator's pages about events share: their blueprint, and how one is found."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response as BaseResponse

from portal.events import queries
from portal.events.models import Event

bp = Blueprint("planning", __name__)

Answer = str | BaseResponse | tuple[str, int]


def event_of_code(code: str) -> Event:
    """An event for the coordinator, whatever its status; 404 where there is none."""
    event = queries.by_code(code)
    if event is None:
        abort(404)
    return event
