"""Enquiries, meetings, the course, hours, funding, and what is switched off or empty."""

from datetime import date, datetime, timedelta

import pytest

from portal.contacts.help_kinds import Help
from portal.core.features import Feature, FeatureOff
from portal.core.periods import Period
from portal.course.models import Course, CourseAttendance, CourseInterest, CourseParticipant
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.events.kinds import Kind
from portal.events.models import EventMother, Repeat, Series, Status
from portal.money.models import Expense, Funder, Funding
from portal.reports.figures import FIGURES, TABLES
from portal.reports.models import ExperienceRecord
from tests.reports.counting.conftest import LONG_AGO, MARCH, at

NOTHING_TO_RECKON = {
    "women_per_mother", "conversation_hours", "smallest", "largest", "median", "days_to_yes", "days_to_full",
    "reached", "cost_per_participant",
}  # fmt: skip


def ask(group, received_at, **values):
    number = next(group._numbers)
    words = {"asker": Asker.MUNICIPALITY, "spoken": "tr", "agreed_version": "test", "lang": "da", **values}
    keys = {"public_id": f"e{number}", "form_key": f"e{number}"}
    return group.add(Enquiry, received_at=received_at, **keys, **words)


def test_in_an_empty_group_everything_is_nothing(group):
    counted = group.counted()
    assert counted.figures == {key: None if key in NOTHING_TO_RECKON else 0 for key in FIGURES}
    assert counted.tables == {key: {} for key in TABLES}


@pytest.mark.parametrize(
    ("received_at", "counts"),
    [
        (at(28, 23, 59, month=2), 0),
        (at(1), 1),  # in Greenwich it is February still
        (at(31, 23, 59), 1),  # after the clocks went forward: the hour before midnight begins at nine in Greenwich
        (at(1, month=4), 0),
    ],
)
def test_an_enquiry_is_of_the_danish_day_it_came(group, received_at, counts):
    ask(group, received_at)
    group.add(
        CourseInterest,
        public_id="i1",
        form_key="i1",
        becoming="mother",
        agreed_version="test",
        lang="da",
        created_at=received_at,
    )
    group.add(ExperienceRecord, member_id=group.mother(), made_at=received_at)
    figures = group.counted().figures
    assert [figures[key] for key in ("enquiries", "course_interest", "records_made")] == [counts] * 3


def test_what_became_of_an_enquiry(group):
    for state in EnquiryState:
        ask(group, at(2), state=state, theme=Help.LETTER)
    ask(group, at(3), state=EnquiryState.WITHDRAWN, accepted_at=at(5))
    ask(group, at(3), state=EnquiryState.CLOSED, accepted_at=at(4), asker=Asker.HERSELF, spoken="ar")
    counted = group.counted()
    outcomes = {"open": 4, "closed": 1, "nobody": 1, "withdrawn": 1, "answered": 2}
    assert counted.tables["enquiries_outcome"] == outcomes
    assert counted.tables["enquiries_theme"] == {"letter": 7, "": 2}
    assert counted.tables["enquiries_asker"] == {"municipality": 8, "herself": 1}
    assert counted.tables["enquiries_language"] == {"tr": 8, "ar": 1}
    keys = ("enquiries", "enquiries_professionals", "enquiries_answered", "enquiries_nobody", "days_to_yes")
    assert [counted.figures[key] for key in keys] == [9, 8, 2, 1, 1.5]


def test_hours_are_of_every_mother_who_came_or_hosted_and_of_conversations(group):
    fatma, amal, rania = (group.mother() for _name in range(3))
    dinner = group.dinner(9)
    meeting = group.event(
        datetime(2015, 3, 10, 18), datetime(2015, 3, 10, 19, 30), kind=Kind.NETWORK_MEETING, audience="mothers"
    )
    parts = [(dinner, fatma, True, True), (dinner, amal, True, False), (dinner, rania, False, False)]
    parts += [(meeting, amal, False, True), (meeting, rania, True, False)]
    for event, mother, hosting, took_part in parts:
        group.add(EventMother, event_id=event, member_id=mother, hosting=hosting, took_part=took_part)
    group.talk(fatma, group.contact(fatma, date(2015, 3, 1)), date(2015, 3, 31), quarters=1)
    figures = group.counted().figures
    keys = ("mother_hours", "meetings", "meeting_mothers")
    assert [figures[key] for key in keys] == [3 + 3 + 1.5 + 1.5 + 0.25, 1, 1]


