"""Tonight's list."""

from flask import Blueprint

from portal.access import Permission, allow

bp = Blueprint("attendance", __name__)


@bp.get("/team/events/<code:code>/door")
@allow(Permission.COUNT_IN)
def door(code: str) -> str:
    return ""
