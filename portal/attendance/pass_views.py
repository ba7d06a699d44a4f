"""Giving another phone a door pass."""

from flask import Response, redirect, render_template, url_for
from flask_babel import LazyString
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts import sessions
from portal.accounts.guard import current_actor
from portal.attendance import passes
from portal.attendance.pages import bp, event_here
from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.crypto import settings
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import current_language, to_local
from portal.events import invitation
from portal.events.availability import open_for_counting


@bp.get("/team/events/<code:code>/door-pass")
@allow(Permission.GIVE_DOOR_PASS)
def door_pass(code: str) -> Response:
    """What a door pass is, and the phones that have one."""
    return _page(code, 200)


@bp.post("/team/events/<code:code>/door-pass")
@allow(Permission.GIVE_DOOR_PASS)
def give_pass(code: str) -> Response:
    """Show the QR of a new pass. It is shown once, in this answer: only its digest is kept."""
    event_id = event_here(code).id
    try:
        with transaction() as session:
            token = passes.give(session, event_id=event_id, by=current_actor(), now=utcnow())
    except RuleBroken as broken:
        return _page(code, 422, refused=broken.message)
    return _page(code, 200, token=token)


@bp.post("/team/events/<code:code>/door-pass/<id:phone_id>/end")
@allow(Permission.GIVE_DOOR_PASS)
def end_pass(code: str, phone_id: int) -> BaseResponse:
    event_id = event_here(code).id
    with transaction() as session:
        passes.end(session, event_id=event_id, phone_id=phone_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".door_pass", code=code), 303)


def _page(code: str, status: int, *, token: str | None = None, refused: LazyString | None = None) -> Response:
    now, event = utcnow(), event_here(code)
    phones = passes.living(db.session(), event_id=event.id, now=now)
    html = render_template(
        "attendance/door_pass.html",
        event=event,
        title=invitation.title(event, current_language().code),
        is_open=open_for_counting(event, now),
        qr=qr.svg(settings().portal_url + url_for("links.page", token=token)) if token else None,
        minutes=int(sessions.LINK_LIFE.total_seconds()) // 60,
        until=to_local(sessions.next_six(now)),
        phones=[(phone, to_local(phone.created_at)) for phone in phones],
        refused=refused,
    )
    return Response(html, status)
