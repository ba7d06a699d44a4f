"""The list on paper, for an evening without phones."""

from flask import Response, abort, render_template

from portal.accounts.guard import current_actor
from portal.attendance import queries
from portal.attendance.pages import bp, event_here
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.db import utcnow
from portal.core.i18n import current_language
from portal.events import invitation
from portal.events.availability import AFTER, open_for_counting
from portal.signups.models import State
from portal.signups.tickets import picture

#: Empty lines for guests without a sign-up.
_LINES = 12


@bp.get("/team/events/<code:code>/list")
@allow(Permission.COUNT_IN)
def paper(code: str) -> Response:
    """Numbers, pictures, names, parties, a box to tick; no phones. Members may print it ahead of the evening."""
    event, now = event_here(code), utcnow()
    is_open = open_for_counting(event, now)
    if now > event.ends_at + AFTER or (current_actor().member_id is None and not is_open):
        abort(404)
    record_reading("attendance.read", event, by=current_actor())
    html = render_template(
        "attendance/paper.html",
        event=event,
        title=invitation.title(event, current_language().code),
        parties=[
            (signup, signup.ticket.number, picture(signup.ticket.number))
            for signup in queries.parties(event)
            if signup.state is not State.CANCELLED
        ],
        lines=_LINES,
        is_open=is_open,
    )
    return Response(html)
