"""What the pages about tasks share: their blueprint, and whether they show who has taken one."""

from flask import Blueprint

from portal.accounts.guard import current_actor
from portal.core.access import Permission, may
from portal.core.audit import record_reading
from portal.core.db import db
from portal.helping import queries

bp = Blueprint("helping", __name__)


def shows_names(event_id: int) -> bool:
    """Whether this phone may be shown who has taken a task: the coordinator's, opened by her PIN. It is noted.

    What was loaded before is expired by it.
    """
    actor = current_actor()
    if not (may(Permission.SEE_PEOPLE, actor) and actor.opened):
        return False
    if queries.takes_of(db.session(), event_id):
        record_reading("helping.read_takes", f"event:{event_id}", by=actor)
    return True