@pytest.fixture
def course(group):
    """A course of four evenings in March, of which one is cancelled, and how one is there on some of the three."""
    series = group.add(Series, repeat=Repeat.WEEKLY, created_at=LONG_AGO)
    statuses = [Status.PUBLISHED, Status.PUBLISHED, Status.CANCELLED, Status.PUBLISHED]
    days = (3, 10, 17, 24)
    evenings = [
        group.dinner(day, kind=Kind.COURSE_EVENING, status=status, series_id=series)
        for day, status in zip(days, statuses, strict=True)
    ]

    def course(*, there, share=80, left_on=None, completed_on=None, closed_at=None):
        number = group.add(
            Course, series_id=series, seats=9, share=share, created_at=LONG_AGO, closed_at=closed_at
        )
        person = group.add(
            CourseParticipant,
            course_id=number,
            joined_on=date(2015, 3, 1),
            left_on=left_on,
            completed_on=completed_on,
        )
        for evening in there:
            group.add(CourseAttendance, participant_id=person, event_id=evenings[evening - 1])
        return person

    return course


@pytest.mark.parametrize(
    ("values", "now", "completed"),
    [
        ({"there": (1, 2, 4)}, at(24, 20), 1),
        ({"there": (1, 2, 4)}, at(24, 19, 59), 0),
        ({"there": (1, 2)}, at(25), 0),
        ({"there": (1, 2, 3)}, at(25), 0),  # the third was cancelled
        ({"there": (1, 2), "share": 66}, at(25), 1),
        ({"there": (1, 2), "share": 67}, at(25), 0),
        ({"there": (1, 2, 4), "share": 100}, at(25), 1),
        ({"there": (1, 2, 4), "left_on": date(2015, 3, 25)}, at(25), 0),
        ({"there": (), "completed_on": date(2015, 3, 31)}, at(31), 1),
        ({"there": (1, 2, 4), "completed_on": date(2015, 4, 1)}, at(9, month=4), 0),
    ],
)
def test_who_completed_a_course_counts_also_before_anybody_has_kept_it(group, course, values, now, completed):
    course(**values)
    assert group.figure("course_completed", now=now) == completed


def test_a_course_that_was_closed_early_is_completed_today_and_not_on_an_evening_to_come(group, course):
    course(there=(1, 2, 4), closed_at=at(11))
    on = {day: Period(date(2015, 3, day), date(2015, 3, day)) for day in (12, 24)}
    assert [group.figure("course_completed", on[day], now=at(12, 9)) for day in (12, 24)] == [1, 0]


def test_two_courses_do_not_mix_their_evenings(group, course):
    there = course(there=(1, 2))
    other = group.add(Series, repeat=Repeat.WEEKLY, created_at=LONG_AGO)
    elsewhere = group.dinner(11, kind=Kind.COURSE_EVENING, series_id=other)
    group.add(Course, series_id=other, seats=9, created_at=LONG_AGO)
    group.add(CourseAttendance, participant_id=there, event_id=elsewhere)
    figures = group.counted().figures
    assert (figures["course_completed"], figures["course_evenings"]) == (0, 4)


def test_funding_is_of_whole_years_and_of_every_year_that_is_touched(group):
    one, two = (group.add(Funder, name=name, created_at=LONG_AGO) for name in ("One", "Two"))
    for funder, year, kroner in ((one, 2014, 1), (one, 2015, 25_000), (two, 2015, 20_000), (two, 2016, 5_000)):
        group.add(Funding, funder_id=funder, year=year, amount_ore=kroner * 100, created_at=LONG_AGO)
    winter = Period(date(2015, 12, 1), date(2016, 1, 31))
    assert group.figure("funding") == 4_500_000
    assert group.counted(winter).tables["funding_funder"] == {str(one): 2_500_000, str(two): 2_500_000}


def test_where_money_is_switched_off_nothing_is_said_of_it(group):
    funder = group.add(Funder, name="One", created_at=LONG_AGO)
    group.add(Funding, funder_id=funder, year=2015, amount_ore=1, created_at=LONG_AGO)
    group.add(Expense, event_id=group.dinner(9), what="Rice", amount_ore=1, form_key="1", created_at=LONG_AGO)
    group.add(FeatureOff, feature=Feature.MONEY)
    counted = group.counted()
    keys = ("funding", "expenses", "cost_per_participant")
    assert {key: counted.figures[key] for key in keys} == dict.fromkeys(keys)
    assert (counted.tables["funding_funder"], counted.tables["expenses_event"]) == ({}, {})


def test_a_part_that_is_switched_off_is_counted_as_it_was(group):
    group.add(FeatureOff, feature=Feature.JOURNAL)
    fatma = group.mother()
    group.talk(fatma, group.contact(fatma, MARCH.first), MARCH.first + timedelta(days=1))
    assert group.figure("conversations") == 1
