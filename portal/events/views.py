"""The public lists: events to come, and what we have done together."""

from flask import Blueprint, render_template, request

from portal.core.access import public
from portal.core.areas import all_areas
from portal.core.db import utcnow
from portal.events import invitation as words
from portal.events import queries
from portal.events.kinds import Kind

bp = Blueprint("events", __name__)


@bp.get("/<lang:lang>/")
@public
def upcoming(lang: str) -> str:
    """Events to come, by area and kind if the reader likes."""
    now, areas, asked = utcnow(), all_areas(), request.args.get("page", "")
    area = next((a for a in areas if a.slug == request.args.get("area")), None)
    kind = next((k for k in Kind if k == request.args.get("kind")), None)
    area_ids, kinds = queries.choices(now=now)
    page = queries.listed(now=now, area_id=area.id if area else None, kind=kind, asked=asked)
    return render_template(
        "events/list.html",
        page=page,
        seats=queries.availabilities(page.rows, now=now),
        areas=[a for a in areas if a.id in area_ids],
        kinds=[k for k in Kind if k in kinds],
        area=area.slug if area else None,
        kind=kind,
        words=words,
    )


@bp.get("/<lang:lang>/past")
@public
def past(lang: str) -> str:
    """The archive: what we have done together, newest first."""
    page = queries.past(now=utcnow(), asked=request.args.get("page", ""))
    return render_template("events/past.html", page=page, words=words)
