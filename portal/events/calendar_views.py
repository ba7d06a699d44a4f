"""Calendars: a feed of all public events that a calendar can follow, and one file per event."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, Response, abort, current_app, request

from portal.core.access import public
from portal.core.crypto import settings
from portal.core.db import utcnow
from portal.core.web import as_file
from portal.events import ics, queries

bp = Blueprint("calendar", __name__)

#: The feed holds events this long after they are over, so that nobody's calendar loses last week.
_LOOK_BACK: Final = timedelta(days=90)
_FRESH_SECONDS: Final = 15 * 60


@bp.get("/<lang:lang>/events.ics")
@public
def feed(lang: str) -> Response:
    """All public events to come and those of the last 90 days, cancelled ones too."""
    since, name = utcnow() - _LOOK_BACK, settings().group_name
    versions = queries.upcoming_versions(now=since)
    #: The feed of each language as it was put together when an event last changed, came or went.
    feeds = current_app.extensions.setdefault("feeds", {})
    kept = feeds.get(lang)
    if kept is None or kept[0] != versions:
        kept = feeds[lang] = versions, ics.file(queries.upcoming(now=since), lang, name=name)
    return _answer(kept[1], "events")


@bp.get("/<lang:lang>/events/<code:code>.ics")
@public
def one(lang: str, code: str) -> Response:
    event = queries.by_code(code)
    if event is None or not event.public:
        abort(404)
    return _answer(ics.file([event], lang), code)


def _answer(calendar: bytes, filename: str) -> Response:
    response = as_file(calendar, mimetype="text/calendar", name=f"{filename}.ics", inline=True)
    response.headers["Cache-Control"] = f"public, max-age={_FRESH_SECONDS}"
    response.add_etag(weak=True)
    response.make_conditional(request.environ)
    return response
