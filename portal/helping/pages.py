"""What the pages of this room share: their blueprint, and what other pages say of missing hands."""

from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.core import audit
from portal.core.access import Permission, may
from portal.core.db import db, side_transaction, utcnow
from portal.core.features import Feature, is_on
from portal.events.availability import Availability
from portal.events.facts import Bring
from portal.events.models import Event
from portal.helping import queries, words

bp = Blueprint("helping", __name__)

Answer = str | BaseResponse | tuple[str, int]


@dataclass(frozen=True)
class Line:
    """What an invitation says of missing hands: how many of what, or at least where a guest sees what to bring."""

    missing: list[str]


def line(event: Event, state: Availability) -> Line | None:
    """The line on an invitation, also a full one; None where nobody can help, or nothing is missing."""
    if not is_on(Feature.HELP) or not state.can_sign_up:
        return None
    still = queries.missing(db.session(), [event.id]).get(event.id, [])
    if not still and Bring.A_DISH not in event.bring:
        return None
    return Line([words.so_many(one.slot, one.hands.open) for one in still])


def shows_names(event_id: int) -> bool:
    """Whether this phone may be shown who has taken a task: the coordinator's, opened by her PIN. It is noted.

    What was loaded before is expired by it.
    """
    actor = current_actor()
    if not (may(Permission.SEE_PEOPLE, actor) and actor.opened):
        return False
    if queries.takes_of(db.session(), event_id):
        with side_transaction() as session:
            subject, by = f"event:{event_id}", actor.name_for_audit
            audit.record(session, actor=by, action="helping.read_takes", subject=subject, now=utcnow())
    return True
