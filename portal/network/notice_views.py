"""Notices: the mothers read them, the coordinator writes, changes and withdraws them, and both say them."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor, current_member
from portal.accounts.models import Member
from portal.core.access import Permission, allow
from portal.core.actors import Role
from portal.core.db import db, once_per_transaction, side_transaction, transaction, utcnow
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.core.submit import submits
from portal.core.web import Answer
from portal.network import notice_pages, queries, share
from portal.network import notices as rules
from portal.network.forms import NoticeForm, NoticeTextForm, described
from portal.network.models import Notice, NoticeSeen
from portal.network.pages import holds, notices
from portal.wording.rules import may_translate


@notices.get("/team/notices")
@allow(Permission.NETWORK)
def current() -> str:
    found = queries.notices_for(db.session(), current_member(), utcnow())
    return render_template("network/notices.html", found=found, done=request.args.get("done"))


@notices.get("/team/notices/old")
@allow(Permission.NETWORK)
def old() -> str:
    page = queries.archive(db.session(), current_member(), utcnow(), asked=request.args.get("page", ""))
    return render_template("network/notices_old.html", page=page)


@notices.get("/team/notices/new")
@allow(Permission.HOLD_NETWORK)
def new() -> str:
    """The form of a notice; it begins with two weeks to be shown."""
    form = NoticeForm(formdata=None, data={"until": notice_pages.in_two_weeks(utcnow())})
    return _new_page(form)


def _new_form() -> NoticeForm:
    return notice_pages.offered(NoticeForm(), None)


def _new_page(form: NoticeForm) -> str:
    form = notice_pages.offered(form, None)
    return render_template("network/notice_edit.html", form=form, notice=None, seen="")


@notices.post("/team/notices/new")
@allow(Permission.HOLD_NETWORK)
@submits(_new_form, page=_new_page)
def write(form: NoticeForm, session: Session) -> Answer:
    notice = rules.write(session, news=form.news(), by=current_actor(), now=utcnow())
    return redirect(url_for(".one", notice_id=notice.id), 303)


@notices.get("/team/notices/<id:notice_id>")
@allow(Permission.NETWORK)
def one(notice_id: int) -> str:
    """One notice. A mother who opens it has seen it."""
    _notice(notice_id)
    member_id, now = current_member().id, utcnow()
    seen = db.session.query(NoticeSeen).filter_by(notice_id=notice_id, member_id=member_id).count()
    if current_actor().role is Role.MOTHER and not seen:
        with side_transaction() as session:
            rules.see(session, notice_id=notice_id, member_id=member_id, now=now)
    return _page(notice_id)


@notices.get("/team/notices/<id:notice_id>/edit")
@allow(Permission.HOLD_NETWORK)
def edit(notice_id: int) -> str:
    """The form of a notice that is there."""
    notice = _notice(notice_id)
    return _edit_page(NoticeForm(formdata=None, data=described(notice)), notice_id)


def _edit_form(notice_id: int) -> NoticeForm:
    return notice_pages.offered(NoticeForm(), _notice(notice_id))


def _edit_page(form: NoticeForm, notice_id: int) -> str:
    notice = _notice(notice_id)
    form, seen = notice_pages.offered(form, notice), rules.stamp(notice.text(FALLBACK))
    return render_template("network/notice_edit.html", form=form, notice=notice, seen=seen)


@notices.post("/team/notices/<id:notice_id>/edit")
@allow(Permission.HOLD_NETWORK)
@submits(_edit_form, page=_edit_page)
def change(form: NoticeForm, session: Session, notice_id: int) -> Answer:
    news, seen = form.news(), form.seen.data or ""
    rules.change(session, notice_id=notice_id, news=news, seen=seen, by=current_actor(), now=utcnow())
    return redirect(url_for(".one", notice_id=notice_id), 303)


@notices.post("/team/notices/<id:notice_id>/withdraw")
@allow(Permission.HOLD_NETWORK)
def withdraw(notice_id: int) -> Answer:
    _notice(notice_id)
    with transaction() as session:
        rules.withdraw(session, notice_id=notice_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".current", done="withdrawn"), 303)


@notices.get("/team/notices/<id:notice_id>/words/<lang:of>")
@allow(Permission.NETWORK)
def words(notice_id: int, of: str) -> str:
    """A notice in another language, with the Danish words beside."""
    return _words_page(NoticeTextForm.of(_sayable(notice_id, of).text(of)), notice_id, of)


def _sayable(notice_id: int, of: str) -> Notice:
    """A notice that this member may say in that language; 404 for every other."""
    notice = _notice(notice_id)
    if not may_translate(current_member(), of):
        abort(404)
    return notice


def _words_page(form: NoticeTextForm, notice_id: int, of: str) -> str:
    notice = _notice(notice_id)
    return render_template(
        "network/notice_words.html",
        notice=notice,
        of=LANGUAGES[of],
        form=form,
        own=notice.text(of),
        danish=notice.text(FALLBACK),
        seen=rules.stamp(notice.text(of)),
    )


@notices.post("/team/notices/<id:notice_id>/words/<lang:of>")
@allow(Permission.NETWORK)
@submits(NoticeTextForm, page=_words_page, check=_sayable)
def say(form: NoticeTextForm, session: Session, notice_id: int, of: str) -> Answer:
    """Keep its words in that language."""
    rules.say(
        session,
        notice_id=notice_id,
        lang=of,
        title=form.title.data,
        body=form.body.data,
        seen=form.seen.data or "",
        by=current_actor(),
        now=utcnow(),
    )
    return redirect(url_for(".one", notice_id=notice_id), 303)


@once_per_transaction
def _notice(notice_id: int) -> Notice:
    notice = db.session.get(Notice, notice_id)
    if notice is None:
        abort(404)
    return notice


def _page(notice_id: int) -> str:
    notice, member, now = _notice(notice_id), current_member(), utcnow()
    return render_template(
        "network/notice.html",
        notice=notice,
        text=queries.text_for(notice, member.lang),
        offer_title=notice_pages.offer_title(notice.offer) if notice.offer else "",
        shown=rules.in_force(notice, now),
        older=rules.older,
        link=share.public_link(notice, member.lang),
        copies=[(LANGUAGES[text.lang], share.of_notice(notice, text)) for text in notice_pages.texts(notice)],
        can_say=[(one, notice.text(one.code)) for one in LANGUAGES.values() if may_translate(member, one.code)],
        seen=_names(notice.id) if holds() else None,
    )


def _names(notice_id: int) -> list[str]:
    found = select(Member.name).join(NoticeSeen, NoticeSeen.member_id == Member.id)
    return list(db.session.scalars(found.where(NoticeSeen.notice_id == notice_id).order_by(Member.name)))
