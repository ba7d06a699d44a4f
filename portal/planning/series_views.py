"""A series at a glance, its drafts published, its dates taken out; and more dates like an event.

More dates are made in two steps that need no script: the pattern, then every date with a tick.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import transaction, utcnow
from portal.core.forms import ButtonForm
from portal.core.i18n import exists_locally, to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import queries, rules
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.planning import discards, series
from portal.planning.clashes import Clash, Slot, clashes, on_days
from portal.planning.dates import positions, positions_of
from portal.planning.days import Hint, hints
from portal.planning.pages import bp
from portal.planning.queries import dates_of
from portal.planning.series_forms import DatesForm, PatternForm, TakeOutForm
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


@dataclass(frozen=True)
class DateRow:
    """One date that can be ticked, with what speaks against it. ``stop``: it cannot be at all."""

    day: date
    ticked: bool
    stop: LazyString | None
    clashes: Sequence[Clash]
    hints: Sequence[Hint]


@bp.get("/team/events/<code:code>/series")
@allow(Permission.PLAN_EVENTS)
def more_dates(code: str) -> Answer:
    """First step: how often and how many; for an event in a series, what continues it."""
    event = _event(code)
    form = _pattern_form(event, asked=False)
    return render_template("planning/series_pattern.html", event=event, form=form)


@bp.get("/team/events/<code:code>/series/dates")
@allow(Permission.PLAN_EVENTS)
def choose_dates(code: str) -> Answer:
    """Second step: every date that comes out, ticked, with hints to untick by."""
    event = _event(code)
    if "pattern" not in request.args:
        return redirect(url_for(".more_dates", code=code), 303)
    form = _pattern_form(event, asked=True)
    if not form.validate():
        return render_template("planning/series_pattern.html", event=event, form=form), 422
    dates = DatesForm(formdata=None, pattern=form.pattern.data, offered=form.days())
    return _dates_page(event, dates, fresh=True)


def _event(code: str) -> Event:
    """An event that can have more dates; the page of any other says how it stands."""
    event = require_event(code)
    if event.series_id is None and event.status is Status.CANCELLED:
        abort(redirect(url_for(".event", code=code), 303))
    return event


def _refused_page(form: DatesForm, code: str) -> str:
    return _dates_page(require_event(code), form)


@bp.post("/team/events/<code:code>/series/dates")
@allow(Permission.PLAN_EVENTS)
def make_dates(code: str) -> Answer:
    """Make the dates that are ticked; or only put those written by hand among them (``do=add``)."""
    if request.form.get("do") == "add":
        form = DatesForm()
        return _refused_page(_with_extras(form), code) if form.validate() else (_refused_page(form, code), 422)
    return _make(code)


@submits(DatesForm, page=_refused_page)
def _make(form: DatesForm, session: Session, code: str) -> Answer:
    made = series.make(
        session,
        event_id=require_event(code).id,
        repeat=form.repeat,
        days=form.wanted(),
        by=current_actor(),
        now=utcnow(),
    )
    return redirect(url_for(".series", series_id=made.id, done="made"), 303)


def _with_extras(form: DatesForm) -> DatesForm:
    """The same page once more, with the dates written by hand among the others."""
    values = {"pattern": form.pattern.data, "offered": form.rows(), "days": sorted(form.wanted())}
    return DatesForm(formdata=None, data=values)


def _pattern_form(event: Event, *, asked: bool) -> PatternForm:
    form = PatternForm(formdata=request.args if asked else None)
    if event.series_id is None:
        day = event.starts_local.date()
        form.offer(day, positions(day))
    else:
        held = dates_of(event.series_id)
        as_planned = [one for one in held if "day" not in one.by_hand] or held
        days = [one.starts_local.date() for one in as_planned]
        form.offer(days[-1], positions_of(days), held[-1].starts_local.date())
        if not asked:
            form.pattern.data = _continued(event, form)
    return form


def _continued(event: Event, form: PatternForm) -> str:
    """The pattern that the series began with, among those that are offered."""
    repeat = event.series.repeat if event.series else ""
    fitting = [value for value, _label in form.pattern.choices if value.startswith(str(repeat))]
    return fitting[0] if fitting else form.pattern.choices[0][0]


def _dates_page(event: Event, form: DatesForm, *, fresh: bool = False) -> str:
    held = dates_of(event.series_id) if event.series_id else [event]
    rows = _rows(event, form, {one.starts_local.date() for one in held}, fresh=fresh)
    return render_template("planning/series_dates.html", event=event, form=form, rows=rows, held=held)


def _rows(event: Event, form: DatesForm, held: set[date], *, fresh: bool) -> list[DateRow]:
    days = form.rows()
    if not days:
        return []
    known, events = hints(days[0], days[-1]), on_days(days[0], days[-1] + timedelta(days=1))
    slot, today, ticked = Slot.of(event), to_local(utcnow()).date(), form.wanted()
    rows = []
    for day in days:
        own = slot.on(day)
        stop = _stop(own, day in held, today)
        on = [hint for hint in known if hint.first <= day <= hint.last]
        rows.append(DateRow(day, stop is None if fresh else day in ticked, stop, clashes(own, events), on))
    return rows


def _stop(slot: Slot, held: bool, today: date) -> LazyString | None:
    """Why a date cannot be made at all, or None. The rules say the same of one that is ticked all the same."""
    if held:
        return _("The series has this date already.")
    if slot.starts_local.date() < today:
        return _("This day has passed.")
    if not (exists_locally(slot.starts_local) and exists_locally(slot.ends_local)):
        return _("The clocks go forward that night, so this time does not exist.")
    return None
