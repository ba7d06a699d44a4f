"""The first page behind a sign-in: tonight's event on top, then what comes next."""

from flask import Blueprint, render_template, request
from sqlalchemy import select

from portal.access import Permission, allow, current_member
from portal.accounts.models import Role
from portal.attendance import queries
from portal.db import db, utcnow
from portal.events import invitation
from portal.events.models import EventMother
from portal.i18n import to_local
from portal.wording.needs import needs, tongues
from portal.wording.suggestions import how_many_open

bp = Blueprint("team", __name__)

#: So many events to come stand on the first page.
_NEXT = 5
#: So many times it asks for her language at once.
_NEEDS = 3


@bp.get("/team/")
@allow(Permission.OWN_PAGES)
def home() -> str:
    """Tonight's event for everyone who is active; for a mother who rests and on a quiet day, what comes next."""
    now, member = utcnow(), current_member()
    resting = member.role is Role.MOTHER and not member.active_on(to_local(now).date())
    open_lists = queries.tonight(now)
    tonight = open_lists[0] if open_lists and not resting else None
    to_come = queries.coming(now)
    coming = [event for event in to_come if event is not tonight]
    hosting = select(EventMother.event_id).where(EventMother.member_id == member.id, EventMother.hosting)
    return render_template(
        "home/team.html",
        member=member,
        resting=resting,
        tonight=tonight,
        over=tonight is not None and now >= tonight.ends_at,
        tally=queries.tally_of(tonight) if tonight else None,
        others=[event for event in open_lists if event is not tonight],
        coming=coming[:_NEXT],
        more=len(coming) > _NEXT,
        hosting=set(db.session.scalars(hosting)),
        words=invitation,
        needs=needs(to_come, tongues(member), most=_NEEDS) if member.role is Role.MOTHER else [],
        thanks="thanks" in request.args,
        better=how_many_open(db.session()) if member.role is Role.COORDINATOR else 0,
    )
