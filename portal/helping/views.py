"""The pages of this room, all on one blueprint: importing them hangs them on it."""

from portal.helping import task_views
from portal.helping.pages import bp

__all__ = ["bp", "task_views"]
