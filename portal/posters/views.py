"""The pages of this room, all on one blueprint: importing them hangs them on it."""

from portal.posters import file_views, picture_views, placement_views, places_views, sheet_views
from portal.posters.pages import bp

__all__ = ["bp", "file_views", "picture_views", "placement_views", "places_views", "sheet_views"]
