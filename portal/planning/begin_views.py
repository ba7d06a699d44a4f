"""A new event in two steps, what it is and when; everything else is filled in, and is changed on one screen."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import utcnow
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


@bp.get("/team/events/new")
@allow(Permission.PLAN_EVENTS)
def new() -> str:
    """What is it? The kinds, the most used first. ``?day=`` comes from the calendar and goes on."""
    return render_template("planning/kinds.html", kinds=queries.kinds_by_use(), day=request.args.get("day"))


@bp.get("/team/events/new/<kind>")
@allow(Permission.PLAN_EVENTS)
def begin(kind: str) -> str:
    """When is it, and what does it begin as? ``?like=<code>`` chooses an earlier event."""
    form = BeginForm(_models(kind), formdata=None)
    wanted = next((event for event in form.models if event.code == _asked()), next(iter(form.models), None))
    form.like.data = wanted.id if wanted else None
    today = to_local(utcnow()).date()
    form.day.data = parse_day(request.args.get("day", "")[:40]) or next_feast(_kind(kind), today)
    return _page(form, kind)


def _kind(value: str) -> Kind:
    if value not in set(Kind):
        abort(404)
    return Kind(value)


def _asked() -> str:
    return request.args.get("like", "")[:8].upper()


def _models(kind: str) -> list[Event]:
    """What may be begun as: also an event that ``?like=`` names, however old it is."""
    found, asked = queries.models(_kind(kind)), _asked()
    if asked and all(event.code != asked for event in found):
        named = events.by_code(asked)
        if named is not None and named.kind is _kind(kind):
            found.insert(0, named)
    return found


def _page(form: BeginForm, kind: str) -> str:
    return render_template(
        "planning/begin.html", kind=_kind(kind), form=form, template=queries.template_of(_kind(kind))
    )


@bp.post("/team/events/new/<kind>")
@allow(Permission.PLAN_EVENTS)
@submits(lambda kind: BeginForm(_models(kind)), page=_page)
def create(form: BeginForm, session: Session, kind: str) -> Answer:
    """Begin a draft, and go on to the one screen that shows all of it."""
    like = session.get_one(Event, form.like.data) if form.like.data else None
    place = next(iter(queries.places()), None)
    event = drafts.begin(
        session, kind=_kind(kind), day=form.day.data, like=like, place=place, by=current_actor(), now=utcnow()
    )
    return redirect(url_for(".edit", code=event.code, done="begun"), 303)
