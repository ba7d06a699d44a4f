"""The call list: who should hear from us, and why, until somebody has told her.

The portal sends nothing by itself yet, so every message of the outbox stands here, whatever its channel.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.accounts.guard import current_actor
from portal.accounts.queries import names_of
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import TeamForm
from portal.core.i18n import to_local
from portal.events.models import Event
from portal.messages.models import OutboxMessage, Outcome
from portal.signups.calls import CallAnswer, note_call, wants_answer
from portal.signups.list_pages import Answer, bp
from portal.signups.models import SignUp
from portal.signups.tickets import picture

#: So long a "told" can be taken back.
UNDO_FOR = timedelta(hours=12)


class CallForm(TeamForm):
    """A button on the call list."""


@bp.get("/team/calls")
@allow(Permission.SEE_PEOPLE)
def calls() -> str:
    """Everyone who should hear from us, the longest wait first; events that are over need no call."""
    return _page(CallForm(formdata=None))


@bp.post("/team/calls/<id:message_id>")
@allow(Permission.SEE_PEOPLE)
def answer_call(message_id: int) -> Answer:
    """What came of a call: yes or no to a seat, "told" for news, or "told" taken back."""
    said = next((one for one in CallAnswer if one == request.form.get("said")), None)
    if said is None:
        abort(400)
    if db.session.get(OutboxMessage, message_id) is None:
        abort(404)
    try:
        with transaction() as session:
            note_call(session, message_id=message_id, said=said, by=current_actor(), now=utcnow())
        return redirect(url_for(".calls", done=said), 303)
    except RuleBroken as broken:
        form = CallForm(formdata=None)
        form.refuse(broken.message, None)
        return _page(form), 422


def _page(form: CallForm) -> str:
    record_reading("messages.read", "calls", by=current_actor())
    now = utcnow()
    calls = _open(now)
    return render_template(
        "lists/calls.html",
        form=form,
        calls=calls,
        inviters=names_of({signup.invited_by_id for _message, signup, _event in calls}),
        told=_just_told(now),
        wants_answer=wants_answer,
        picture=picture,
        now=now,
        done=request.args.get("done"),
    )


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
