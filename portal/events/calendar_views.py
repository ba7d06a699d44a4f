"""Calendars: a feed of all public events, and one file per event."""

from flask import Blueprint, Response

from portal.access import public

bp = Blueprint("calendar", __name__)


@bp.get("/<lang:lang>/events.ics")
@public
def feed(lang: str) -> Response:
    return Response("", mimetype="text/calendar")


@bp.get("/<lang:lang>/events/<code:code>.ics")
@public
def one(lang: str, code: str) -> Response:
    return Response("", mimetype="text/calendar")
