"""The first page behind a sign-in: tonight's event on top, then what waits for her, then what comes next."""

from flask import Blueprint, render_template, request
from sqlalchemy import select

from portal.accounts.guard import current_actor, current_member
from portal.attendance import queries
from portal.core.access import Permission, allow
from portal.core.actors import Role
from portal.core.db import db, utcnow
from portal.core.features import Feature, is_on
from portal.core.i18n import to_local
from portal.events import invitation
from portal.events import queries as events
from portal.events.models import EventMother
from portal.home import waiting
from portal.home.language_needs import words_needed
from portal.network.queries import notices_for

bp = Blueprint("team", __name__)

#: So many events to come stand on the first page.
_NEXT = 5
#: So many times it asks for her language at once.
_NEEDS = 3


@bp.get("/team/")
@allow(Permission.OWN_PAGES)
def home() -> str:
    """Tonight's event for everyone who is active; for a mother who rests and on a quiet day, what comes next."""
    now, member, session = utcnow(), current_member(), db.session()
    is_mother = member.role is Role.MOTHER
    resting = is_mother and not member.active_on(to_local(now).date())
    open_lists = queries.tonight(now)
    tonight = open_lists[0] if open_lists and not resting else None
    to_come = events.coming(now)
    coming = [event for event in to_come if event is not tonight]
    hosting = select(EventMother.event_id).where(EventMother.member_id == member.id, EventMother.hosting)
    if is_mother:
        steps = waiting.for_mother(session, current_actor(), member, now)
    else:
        steps = waiting.for_coordinator(session, now)
    return render_template(
        "home/team.html",
        member=member,
        is_mother=is_mother,
        resting=resting,
        tonight=tonight,
        over=tonight is not None and now >= tonight.ends_at,
        tally=queries.tally_of(tonight) if tonight else None,
        others=[event for event in open_lists if event is not tonight],
        steps=steps,
        notices=notices_for(session, member, now) if is_mother and is_on(Feature.NOTICES) else [],
        coming=coming[:_NEXT],
        more=len(coming) > _NEXT,
        hosting=set(db.session.scalars(hosting)),
        words=invitation,
        needs=words_needed(session, member, to_come, most=_NEEDS) if is_mother else [],
        thanks="thanks" in request.args,
    )
