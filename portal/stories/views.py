"""The pages of this room: importing them hangs them on the blueprint."""

from portal.stories import interview_views, picking_views, story_views
from portal.stories.pages import bp

__all__ = ["bp", "interview_views", "picking_views", "story_views"]
