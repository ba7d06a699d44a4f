"""The network meetings: those to come and those that were, and one of them with all that belongs to it."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor, current_member
from portal.attendance import queries as attendance
from portal.attendance.forms import TookPartForm
from portal.attendance.rules import took_part as note_who_took_part
from portal.core.access import Permission, allow
from portal.core.actors import Role
from portal.core.db import db, side_transaction, transaction, utcnow
from portal.core.forms import BaseForm, ButtonForm
from portal.core.i18n import LANGUAGES, current_language
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events.models import Event
from portal.network import meetings, minutes, queries, rules, share
from portal.network.forms import PointForm, TalkedForm
from portal.network.pages import bp, holds, meeting_of, only_a_mother


@bp.get("/team/network")
@allow(Permission.NETWORK)
def all_meetings() -> str:
    """The meetings to come and those that were; who would like to host."""
    now, session = utcnow(), db.session()
    wishes = queries.host_wishes(session, now)
    return render_template(
        "network/meetings.html",
        to_come=queries.meetings(session, now, drafts=holds()),
        past=queries.past_meetings(session, now, asked=request.args.get("page", "")),
        wishes=wishes if holds() else [],
        my_wish=next((wish.since for wish in wishes if wish.member.id == current_actor().member_id), None),
        to_read={event.id for event in queries.to_read_up(session, current_member(), now)}
        if not holds()
        else set(),
    )


@bp.post("/team/network/wish")
@allow(Permission.NETWORK)
def wish() -> Answer:
    only_a_mother()
    with transaction() as session:
        rules.wish_to_host(session, by=current_actor(), now=utcnow())
    return redirect(url_for(".all_meetings", _anchor="host"), 303)


@bp.post("/team/network/wish/back")
@allow(Permission.NETWORK)
def take_wish_back() -> Answer:
    only_a_mother()
    with transaction() as session:
        rules.take_wish_back(session, by=current_actor(), now=utcnow())
    return redirect(url_for(".all_meetings", _anchor="host"), 303)


@bp.get("/team/network/<code:meeting>")
@allow(Permission.NETWORK)
def meeting(meeting: str) -> Answer:
    """One meeting. Where its minutes stand on the page, a mother has seen them."""
    return _page(meeting)


def _refused_page(form: BaseForm, meeting: str) -> str:
    return _page(meeting, refused=form)


def _reply_page(form: ButtonForm, meeting: str, answer: str) -> str:
    return _page(meeting, refused=form)


def _point_page(form: PointForm, meeting: str) -> str:
    return _page(meeting, point=form)


@bp.post("/team/network/<code:meeting>/<any(yes, no):answer>")
@allow(Permission.NETWORK)
@submits(ButtonForm, page=_reply_page)
def reply(form: ButtonForm, session: Session, meeting: str, answer: str) -> Answer:
    """One tap: she comes, or she cannot."""
    only_a_mother()
    event_id = meeting_of(meeting).id
    rules.reply(session, event_id=event_id, coming=answer == "yes", by=current_actor(), now=utcnow())
    return _to(meeting, "reply")


@bp.post("/team/network/<code:meeting>/points")
@allow(Permission.NETWORK)
@submits(PointForm, page=_point_page)
def add_point(form: PointForm, session: Session, meeting: str) -> Answer:
    event_id = meeting_of(meeting).id
    rules.add_point(session, event_id=event_id, text=form.text.data, by=current_actor(), now=utcnow())
    return _to(meeting, "agenda")


def _agenda_page(form: ButtonForm, meeting: str, point_id: int) -> str:
    return _page(meeting, refused=form)


@bp.post("/team/network/<code:meeting>/points/<id:point_id>/back")
@allow(Permission.NETWORK)
@submits(ButtonForm, page=_agenda_page)
def take_point_back(form: ButtonForm, session: Session, meeting: str, point_id: int) -> Answer:
    event_id = meeting_of(meeting).id
    rules.take_point_back(session, event_id=event_id, point_id=point_id, by=current_actor(), now=utcnow())
    return _to(meeting, "agenda")


def _talked_form(meeting: str) -> TalkedForm:
    return TalkedForm().of(_talk_wishes())


@bp.post("/team/network/<code:meeting>/talked")
@allow(Permission.HOLD_NETWORK)
@submits(_talked_form, page=_refused_page, check=meeting_of)
def talked(form: TalkedForm, session: Session, meeting: str) -> Answer:
    """Tick off who has been talked with."""
    event_id = meeting_of(meeting).id
    rules.talked(session, event_id=event_id, wish_ids=form.ids, by=current_actor(), now=utcnow())
    return _to(meeting, "talk")


def _took_part_form(meeting: str) -> TookPartForm:
    event = meeting_of(meeting)
    if not _holds_or_hosts(event):
        abort(404)
    return TookPartForm().of(member.id for member, _came in attendance.mothers_of(event))


@bp.post("/team/network/<code:meeting>/took-part")
@allow(Permission.NETWORK)
@submits(_took_part_form, page=_refused_page)
def took_part(form: TookPartForm, session: Session, meeting: str) -> Answer:
    """Note who was there: the coordinator or the host."""
    (came, stayed), event_id, by, now = form.changes, meeting_of(meeting).id, current_actor(), utcnow()
    note_who_took_part(session, event_id=event_id, came=came, stayed=stayed, by=by, now=now)
    rules.close_wishes_of_hosts(session, event=session.get_one(Event, event_id), now=now)
    return _to(meeting, "took-part")


def _to(code: str, anchor: str) -> Answer:
    return redirect(url_for(".meeting", meeting=code, _anchor=anchor), 303)


def _page(code: str, *, point: PointForm | None = None, refused: BaseForm | None = None) -> str:
    """The page of a meeting; ``point`` and ``refused`` are forms that were sent and refused."""
    event = meeting_of(code)
    now, session, member = utcnow(), db.session(), current_member()
    state = meetings.state_of(session, event=event, member=member, now=now)
    if member.role is Role.MOTHER and state.minutes is not None and not state.seen:
        event_id, member_id = event.id, member.id
        with side_transaction() as writing:
            minutes.see(writing, event_id=event_id, member_id=member_id, now=now)
        state = meetings.state_of(session, event=meeting_of(event.code), member=current_member(), now=now)
    knows = _holds_or_hosts(event)
    return render_template(
        "network/meeting.html",
        event=state.event,
        state=state,
        point=point or PointForm(formdata=None),
        refused=refused or ButtonForm(formdata=None),
        replies=meetings.replies(session, event=event) if knows else None,
        wishes=meetings.talk_wishes(session, now=now) if holds() else [],
        talked=TalkedForm(formdata=None).of(_talk_wishes()) if holds() else None,
        mothers=attendance.mothers_of(event) if knows and state.begun and not state.cancelled else [],
        unread=meetings.not_read_up(session, event=event, now=now) if holds() and state.minutes else [],
        writes=[one for one in LANGUAGES.values() if minutes.may_write(member, one.code)],
        text_to_copy=share.of_meeting(event, current_language().code),
    )


def _talk_wishes() -> list[tuple[int, str]]:
    return [(wish.id, wish.name) for wish in meetings.talk_wishes(db.session(), now=utcnow())]


def _holds_or_hosts(event: Event) -> bool:
    mine = current_actor().member_id
    return holds() or any(part.hosting and part.member_id == mine for part in event.mothers)
