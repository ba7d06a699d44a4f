"""The pages of this room: importing them hangs them on the blueprints."""

from portal.enquiries import asked_views, contact_views, link_views, professional_views, queue_views
from portal.enquiries.pages import ask, bp, matching

__all__ = [
    "ask",
    "asked_views",
    "bp",
    "contact_views",
    "link_views",
    "matching",
    "professional_views",
    "queue_views",
]
