"""The coordinator's events: drafts, what is to come, what was."""

from datetime import datetime, timedelta
from typing import Final

from flask import render_template, request
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import selectinload

from portal.core import paging
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.i18n import to_local
from portal.core.paging import Page
from portal.events import queries
from portal.events.models import Event, Status
from portal.planning.pages import bp
from portal.signups.list_queries import glances
from portal.wording.needs import missing_languages

#: How long an event that is over stays on the coordinator's list, and how many of them at most.
SHOWN_AFTER: Final = timedelta(days=90)
SHOWN_PAST: Final = 40
#: So many drafts and events to come stand on a page, and so many of the older ones.
COMING_SIZE: Final = 60
OLDER_SIZE: Final = 40


@bp.get("/team/events")
@allow(Permission.PLAN_EVENTS)
def events() -> str:
    """Drafts and what is to come, page by page; on the first also the last 90 days. Seats at a glance."""
    now, asked = utcnow(), request.args.get("page", "")
    page = _planned(now, asked)
    past = [] if page.back else db.session.scalars(_lately(now)).all()
    shown = [*page.rows, *past]
    return render_template(
        "planning/events.html",
        page=page,
        groups={
            "drafts": [event for event in page.rows if event.status is Status.DRAFT],
            "coming": [event for event in page.rows if event.status is not Status.DRAFT],
            "past": past,
        },
        glances=glances(event.id for event in shown),
        states=queries.availabilities(shown, now=now),
        wordless=missing_languages(
            event
            for event in page.rows
            if event.ends_local > to_local(now) and event.status is not Status.CANCELLED
        ),
    )


@bp.get("/team/events/older")
@allow(Permission.PLAN_EVENTS)
def older() -> str:
    """Everything before that, newest first: last year's dinner is found here, and copied."""
    now, asked = utcnow(), request.args.get("page", "")
    page = paging.page(db.session(), _older(now), queries.NEWEST_FIRST, size=OLDER_SIZE, asked=asked)
    return render_template(
        "planning/older.html",
        page=page,
        glances=glances(event.id for event in page.rows),
        states=queries.availabilities(page.rows, now=now),
    )


def _planned(now: datetime, asked: str) -> Page[Event]:
    """Drafts, also of the last 90 days, and what is not over, soonest first."""
    local, begin = to_local(now), to_local(now - SHOWN_AFTER)
    planned = or_(Event.ends_local > local, and_(Event.status == Status.DRAFT, Event.ends_local > begin))
    query = _events().where(Event.starts_local > begin - queries.LONGEST, planned)
    return paging.page(db.session(), query, queries.BY_START, size=COMING_SIZE, asked=asked)


def _lately(now: datetime) -> Select[Event]:
    """What is over and not yet among the older ones, newest first."""
    local, begin = to_local(now), to_local(now - SHOWN_AFTER)
    over = (
        Event.ends_local > begin,
        Event.ends_local <= local,
        Event.starts_local > begin - queries.LONGEST,
        Event.starts_local <= local,
    )
    newest = Event.starts_local.desc(), Event.id.desc()
    return _events().where(Event.status != Status.DRAFT, *over).order_by(*newest).limit(SHOWN_PAST)


def _older(now: datetime) -> Select[Event]:
    """What has been over for 90 days, and what the last 40 that are over leave out."""
    local, begin = to_local(now), to_local(now - SHOWN_AFTER)
    last = db.session.execute(
        _lately(now).with_only_columns(Event.starts_local, Event.id).offset(SHOWN_PAST - 1)
    ).first()
    if last is None:
        return _events().where(Event.starts_local <= begin, Event.ends_local <= begin)
    left_out = or_(Event.status != Status.DRAFT, Event.ends_local <= begin)
    return _events().where(paging.beyond(queries.NEWEST_FIRST, *last), Event.ends_local <= local, left_out)


def _events() -> Select[Event]:
    return select(Event).options(
        selectinload(Event.texts), selectinload(Event.area), selectinload(Event.organiser)
    )
