"""The check before every view: which phone this is, who it belongs to, and whether it may open the page.

Default deny: a view without a mark of ``portal/core/access.py`` is refused. Signing in has two levels
(``sessions.py``): a *known phone*, and one *opened* by PIN. What is not yours does not exist for you: it answers
404, as a page that is not there does.
"""

import re
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from flask import Flask, Request, abort, current_app, g, redirect, request, url_for
from flask.sessions import SessionInterface
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts import sessions
from portal.accounts.models import Member, PhoneSession
from portal.core import features
from portal.core.access import POLICY, Permission, may
from portal.core.actors import GUEST, Actor
from portal.core.crypto import digest, same, settings
from portal.core.db import db, once_per_transaction, side_transaction, utcnow
from portal.core.i18n import TEAM_LANGUAGES, phone_language

_SEEN_EVERY: Final = timedelta(minutes=1)
#: The first page of the team.
HOME: Final = "/team/"
_LOCAL: Final = re.compile(r"/team/[!-\[\]-~]{0,400}")


def current_actor() -> Actor:
    """Who makes this request; loaded once, and only where somebody asks."""
    if "actor" not in g:
        g.actor = _load_actor()
    actor: Actor = g.actor
    return actor


@once_per_transaction
def current_member() -> Member:
    """The signed-in member of this request. Only behind a mark that a door pass does not satisfy."""
    member = db.session.get(Member, current_actor().member_id)
    assert member is not None
    return member


@once_per_transaction
def current_phone() -> PhoneSession:
    """The session row of this request's phone."""
    phone = db.session.get(PhoneSession, current_actor().session_id)
    assert phone is not None
    return phone


def at_this_door(event_id: int) -> None:
    """Answer 404 where a door pass is for another event."""
    door = current_actor().door_event_id
    if door is not None and door != event_id:
        abort(404)


def csrf_token() -> str:
    """The token every form behind a sign-in carries: bound to this phone's session and to its level."""
    return form_token(_secret(), opened=current_actor().opened)


def form_token(secret: str, *, opened: bool) -> str:
    """The token of a form that was made while the phone was opened, or while it was only known.

    Both are good for a form, but only the first lets one be sent when the ten minutes are over: whoever finds
    a phone that has closed gets none by looking at a page.
    """
    return digest("csrf", "opened" if opened else "known", secret) if secret else ""


def cookie_name() -> str:
    """``__Host-team`` on https; browsers refuse that name on plain localhost."""
    return "__Host-team" if settings().secure else "team"


def set_cookie(response: BaseResponse, secret: str) -> None:
    """Give this phone its session cookie; the row in the database decides when it ends."""
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=int((sessions.KNOWN_FOR + timedelta(days=1)).total_seconds()),
        path="/",
        secure=settings().secure,
        httponly=True,
        samesite="Lax",
    )


def clear_cookie(response: BaseResponse) -> None:
    response.delete_cookie(cookie_name(), path="/", secure=settings().secure, httponly=True, samesite="Lax")


def local_path(wanted: str | None) -> str | None:
    """``wanted`` where it is an address under ``/team/`` on this site, else None.

    Nothing else is followed: no other site, and no backslash, space or control character by which a browser
    would read another site into it.
    """
    return wanted if wanted and _LOCAL.fullmatch(wanted) else None


def init_app(app: Flask) -> None:
    """Check every request, and give templates what they ask about the reader."""
    app.session_interface = _NoSession()
    app.before_request(_guard)
    app.jinja_env.globals.update(
        csrf_token=csrf_token, current_actor=current_actor, may=may, Permission=Permission
    )


class _NoSession(SessionInterface):
    """Instead of Flask's own session: a signed cookie would still open the page after sign-out."""

    def open_session(self, app: Flask, request: Request) -> None:
        return None


def _guard() -> BaseResponse | None:
    if request.endpoint is None or request.endpoint == "static":
        return None  # a 404, or a file that anyone may have
    if not features.is_there(request.endpoint):
        abort(404)
    view = current_app.view_functions[request.endpoint]
    mark = getattr(view, "access", None)
    if mark == "public":
        return None
    if not isinstance(mark, Permission):
        abort(403)
    actor = current_actor()
    if actor is GUEST:
        return redirect(url_for("accounts.unknown_phone"), 303)
    if not may(mark, actor):
        abort(404)
    if actor.member_id is None:
        g.lang = phone_language(TEAM_LANGUAGES)
    else:
        member = current_member()
        g.lang = member.lang if member.lang in TEAM_LANGUAGES else None
        if member.promise_accepted_at is None and not getattr(view, "before_promise", False):
            return redirect(url_for("accounts.promise"), 303)
    changes = request.method not in ("GET", "HEAD", "OPTIONS")
    if changes and not (_sent_token(opened=False) or _sent_token(opened=True)):
        abort(400, description="csrf")
    if POLICY[mark].opened and not actor.opened:
        here = request.full_path.rstrip("?") if request.method == "GET" else HOME
        return redirect(url_for("accounts.open_phone") + "?next=" + quote(here), 303)
    return None


def _secret() -> str:
    return request.cookies.get(cookie_name(), "")


def _sent_token(*, opened: bool) -> bool:
    """Whether this POST bears the token of a form that this phone's session made at that level."""
    sent = request.form.get("csrf_token") or request.headers.get("X-CSRF-Token", "")
    return same(sent, form_token(_secret(), opened=opened))


def _load_actor() -> Actor:
    secret = _secret()
    if not secret:
        return GUEST
    now = utcnow()
    phone = sessions.find_session(db.session(), secret, now)
    if phone is None:
        return GUEST
    opened = sessions.is_open(phone, now)
    may_send = request.method == "POST" and sessions.may_still_send(phone, now) and _sent_token(opened=True)
    actor = sessions.actor_of(phone, opened=opened or may_send)
    view = current_app.view_functions.get(request.endpoint or "")
    if now - phone.last_seen_at >= _SEEN_EVERY and not getattr(view, "by_itself", False):
        with side_transaction() as session:
            row = session.get_one(PhoneSession, actor.session_id, with_for_update=True)
            row.last_seen_at = now
            if sessions.is_open(row, now):  # a form sent late does not open the phone again
                row.opened_until_at = now + sessions.OPENED_FOR
    return actor
