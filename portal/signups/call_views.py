"""The call list: who should hear from us, and why, until somebody has told her.

The portal sends nothing by itself yet, so every message of the outbox stands here, whatever its channel.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from portal.accounts.guard import current_actor
from portal.accounts.models import Member
from portal.accounts.queries import names_of
from portal.core.access import Permission, allow
from portal.core.actors import Role
from portal.core.audit import record_reading
from portal.core.db import db, utcnow
from portal.core.forms import ButtonForm
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events.models import Event
from portal.messages.letters import Letter
from portal.messages.models import OutboxMessage, Outcome
from portal.signups.call_letters import letter
from portal.signups.calls import CallAnswer, note_call, wants_answer
from portal.signups.list_pages import bp
from portal.signups.models import SignUp
from portal.signups.tickets import picture
from portal.signups.what_changed import changes, sentences

#: So long a "told" can be taken back.
UNDO_FOR = timedelta(hours=12)


@dataclass(frozen=True)
class Call:
    """One party to reach: what she should hear, and the message that says it in her language."""

    message: OutboxMessage
    signup: SignUp
    event: Event
    letter: Letter

    @property
    def reach(self) -> int:
        """The shortest way first: a phone, an e-mail, neither."""
        return 0 if self.signup.phone else 1 if self.signup.email else 2


def _by_event(now: datetime) -> list[tuple[Event, list[Call]]]:
    """The calls of each event, the next event first, and who is reached most easily first."""
    calls = [Call(message, signup, event, letter(message, signup, event)) for message, signup, event in _open(now)]
    calls.sort(key=lambda call: (call.event.starts_local, call.event.id, call.reach, call.message.id))
    return [(event, list(some)) for event, some in groupby(calls, key=lambda call: call.event)]


def _who_speaks(codes: Iterable[str], now: datetime) -> dict[str, list[str]]:
    """The names of the active mothers who speak each of these languages."""
    query = select(Member).where(Member.role == Role.MOTHER, Member.disabled_at.is_(None))
    found = db.session.scalars(query.options(selectinload(Member.periods)).order_by(Member.name, Member.id))
    active = [member for member in found if member.active_on(to_local(now).date())]
    return {code: [member.name for member in active if code in member.languages] for code in set(codes)}


def _open(now: datetime) -> Sequence[Any]:
    query = select(OutboxMessage, SignUp, Event).join_from(
        OutboxMessage, SignUp, OutboxMessage.signup_id == SignUp.id
    )
    return db.session.execute(
        query.join(Event, OutboxMessage.event_id == Event.id)
        .where(OutboxMessage.closed_at.is_(None), Event.ends_local > to_local(now))
        .options(joinedload(SignUp.ticket), selectinload(Event.texts))
        .order_by(OutboxMessage.created_at, OutboxMessage.id)
    ).all()


def _just_told(now: datetime) -> Sequence[Any]:
    query = select(OutboxMessage, SignUp).join(SignUp, OutboxMessage.signup_id == SignUp.id)
    return db.session.execute(
        query.where(OutboxMessage.outcome == Outcome.TOLD, OutboxMessage.closed_at > now - UNDO_FOR)
        .order_by(OutboxMessage.closed_at.desc(), OutboxMessage.id.desc())
        .options(joinedload(SignUp.ticket))
        .limit(20)
    ).all()


def _page(form: ButtonForm) -> str:
    record_reading("messages.read", "calls", by=current_actor())
    now = utcnow()
    events = _by_event(now)
    parties = [call.signup for _event, calls in events for call in calls]
    return render_template(
        "lists/calls.html",
        form=form,
        events=events,
        inviters=names_of({signup.invited_by_id for signup in parties}),
        who_speaks=_who_speaks((signup.lang for signup in parties), now),
        told=_just_told(now),
        wants_answer=wants_answer,
        changes=changes,
        changed_sentences=sentences,
        picture=picture,
        now=now,
        done=request.args.get("done"),
    )


def _answered_page(form: ButtonForm, message_id: int) -> str:
    return _page(form)


def _call(message_id: int) -> None:
    """400 for an answer that no button gives, 404 for a call that is not there."""
    if request.form.get("said") not in set(CallAnswer):
        abort(400)
    if db.session.get(OutboxMessage, message_id) is None:
        abort(404)


@bp.get("/team/calls")
@allow(Permission.SEE_PEOPLE)
def calls() -> str:
    """Everyone who should hear from us, by event; events that are over need no call."""
    return _page(ButtonForm(formdata=None))


@bp.post("/team/calls/<id:message_id>")
@allow(Permission.SEE_PEOPLE)
@submits(ButtonForm, page=_answered_page, check=_call)
def answer_call(_form: ButtonForm, session: Session, message_id: int) -> Answer:
    """What came of a call: yes or no to a seat, "told" for news, or "told" taken back."""
    said = CallAnswer(request.form["said"])
    note_call(session, message_id=message_id, said=said, by=current_actor(), now=utcnow())
    return redirect(url_for(".calls", done=said), 303)
