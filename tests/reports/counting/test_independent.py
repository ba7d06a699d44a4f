"""The independent count: of groups that nobody would think of, all figures and tables twice, in two ways."""

import pytest

pytest.importorskip("hypothesis", reason="made-up groups need hypothesis (requirements-dev.txt)")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from portal.core.db import db
from portal.core.periods import Period
from portal.reports.counting import count
from portal.reports.figures import FIGURES, TABLES
from tests.reports.counting.made_up import groups
from tests.reports.counting.naive import Naive

pytestmark = pytest.mark.slow


def plain(figures):
    """Figures without the last bits of what was divided in another order."""
    return {key: round(value, 9) if isinstance(value, float) else value for key, value in figures.items()}


def so_many(examples):
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@so_many(25)
@given(made_up=groups(), whole=st.booleans())
def test_every_figure_and_table_is_what_a_plain_loop_over_all_rows_finds(app, made_up, whole):
    compare(made_up, whole)


@pytest.mark.storm
@so_many(500)
@given(made_up=groups(), whole=st.booleans())
def test_the_same_of_very_many_groups(app, made_up, whole):
    compare(made_up, whole)


def compare(made_up, whole):
    """Put a group into the database, count it in both ways, and take it away."""
    group, first, last, now = made_up
    session, period = db.session(), Period(first, last)
    try:
        for model, rows in group.items():
            if rows:
                session.execute(insert(model.__table__), rows)
        plainly = Naive(session, first, last, now, whole=whole)
        counted = count(session, period, now=now, whole=whole)
        assert (plain(counted.figures), counted.tables) == (plain(plainly.figures), plainly.tables)
        assert set(counted.figures) == set(FIGURES)
        assert set(counted.tables) == set(TABLES) or (not whole and counted.withheld)
    finally:
        session.rollback()
