"""The coordinator's pages of members: who there is, adding, changing, inviting by QR, closing."""

from datetime import datetime

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts import members, periods, queries, sessions
from portal.accounts.forms import ActivePeriodForm, MemberForm, RestForm, described
from portal.accounts.guard import current_actor
from portal.accounts.models import Member
from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.db import db, once_per_transaction, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import ButtonForm, TeamForm
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.web import Answer

bp = Blueprint("members", __name__)


@bp.get("/team/members")
@allow(Permission.MANAGE_MEMBERS)
def everyone() -> str:
    """Who is active, who rests, whose account is closed."""
    day = periods.today(utcnow())
    return render_template("accounts/members.html", everyone=queries.everyone(day), today=day)


@bp.get("/team/members/new")
@allow(Permission.MANAGE_MEMBERS)
def new() -> str:
    """The form of a new member."""
    return _new_page(MemberForm(formdata=None))


def _new_page(form: MemberForm) -> str:
    return render_template("accounts/member_edit.html", form=form, member=None)


@bp.post("/team/members/new")
@allow(Permission.MANAGE_MEMBERS)
@submits(MemberForm, page=_new_page)
def add(form: MemberForm, session: Session) -> Answer:
    """Open an account; the next tap shows its QR."""
    profile, account = form.profile(), form.account()
    added = members.add(session, profile=profile, account=account, by=current_actor(), now=utcnow())
    return _back(added.id, "added")


@bp.get("/team/members/<id:member_id>")
@allow(Permission.MANAGE_MEMBERS)
def one(member_id: int) -> str:
    """One member: her QR, her periods, her account."""
    return _page(ButtonForm(formdata=None), member_id)


@once_per_transaction
def _member(member_id: int) -> Member:
    member = db.session.get(Member, member_id)
    if member is None:
        abort(404)
    return member


def _page(form: TeamForm, member_id: int) -> str:
    """The page of a member, with what was wrong in one of its forms or refused of one of its buttons."""
    member, now = _member(member_id), utcnow()
    day = periods.today(now)
    return render_template(
        "accounts/member.html",
        member=member,
        button=form,
        form=form if isinstance(form, ActivePeriodForm) else ActivePeriodForm(formdata=None),
        resting=form if isinstance(form, RestForm) else RestForm(formdata=None),
        today=day,
        active=member.active_on(day),
        until=member.resting_until(day),
        phones=queries.phones_of(member.id, now),
        done=request.args.get("done"),
    )


def _back(member_id: int, done: str) -> Answer:
    return redirect(url_for(".one", member_id=member_id, done=done), 303)


@bp.get("/team/members/<id:member_id>/edit")
@allow(Permission.MANAGE_MEMBERS)
def edit(member_id: int) -> str:
    return _edit_page(MemberForm(data=described(_member(member_id))), member_id)


def _edit_page(form: MemberForm, member_id: int) -> str:
    return render_template("accounts/member_edit.html", form=form, member=_member(member_id))


@bp.post("/team/members/<id:member_id>/edit")
@allow(Permission.MANAGE_MEMBERS)
@submits(MemberForm, page=_edit_page, check=_member)
def save(form: MemberForm, session: Session, member_id: int) -> Answer:
    """Change a member. Another role signs her phones out."""
    profile, account, by = form.profile(), form.account(), current_actor()
    members.change(session, member_id=member_id, profile=profile, account=account, by=by, now=utcnow())
    return _back(member_id, "saved")


@bp.get("/team/members/<id:member_id>/qr")
@allow(Permission.MANAGE_MEMBERS)
def no_qr(member_id: int) -> Answer:
    """A QR is made by a tap and never kept: this address alone leads back to the member."""
    return redirect(url_for(".one", member_id=_member(member_id).id), 303)


@bp.post("/team/members/<id:member_id>/qr")
@allow(Permission.MANAGE_MEMBERS)
def invite(member_id: int) -> Answer:
    """Show a new one-time link as a QR to scan from this screen, for ten minutes; older ones end.

    With ``recovery`` her phones are signed out, and her PIN is forgotten once she has used it.
    """
    _member(member_id)
    recovery, now, by = request.form.get("recovery") == "y", utcnow(), current_actor()
    try:
        with transaction() as session:
            token = members.invite(session, member_id=member_id, recovery=recovery, by=by, now=now)
    except RuleBroken as broken:
        form = ButtonForm()
        form.refuse(broken.message, None)
        return _page(form, member_id), 422
    return qr_page(token, member_id, now, recovery=recovery)


def qr_page(token: str, member_id: int, now: datetime, *, recovery: bool = False) -> str:
    """The page with the QR of a one-time link that was made ``now``, for a member to scan."""
    address = sessions.link_address(token)
    return render_template(
        "accounts/invite.html",
        member=_member(member_id),
        recovery=recovery,
        address=address,
        qr=qr.svg(address),
        until=to_local(now + sessions.LINK_LIFE),
    )


@bp.post("/team/members/<id:member_id>/rest")
@allow(Permission.MANAGE_MEMBERS)
@submits(RestForm, page=_page, check=_member)
def rest(form: RestForm, session: Session, member_id: int) -> Answer:
    """She told the coordinator that she rests, and perhaps until when."""
    periods.rest(session, member_id=member_id, until=form.until.data, by=current_actor(), now=utcnow())
    return _back(member_id, "rests")


@bp.post("/team/members/<id:member_id>/back")
@allow(Permission.MANAGE_MEMBERS)
@submits(ButtonForm, page=_page, check=_member)
def come_back(_form: ButtonForm, session: Session, member_id: int) -> Answer:
    """She told the coordinator that she is back."""
    periods.come_back(session, member_id=member_id, by=current_actor(), now=utcnow())
    return _back(member_id, "is_back")


@bp.post("/team/members/<id:member_id>/periods")
@allow(Permission.MANAGE_MEMBERS)
@submits(ActivePeriodForm, page=_page, check=_member)
def add_period(form: ActivePeriodForm, session: Session, member_id: int) -> Answer:
    """Put in a period of the past."""
    days = {"from_day": form.from_day.data, "to_day": form.to_day.data}
    periods.add(session, member_id=member_id, **days, by=current_actor(), now=utcnow())
    return _back(member_id, "saved")


@bp.post("/team/members/<id:member_id>/periods/<id:period_id>/remove")
@allow(Permission.MANAGE_MEMBERS)
def remove_period(member_id: int, period_id: int) -> Answer:
    """Take out a period that was not so."""
    _member(member_id)
    with transaction() as session:
        periods.remove(session, member_id=member_id, period_id=period_id, by=current_actor(), now=utcnow())
    return _back(member_id, "saved")


@bp.post("/team/members/<id:member_id>/close")
@allow(Permission.MANAGE_MEMBERS)
@submits(ButtonForm, page=_page, check=_member)
def close(_form: ButtonForm, session: Session, member_id: int) -> Answer:
    """Close an account; it can be opened again."""
    members.close(session, member_id=member_id, by=current_actor(), now=utcnow())
    return _back(member_id, "closed")


@bp.post("/team/members/<id:member_id>/open")
@allow(Permission.MANAGE_MEMBERS)
@submits(ButtonForm, page=_page, check=_member)
def open_again(_form: ButtonForm, session: Session, member_id: int) -> Answer:
    members.open_again(session, member_id=member_id, by=current_actor(), now=utcnow())
    return _back(member_id, "opened")
