"""The coordinator's events: the list, one event with what to do next, making, changing, publishing, cancelling."""

from datetime import timedelta
from typing import Any

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.access import Permission, allow, current_actor
from portal.db import db, transaction, utcnow
from portal.errors import RuleBroken
from portal.events import invitation as words
from portal.events import page, queries, rules
from portal.events.models import Event, EventMother, Status
from portal.i18n import LANGUAGES, format_time, to_local
from portal.planning import drafts
from portal.planning import queries as queries_of_planning
from portal.planning.advice import advice
from portal.planning.forms import Button, CancelForm, DraftForm, EventForm
from portal.planning.pages import Answer, bp, event_of_code
from portal.signups import event_changes, event_plans
from portal.signups.list_queries import glances

#: How long an event that is over stays on the coordinator's list.
SHOWN_AFTER = timedelta(days=90)


@bp.get("/team/events")
@allow(Permission.PLAN_EVENTS)
def events() -> str:
    """Drafts, what is to come, and the last 90 days; with seats, taken and waiting at a glance."""
    now = utcnow()
    found = db.session.scalars(
        select(Event)
        .where(Event.ends_local > to_local(now - SHOWN_AFTER))
        .options(selectinload(Event.texts), selectinload(Event.area), selectinload(Event.organiser))
        .order_by(Event.starts_local, Event.id)
    ).all()
    local = to_local(now)
    return render_template(
        "planning/events.html",
        groups={
            "drafts": [event for event in found if event.status is Status.DRAFT],
            "coming": [event for event in found if event.status is not Status.DRAFT and event.ends_local > local],
            "past": [
                event
                for event in reversed(found)
                if event.status is not Status.DRAFT and event.ends_local <= local
            ],
        },
        glances=glances(event.id for event in found),
        states=queries.availabilities(found, now=now),
    )


@bp.get("/team/events/<code:code>")
@allow(Permission.PLAN_EVENTS)
def event(code: str) -> str:
    """One event: how it stands, and what can be done with it."""
    return _event_page(event_of_code(code), Button(formdata=None))


@bp.get("/team/events/<code:code>/edit")
@allow(Permission.PLAN_EVENTS)
def edit(code: str) -> Answer:
    """The form of an event, filled with what it is."""
    event = event_of_code(code)
    if event.status is Status.CANCELLED:
        return redirect(url_for(".event", code=code), 303)
    return _edit_page(event, _form_of(event, formdata=None))


@bp.post("/team/events/<code:code>/edit")
@allow(Permission.PLAN_EVENTS)
def save(code: str) -> Answer:
    """Save the form over an event, and publish a draft if she said so: all of it or, where refused, nothing."""
    event = event_of_code(code)
    form = _form_of(event)
    publishes = request.form.get("then") == "publish"
    if form.validate():
        event_id = event.id
        try:
            with transaction() as session:
                _save(session, event_id, form)
                if publishes:
                    rules.publish(session, event_id=event_id, by=current_actor(), now=utcnow())
            done = "published" if publishes else "saved"
            return redirect(url_for(".event", code=code, done=done), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _edit_page(event_of_code(code), form), 422


@bp.post("/team/events/<code:code>/keep")
@allow(Permission.PLAN_EVENTS)
def keep(code: str) -> Response:
    """Save a draft as she goes, asked by the page itself; says what is saved, or what has to be looked at."""
    event = event_of_code(code)
    form = _form_of(event)
    if isinstance(form, DraftForm) and form.validate():
        event_id = event.id
        try:
            with transaction() as session:
                version = _save(session, event_id, form)
            lacks = render_template("planning/gaps.html", event=event_of_code(code), **_gaps(event_of_code(code)))
            words = str(_("Saved at %(time)s.", time=format_time(to_local(utcnow()))))
            return jsonify(saved=True, words=words, version=version, gaps=lacks)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    first = next((str(messages[0]) for messages in form.errors.values()), "")
    words = " ".join(part for part in (str(_("Not saved yet.")), first) if part)
    return jsonify(saved=False, words=words)


@bp.get("/team/events/<code:code>/preview/<lang:of>")
@allow(Permission.PLAN_EVENTS)
def preview(code: str, of: str) -> str:
    """The invitation of a draft as its readers will see it, in any language."""
    event = event_of_code(code)
    tools = Markup(render_template("planning/preview_tools.html", event=event, of=of))
    with force_locale(of):
        return page.preview(event, of, tools=tools, now=utcnow())


@bp.post("/team/events/<code:code>/template")
@allow(Permission.PLAN_EVENTS)
def choose_template(code: str) -> Answer:
    """Let new events of this kind begin as this one."""
    event_id = event_of_code(code).id
    with transaction() as session:
        drafts.choose_template(session, event_id=event_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".event", code=code, done="template"), 303)


