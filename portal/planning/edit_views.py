"""One screen for all of an event: changing it, keeping a draft as she goes, seeing it before others do."""

from typing import Any

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import LANGUAGES, format_time, to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import rules
from portal.events.availability import availability
from portal.events.models import Status
from portal.events.queries import require_event
from portal.planning import drafts, series
from portal.planning.forms import DraftForm, EventForm
from portal.planning.pages import bp, gaps_of
from portal.signups.forms import SignUpForm
from portal.signups.invitation_views import render


@bp.get("/team/events/<code:code>/edit")
@allow(Permission.PLAN_EVENTS)
def edit(code: str) -> Answer:
    """The form of an event, filled with what it is."""
    form = _form(code)
    if form.event.status is Status.CANCELLED:
        return redirect(url_for(".event", code=code), 303)
    return _page(form, code)


def _form(code: str) -> EventForm:
    event = require_event(code)
    return DraftForm(event) if event.status is Status.DRAFT else EventForm(event)


def _page(form: EventForm, code: str) -> str:
    done = request.args.get("done")
    return render_template("planning/edit.html", form=form, event=form.event, done=done, **gaps_of(form.event))


@bp.post("/team/events/<code:code>/edit")
@allow(Permission.PLAN_EVENTS)
@submits(_form, page=_page)
def save(form: EventForm, session: Session, code: str) -> Answer:
    """Save the form over an event, and publish a draft if she said so: all of it or, where refused, nothing."""
    _save(session, form)
    publishes = request.form.get("then") == "publish"
    if publishes:
        rules.publish(session, event_id=form.event.id, by=current_actor(), now=utcnow())
    return redirect(url_for(".event", code=code, done="published" if publishes else "saved"), 303)


@bp.post("/team/events/<code:code>/keep")
@allow(Permission.PLAN_EVENTS)
def keep(code: str) -> Response:
    """Save a draft as she goes, asked by the page itself; says what is saved, or what has to be looked at."""
    form = _form(code)
    if isinstance(form, DraftForm) and form.validate():
        if form.new_partner.data:  # half a name is no partner: one is made when she presses a button
            form.new_partner.data, form.organiser.data = "", form.event.organiser_id
        try:
            with transaction() as session:
                version = _save(session, form)
            event = require_event(code)
            lacks = render_template("planning/gaps.html", event=event, **gaps_of(event))
            words = str(_("Saved at %(time)s.", time=format_time(to_local(utcnow()))))
            return jsonify(saved=True, words=words, version=version, gaps=lacks)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    first = next((str(messages[0]) for messages in form.errors.values()), "")
    words = " ".join(part for part in (str(_("Not saved yet.")), first) if part)
    return jsonify(saved=False, words=words)


def _save(session: Session, form: EventForm) -> int:
    """Save a form that validated, and return the event's version."""
    more: dict[str, Any] = {"plan": form.plan(), "seen": form.version.data, "following": form.following.data}
    more |= {"event_id": form.event.id, "by": current_actor(), "now": utcnow()}
    if isinstance(form, DraftForm):
        return drafts.save(session, wording=form.wording(), agreed=form.agreed.data.split(), **more)
    series.save(session, **more)
    return form.event.version


@bp.get("/team/events/<code:code>/preview/<lang:of>")
@allow(Permission.PLAN_EVENTS)
def preview(code: str, of: str) -> str:
    """The invitation in any language as it will be when the event is published and nobody has signed up.

    Its button does nothing.
    """
    event = require_event(code)
    state = availability(
        status=Status.PUBLISHED if event.status is Status.DRAFT else event.status,
        starts_local=event.starts_local,
        ends_local=event.ends_local,
        closes_local=event.closes_local,
        seats=event.seats,
        taken=0,
        now=utcnow(),
    )
    links = {other: url_for(".preview", code=event.code, of=other) for other in LANGUAGES}
    tools = Markup(render_template("planning/preview_tools.html", event=event))
    with force_locale(of):
        form = SignUpForm(formdata=None)
        return render(event, state, of, form=form, form_token="", way="", language_links=links, preview=tools)
