"""The pages of this room: importing them hangs them on the blueprint."""

from portal.offers import public_views
from portal.offers.pages import bp

__all__ = ["bp", "public_views"]
