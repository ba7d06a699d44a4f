"""The coordinator's list of sign-ups."""

from flask import Blueprint

from portal.access import Permission, allow

bp = Blueprint("lists", __name__)


@bp.get("/team/events/<code:code>/people")
@allow(Permission.SEE_PEOPLE)
def people(code: str) -> str:
    return ""
