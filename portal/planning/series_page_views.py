"""A series at a glance: publish its drafts, take dates out of it; and throwing a single draft away."""

from collections.abc import Sequence
from typing import Any

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
from portal.events.queries import require_event
from portal.planning import discards, series
from portal.planning.pages import bp
from portal.planning.queries import dates_of
from portal.planning.series_forms import DraftsOutForm, TakeOutForm
from portal.signups.list_queries import glances


def _dates(series_id: int) -> Sequence[Event]:
    dates = dates_of(series_id)
    if not dates:
        abort(404)
    return dates


def _sent(dates: Sequence[Event]) -> list[Event]:
    codes = set(request.form.getlist("date"))
    return [event for event in dates if event.code in codes]


def _out_form(dates: Sequence[Event], *, asked: bool) -> TakeOutForm | DraftsOutForm:
    form = TakeOutForm if any(event.status is Status.PUBLISHED for event in dates) else DraftsOutForm
    return form() if asked else form(formdata=None)


def _take_out_page(form: TakeOutForm | DraftsOutForm, series_id: int, dates: Sequence[Event]) -> str:
    values: dict[str, Any] = {"series_id": series_id, "form": form}
    counts = glances(event.id for event in dates)
    return render_template(
        "planning/series_take_out.html",
        drafts=[event for event in dates if event.status is Status.DRAFT],
        published=[event for event in dates if event.status is Status.PUBLISHED],
        people=sum(glance.taken + glance.waiting for glance in counts.values()),
        **values,
    )


def _sent_form(series_id: int) -> TakeOutForm | DraftsOutForm:
    return _out_form(_sent(dates_of(series_id)), asked=True)


def _refused_page(form: TakeOutForm | DraftsOutForm, series_id: int) -> str:
    return _take_out_page(form, series_id, _sent(_dates(series_id)))


def _discard_page(form: ButtonForm, code: str) -> str:
    return render_template("planning/series_discard.html", event=require_event(code), form=form)


def _still_there(code: str) -> None:
    """A draft that is gone already stays gone: back to the events."""
    if queries.by_code(code) is None:
        abort(redirect(url_for("planning.events"), 303))


def _after_taking_out(series_id: int | None, done: str) -> Answer:
    """Back to the series, or to the events where it has no dates any more."""
    if series_id is not None and dates_of(series_id):
        return redirect(url_for("planning.series", series_id=series_id, done=done), 303)
    return redirect(url_for("planning.events"), 303)


@bp.get("/team/events/series/<id:series_id>", endpoint="series")
@allow(Permission.PLAN_EVENTS)
def series_page(series_id: int) -> str:
    """All dates of a series: how each stands, and what was changed on it by hand."""
    return _series_page(_dates(series_id), ButtonForm(formdata=None))


@bp.post("/team/events/series/<id:series_id>/publish")
@allow(Permission.PLAN_EVENTS)
def publish_series(series_id: int) -> Answer:
    """Publish every draft that lacks nothing; the page says of the others what they lack."""
    _dates(series_id)
    with transaction() as session:
        series.publish_all(session, series_id=series_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".series", series_id=series_id, done="published"), 303)


@bp.get("/team/events/series/<id:series_id>/take-out")
@allow(Permission.PLAN_EVENTS)
def ask_to_take_out(series_id: int) -> Answer:
    """Ask once, before the dates ``?date=…&date=…``, or all later than ``?after=…``, leave the series."""
    dates = _chosen(_dates(series_id))
    if not dates:
        return redirect(url_for(".series", series_id=series_id), 303)
    return _take_out_page(_out_form(dates, asked=False), series_id, dates)


@bp.post("/team/events/series/<id:series_id>/take-out")
@allow(Permission.PLAN_EVENTS)
@submits(_sent_form, page=_refused_page)
def take_out(form: TakeOutForm | DraftsOutForm, session: Session, series_id: int) -> Answer:
    """Take the dates out: drafts are thrown away, published ones cancelled."""
    series.take_out(
        session,
        series_id=series_id,
        event_ids=[event.id for event in _sent(dates_of(series_id))],
        reason=form.reason.data if isinstance(form, TakeOutForm) else None,
        by=current_actor(),
        now=utcnow(),
    )
    return _after_taking_out(series_id, "out")


@bp.get("/team/events/<code:code>/discard")
@allow(Permission.PLAN_EVENTS)
def ask_to_discard(code: str) -> Answer:
    """Ask once, before a draft is thrown away."""
    event = require_event(code)
    if not discards.is_draft(event):
        return redirect(url_for(".event", code=code), 303)
    return _discard_page(ButtonForm(formdata=None), code)


@bp.post("/team/events/<code:code>/discard")
@allow(Permission.PLAN_EVENTS)
@submits(ButtonForm, page=_discard_page, check=_still_there)
def discard(_form: ButtonForm, session: Session, code: str) -> Answer:
    """Throw a draft away; one that is gone already stays gone."""
    event = require_event(code)
    series_id = event.series_id
    discards.discard_draft(session, event_id=event.id, by=current_actor(), now=utcnow())
    return _after_taking_out(series_id, "discarded")


def _may_leave(event: Event) -> bool:
    """Drafts whenever, published dates until they are over."""
    return discards.is_draft(event) or (event.status is Status.PUBLISHED and utcnow() < event.ends_at)


def _chosen(dates: Sequence[Event]) -> list[Event]:
    codes, after = set(request.args.getlist("date")), request.args.get("after", "")
    start = next((event.starts_local for event in dates if event.code == after), None)
    return [
        event
        for event in dates
        if _may_leave(event) and (event.code in codes or (start is not None and event.starts_local > start))
    ]


def _series_page(dates: Sequence[Event], form: ButtonForm) -> str:
    now = utcnow()
    drafts = [event for event in dates if event.status is Status.DRAFT]
    lacks = {event.id: lack for event in drafts if (lack := rules.missing(event, now=now))}
    return render_template(
        "planning/series.html",
        dates=dates,
        form=form,
        states=queries.availabilities(dates, now=now),
        glances=glances(event.id for event in dates),
        lacks=lacks,
        ready=len(drafts) - len(lacks),
        fields=series.FIELDS,
        leaving=[event for event in dates if _may_leave(event)],
        done=request.args.get("done"),
    )