@bp.post("/team/events/<code:code>/publish")
@allow(Permission.PLAN_EVENTS)
def publish(code: str) -> Answer:
    """Open a draft to its readers; where something is missing, the page says what."""
    event_id = event_of_code(code).id
    try:
        with transaction() as session:
            rules.publish(session, event_id=event_id, by=current_actor(), now=utcnow())
        return redirect(url_for(".event", code=code, done="published"), 303)
    except RuleBroken as broken:
        form = Button(formdata=None)
        form.refuse(broken.message, None)
    return _event_page(event_of_code(code), form), 422


@bp.get("/team/events/<code:code>/cancel")
@allow(Permission.PLAN_EVENTS)
def ask_to_cancel(code: str) -> Answer:
    """Ask once, with a reason, before an event is cancelled."""
    event = event_of_code(code)
    if event.status is not Status.PUBLISHED:
        return redirect(url_for(".event", code=code), 303)
    return _cancel_page(event, CancelForm(formdata=None))


@bp.post("/team/events/<code:code>/cancel")
@allow(Permission.PLAN_EVENTS)
def cancel(code: str) -> Answer:
    """Cancel an event: its page says why, and everyone on its list is told."""
    event = event_of_code(code)
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
    return _cancel_page(event_of_code(code), form), 422


def _form_of(event: Event, **kwargs: Any) -> EventForm:
    return DraftForm(event, **kwargs) if event.status is Status.DRAFT else EventForm(event, **kwargs)


def _save(session: Session, event_id: int, form: EventForm) -> int:
    """Save a form that validated, and return the event's version."""
    by, now, plan = current_actor(), utcnow(), form.plan()
    if isinstance(form, DraftForm):
        wording = form.wording()
        return drafts.save(session, event_id=event_id, plan=plan, wording=wording, seen=form.seen, by=by, now=now)
    event_plans.save(session, event_id=event_id, plan=plan, seen=form.seen, by=by, now=now)
    return session.get_one(Event, event_id).version


def _edit_page(event: Event, form: EventForm) -> str:
    gaps = _gaps(event) if event.status is Status.DRAFT else {}
    return render_template("planning/edit.html", form=form, event=event, done=request.args.get("done"), **gaps)


def _gaps(event: Event) -> dict[str, Any]:
    """What a draft must still have, and what would make it warmer."""
    return {"gaps": rules.gaps(event, now=utcnow()), "advice": advice(event)}


def _event_page(event: Event, form: Button) -> str:
    now = utcnow()
    hosts = db.session.scalars(
        select(EventMother)
        .where(EventMother.event_id == event.id, EventMother.hosting)
        .options(selectinload(EventMother.member))
    )
    return render_template(
        "planning/event.html",
        event=event,
        form=form,
        state=queries.availabilities([event], now=now)[event.id],
        glance=glances([event.id])[event.id],
        facts=words.facts(event),
        organiser=words.organiser(event),
        hosts=sorted((part.member.name for part in hosts), key=str.casefold),
        template=queries_of_planning.template_of(event.kind),
        **(_gaps(event) if event.status is Status.DRAFT else {}),
        texts=[(language, event.text(language.code)) for language in LANGUAGES.values()],
        begun=now >= event.starts_at,
        over=now >= event.ends_at,
        done=request.args.get("done"),
    )


def _cancel_page(event: Event, form: CancelForm) -> str:
    values: dict[str, Any] = {"event": event, "form": form, "glance": glances([event.id])[event.id]}
    return render_template("planning/cancel.html", **values)
