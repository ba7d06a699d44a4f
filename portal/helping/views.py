"""The pages of this room, all on one blueprint: importing them hangs them on it."""

from portal.helping import help_views, helper_views, task_views, ticket_views
from portal.helping.pages import bp

__all__ = ["bp", "help_views", "helper_views", "task_views", "ticket_views"]
