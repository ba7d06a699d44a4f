"""A member's own page: who she is here, her language, her phones, resting, signing out."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts import members, periods, queries, sessions
from portal.accounts.forms import OwnProfileForm, OwnRestForm, described
from portal.accounts.guard import clear_cookie, current_actor, current_member, current_phone, local_path
from portal.accounts.models import PhoneSession
from portal.core.access import Permission, allow
from portal.core.actors import Role
from portal.core.db import transaction, utcnow
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.web import Answer

bp = Blueprint("me", __name__)


@bp.get("/team/me")
@allow(Permission.OWN_PAGES)
def page() -> str:
    """Who she is here, in which language she reads, and on which phones."""
    return _page(OwnRestForm(formdata=None))


def _page(form: OwnRestForm) -> str:
    now, member = utcnow(), current_member()
    day = periods.today(now)
    return render_template(
        "accounts/me.html",
        member=member,
        form=form,
        active=member.active_on(day),
        until=member.resting_until(day),
        phone=current_phone(),
        phones=[(one, to_local(one.last_seen_at)) for one in queries.phones_of(member.id, now)],
        done=request.args.get("done"),
    )


def _my_id() -> int:
    member_id = current_actor().member_id
    assert member_id is not None  # OWN_PAGES is given to members only
    return member_id


def _only_a_mother() -> None:
    if current_actor().role is not Role.MOTHER:
        abort(404)


def _back(done: str) -> Answer:
    return redirect(url_for(".page", done=done), 303)


@bp.get("/team/me/edit")
@allow(Permission.OWN_PAGES)
def edit() -> str:
    """The form of what she says of herself."""
    return _edit_page(OwnProfileForm(data=described(current_member())))


def _edit_page(form: OwnProfileForm) -> str:
    return render_template("accounts/me_edit.html", form=form)


@bp.post("/team/me/edit")
@allow(Permission.OWN_PAGES)
@submits(OwnProfileForm, page=_edit_page)
def save(form: OwnProfileForm, session: Session) -> Answer:
    """Keep what she says of herself."""
    members.describe(session, member_id=_my_id(), profile=form.profile(), by=current_actor(), now=utcnow())
    return _back("saved")


@bp.post("/team/me/language")
@allow(Permission.OWN_PAGES, before_promise=True)
def language() -> Answer:
    """Show the portal in another language from now on, beginning with the page she was on."""
    with transaction() as session:
        members.read_in(session, member_id=_my_id(), lang=request.form.get("lang", ""))
    return redirect(local_path(request.form.get("next")) or url_for(".page"), 303)


@bp.post("/team/me/rest")
@allow(Permission.OWN_PAGES)
@submits(OwnRestForm, page=_page, check=_only_a_mother)
def rest(form: OwnRestForm, session: Session) -> Answer:
    """She rests for a while, or until a day."""
    periods.rest(session, member_id=_my_id(), until=form.until.data, by=current_actor(), now=utcnow())
    return _back("rests")


@bp.post("/team/me/back")
@allow(Permission.OWN_PAGES)
def come_back() -> Answer:
    _only_a_mother()
    with transaction() as session:
        periods.come_back(session, member_id=_my_id(), by=current_actor(), now=utcnow())
    return _back("is_back")


@bp.post("/team/me/phones/<id:phone_id>/end")
@allow(Permission.OWN_PAGES)
def end_phone(phone_id: int) -> Answer:
    """Sign out another phone of hers."""
    with transaction() as session:
        phone = session.get(PhoneSession, phone_id)
        if phone is None or phone.member_id != _my_id():
            abort(404)
        sessions.end(session, phone=phone, now=utcnow())
    return _back("ended")


@bp.post("/team/me/lock")
@allow(Permission.OWN_PAGES)
def lock() -> Answer:
    """Ask for the PIN again from now on: somebody else is about to hold this phone."""
    with transaction() as session:
        sessions.close(session, phone=session.get_one(PhoneSession, current_actor().session_id))
    return _back("locked")


@bp.post("/team/me/sign-out")
@allow(Permission.OWN_PAGES, before_promise=True)
def sign_out() -> Answer:
    """End this phone's session on the server, and take the cookie back."""
    with transaction() as session:
        phone = session.get_one(PhoneSession, current_actor().session_id)
        sessions.end(session, phone=phone, now=utcnow())
    answer = redirect(url_for("accounts.unknown_phone", ended=1), 303)
    clear_cookie(answer)
    return answer
