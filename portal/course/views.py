"""The pages of this room: importing them hangs them on the blueprint."""

from portal.course.pages import bp

__all__ = ["bp"]
