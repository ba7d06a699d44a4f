"""The call list."""

from flask import Blueprint

from portal.access import Permission, allow

bp = Blueprint("messages", __name__)


@bp.get("/team/calls")
@allow(Permission.SEE_PEOPLE)
def calls() -> str:
    return ""
