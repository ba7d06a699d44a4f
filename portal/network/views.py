"""The pages of this room: importing them hangs them on the blueprint."""

from portal.network import meeting_views, minutes_views, notice_views, quiet_views
from portal.network.pages import bp, notices

__all__ = ["bp", "meeting_views", "minutes_views", "notice_views", "notices", "quiet_views"]
