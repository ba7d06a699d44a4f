"""A series at a glance: publish its drafts, take dates out of it."""

from collections.abc import Sequence

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import transaction, utcnow
from portal.core.forms import ButtonForm
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import queries, rules
from portal.events.models import Event, Status
from portal.planning import discards, series
from portal.planning.pages import bp
from portal.planning.queries import dates_of
from portal.planning.series_forms import TakeOutForm
from portal.signups.list_queries import glances


@bp.get("/team/events/series/<id:series_id>", endpoint="series")
@allow(Permission.PLAN_EVENTS)
def series_page(series_id: int) -> str:
    """All dates of a series: how each stands, and what was changed on it by hand."""
    dates, now = _dates(series_id), utcnow()
    drafts = [event for event in dates if event.status is Status.DRAFT]
    lacks = {event.id: lack for event in drafts if (lack := rules.missing(event, now=now))}
    return render_template(
        "planning/series.html",
        dates=dates,
        form=ButtonForm(formdata=None),
        states=queries.availabilities(dates, now=now),
        glances=glances(event.id for event in dates),
        lacks=lacks,
        ready=len(drafts) - len(lacks),
        fields=series.FIELDS,
        leaving=[event for event in dates if _may_leave(event)],
        done=request.args.get("done"),
    )


def _dates(series_id: int) -> Sequence[Event]:
    dates = dates_of(series_id)
    if not dates:
        abort(404)
    return dates


def _may_leave(event: Event) -> bool:
    """Drafts whenever, published dates until they are over."""
    return discards.is_draft(event) or (event.status is Status.PUBLISHED and utcnow() < event.ends_at)


@bp.post("/team/events/series/<id:series_id>/publish")
@allow(Permission.PLAN_EVENTS)
def publish_series(series_id: int) -> Answer:
    """Publish every draft that lacks nothing; the page says of the others what they lack."""
    with transaction() as session:
        _dates(series_id)
        series.publish_all(session, series_id=series_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".series", series_id=series_id, done="published"), 303)


@bp.get("/team/events/series/<id:series_id>/take-out")
@allow(Permission.PLAN_EVENTS)
def ask_to_take_out(series_id: int) -> Answer:
    """Ask once, before the dates ``?date=…&date=…``, or all later than ``?after=…``, leave the series."""
    dates, codes = _dates(series_id), set(request.args.getlist("date"))
    start = next((one.starts_local for one in dates if one.code == request.args.get("after", "")), None)
    wanted = [one for one in dates if one.code in codes or (start is not None and one.starts_local > start)]
    leaving = [one for one in wanted if _may_leave(one)]
    if not leaving:
        return redirect(url_for(".series", series_id=series_id), 303)
    return _take_out_page(TakeOutForm(leaving, formdata=None), series_id)


def _sent_form(series_id: int) -> TakeOutForm:
    codes = set(request.form.getlist("date"))
    return TakeOutForm([event for event in dates_of(series_id) if event.code in codes])


def _take_out_page(form: TakeOutForm, series_id: int) -> str:
    counts = glances(event.id for event in form.dates)
    return render_template(
        "planning/series_take_out.html",
        series_id=series_id,
        form=form,
        drafts=[event for event in form.dates if event.status is Status.DRAFT],
        published=[event for event in form.dates if event.status is Status.PUBLISHED],
        people=sum(glance.taken + glance.waiting for glance in counts.values()),
    )


@bp.post("/team/events/series/<id:series_id>/take-out")
@allow(Permission.PLAN_EVENTS)
@submits(_sent_form, page=_take_out_page)
def take_out(form: TakeOutForm, session: Session, series_id: int) -> Answer:
    """Take the dates out: drafts are thrown away, published ones cancelled."""
    series.take_out(
        session,
        series_id=series_id,
        event_ids=form.event_ids,
        reason=form.reason.data if form.reason else None,
        by=current_actor(),
        now=utcnow(),
    )
    if dates_of(series_id):
        return redirect(url_for(".series", series_id=series_id, done="out"), 303)
    return redirect(url_for(".events"), 303)
