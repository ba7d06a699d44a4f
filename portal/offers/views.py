"""The pages of this room: importing them hangs them on the blueprint."""

from portal.offers import file_views, poster_views, public_views, team_views, word_views
from portal.offers.pages import bp

__all__ = ["bp", "file_views", "poster_views", "public_views", "team_views", "word_views"]
