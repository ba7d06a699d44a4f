"""The coordinator's pages about lists, all on one blueprint: importing them hangs them on it."""

from portal.signups import export_views, joining_views, list_views, search_views
from portal.signups.list_pages import bp

__all__ = ["bp", "export_views", "joining_views", "list_views", "search_views"]
