"""What the pages of the journal share: their blueprint, and the way to a mother's own contact."""

from flask import Blueprint, abort
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.contacts import journal_queries, queries
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact

bp = Blueprint("journal", __name__)


def my_contact(session: Session, contact_id: int, *, lock: bool = False) -> Contact:
    """The contact of the mother who asks, or 404. ``lock``: held, to decide something about her."""
    contact = queries.my(session, current_actor(), contact_id, lock=lock)
    if contact is None:
        abort(404)
    return contact


def my_conversation(
    session: Session, contact_id: int, conversation_id: int, *, lock: bool = False
) -> Conversation:
    """A conversation with a contact of the mother who asks, or 404."""
    contact = my_contact(session, contact_id, lock=lock)
    conversation = journal_queries.my_conversation(session, contact, conversation_id)
    if conversation is None:
        abort(404)
    return conversation
