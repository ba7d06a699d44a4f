"""One event of the coordinator's: how it stands, what to do next, publishing and cancelling it."""

from typing import Any

from flask import redirect, render_template, request, url_for

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import ButtonForm
from portal.core.i18n import LANGUAGES
from portal.events import invitation as words
from portal.events import queries, rules
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.planning import drafts, evenings
from portal.planning import queries as planning_queries
from portal.planning.forms import CancelForm
from portal.planning.pages import Answer, bp, gaps_of
from portal.signups import event_changes
from portal.signups.list_queries import glances


@bp.get("/team/events/<code:code>")
@allow(Permission.PLAN_EVENTS)
def event(code: str) -> str:
    """One event: how it stands, and what can be done with it."""
    return _event_page(require_event(code), ButtonForm(formdata=None))


@bp.post("/team/events/<code:code>/template")
@allow(Permission.PLAN_EVENTS)
def choose_template(code: str) -> Answer:
    """Let new events of this kind begin as this one."""
    event_id = require_event(code).id
    with transaction() as session:
        drafts.choose_template(session, event_id=event_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".event", code=code, done="template"), 303)


@bp.post("/team/events/<code:code>/publish")
@allow(Permission.PLAN_EVENTS)
def publish(code: str) -> Answer:
    """Open a draft to its readers; where something is missing, the page says what."""
    event_id = require_event(code).id
    try:
        with transaction() as session:
            rules.publish(session, event_id=event_id, by=current_actor(), now=utcnow())
        return redirect(url_for(".event", code=code, done="published"), 303)
    except RuleBroken as broken:
        form = ButtonForm(formdata=None)
        form.refuse(broken.message, None)
    return _event_page(require_event(code), form), 422


@bp.get("/team/events/<code:code>/cancel")
@allow(Permission.PLAN_EVENTS)
def ask_to_cancel(code: str) -> Answer:
    """Ask once, with a reason, before an event is cancelled."""
    event = require_event(code)
    if event.status is not Status.PUBLISHED:
        return redirect(url_for(".event", code=code), 303)
    return _cancel_page(event, CancelForm(formdata=None))


@bp.post("/team/events/<code:code>/cancel")
@allow(Permission.PLAN_EVENTS)
def cancel(code: str) -> Answer:
    """Cancel an event: its page says why, and everyone on its list is told."""
    event = require_event(code)
    if event.status is not Status.PUBLISHED:
        return redirect(url_for(".event", code=code), 303)
    form = CancelForm()
    if form.validate():
        event_id, reason = event.id, form.reason.data
        try:
            with transaction() as session:
                event_changes.cancel_event(
                    session, event_id=event_id, reason=reason, by=current_actor(), now=utcnow()
                )
            return redirect(url_for(".event", code=code, done="cancelled"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _cancel_page(require_event(code), form), 422


def _event_page(event: Event, form: ButtonForm) -> str:
    now = utcnow()
    return render_template(
        "planning/event.html",
        event=event,
        form=form,
        state=queries.availabilities([event], now=now)[event.id],
        glance=glances([event.id])[event.id],
        facts=words.facts(event),
        organiser=words.organiser(event),
        hosts=[member.name for member in evenings.hosts(event)],
        template=planning_queries.template_of(event.kind),
        **(gaps_of(event) if event.status is Status.DRAFT else {}),
        texts=[(language, event.text(language.code)) for language in LANGUAGES.values()],
        over=now >= event.ends_at,
        done=request.args.get("done"),
    )


def _cancel_page(event: Event, form: CancelForm) -> str:
    values: dict[str, Any] = {"event": event, "form": form, "glance": glances([event.id])[event.id]}
    return render_template("planning/cancel.html", **values)
