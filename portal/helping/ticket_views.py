"""From the ticket: who is on the list already takes a task, or gives it back."""

from typing import Any

from flask import Response, abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.core.access import public
from portal.core.actors import GUEST
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import LANGUAGES
from portal.events import invitation, queries
from portal.helping import taking, words
from portal.helping.forms import GiveBackForm, TakeForm
from portal.helping.models import EventTask
from portal.helping.pages import bp
from portal.helping.queries import OnTicket, on_ticket
from portal.signups.models import SignUp, State
from portal.signups.views import signup_here


@bp.get("/t/<token>/tasks/<id:task_id>")
@public
def ticket_task(token: str, task_id: int) -> BaseResponse:
    """One task: taking it, or giving back the one she holds."""
    signup, task = _task(token, task_id)
    form = TakeForm(formdata=None)
    form.for_task(food=task.kind.is_food)
    return _page(token, signup, task, form, 200)


@bp.post("/t/<token>/tasks/<id:task_id>")
@public
def ticket_take(token: str, task_id: int) -> BaseResponse:
    """Take it: a party that waits has a seat by it."""
    signup, task = _task(token, task_id)
    form, signup_id = TakeForm(), signup.id
    form.for_task(food=task.kind.is_food)
    if form.validate():
        try:
            with transaction() as session:
                row = session.get_one(SignUp, signup_id)
                brings, now = form.brings(), utcnow()
                taking.take(session, signup=row, task_id=task_id, brings=brings, by=GUEST, now=now)
            return _back(token, "task")
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(token, *_task(token, task_id), form, 422)


@bp.post("/t/<token>/tasks/<id:task_id>/give-back")
@public
def give_back(token: str, task_id: int) -> BaseResponse:
    """Give it back; whether she keeps her seat, the page has told her before."""
    signup, _row = _task(token, task_id)
    form, signup_id = GiveBackForm(), signup.id
    if form.validate():
        try:
            with transaction() as session:
                row, keeps = session.get_one(SignUp, signup_id), form.keeps.data == "y"
                taking.give_back(session, signup=row, task_id=task_id, keeps=keeps, by=GUEST, now=utcnow())
            return _back(token, "given-back")
        except RuleBroken as broken:
            form.refuse(broken.message, None)
    return _page(token, *_task(token, task_id), form, 422)


def _task(token: str, task_id: int) -> tuple[SignUp, EventTask]:
    signup, task = signup_here(token), db.session.get(EventTask, task_id)
    if task is None or task.event_id != signup.event_id:
        abort(404)
    return signup, task


def _back(token: str, done: str) -> BaseResponse:
    lang = request.args.get("lang")
    kept = lang if lang in LANGUAGES else None
    return redirect(url_for("signups.ticket", token=token, done=done, lang=kept), 303)


def _page(token: str, signup: SignUp, task: EventTask, form: TakeForm | GiveBackForm, status: int) -> BaseResponse:
    now, event = utcnow(), signup.event
    state = queries.availabilities([event], now=now)[event.id]
    hands: OnTicket = on_ticket(db.session(), signup, taken=state.taken, now=now)
    values: dict[str, Any] = {"event": event, "signup": signup, "token": token, "form": form, "hands": hands}
    html = render_template(
        "helping/ticket_task.html",
        title=invitation.title(event, g.lang),
        slot=words.slot_of(task),
        task=task,
        mine=next((one for one in hands.held if one.task_id == task.id), None),
        open=any(one.task_id == task.id for one in hands.open),
        begun=now >= event.starts_at or signup.state is State.CANCELLED,
        button=GiveBackForm(formdata=None),
        task_words=words,
        **values,
    )
    return Response(html, status)
