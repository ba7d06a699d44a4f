"""The evening on one page: what has to be ready before it, and what became of it when it is over."""

from typing import Any

from flask import redirect, render_template, request, url_for

from portal.accounts.guard import current_actor
from portal.attendance import queries as attendance
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.forms import ButtonForm
from portal.core.i18n import to_local
from portal.events.availability import open_for_counting
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.helping import queries, tasks, words
from portal.helping.pages import shows_names
from portal.planning import drafts, evenings
from portal.planning.dates import next_monthly
from portal.planning.pages import Answer, bp
from portal.signups import list_queries
from portal.signups.tickets import picture


@bp.get("/team/events/<code:code>/evening")
@allow(Permission.PLAN_EVENTS)
def evening(code: str) -> Answer:
    """The kitchen, the door, the hands and the calls; afterwards who came, and whom to thank."""
    event = require_event(code)
    if event.status is Status.DRAFT:
        return redirect(url_for(".event", code=code), 303)
    return _page(event, ButtonForm(formdata=None))


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


@bp.post("/team/events/<code:code>/evening/next-month")
@allow(Permission.PLAN_EVENTS)
def next_month(code: str) -> Answer:
    """A draft like this one, on the same weekday of a month to come."""
    event = require_event(code)
    if event.status is Status.DRAFT:
        return redirect(url_for(".event", code=code), 303)
    event_id, now, form = event.id, utcnow(), ButtonForm(formdata=None)
    day = next_monthly(event.starts_local.date(), after=to_local(now).date())
    try:
        with transaction() as session:
            row = session.get_one(Event, event_id)
            new = drafts.begin(
                session, kind=row.kind, day=day, like=row, place=None, by=current_actor(), now=now
            ).code
        return redirect(url_for(".edit", code=new), 303)
    except RuleBroken as broken:
        form.refuse(broken.message, None)
    return _page(require_event(code), form), 422


def _page(event: Event, form: ButtonForm) -> str:
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


def _over(event: Event) -> bool:
    return utcnow() >= event.ends_at
