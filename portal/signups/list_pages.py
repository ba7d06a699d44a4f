"""What the coordinator's pages about a list share: their blueprint, and how a party is found."""

from flask import Blueprint, abort

from portal.core.db import once_per_transaction
from portal.events.models import Event
from portal.events.queries import require_event
from portal.signups import list_queries
from portal.signups.models import SignUp

bp = Blueprint("lists", __name__)


@once_per_transaction
def party_of(code: str, number: int) -> tuple[Event, SignUp]:
    """An event and the party with a number on its list; 404 where there is none."""
    event = require_event(code)
    signup = list_queries.by_number(event.id, number)
    if signup is None:
        abort(404)
    return event, signup
