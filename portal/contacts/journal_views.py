"""The pages of the journal: importing them hangs them on the blueprint."""

from portal.contacts import conversation_views, hand_over_views, offer_views, wish_views
from portal.contacts.journal_pages import bp

__all__ = ["bp", "conversation_views", "hand_over_views", "offer_views", "wish_views"]
