"""A new event in two steps, what it is and when; everything else is filled in, and is changed on one screen."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import once_per_transaction, utcnow
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.time_fields import parse_day
from portal.core.web import Answer
from portal.events import queries as events
from portal.events.kinds import Kind
from portal.events.models import Event
from portal.planning import drafts, queries
from portal.planning.days import next_feast
from portal.planning.forms import BeginForm
from portal.planning.pages import bp


def _kind(value: str) -> Kind:
    found = next((kind for kind in Kind if kind == value), None)
    if found is None:
        abort(404)
    return found


@once_per_transaction
def _models(kind: Kind) -> list[Event]:
    """What may be begun as: also an event that ``?like=`` names, however old it is."""
    found = queries.models(kind)
    asked = request.args.get("like", "")[:8].upper()
    if asked and all(event.code != asked for event in found):
        named = events.by_code(asked)
        if named is not None and named.kind is kind:
            found.insert(0, named)
    return found


def _form(kind: str) -> BeginForm:
    return BeginForm(_models(_kind(kind)))


def _page(form: BeginForm, kind: str) -> str:
    chosen = _kind(kind)
    return render_template(
        "planning/begin.html",
        kind=chosen,
        form=form,
        models=_models(chosen),
        template=queries.template_of(chosen),
    )


@bp.get("/team/events/new")
@allow(Permission.PLAN_EVENTS)
def new() -> str:
    """What is it? The kinds, the most used first. ``?day=`` comes from the calendar and goes on."""
    return render_template("planning/kinds.html", kinds=queries.kinds_by_use(), day=request.args.get("day"))


@bp.get("/team/events/new/<kind>")
@allow(Permission.PLAN_EVENTS)
def begin(kind: str) -> str:
    """When is it, and what does it begin as? ``?like=<code>`` chooses an earlier event."""
    chosen = _kind(kind)
    models = _models(chosen)
    form = BeginForm(models, formdata=None)
    asked = request.args.get("like", "")[:8].upper()
    wanted = next((event for event in models if event.code == asked), models[0] if models else None)
    form.like.data = wanted.id if wanted else None
    form.day.data = parse_day(request.args.get("day", "")[:40]) or next_feast(chosen, to_local(utcnow()).date())
    return _page(form, kind)


@bp.post("/team/events/new/<kind>")
@allow(Permission.PLAN_EVENTS)
@submits(_form, page=_page)
def create(form: BeginForm, session: Session, kind: str) -> Answer:
    """Begin a draft, and go on to the one screen that shows all of it."""
    like, places = form.like.data, queries.places()
    event = drafts.begin(
        session,
        kind=_kind(kind),
        day=form.day.data,
        like=session.get_one(Event, like) if like else None,
        place=places[0] if places else None,
        by=current_actor(),
        now=utcnow(),
    )
    return redirect(url_for(".edit", code=event.code, done="begun"), 303)
