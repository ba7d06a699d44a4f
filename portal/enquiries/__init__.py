"""Enquiries: somebody asks for a mother.

A professional asks for a woman she has met (``/<lang>/professionals``) without a word about her: language, area,
theme and how soon, as choices. A woman asks for herself (``/<lang>/contact``). The coordinator asks one mother at
a time; she sees language, area and theme, and only after her yes how to reach anybody. ``states.py`` holds the
table of what may follow what. Whoever asked has a link that shows received, passed on or closed, and nothing else.
"""

from flask import Flask

from portal.core import features, web
from portal.core.features import Feature


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.enquiries import asked_views, contact_views, link_views, pages, professional_views, queue_views  # noqa: F401

    features.register(app, Feature.PROFESSIONALS, pages.bp)
    features.register(app, Feature.CONTACT, pages.ask)
    app.register_blueprint(pages.matching)
    web.secret_page(app, "/q/", "matching.link", "link_token")
