"""The way in: the promise, the PIN, and what a phone sees that is not known. Links are in ``link_views.py``."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from portal.accounts import members, sessions
from portal.accounts.forms import FirstPinForm, NewPinForm, OpenForm
from portal.accounts.guard import HOME, current_actor, current_member, local_path
from portal.accounts.link_views import speak
from portal.accounts.models import Member, PhoneSession
from portal.core.access import Permission, allow, public
from portal.core.db import side_transaction, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import TeamForm
from portal.core.web import Answer

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
def accept_promise() -> Answer:
    """She promises; then she chooses a PIN, unless she has one."""
    with transaction() as session:
        member, _phone = _mine(session)
        members.accept_promise(session, member_id=member.id, now=utcnow())
        return redirect(HOME if member.pin_hash else url_for(".pin"), 303)


@bp.get("/team/pin")
@allow(Permission.OWN_PAGES)
def pin() -> Answer:
    """Choose the first PIN, or change it."""
    return _pin_page(NewPinForm(formdata=None) if current_member().pin_hash else FirstPinForm(formdata=None))


@bp.post("/team/pin")
@allow(Permission.OWN_PAGES)
def choose_pin() -> Answer:
    """Keep a PIN. To change one she types the old one, which counts as a try."""
    form = NewPinForm() if current_member().pin_hash else FirstPinForm()
    changes = isinstance(form, NewPinForm)
    if form.validate() and not (changes and _wrong(form, "old")):
        try:
            with transaction() as session:
                mine, phone = _mine(session)
                sessions.choose_pin(session, member=mine, phone=phone, pin=form.pin.data, now=utcnow())
            return redirect(_next() or (url_for("me.page") if changes else HOME), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _pin_page(form), 422


def _pin_page(form: FirstPinForm | NewPinForm) -> str:
    member = current_member()
    locked = member.pin_hash is not None and sessions.tries_left(member) == 0
    return render_template("accounts/pin.html", form=form, locked=locked, member=member, next=_next())


@bp.get("/team/open")
@allow(Permission.OWN_PAGES)
def open_phone() -> Answer:
    """Ask for the PIN before what is private. Who has none chooses one first."""
    if current_member().pin_hash is None:
        return redirect(url_for(".pin", next=_next()), 303)
    return _open_page(OpenForm(formdata=None))


@bp.post("/team/open")
@allow(Permission.OWN_PAGES)
def try_pin() -> Answer:
    """Open this phone by PIN; after five wrong ones only the coordinator can help."""
    if current_member().pin_hash is None:
        return redirect(url_for(".pin", next=_next()), 303)
    form = OpenForm()
    if form.validate() and not _wrong(form, "pin"):
        return redirect(_next() or HOME, 303)
    return _open_page(form), 422


def _open_page(form: OpenForm) -> str:
    member = current_member()
    left = sessions.tries_left(member)
    return render_template("accounts/open.html", form=form, left=left, member=member, next=_next())


def _wrong(form: TeamForm, field: str) -> bool:
    """Try a PIN in a transaction of its own, so that a wrong one stays counted; says how many are left."""
    with side_transaction() as session:
        member, phone = _mine(session)
        if sessions.try_pin(session, member=member, phone=phone, pin=form[field].data, now=utcnow()):
            return False
        left = sessions.tries_left(member)
    wrong = ngettext(
        "That was not it. You can try %(num)s more time.", "That was not it. You can try %(num)s more times.", left
    )
    form.refuse(wrong if left else _("That was not it, and there are no tries left."), field)
    return True


def _mine(session: Session) -> tuple[Member, PhoneSession]:
    actor = current_actor()
    return session.get_one(Member, actor.member_id), session.get_one(PhoneSession, actor.session_id)


def _next() -> str | None:
    return local_path(request.args.get("next"))
