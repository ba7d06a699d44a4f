"""What residents see: which events still need hands, and taking a task without an account."""

from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.core.access import public
from portal.core.actors import GUEST
from portal.core.db import db, once_per_transaction, utcnow
from portal.core.submit import submits
from portal.core.web import Answer
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


def _event(code: str) -> Event:
    """An event that residents may see; 404 for a draft and for what is for the mothers alone."""
    found = queries.by_code(code)
    if found is None or found.status is Status.DRAFT or found.audience is Audience.MOTHERS:
        abort(404)
    return found


@once_per_transaction
def _task(code: str, task_id: int) -> tuple[Event, EventTask]:
    found, row = _event(code), db.session.get(EventTask, task_id)
    if row is None or row.event_id != found.id:
        abort(404)
    return found, row


def _open(event: Event) -> bool:
    return queries.availabilities([event], now=utcnow())[event.id].can_sign_up


def _form(lang: str, code: str, task_id: int, **kwargs: Any) -> HelpForm:
    _found, row = _task(code, task_id)
    form = HelpForm(**kwargs)
    form.for_task(food=row.kind.is_food)
    return form


def _page(form: HelpForm, lang: str, code: str, task_id: int) -> BaseResponse:
    event, row = _task(code, task_id)
    still = [one for one in missing(db.session(), [event.id]).get(event.id, []) if one.task_id == row.id]
    html = render_template(
        "helping/take.html",
        event=event,
        title=invitation.title(event, lang),
        slot=words.slot_of(row),
        task_id=row.id,
        at_local=row.at_local,
        form=form,
        open=bool(still) and _open(event),
        state=queries.availabilities([event], now=utcnow())[event.id],
        task_words=words,
    )
    return Response(html, headers={"Cache-Control": "private, no-store"})


def _fresh(html: str) -> BaseResponse:
    """A page that no cache shows again unasked: what was taken a moment ago is not missing any more."""
    return Response(html, headers={"Cache-Control": "no-cache"})


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
    return _page(_form(lang, code, task_id, formdata=None), lang, code, task_id)


@bp.post("/<lang:lang>/help/<code:code>/<id:task_id>")
@public
@submits(_form, page=_page)
def take(form: HelpForm, session: Session, lang: str, code: str, task_id: int) -> Answer:
    """Take it, and show the ticket."""
    now = utcnow()
    refuse_a_flood(session, who=request.remote_addr, now=now)
    signup = taking.sign_up(
        session,
        event_id=_event(code).id,
        task_id=task_id,
        party=form.party(),
        brings=form.brings(),
        source=Source(way=Way.WEB, lang=lang),
        form_token=form.token.data,
        by=GUEST,
        now=now,
    )
    return redirect(url_for("signups.ticket", token=token_of(signup.ticket), done="task"), 303)
