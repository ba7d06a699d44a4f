"""Offers: what the municipality and associations have for residents, as a directory in every language.

An offer is told as an event is: facts as choices, which are translated once, and texts per language on top. It is
flagged when nobody has confirmed it for six months. A mother finds one in two taps from a conversation and notes
that she told a contact of it (``contacts.models.Introduction``).
"""

from flask import Flask

from portal.core import features
from portal.core.features import Feature


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.offers import file_views, pages, poster_views, public_views, team_views, word_views  # noqa: F401

    features.register(app, Feature.OFFERS, pages.bp)
