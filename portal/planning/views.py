"""The pages of this room, all on one blueprint: importing them hangs them on it."""

from portal.planning import (
    begin_views,
    calendar_views,
    edit_views,
    evening_views,
    event_views,
    list_views,
    series_page_views,
    series_views,
    text_views,
)
from portal.planning.pages import bp

__all__ = [
    "begin_views",
    "bp",
    "calendar_views",
    "edit_views",
    "evening_views",
    "event_views",
    "list_views",
    "series_page_views",
    "series_views",
    "text_views",
]
