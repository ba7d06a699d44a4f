"""One event of the coordinator's: how it stands, what to do next, publishing, cancelling, throwing it away."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import transaction, utcnow
from portal.core.forms import ButtonForm
from portal.core.i18n import LANGUAGES
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import invitation as words
from portal.events import queries, rules
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.planning import discards, drafts, evenings
from portal.planning import queries as planning_queries
from portal.planning.forms import CancelForm
from portal.planning.pages import bp, gaps_of
from portal.signups import event_changes
from portal.signups.list_queries import glances


@bp.get("/team/events/<code:code>")
@allow(Permission.PLAN_EVENTS)
def event(code: str) -> str:
    """One event: how it stands, and what can be done with it."""
    return _event_page(ButtonForm(formdata=None), code)


def _event_page(form: ButtonForm, code: str) -> str:
    event, now = require_event(code), utcnow()
    over, glance = now >= event.ends_at, glances([event.id])[event.id]
    ahead = not over and event.status is Status.PUBLISHED
    return render_template(
        "planning/event.html",
        event=event,
        form=form,
        calls=0 if over else evenings.calls_open(event),
        too_many=max(0, glance.taken - event.seats) if ahead and event.seats is not None else 0,
        state=queries.availabilities([event], now=now)[event.id],
        glance=glance,
        facts=words.facts(event),
        organiser=words.organiser(event),
        hosts=[member.name for member in evenings.hosts(event)],
        template=planning_queries.template_of(event.kind),
        **gaps_of(event),
        texts=[(language, event.text(language.code)) for language in LANGUAGES.values()],
        over=over,
        done=request.args.get("done"),
    )


@bp.post("/team/events/<code:code>/template")
@allow(Permission.PLAN_EVENTS)
def choose_template(code: str) -> Answer:
    """Let new events of this kind begin as this one."""
    with transaction() as session:
        drafts.choose_template(session, event_id=require_event(code).id, by=current_actor(), now=utcnow())
    return redirect(url_for(".event", code=code, done="template"), 303)


@bp.post("/team/events/<code:code>/publish")
@allow(Permission.PLAN_EVENTS)
@submits(ButtonForm, page=_event_page)
def publish(_form: ButtonForm, session: Session, code: str) -> Answer:
    """Open a draft to its readers; where something is missing, the page says what."""
    rules.publish(session, event_id=require_event(code).id, by=current_actor(), now=utcnow())
    return redirect(url_for(".event", code=code, done="published"), 303)


@bp.get("/team/events/<code:code>/cancel")
@allow(Permission.PLAN_EVENTS)
def ask_to_cancel(code: str) -> Answer:
    """Ask once, with a reason, before an event is cancelled."""
    return _cancel_page(CancelForm(formdata=None), code)


def _published(code: str) -> Event:
    """An event that can be cancelled; the page of any other says how it stands."""
    event = require_event(code)
    if event.status is not Status.PUBLISHED:
        abort(redirect(url_for(".event", code=code), 303))
    return event


def _cancel_page(form: CancelForm, code: str) -> str:
    event = _published(code)
    return render_template("planning/cancel.html", event=event, form=form, glance=glances([event.id])[event.id])


@bp.post("/team/events/<code:code>/cancel")
@allow(Permission.PLAN_EVENTS)
@submits(CancelForm, page=_cancel_page, check=_published)
def cancel(form: CancelForm, session: Session, code: str) -> Answer:
    """Cancel an event: its page says why, and everyone on its list is told."""
    event_id, reason = require_event(code).id, form.reason.data
    event_changes.cancel_event(session, event_id=event_id, reason=reason, by=current_actor(), now=utcnow())
    return redirect(url_for(".event", code=code, done="cancelled"), 303)


@bp.get("/team/events/<code:code>/discard")
@allow(Permission.PLAN_EVENTS)
def ask_to_discard(code: str) -> Answer:
    """Ask once, before a draft is thrown away."""
    event = require_event(code)
    if not discards.is_draft(event):
        return redirect(url_for(".event", code=code), 303)
    return _discard_page(ButtonForm(formdata=None), code)


def _discard_page(form: ButtonForm, code: str) -> str:
    return render_template("planning/series_discard.html", event=require_event(code), form=form)


@bp.post("/team/events/<code:code>/discard")
@allow(Permission.PLAN_EVENTS)
@submits(ButtonForm, page=_discard_page)
def discard(_form: ButtonForm, session: Session, code: str) -> Answer:
    """Throw a draft away; one that is gone already stays gone."""
    event = queries.by_code(code)
    series_id = event.series_id if event else None
    if event is not None:
        discards.discard_draft(session, event_id=event.id, by=current_actor(), now=utcnow())
    if series_id is not None and planning_queries.dates_of(series_id):
        return redirect(url_for(".series", series_id=series_id, done="discarded"), 303)
    return redirect(url_for(".events"), 303)
