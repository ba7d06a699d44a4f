"""The coordinator's events: drafts, what is to come, what was."""

from datetime import timedelta
from typing import Final

from flask import render_template, request
from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from portal.access import Permission, allow
from portal.db import db, utcnow
from portal.events import queries
from portal.events.models import Event, Status
from portal.i18n import to_local
from portal.planning.pages import bp
from portal.signups.list_queries import glances
from portal.wording.needs import missing_languages

#: How long an event that is over stays on the coordinator's list.
SHOWN_AFTER: Final = timedelta(days=90)
#: So many of the older ones stand on a page.
OLDER_SIZE: Final = 40


@bp.get("/team/events")
@allow(Permission.PLAN_EVENTS)
def events() -> str:
    """Drafts, what is to come, and the last 90 days; with seats, taken and waiting at a glance."""
    now = utcnow()
    found = db.session.scalars(
        _events().where(Event.ends_local > to_local(now - SHOWN_AFTER)).order_by(Event.starts_local, Event.id)
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
        wordless=missing_languages(
            event for event in found if event.ends_local > local and event.status is not Status.CANCELLED
        ),
    )


@bp.get("/team/events/older")
@allow(Permission.PLAN_EVENTS)
def older() -> str:
    """Everything before that, newest first: last year's dinner is found here, and copied."""
    now, page = utcnow(), queries.page_of(request.args.get("page", ""))
    found = db.session.scalars(
        _events()
        .where(Event.ends_local <= to_local(now - SHOWN_AFTER))
        .order_by(Event.starts_local.desc(), Event.id.desc())
        .offset((page - 1) * OLDER_SIZE)
        .limit(OLDER_SIZE + 1)
    ).all()
    shown = found[:OLDER_SIZE]
    return render_template(
        "planning/older.html",
        events=shown,
        page=page,
        more=len(found) > OLDER_SIZE,
        glances=glances(event.id for event in shown),
        states=queries.availabilities(shown, now=now),
    )


def _events() -> Select[Event]:
    return select(Event).options(
        selectinload(Event.texts), selectinload(Event.area), selectinload(Event.organiser)
    )
