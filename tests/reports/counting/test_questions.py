"""The report asks the database the same few questions, however much there is to count."""

from datetime import timedelta

import pytest

from portal.attendance.models import OpKind
from portal.core.areas import Area
from portal.course.models import Course, CourseAttendance, CourseParticipant
from portal.events.kinds import Kind
from portal.events.models import EventMother, Repeat, Series
from portal.money.models import Expense, Funder, Funding
from portal.reports import counting
from portal.reports.counting import count
from portal.reports.figures import FIGURES, TABLES
from portal.signups.models import State
from tests.reports.counting.conftest import LATER, LONG_AGO, MARCH, march

QUESTIONS = 33


def fill(group, times):
    """So many of everything: mothers, women handed on, events with parties that were joined, courses, receipts."""
    for number in range(times):
        area = group.add(Area, slug=f"{times}-{number}", name="Area")
        mother = group.mother((march(1), None), (march(9), None))
        woman = group.contact(mother, march(1), area_id=area)
        for day in range(2, 6):
            group.talk(mother, woman, march(day), helps=["letter"])
            woman = group.contact(mother, march(day), from_contact_id=woman)
        series = group.add(Series, repeat=Repeat.WEEKLY, created_at=LONG_AGO)
        course = group.add(Course, series_id=series, seats=9, created_at=LONG_AGO)
        person = group.add(CourseParticipant, course_id=course, joined_on=march(1))
        funder = group.add(Funder, name=f"Funder {times} {number}", created_at=LONG_AGO)
        group.add(Funding, funder_id=funder, year=2015, amount_ore=1, created_at=LONG_AGO)
        for kind in (Kind.COMMUNAL_MEAL, Kind.COURSE_EVENING, Kind.STAND, Kind.NETWORK_MEETING):
            event = group.dinner(9, kind=kind, series_id=series, area_id=area)
            group.add(EventMother, event_id=event, member_id=mother, took_part=True)
            group.add(CourseAttendance, participant_id=person, event_id=event)
            words = {"what": "Rice", "amount_ore": 1, "form_key": f"{event}", "created_at": LONG_AGO}
            group.add(Expense, event_id=event, **words)
            kept = group.party(event, 1)
            for next_number in range(2, 5):
                kept = group.party(event, next_number, state=State.CANCELLED, replaced_by_id=kept)
                tapped_at = LONG_AGO + timedelta(seconds=next_number)
                group.tap(
                    event,
                    OpKind.HERE,
                    subject=f"party:{next_number}",
                    signup_id=kept,
                    adults=1,
                    tapped_at=tapped_at,
                )


@pytest.mark.slow
def test_a_large_group_is_asked_as_little_as_a_small_one(group, questions):
    found = []
    for times in (1, 30):
        fill(group, times)
        group.session.expunge_all()
        with questions() as asked:
            counted = count(group.session, MARCH, now=LATER, whole=True)
        found.append(len(asked))
        assert counted.figures["participants"] == counted.figures["events_own"] > 0
    assert found == [QUESTIONS, QUESTIONS]


@pytest.mark.slow
def test_what_is_behind_a_figure_is_asked_as_little_for_many_rows_as_for_one(app, group, questions):
    found = []
    with app.test_request_context("/"):
        for times in (1, 30):
            fill(group, times)
            asked_of = {}
            for key in [*FIGURES, *TABLES]:
                group.session.expunge_all()
                with questions() as asked:
                    counting.behind(group.session, key, MARCH, now=LATER)
                # Which parts are on is remembered for a few seconds, so it is asked now and then.
                asked_of[key] = len([statement for statement in asked if "feature_off" not in statement])
            found.append(asked_of)
    assert found[0] == found[1]
    assert max(found[0].values()) <= 9
