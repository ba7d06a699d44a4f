"""What the pages of this package share: their blueprints, and how a meeting is found."""

from flask import Blueprint, abort

from portal.accounts.guard import current_actor
from portal.core.actors import Role
from portal.events import queries
from portal.events.models import Event, Status
from portal.network import rules

bp = Blueprint("network", __name__)
notices = Blueprint("notices", __name__)


def meeting_of(meeting: str) -> Event:
    """The meeting of an address; 404 for every other event, and to a mother for a draft."""
    event = queries.by_code(meeting)
    if event is None or not rules.is_meeting(event) or (event.status is Status.DRAFT and not holds()):
        abort(404)
    return event


def holds() -> bool:
    """Whether the coordinator reads this page."""
    return current_actor().role is Role.COORDINATOR


def only_a_mother() -> int:
    """The id of the mother who does this; 404 to the coordinator, who neither hosts nor says that she comes."""
    by = current_actor()
    if by.role is not Role.MOTHER or by.member_id is None:
        abort(404)
    return by.member_id
