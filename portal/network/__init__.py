"""The network: meetings of the mothers, notices from the coordinator, and who has not been seen for a while.

A network meeting is an event for mothers only, often in the home of one of them. Around it stand an agenda, who
comes, and the minutes for those who could not. What the coordinator sees of who was seen when is never a ranking.
"""

from flask import Flask

from portal.core import features
from portal.core.features import Feature


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.network import meeting_views, minutes_views, notice_views, pages, quiet_views  # noqa: F401

    features.register(app, Feature.MEETINGS, pages.bp)
    features.register(app, Feature.NOTICES, pages.notices)
