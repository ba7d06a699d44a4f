"""One-time links: the page with the button, and the tap that makes a phone known.

Previews of messages fetch links, so looking at one uses nothing up; only the tap (POST) does. Who looks at a link
that is used, old or foreign learns nothing about it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from portal.accounts import members, sessions
from portal.accounts.forms import SignInButton
from portal.accounts.guard import HOME, cookie_name, current_actor, set_cookie
from portal.accounts.models import SignInLink
from portal.core import limits
from portal.core.access import public
from portal.core.db import db, side_transaction, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK, LANGUAGES, phone_language
from portal.core.interfaces import Interface
from portal.core.web import Answer

bp = Blueprint("links", __name__)

#: A house where everybody signs in on the same evening shares one address.
_TRIES, _TRIES_SECONDS = 60, 600


@dataclass(frozen=True)
class DoorPassPage:
    """Where a door pass lets a phone count: the event's title, and the address of its list."""

    title: str
    address: str


#: The door of an event by its id, in a language. Provided by ``attendance``.
DOOR_OF: Final = Interface[Callable[[int, str], DoorPassPage]]("accounts.door_of")


@bp.get("/team/in/<token>")
@public
def page(token: str) -> Answer:
    """The page of a link. Looking at it changes nothing: the button does."""
    return _page(token, SignInButton(formdata=None), 200)


@bp.post("/team/in/<token>")
@public
def sign_in(token: str) -> Answer:
    """Use a link up: this phone is known from now on, and its older session here ends."""
    now = utcnow()
    if not _within_limit():
        speak(None)
        abort(429)
    found = sessions.find_link(db.session(), token)
    form = SignInButton()
    if (found is not None and _is_in_already(found)) or not form.validate():
        return _page(token, form, 422)
    old, label = request.cookies.get(cookie_name(), ""), sessions.label_of(request.user_agent.string)
    try:
        with transaction() as session:
            phone, secret = sessions.use_link(session, token=token, label=label, now=now)
            before = sessions.find_session(session, old, now) if old else None
            if before is not None:
                sessions.end(session, phone=before, now=now)
            if phone.member_id is not None:
                members.read_in(session, member_id=phone.member_id, lang=request.args.get("lang", ""))
    except RuleBroken:
        return _gone(sessions.find_link(db.session(), token))
    used = sessions.find_link(db.session(), token)
    assert used is not None
    answer = redirect(_after(used), 303)
    set_cookie(answer, secret)
    return answer


def _page(token: str, form: SignInButton, status: int) -> Answer:
    """The link's button; a phone that needs no link goes on, and a link that is used up says so."""
    found = sessions.find_link(db.session(), token)
    if found is not None and _is_in_already(found):
        return redirect(_after(found), 303)
    if not sessions.usable(found, utcnow()):
        return _gone(found)
    speak(found.member.lang if found.member else None)
    title = DOOR_OF.provided(found.event_id, g.lang).title if found.event_id else None
    return render_template("accounts/link.html", token=token, member=found.member, title=title, form=form), status


def _within_limit() -> bool:
    with side_transaction() as session:
        return limits.take(
            session,
            action="sign-in",
            who=request.remote_addr or "",
            limit=_TRIES,
            seconds=_TRIES_SECONDS,
            now=utcnow(),
        )


def _is_in_already(found: SignInLink) -> bool:
    """Whether this phone needs no link: it is this member's own, or a member's where a door pass is offered."""
    member_id = current_actor().member_id
    return member_id is not None and found.member_id in (member_id, None)


def _after(found: SignInLink) -> str:
    """Where a link leads once the phone is known."""
    if found.event_id is not None:
        return DOOR_OF.provided(found.event_id, FALLBACK).address
    assert found.member is not None
    if found.member.promise_accepted_at is None:
        return url_for("accounts.promise")
    return HOME if found.member.pin_hash else url_for("accounts.pin")


def speak(lang: str | None) -> None:
    """Answer in the language that was tapped, else ``lang``, else the phone's."""
    tapped = request.args.get("lang")
    g.lang = tapped if tapped in LANGUAGES else lang if lang in LANGUAGES else phone_language() or FALLBACK


def _gone(found: SignInLink | None) -> Answer:
    """A link that was ours is gone (410); of any other we know nothing (404). Neither says whose it was."""
    speak(None)
    html = render_template("accounts/link_gone.html", sentence=sessions.LINK_GONE)
    return html, 404 if found is None else 410
