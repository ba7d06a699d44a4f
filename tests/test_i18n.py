"""The names of languages, as CLDR has them, and how days and times are said."""

from datetime import UTC, datetime

import pytest
from babel import Locale
from flask import g

from portal.core.i18n import SPOKEN, autonym, format_day, format_time


def in_cldr(code):
    """The name of a language in itself, with a capital as at the start of a line."""
    name = Locale.parse(code).get_display_name(code)
    return name[0].upper() + name[1:]


@pytest.mark.slow
def test_each_spoken_language_has_the_name_that_cldr_gives_it():
    ours = {"ku": "Kurdî", "prs": "دری"}
    assert {code: autonym(code) for code in SPOKEN} == {code: ours.get(code) or in_cldr(code) for code in SPOKEN}


@pytest.mark.parametrize(
    ("instant", "day", "time"),
    [
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "1 Dec 2026", "00:30"),
        (datetime(2026, 6, 30, 22, 15, tzinfo=UTC), "1 Jul 2026", "00:15"),
        (datetime(2026, 12, 1, 0, 30), "1 Dec 2026", "00:30"),
    ],
    ids=["winter", "summer", "wall"],
)
def test_a_day_and_a_time_are_said_as_danish_clocks_show_them(app, instant, day, time):
    with app.test_request_context("/en/"):
        g.lang = "en"
        assert (format_day(instant, "short"), format_time(instant)) == (day, time)
