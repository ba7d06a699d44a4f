"""A member's own page."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.access import Permission, allow, current_actor, current_member
from portal.accounts import members
from portal.accounts.paths import local_path
from portal.db import transaction

bp = Blueprint("me", __name__)


@bp.get("/team/me")
@allow(Permission.OWN_PAGES)
def page() -> str:
    """Who she is here, in which language she reads, and on which phones."""
    return render_template("accounts/me.html", member=current_member())


@bp.post("/team/me/language")
@allow(Permission.OWN_PAGES, before_promise=True)
def language() -> BaseResponse:
    """Show the portal in another language from now on, and the page she was on."""
    member_id = current_actor().member_id
    with transaction() as session:
        members.read_in(session, member_id=member_id, lang=request.form.get("lang", ""))
    return redirect(local_path(request.form.get("next")) or url_for(".page"), 303)
