"""What stands behind each figure of the demo year adds up to the figure."""

from datetime import date

import pytest

from portal.core.periods import Period
from portal.reports import counting
from portal.reports.counting import count
from portal.reports.figures import FIGURES, TABLES

#: The demo year is loaded for them.
pytestmark = pytest.mark.slow

EVALUATED = Period(date(2015, 1, 1), date(2015, 11, 30))
#: Only a mother may see what these are counted from.
HERS = {
    "women_in_touch", "women_helped", "women_per_mother", "contacts_new", "conversations", "conversation_hours",
    "introductions", "introductions_took_part", "records_made", "women_area", "contacts_met", "contacts_area",
    "conversations_help", "conversations_month", "introductions_theme", "introductions_offer",
    "introductions_result",
}  # fmt: skip
#: So many rows as the figure says.
AS_MANY = {
    "mothers_active", "mothers_trained", "mothers_resting", "events_own", "events_supported", "events_social",
    "events_information", "events_visibility", "events_full", "enquiries", "enquiries_professionals",
    "enquiries_answered", "enquiries_nobody", "meetings", "meeting_mothers", "course_evenings", "course_interest",
}  # fmt: skip
#: The numbers of the rows make the figure.
ADD_UP = {
    "participants": sum, "first_time": sum, "new_in_denmark": sum, "no_shows": sum, "signups_people": sum,
    "hands": sum, "mother_hours": sum, "funding": sum, "expenses": sum, "course_completed": sum,
    "smallest": min, "largest": max,
}  # fmt: skip


@pytest.fixture
def behind(loaded, morning, _demo_app):
    with _demo_app.test_request_context("/da/"):
        yield lambda key, period=EVALUATED: counting.behind(loaded, key, period, now=morning)


def test_what_only_a_mother_may_see_is_not_opened(behind):
    assert {key for key in [*FIGURES, *TABLES] if behind(key) is None} == HERS


@pytest.mark.parametrize(
    "period", [EVALUATED, Period(date(2026, 1, 1), date(2026, 12, 31))], ids=["2015", "today"]
)
def test_the_rows_make_the_figure(behind, loaded, morning, period):
    figures = count(loaded, period, now=morning).figures
    assert {key: len(behind(key, period)) for key in AS_MANY} == {key: figures[key] for key in AS_MANY}
    made = {
        key: total(numbers) if (numbers := [row.number for row in behind(key, period)]) else None
        for key, total in ADD_UP.items()
    }
    assert made == {key: figures[key] or None for key in ADD_UP}


@pytest.mark.parametrize(
    "key", ["mothers_in_touch", "mothers_helped", "mothers_conversations", "signups_place", "openings_place"]
)
def test_the_rows_make_the_table(behind, loaded, morning, key):
    table = count(loaded, EVALUATED, now=morning).tables[key]
    assert sum(row.number for row in behind(key)) == sum(table.values()) > 0


def test_an_event_is_called_as_the_reader_calls_it_and_leads_to_its_page(behind):
    ours = behind("events_own")
    assert [(row.words, row.day.isoformat(), row.number) for row in ours] == [
        ("Newroz-fest", "2015-03-21", 68),
        ("Mors dag ved det lange bord", "2015-05-10", 30),
        ("Fest efter ramadan", "2015-07-18", 90),
    ]
    assert all(row.href.startswith("/team/events/") for row in ours)
    assert {row.href.rsplit("/", 1)[0] for row in behind("meetings")} == {"/team/network"}
    assert {row.href.rsplit("/", 1)[1] for row in behind("expenses")} == {"expenses"}
    assert "/team/visibility" in {row.href.rsplit("/", 1)[0] for row in behind("events_visibility")}


def test_a_mother_stands_there_by_name_with_what_the_figure_is_about(behind):
    hats = {row.words: row.about for row in behind("mothers_hat")}
    assert len(hats) == 3
    assert set(hats.values()) == {"Sundhedsformidler"}
    assert all(row.href.startswith("/team/members/") for row in behind("mothers_language"))


def test_enquiries_stand_there_by_who_asked_and_without_a_name(behind):
    first = behind("days_to_yes")[0]
    assert (first.href, first.day, first.number) == ("/team/enquiries/1", date(2015, 1, 12), 1.0)
    assert behind("enquiries_nobody") == []
