"""The pages of this room, all on one blueprint: importing them hangs them on it."""

from portal.attendance import door_views, guest_views, paper_views, pass_views, tap_views
from portal.attendance.pages import bp

__all__ = ["bp", "door_views", "guest_views", "paper_views", "pass_views", "tap_views"]
