"""The way in: the promise, the PIN, and what a phone sees that is not known. Links are in ``link_views.py``."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts import members, sessions
from portal.accounts.forms import FirstPinForm, NewPinForm, OpenForm
from portal.accounts.guard import current_actor, current_member
from portal.accounts.link_views import speak
from portal.accounts.models import Member, PhoneSession
from portal.accounts.paths import HOME, local_path
from portal.core.access import Permission, allow, public
from portal.core.db import side_transaction, transaction, utcnow
from portal.core.errors import RuleBroken

bp = Blueprint("accounts", __name__)


@bp.get("/team/hello")
@public
def unknown_phone() -> tuple[str, int]:
    """What a phone sees that is not known (any more): how to get in."""
    speak(None)
    return render_template("accounts/unknown_phone.html", ended="ended" in request.args), 401


@bp.get("/team/promise")
@allow(Permission.OWN_PAGES, before_promise=True)
def promise() -> str:
    """The promise of confidentiality, in plain words."""
    return render_template("accounts/promise.html", member=current_member())


@bp.post("/team/promise")
@allow(Permission.OWN_PAGES, before_promise=True)
def accept_promise() -> BaseResponse:
    """She promises; then she chooses a PIN, unless she has one."""
    member = current_member()
    member_id, has_pin = member.id, member.pin_hash is not None
    with transaction() as session:
        members.accept_promise(session, member_id=member_id, now=utcnow())
    return redirect(HOME if has_pin else url_for(".pin"), 303)


@bp.get("/team/pin")
@allow(Permission.OWN_PAGES)
def pin() -> BaseResponse:
    """Choose the first PIN, or change it."""
    member = current_member()
    form = NewPinForm(formdata=None) if member.pin_hash else FirstPinForm(formdata=None)
    return _pin_page(member, form, 200)


@bp.post("/team/pin")
@allow(Permission.OWN_PAGES)
def choose_pin() -> BaseResponse:
    """Keep a PIN. To change one she types the old one, which counts as a try."""
    member = current_member()
    now, had_one = utcnow(), member.pin_hash is not None
    form = NewPinForm() if had_one else FirstPinForm()
    if form.validate():
        wrong = _try(form.old.data) if had_one else None
        if wrong is not None:
            form.refuse(wrong, "old")
        else:
            try:
                with transaction() as session:
                    mine, phone = _mine(session)
                    sessions.choose_pin(session, member=mine, phone=phone, pin=form.pin.data, now=now)
                return redirect(_next() or (url_for("me.page") if had_one else HOME), 303)
            except RuleBroken as broken:
                form.refuse(broken.message, broken.field)
    return _pin_page(current_member(), form, 422)


@bp.get("/team/open")
@allow(Permission.OWN_PAGES)
def open_phone() -> BaseResponse:
    """Ask for the PIN before what is private. Who has none chooses one first."""
    if current_member().pin_hash is None:
        return redirect(url_for(".pin", next=_next()), 303)
    return _open_page(OpenForm(formdata=None), 200)


@bp.post("/team/open")
@allow(Permission.OWN_PAGES)
def try_pin() -> BaseResponse:
    """Open this phone by PIN; after five wrong ones only the coordinator can help."""
    if current_member().pin_hash is None:
        return redirect(url_for(".pin", next=_next()), 303)
    form = OpenForm()
    if form.validate():
        wrong = _try(form.pin.data)
        if wrong is None:
            return redirect(_next() or HOME, 303)
        form.refuse(wrong, "pin")
    return _open_page(form, 422)


def _try(pin: str) -> str | None:
    """Try a PIN in a transaction of its own, so that a wrong one stays counted. Returns what to say, if wrong."""
    with side_transaction() as session:
        member, phone = _mine(session)
        if sessions.try_pin(session, member=member, phone=phone, pin=pin, now=utcnow()):
            return None
        left = sessions.tries_left(member)
    if left == 0:
        return _("That was not it, and there are no tries left.")
    return ngettext(
        "That was not it. You can try %(num)s more time.", "That was not it. You can try %(num)s more times.", left
    )


def _mine(session: Session) -> tuple[Member, PhoneSession]:
    actor = current_actor()
    return session.get_one(Member, actor.member_id), session.get_one(PhoneSession, actor.session_id)


def _next() -> str | None:
    return local_path(request.args.get("next"))


def _pin_page(member: Member, form: FirstPinForm | NewPinForm, status: int) -> Response:
    locked = member.pin_hash is not None and sessions.tries_left(member) == 0
    html = render_template("accounts/pin.html", form=form, locked=locked, member=member, next=_next())
    return Response(html, status)


def _open_page(form: OpenForm, status: int) -> Response:
    member = current_member()
    left = sessions.tries_left(member)
    html = render_template("accounts/open.html", form=form, left=left, member=member, next=_next())
    return Response(html, status)
