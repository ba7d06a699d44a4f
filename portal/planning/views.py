"""The pages of this room, all on one blueprint: importing them hangs them on it."""

from portal.planning import evening_views, event_views, task_views, text_views
from portal.planning.pages import bp

__all__ = ["bp", "evening_views", "event_views", "task_views", "text_views"]
