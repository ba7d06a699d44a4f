"""What only people can tell: stories and quotes for the report, a line of each mother's own, and interviews.

A *story* is picked and written by the coordinator for one part of the report. A quote or a story about somebody
is kept only with her consent, and goes when she takes it back, also out of an edition that was handed on. A *line*
is what a mother says of herself, written by her on her own phone. An *interview* is a talk by the guide, with a
page to note the answers; an answer becomes a story in one tap.
"""

from flask import Flask

from portal.core import features
from portal.core.features import Feature


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.stories import interview_views, line_views, pages, picking_views, story_views  # noqa: F401

    features.register(app, Feature.STORIES, pages.bp, line_views.bp)
