"""The pages of this room, all on one blueprint: importing them hangs them on it."""

from portal.planning import calendar_views, event_views, series_page_views, series_views, text_views
from portal.planning.pages import bp

__all__ = ["bp", "calendar_views", "event_views", "series_page_views", "series_views", "text_views"]
