"""Calendars: a feed of all public events that a calendar can follow, and one file per event."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, abort, request

from portal.access import public
from portal.crypto import settings
from portal.db import utcnow
from portal.events import ics, queries
from portal.events.models import Event
from portal.web import as_file

bp = Blueprint("calendar", __name__)

#: The feed holds events this long after they are over, so that nobody's calendar loses last week.
_LOOK_BACK: Final = timedelta(days=30)
_FRESH_SECONDS: Final = 15 * 60


@bp.get("/<lang:lang>/events.ics")
@public
def feed(lang: str) -> Response:
    """All public events to come and those of the last thirty days, cancelled ones too."""
    return _answer(queries.upcoming(now=utcnow() - _LOOK_BACK), lang, "events", settings().group_name)


@bp.get("/<lang:lang>/events/<code:code>.ics")
@public
def one(lang: str, code: str) -> Response:
    """One public event."""
    event = queries.by_code(code)
    if event is None or not event.public:
        abort(404)
    return _answer([event], lang, code)


def _answer(events: Sequence[Event], lang: str, filename: str, name: str | None = None) -> Response:
    found = ics.file(events, lang, name=name)
    response = as_file(found, mimetype="text/calendar", name=f"{filename}.ics", inline=True)
    response.headers["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
    response.add_etag(weak=True)
    response.make_conditional(request.environ)
    return response
