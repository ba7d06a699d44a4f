"""The pages of this room: importing them hangs them on the blueprint."""

from portal.course import course_views, evening_views, list_views, public_views
from portal.course.pages import bp

__all__ = ["bp", "course_views", "evening_views", "list_views", "public_views"]
