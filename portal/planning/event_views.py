"""The coordinator's events: the list, one event with what to do next, making, changing, publishing, cancelling."""

from datetime import timedelta
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from portal.access import Permission, allow, current_actor
from portal.db import db, transaction, utcnow
from portal.errors import RuleBroken
from portal.events import invitation as words
from portal.events import queries, rules
from portal.events.models import Event, EventMother, Status
from portal.i18n import LANGUAGES, to_local
from portal.planning.forms import Button, CancelForm, EventForm
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


@bp.get("/team/events/new")
@allow(Permission.PLAN_EVENTS)
def new() -> str:
    """An empty form; ``?like=<code>`` fills it from another event, but for the date."""
    form = EventForm(formdata=None)
    model = queries.by_code(request.args.get("like", "")[:8].upper())
    if model is not None:
        form = EventForm(model, formdata=None)
        form.day.data = form.closes_day.data = form.closes_time.data = None
    return render_template("planning/edit.html", form=form, event=None)


@bp.post("/team/events/new")
@allow(Permission.PLAN_EVENTS)
def create() -> Answer:
    """Make a draft of the form."""
    form = EventForm()
    if form.validate():
        try:
            with transaction() as session:
                made = rules.create(session, plan=form.plan(), by=current_actor(), now=utcnow())
                code = made.code
            return redirect(url_for(".event", code=code, done="created"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return render_template("planning/edit.html", form=form, event=None), 422


@bp.get("/team/events/<code:code>/edit")
@allow(Permission.PLAN_EVENTS)
def edit(code: str) -> Answer:
    """The form of an event, filled with what it is."""
    event = event_of_code(code)
    if event.status is Status.CANCELLED:
        return redirect(url_for(".event", code=code), 303)
    return render_template("planning/edit.html", form=EventForm(event, formdata=None), event=event)


@bp.post("/team/events/<code:code>/edit")
@allow(Permission.PLAN_EVENTS)
def save(code: str) -> Answer:
    """Save the form over an event: what was typed stays where anything is refused."""
    event = event_of_code(code)
    form = EventForm(event)
    if form.validate():
        event_id, plan, seen = event.id, form.plan(), form.seen
        try:
            with transaction() as session:
                event_plans.save(
                    session, event_id=event_id, plan=plan, seen=seen, by=current_actor(), now=utcnow()
                )
            return redirect(url_for(".event", code=code, done="saved"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return render_template("planning/edit.html", form=form, event=event_of_code(code)), 422


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
        lack=rules.missing(event, now=now) if event.status is Status.DRAFT else None,
        texts=[(language, event.text(language.code)) for language in LANGUAGES.values()],
        begun=now >= event.starts_at,
        over=now >= event.ends_at,
        done=request.args.get("done"),
    )


def _cancel_page(event: Event, form: CancelForm) -> str:
    values: dict[str, Any] = {"event": event, "form": form, "glance": glances([event.id])[event.id]}
    return render_template("planning/cancel.html", **values)
