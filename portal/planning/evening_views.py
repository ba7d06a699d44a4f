"""The evening on one page: what has to be ready before it, and what became of it when it is over."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.attendance import queries as attendance
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.db import db, utcnow
from portal.core.forms import ButtonForm
from portal.core.i18n import to_local
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events.availability import open_for_counting
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.helping import queries, tasks, words
from portal.helping.pages import shows_names
from portal.planning import drafts, evenings
from portal.planning.dates import next_monthly
from portal.planning.pages import bp
from portal.signups import list_queries
from portal.signups.tickets import picture


@bp.get("/team/events/<code:code>/evening")
@allow(Permission.PLAN_EVENTS)
def evening(code: str) -> Answer:
    """The kitchen, the door, the hands and the calls; afterwards who came, and whom to thank."""
    return _page(ButtonForm(formdata=None), code)


def _event(code: str) -> Event:
    """An event that is no draft; a draft has no evening, so it leads to its own page."""
    event = require_event(code)
    if event.status is Status.DRAFT:
        abort(redirect(url_for(".event", code=code), 303))
    return event


def _page(form: ButtonForm, code: str) -> str:
    event = _event(code)
    values: dict[str, Any] = {"event": event, "form": form, "done": request.args.get("done")}
    if event.status is Status.CANCELLED:
        hosts = evenings.hosts(event)
        calls = 0 if _over(event) else evenings.calls_open(event)
        return render_template("planning/evening_cancelled.html", hosts=hosts, calls=calls, **values)
    return _after(event, values) if _over(event) else _before(event, values)


def _before(event: Event, values: dict[str, Any]) -> str:
    names = shows_names(event.id)
    adults, children, asked = list_queries.headcount(event.id)
    hands, takes = tasks.hands_of(db.session(), event.id), queries.takes_of(db.session(), event.id)
    return render_template(
        "planning/evening.html",
        adults=adults,
        children=children,
        asked=asked,
        waiting=list_queries.glances([event.id])[event.id].waiting,
        diets=list_queries.diets(list_queries.parties(event.id)),
        hands=hands,
        takes=takes,
        names=names,
        task_words=words,
        food=queries.in_the_food(takes),
        looked_for=any(count.open for count in hands.values()),
        any_wanted=any(count.wanted or count.held for count in hands.values()),
        hosts=evenings.hosts(event),
        calls=evenings.calls_open(event),
        **values,
    )


def _after(event: Event, values: dict[str, Any]) -> str:
    counted, now = attendance.tally_of(event), utcnow()
    missed = evenings.no_shows(event, counted)
    return render_template(
        "planning/evening_after.html",
        tally=counted,
        missed=len(missed),
        missed_people=sum(signup.size for signup in missed),
        names_kept=any(signup.purged_at is None for signup in missed),
        thanks=evenings.thanks(event, counted),
        can_count=open_for_counting(event, now),
        next_day=next_monthly(event.starts_local.date(), after=to_local(now).date()),
        **values,
    )


@bp.post("/team/events/<code:code>/evening/next-month")
@allow(Permission.PLAN_EVENTS)
@submits(ButtonForm, page=_page, check=_event)
def next_month(_form: ButtonForm, session: Session, code: str) -> Answer:
    """A draft like this one, on the same weekday of a month to come."""
    event, by, now = require_event(code), current_actor(), utcnow()
    day = next_monthly(event.starts_local.date(), after=to_local(now).date())
    new = drafts.begin(session, kind=event.kind, day=day, like=event, place=None, by=by, now=now)
    return redirect(url_for(".edit", code=new.code), 303)


@bp.get("/team/events/<code:code>/evening/no-shows")
@allow(Permission.SEE_PEOPLE)
def no_shows(code: str) -> Answer:
    """Who had a seat and was not counted, by name for as long as names are kept."""
    event = require_event(code)
    if not _over(event):
        return redirect(url_for(".evening", code=code), 303)
    record_reading("planning.no_shows", event, by=current_actor())
    event = require_event(code)
    missed = evenings.no_shows(event, attendance.tally_of(event))
    return render_template("planning/evening_no_shows.html", event=event, missed=missed, picture=picture)


def _over(event: Event) -> bool:
    return utcnow() >= event.ends_at
