"""The network meetings: those to come and those that were, and one of them with all that belongs to it."""

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from portal.accounts.guard import current_actor, current_member
from portal.attendance import queries as attendance
from portal.attendance.forms import TookPartForm
from portal.attendance.rules import took_part as note_who_took_part
from portal.core.access import Permission, allow
from portal.core.actors import Role
from portal.core.db import db, side_transaction, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import LANGUAGES, current_language
from portal.core.web import Answer
from portal.events.models import Event
from portal.network import meetings, minutes, queries, rules, share
from portal.network.forms import Button, PointForm, TalkedForm
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
    """ "I would like to host." """
    only_a_mother()
    with transaction() as session:
        rules.wish_to_host(session, by=current_actor(), now=utcnow())
    return redirect(url_for(".all_meetings", _anchor="host"), 303)


@bp.post("/team/network/wish/back")
@allow(Permission.NETWORK)
def take_wish_back() -> Answer:
    """Not for now."""
    only_a_mother()
    with transaction() as session:
        rules.take_wish_back(session, by=current_actor(), now=utcnow())
    return redirect(url_for(".all_meetings", _anchor="host"), 303)


@bp.get("/team/network/<code:meeting>")
@allow(Permission.NETWORK)
def meeting(meeting: str) -> Answer:
    """One meeting. Where its minutes stand on the page, a mother has seen them."""
    return _page(meeting_of(meeting))


@bp.post("/team/network/<code:meeting>/<any(yes, no):answer>")
@allow(Permission.NETWORK)
def reply(meeting: str, answer: str) -> Answer:
    """One tap: she comes, or she cannot."""
    only_a_mother()
    return _do(meeting, Button(), rules.reply, "reply", coming=answer == "yes")


@bp.post("/team/network/<code:meeting>/points")
@allow(Permission.NETWORK)
def add_point(meeting: str) -> Answer:
    """A point for the agenda."""
    event, form = meeting_of(meeting), PointForm()
    if not form.validate():
        return _page(event, point=form), 422
    return _do(meeting, form, rules.add_point, "agenda", text=form.text.data)


@bp.post("/team/network/<code:meeting>/points/<id:point_id>/back")
@allow(Permission.NETWORK)
def take_point_back(meeting: str, point_id: int) -> Answer:
    """Take a point away."""
    return _do(meeting, Button(), rules.take_point_back, "agenda", point_id=point_id)


@bp.post("/team/network/<code:meeting>/talked")
@allow(Permission.HOLD_NETWORK)
def talked(meeting: str) -> Answer:
    """Tick off who has been talked with."""
    event = meeting_of(meeting)
    form = _talked_form()
    if not form.validate():
        return _page(event, refused=form), 422
    return _do(meeting, form, rules.talked, "talk", wish_ids=form.ids)


@bp.post("/team/network/<code:meeting>/took-part")
@allow(Permission.NETWORK)
def took_part(meeting: str) -> Answer:
    """Note who was there: the coordinator or the host."""
    event = meeting_of(meeting)
    if not _holds_or_hosts(event):
        abort(404)
    form = TookPartForm().of(member.id for member, _came in attendance.mothers_of(event))
    if not form.validate():
        return _page(event, refused=form), 422
    came, stayed = form.changes
    return _do(meeting, form, _note_who_was_there, "took-part", came=came, stayed=stayed)


def _note_who_was_there(session: Any, *, event_id: int, now: Any, **words: Any) -> None:
    note_who_took_part(session, event_id=event_id, now=now, **words)
    rules.close_wishes_of_hosts(session, event=session.get_one(Event, event_id), now=now)


def _do(code: str, form: Any, rule: Callable[..., None], anchor: str, **words: Any) -> Answer:
    """Run a rule of this meeting: back to its page, or the page with the sentence why not."""
    event_id = meeting_of(code).id
    try:
        with transaction() as session:
            rule(session, event_id=event_id, by=current_actor(), now=utcnow(), **words)
    except RuleBroken as broken:
        form.refuse(broken.message, broken.field)
        shown = {"point": form} if isinstance(form, PointForm) else {"refused": form}
        return _page(meeting_of(code), **shown), 422
    return redirect(url_for(".meeting", meeting=code, _anchor=anchor), 303)


def _page(event: Event, *, point: PointForm | None = None, refused: Any = None) -> str:
    now, session, member = utcnow(), db.session(), current_member()
    room = meetings.room(session, event=event, member=member, now=now)
    if member.role is Role.MOTHER and room.minutes is not None and not room.seen:
        event_id, member_id = event.id, member.id
        with side_transaction() as writing:
            minutes.see(writing, event_id=event_id, member_id=member_id, now=now)
        room = meetings.room(session, event=meeting_of(event.code), member=current_member(), now=now)
    knows = _holds_or_hosts(event)
    return render_template(
        "network/meeting.html",
        event=room.event,
        room=room,
        point=point or PointForm(formdata=None),
        refused=refused or Button(formdata=None),
        replies=meetings.replies(session, event=event) if knows else None,
        wishes=meetings.talk_wishes(session, now=now) if holds() else [],
        talked=_talked_form(formdata=None) if holds() else None,
        mothers=attendance.mothers_of(event) if knows and room.begun and not room.cancelled else [],
        unread=meetings.not_read_up(session, event=event, now=now) if holds() and room.minutes else [],
        writes=[one for one in LANGUAGES.values() if minutes.may_write(member, one.code)],
        text_to_copy=share.of_meeting(event, current_language().code),
    )


def _talked_form(**more: Any) -> TalkedForm:
    wishes = meetings.talk_wishes(db.session(), now=utcnow())
    return TalkedForm(**more).of((wish.id, wish.name) for wish in wishes)


def _holds_or_hosts(event: Event) -> bool:
    mine = current_actor().member_id
    return holds() or any(part.hosting and part.member_id == mine for part in event.mothers)
