"""The coordinator's list of members."""

from flask import Blueprint

from portal.access import Permission, allow

bp = Blueprint("members", __name__)


@bp.get("/team/members")
@allow(Permission.MANAGE_MEMBERS)
def everyone() -> str:
    return ""
