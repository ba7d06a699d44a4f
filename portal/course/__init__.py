"""The course: who would like to become a neighbourhood mother, or the same for fathers, and the course itself.

The page says truthfully whether a course is planned. A course is a series of events of the kind "course evening"
(13 weeks of 3 hours is the usual one); people are invited in the order of the list, their attendance is noted per
evening, and whoever was at the set share of them has completed it and can be given an account in one tap.
"""

from flask import Flask

from portal.core import features, web
from portal.core.features import Feature


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.course import course_views, evening_views, list_views, pages, public_views  # noqa: F401

    features.register(app, Feature.COURSE, pages.bp)
    web.secret_page(app, "/k/", "course.place", "place")
