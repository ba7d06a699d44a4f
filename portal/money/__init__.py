"""Money: who funds the group with how much a year, and what an event cost.

A *funder* gives *funding* for a year, and may care for some areas alone: those get a page of their own in the
report. An *expense* is one receipt of an event. Amounts are whole øre, so that sums are exact; ``amounts.py`` is
the one place that reads and writes them. A group that keeps its books elsewhere switches this off.
"""

from flask import Flask

from portal.core import features
from portal.core.features import Feature


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.money import expense_views, file_views, funder_views, funding_views, pages, year_views  # noqa: F401

    features.register(app, Feature.MONEY, pages.bp)
