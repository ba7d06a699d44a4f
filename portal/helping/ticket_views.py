"""From the ticket: who is on the list already takes a task, or gives it back."""

from typing import Any

from flask import abort, g, render_template
from sqlalchemy.orm import Session

from portal.core.access import public
from portal.core.actors import GUEST
from portal.core.db import db, once_per_transaction, utcnow
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import invitation, queries
from portal.helping import taking, words
from portal.helping.forms import GiveBackForm, TakeForm
from portal.helping.models import EventTask
from portal.helping.pages import bp
from portal.helping.queries import OnTicket, on_ticket
from portal.signups.models import SignUp, State
from portal.signups.views import back_to_ticket, signup_here


@once_per_transaction
def _task(token: str, task_id: int) -> tuple[SignUp, EventTask]:
    signup, task = signup_here(token), db.session.get(EventTask, task_id)
    if task is None or task.event_id != signup.event_id:
        abort(404)
    return signup, task


def _form(token: str, task_id: int, **kwargs: Any) -> TakeForm:
    _signup, task = _task(token, task_id)
    form = TakeForm(**kwargs)
    form.for_task(food=task.kind.is_food)
    return form


def _page(form: TakeForm | GiveBackForm, token: str, task_id: int) -> str:
    signup, task = _task(token, task_id)
    now, event = utcnow(), signup.event
    state = queries.availabilities([event], now=now)[event.id]
    hands: OnTicket = on_ticket(db.session(), signup, taken=state.taken, now=now)
    return render_template(
        "helping/ticket_task.html",
        event=event,
        title=invitation.title(event, g.lang),
        signup=signup,
        token=token,
        form=form,
        hands=hands,
        slot=words.slot_of(task),
        task=task,
        mine=next((one for one in hands.held if one.task_id == task.id), None),
        open=any(one.task_id == task.id for one in hands.open),
        begun=now >= event.starts_at or signup.state is State.CANCELLED,
        button=GiveBackForm(formdata=None),
        task_words=words,
    )


@bp.get("/t/<token>/tasks/<id:task_id>")
@public
def ticket_task(token: str, task_id: int) -> str:
    """One task: taking it, or giving back the one she holds."""
    return _page(_form(token, task_id, formdata=None), token, task_id)


@bp.post("/t/<token>/tasks/<id:task_id>")
@public
@submits(_form, page=_page)
def ticket_take(form: TakeForm, session: Session, token: str, task_id: int) -> Answer:
    """Take it: a party that waits has a seat by it."""
    signup = signup_here(token)
    taking.take(session, signup=signup, task_id=task_id, brings=form.brings(), by=GUEST, now=utcnow())
    return back_to_ticket(token, "task")


@bp.post("/t/<token>/tasks/<id:task_id>/give-back")
@public
@submits(GiveBackForm, page=_page, check=_task)
def give_back(form: GiveBackForm, session: Session, token: str, task_id: int) -> Answer:
    """Give it back; whether she keeps her seat, the page has told her before."""
    signup, keeps = signup_here(token), form.keeps.data == "y"
    taking.give_back(session, signup=signup, task_id=task_id, keeps=keeps, by=GUEST, now=utcnow())
    return back_to_ticket(token, "given-back")
