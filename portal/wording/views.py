"""The pages of this room, all on one blueprint: importing them hangs them on it."""

from portal.wording import better_views, collected_views, translate_views
from portal.wording.pages import bp

__all__ = ["better_views", "bp", "collected_views", "translate_views"]
