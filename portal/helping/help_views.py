"""What residents see: which events still need hands, and taking a task without an account."""

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from portal.core.access import public
from portal.core.actors import GUEST
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.events import invitation, queries
from portal.events.facts import Audience
from portal.events.models import Event, Status
from portal.helping import taking, words
from portal.helping.forms import HelpForm
from portal.helping.models import EventTask
from portal.helping.pages import bp
from portal.helping.queries import missing, needing
from portal.signups.flood import refuse_a_flood
from portal.signups.models import Way
from portal.signups.rules import Source
from portal.signups.tickets import token_of


@bp.get("/<lang:lang>/help")
@public
def events(lang: str) -> BaseResponse:
    """Every event to come that still needs hands, each task a button."""
    now = utcnow()
    values = {"task_words": words, "words": invitation, "done": request.args.get("done")}
    page = needing(db.session(), now, asked=request.args.get("page", ""))
    return _fresh(render_template("helping/help.html", page=page, **values))


@bp.get("/<lang:lang>/help/<code:code>")
@public
def event(lang: str, code: str) -> BaseResponse:
    """What one event still needs: 'bring a dish' leads here."""
    found = _event(code)
    still = missing(db.session(), [found.id]).get(found.id, []) if _open(found) else []
    values = {"task_words": words, "title": invitation.title(found, lang)}
    return _fresh(render_template("helping/event.html", event=found, missing=still, open=_open(found), **values))


@bp.get("/<lang:lang>/help/<code:code>/<id:task_id>")
@public
def task(lang: str, code: str, task_id: int) -> BaseResponse:
    """One task: who she is, what she brings, and then a seat."""
    found, row = _task(code, task_id)
    form = HelpForm(formdata=None)
    form.for_task(food=row.kind.is_food)
    return _page(lang, found, row, form, 200)


@bp.post("/<lang:lang>/help/<code:code>/<id:task_id>")
@public
def take(lang: str, code: str, task_id: int) -> BaseResponse:
    """Take it: to the ticket by 303, or back to the form with the words beside each field."""
    found, row = _task(code, task_id)
    now, event_id, form = utcnow(), found.id, HelpForm()
    form.for_task(food=row.kind.is_food)
    if form.validate():
        party, brings, token = form.party(), form.brings(), form.token.data
        try:
            with transaction() as session:
                refuse_a_flood(session, who=request.remote_addr, now=now)
                signup = taking.sign_up(
                    session,
                    event_id=event_id,
                    task_id=task_id,
                    party=party,
                    brings=brings,
                    source=Source(way=Way.WEB, lang=lang),
                    form_token=token,
                    by=GUEST,
                    now=now,
                )
                ticket = token_of(signup.ticket)
            return redirect(url_for("signups.ticket", token=ticket, done="task"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    found, row = _task(code, task_id)
    return _page(lang, found, row, form, 422)


def _fresh(html: str) -> BaseResponse:
    """A page that no cache shows again unasked: what was taken a moment ago is not missing any more."""
    return Response(html, headers={"Cache-Control": "no-cache"})


def _event(code: str) -> Event:
    """An event that residents may see; 404 for a draft and for what is for the mothers alone."""
    found = queries.by_code(code)
    if found is None or found.status is Status.DRAFT or found.audience is Audience.MOTHERS:
        abort(404)
    return found


def _open(event: Event) -> bool:
    return queries.availabilities([event], now=utcnow())[event.id].can_sign_up


def _task(code: str, task_id: int) -> tuple[Event, EventTask]:
    found, row = _event(code), db.session.get(EventTask, task_id)
    if row is None or row.event_id != found.id:
        abort(404)
    return found, row


def _page(lang: str, event: Event, task: EventTask, form: HelpForm, status: int) -> BaseResponse:
    still = [one for one in missing(db.session(), [event.id]).get(event.id, []) if one.task_id == task.id]
    html = render_template(
        "helping/take.html",
        event=event,
        title=invitation.title(event, lang),
        slot=words.slot_of(task),
        task_id=task.id,
        at_local=task.at_local,
        form=form,
        open=bool(still) and _open(event),
        state=queries.availabilities([event], now=utcnow())[event.id],
        task_words=words,
    )
    return Response(html, status, {"Cache-Control": "private, no-store"})
