"""The coordinator's pages of members: who there is, adding, changing, inviting by QR, closing."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts import members, periods, queries, sessions
from portal.accounts.forms import ActivePeriodForm, MemberForm, RestForm, described
from portal.accounts.guard import current_actor
from portal.accounts.models import Member
from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local

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
    return render_template("accounts/member_edit.html", form=MemberForm(formdata=None), member=None)


@bp.post("/team/members/new")
@allow(Permission.MANAGE_MEMBERS)
def add() -> BaseResponse | tuple[str, int]:
    """Open an account; the next tap shows its QR."""
    form, by = MemberForm(), current_actor()
    if not form.validate():
        return render_template("accounts/member_edit.html", form=form, member=None), 422
    with transaction() as session:
        added = members.add(session, profile=form.profile(), account=form.account(), by=by, now=utcnow())
        member_id = added.id
    return redirect(url_for(".one", member_id=member_id, done="added"), 303)


@bp.get("/team/members/<id:member_id>")
@allow(Permission.MANAGE_MEMBERS)
def one(member_id: int) -> Response:
    """One member: her QR, her periods, her account."""
    return _page(_member(member_id), ActivePeriodForm(formdata=None), 200)


@bp.get("/team/members/<id:member_id>/edit")
@allow(Permission.MANAGE_MEMBERS)
def edit(member_id: int) -> str:
    member = _member(member_id)
    return render_template("accounts/member_edit.html", form=MemberForm(data=described(member)), member=member)


@bp.post("/team/members/<id:member_id>/edit")
@allow(Permission.MANAGE_MEMBERS)
def save(member_id: int) -> BaseResponse | tuple[str, int]:
    """Change a member. Another role signs her phones out."""
    _member(member_id)
    form, by = MemberForm(), current_actor()
    if form.validate():
        try:
            with transaction() as session:
                members.change(
                    session,
                    member_id=member_id,
                    profile=form.profile(),
                    account=form.account(),
                    by=by,
                    now=utcnow(),
                )
            return _back(member_id, "saved")
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return render_template("accounts/member_edit.html", form=form, member=_member(member_id)), 422


@bp.get("/team/members/<id:member_id>/qr")
@allow(Permission.MANAGE_MEMBERS)
def no_qr(member_id: int) -> BaseResponse:
    """A QR is made by a tap and never kept: this address alone leads back to the member."""
    return redirect(url_for(".one", member_id=_member(member_id).id), 303)


@bp.post("/team/members/<id:member_id>/qr")
@allow(Permission.MANAGE_MEMBERS)
def invite(member_id: int) -> Response:
    """Show a new one-time link as a QR to scan from this screen, for ten minutes; older ones end.

    With ``recovery`` her phones are signed out, and her PIN is forgotten once she has used it.
    """
    _member(member_id)
    recovery, now, by = request.form.get("recovery") == "y", utcnow(), current_actor()
    try:
        with transaction() as session:
            token = members.invite(session, member_id=member_id, recovery=recovery, by=by, now=now)
    except RuleBroken as broken:
        return _refused(member_id, broken)
    address = sessions.link_address(token)
    html = render_template(
        "accounts/invite.html",
        member=_member(member_id),
        recovery=recovery,
        address=address,
        qr=qr.svg(address),
        until=to_local(now + sessions.LINK_LIFE),
    )
    return Response(html)


@bp.post("/team/members/<id:member_id>/rest")
@allow(Permission.MANAGE_MEMBERS)
def rest(member_id: int) -> BaseResponse:
    """She told the coordinator that she rests, and perhaps until when."""
    _member(member_id)
    form = RestForm()
    if form.validate():
        until, by = form.until.data, current_actor()
        try:
            with transaction() as session:
                periods.rest(session, member_id=member_id, until=until, by=by, now=utcnow())
            return _back(member_id, "rests")
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(_member(member_id), ActivePeriodForm(formdata=None), 422, resting=form)


@bp.post("/team/members/<id:member_id>/back")
@allow(Permission.MANAGE_MEMBERS)
def come_back(member_id: int) -> BaseResponse:
    """She told the coordinator that she is back."""
    return _do(member_id, "is_back", periods.come_back)


@bp.post("/team/members/<id:member_id>/periods")
@allow(Permission.MANAGE_MEMBERS)
def add_period(member_id: int) -> BaseResponse:
    """Put in a period of the past."""
    _member(member_id)
    form = ActivePeriodForm()
    if form.validate():
        days = {"from_day": form.from_day.data, "to_day": form.to_day.data}
        try:
            with transaction() as session:
                periods.add(session, member_id=member_id, **days, by=current_actor(), now=utcnow())
            return _back(member_id, "saved")
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(_member(member_id), form, 422)


@bp.post("/team/members/<id:member_id>/periods/<id:period_id>/remove")
@allow(Permission.MANAGE_MEMBERS)
def remove_period(member_id: int, period_id: int) -> BaseResponse:
    """Take out a period that was not so."""
    return _do(member_id, "saved", periods.remove, period_id=period_id)


@bp.post("/team/members/<id:member_id>/close")
@allow(Permission.MANAGE_MEMBERS)
def close(member_id: int) -> BaseResponse:
    """Close an account; it can be opened again."""
    return _do(member_id, "closed", members.close)


@bp.post("/team/members/<id:member_id>/open")
@allow(Permission.MANAGE_MEMBERS)
def open_again(member_id: int) -> BaseResponse:
    return _do(member_id, "opened", members.open_again)


def _do(member_id: int, done: str, rule: Callable[..., None], **more: Any) -> BaseResponse:
    _member(member_id)
    try:
        with transaction() as session:
            rule(session, member_id=member_id, by=current_actor(), now=utcnow(), **more)
        return _back(member_id, done)
    except RuleBroken as broken:
        return _refused(member_id, broken)


def _member(member_id: int) -> Member:
    member = db.session.get(Member, member_id)
    if member is None:
        abort(404)
    return member


def _back(member_id: int, done: str) -> BaseResponse:
    return redirect(url_for(".one", member_id=member_id, done=done), 303)


def _refused(member_id: int, broken: RuleBroken) -> Response:
    form = ActivePeriodForm(formdata=None)
    form.refuse(broken.message, None)
    return _page(_member(member_id), form, 422)


def _page(member: Member, form: ActivePeriodForm, status: int, *, resting: RestForm | None = None) -> Response:
    now = utcnow()
    day = periods.today(now)
    html = render_template(
        "accounts/member.html",
        member=member,
        form=form,
        resting=resting or RestForm(formdata=None),
        today=day,
        active=member.active_on(day),
        until=member.resting_until(day),
        phones=queries.phones_of(member.id, now),
        done=request.args.get("done"),
    )
    return Response(html, status)
