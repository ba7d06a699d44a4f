"""The geometry of the charts: what is drawn is what was counted, from the side on which one begins to read."""

from datetime import date

import pytest

from portal.core.periods import Period
from portal.reports import charts
from portal.reports.charts import HEIGHT, WIDTH, Span, columns, share, spans, step_of

SPRING = Period(date(2015, 2, 1), date(2015, 4, 30))


def names(table, period):
    return [span.name for span in spans(table, period, step_of(period))]


@pytest.mark.parametrize(
    ("value", "most", "filled"),
    [
        (10, 10, 100.0),
        (5, 10, 50.0),
        (0, 10, 0.0),
        (None, 10, 0.0),
        (1, 10_000_000, 1.5),
        (0, 0, 0.0),
        (9, 3, 100.0),
    ],
)
def test_a_bar_is_as_long_as_its_share_and_is_seen_as_soon_as_there_is_one(value, most, filled):
    assert share(value, most) == filled


def test_a_month_without_anything_has_its_place_and_no_column(app):
    found = spans({"2015-02": 3, "2015-04": 1}, SPRING, 1)
    assert found == [
        Span("February 2015", ("Feb", "2015"), 3),
        Span("March 2015", ("Mar",), 0),
        Span("April 2015", ("Apr",), 1),
    ]
    february, march, april = columns(found, rtl=False).columns
    assert (march.height, march.number) == (0.0, "")
    assert february.height == pytest.approx(3 * april.height, abs=0.3)
    assert february.y + february.height == april.y + april.height == columns(found, rtl=False).baseline


def test_time_runs_from_the_side_on_which_one_begins_to_read(app):
    found = spans({"2015-02": 3}, SPRING, 1)
    left, right = columns(found, rtl=False).columns, columns(found, rtl=True).columns
    assert [one.lines for one in left] == [one.lines for one in right]
    assert [round(WIDTH - one.middle, 1) for one in left] == [one.middle for one in right]
    assert left[0].middle < left[1].middle < left[2].middle


@pytest.mark.parametrize(
    ("last", "step", "count"),
    [
        (date(2015, 12, 31), 1, 12),
        (date(2016, 1, 31), 3, 5),
        (date(2017, 12, 31), 3, 12),
        (date(2018, 1, 1), 12, 4),
        (date(2034, 12, 31), 12, 20),
    ],
)
def test_many_months_are_drawn_by_quarter_and_many_quarters_by_year(app, last, step, count):
    period = Period(date(2015, 1, 1), last)
    assert (step_of(period), len(spans({}, period, step_of(period)))) == (step, count)


def test_a_quarter_that_began_before_the_period_still_counts_as_one(app):
    period = Period(date(2015, 3, 1), date(2016, 4, 30))
    found = spans({"2015-03": 2, "2015-04": 1, "2015-06": 4}, period, step_of(period))
    assert [(span.name, span.value) for span in found[:3]] == [("Q1 2015", 2), ("Q2 2015", 5), ("Q3 2015", 0)]
    assert [span.lines for span in found] == [("Q1", "2015"), ("Q2",), ("Q3",), ("Q4",), ("Q1", "2016"), ("Q2",)]


def test_a_quarter_is_not_shown_as_soon_as_a_month_of_it_is_not(app):
    period = Period(date(2015, 1, 1), date(2016, 3, 31))
    table = {"2015-01": 30, "2015-02": None, "2015-05": 7}
    assert [span.value for span in spans(table, period, 3)] == [None, 7, 0, 0, 0]


def test_a_column_of_one_month_is_no_wider_than_others_and_nothing_at_all_draws_nothing(app):
    (only,) = columns(spans({"2015-02": 8}, Period(date(2015, 2, 1), date(2015, 2, 28)), 1), rtl=False).columns
    assert (only.middle, only.width, only.number) == (WIDTH / 2, 44, "8")
    assert columns([], rtl=False).columns == ()
    assert all(one.height == 0 for one in columns(spans({}, SPRING, 1), rtl=False).columns)


def test_numbers_too_wide_for_their_columns_stand_in_the_table_alone(app):
    year = Period(date(2015, 1, 1), date(2015, 12, 31))
    many = spans({"2015-01": 1160, "2015-02": 3}, year, 1)
    huge = spans({"2015-01": 123_456_789, "2015-02": 3}, year, 1)
    assert [one.number for one in columns(many, rtl=False).columns[:2]] == ["1,160", "3"]
    assert {one.number for one in columns(huge, rtl=False).columns} == {""}


def test_nothing_is_drawn_outside_the_picture(app):
    for rtl in (False, True):
        drawn = columns(spans({"2015-02": 10**9, "2015-03": 1}, SPRING, 1), rtl=rtl)
        for one in drawn.columns:
            assert 0 <= one.x <= one.x + one.width <= WIDTH
            assert 0 < one.y <= one.y + one.height <= drawn.baseline < HEIGHT


def test_the_names_of_months_are_short_in_two_lines_at_most(app):
    from flask_babel import force_locale

    year = Period(date(2015, 1, 1), date(2015, 12, 31))
    for lang in ("da", "en", "tr", "ar", "ur", "ru"):
        with force_locale(lang):
            lines = [line for span in spans({}, year, 1)[1:] for line in span.lines]
            assert max(len(line) for line in lines) <= 7, lang
            assert max(len(span.lines) for span in charts.spans({}, year, 1)[1:]) <= 2
