"""What the coordinator's pages about events share: their blueprint, and how one is found."""

from typing import Any

from flask import Blueprint, abort
from werkzeug.wrappers import Response as BaseResponse

from portal.db import utcnow
from portal.events import queries, rules
from portal.events.models import Event
from portal.planning.advice import advice

bp = Blueprint("planning", __name__)

Answer = str | BaseResponse | tuple[str, int]


def event_of_code(code: str) -> Event:
    """An event for the coordinator, whatever its status; 404 where there is none."""
    event = queries.by_code(code)
    if event is None:
        abort(404)
    return event


def gaps_of(event: Event) -> dict[str, Any]:
    """What a draft must still have, and what would make it warmer, for ``planning/gaps.html``."""
    return {"gaps": rules.gaps(event, now=utcnow()), "advice": advice(event)}
