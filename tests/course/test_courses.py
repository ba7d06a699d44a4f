"""A course: its evenings as a series, who was there, when it is completed, and the account that comes of it."""

from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy

from portal.accounts.models import Member
from portal.core.actors import GUEST, Role
from portal.core.areas import Area
from portal.core.db import db
from portal.core.i18n import to_local
from portal.course import attendance, courses, interest, queries, standing
from portal.course.courses import Evenings, Terms
from portal.course.interest import InterestAnswer
from portal.course.models import Becoming, Course, CourseAttendance, CourseParticipant
from portal.events.facts import Audience, Cancelled
from portal.events.kinds import Kind
from portal.events.models import Event, Repeat, Status
from portal.planning import series
from portal.planning.discards import discard_draft
from portal.signups import event_changes
from tests.course.conftest import KAREN, refused


@pytest.fixture
def there(rules, now):
    """Note that somebody was there on these evenings, at a moment after the last of them has ended."""

    def note(part_id, evenings, *, there=True, later=timedelta(days=200)):
        for event_id in [event.id for event in evenings]:
            rules(
                attendance.note_there,
                participant_id=part_id,
                event_id=event_id,
                there=there,
                by=KAREN,
                now=now + later,
            )

    return note


@pytest.fixture
def stands(session):
    def look(course_id, at):
        session.rollback()
        one = standing.standings(session, session.get_one(Course, course_id), at)[0]
        return one.attended, one.evenings, one.completed

    return look


def test_thirteen_weeks_of_three_hours_are_a_series_of_drafts(rules, make_course, evenings, session):
    course_id = make_course(weeks=13, seats=12)
    found = evenings(course_id)
    assert len(found) == 13
    assert {one.kind for one in found} == {Kind.COURSE_EVENING}
    assert {one.status for one in found} == {Status.DRAFT}
    assert {one.ends_local - one.starts_local for one in found} == {timedelta(hours=3)}
    assert {one.starts_local.weekday() for one in found} == {found[0].starts_local.weekday()}
    assert {(one.place_name, one.seats, one.audience) for one in found} == {("Beboerhuset", 12, Audience.MOTHERS)}
    assert found[0].series.repeat is Repeat.WEEKLY
    assert not any(one.public for one in found), "whoever comes was invited from the list"


@pytest.mark.slow
def test_an_evening_at_17_stays_at_17_in_summer_time(rules, make_course, evenings, now):
    course_id = make_course()
    first = to_local(now).date() + timedelta(days=1)
    plan = Evenings(first=first, start=time(17), weeks=30)
    rules(courses.plan_evenings, course_id=course_id, evenings=plan, by=KAREN, now=now)
    assert {one.starts_local.time() for one in evenings(course_id)} == {time(17)}


def test_dates_are_made_once(rules, make_course, evenings, now):
    course_id = make_course(weeks=4)
    plan = Evenings(first=to_local(now).date() + timedelta(days=30), start=time(10))
    rules(courses.plan_evenings, course_id=course_id, evenings=plan, by=KAREN, now=now)
    assert len(evenings(course_id)) == 4


@pytest.mark.slow
def test_a_course_whose_evenings_are_all_thrown_away_can_be_given_others(
    rules, make_course, evenings, session, now
):
    course_id = make_course(weeks=2)
    for event in evenings(course_id):
        rules(discard_draft, event_id=event.id, by=KAREN, now=now)
    session.expire_all()
    assert session.get_one(Course, course_id).series_id is None
    words = Evenings(first=to_local(now).date() + timedelta(days=9), start=time(18), weeks=3)
    rules(courses.plan_evenings, course_id=course_id, evenings=words, by=KAREN, now=now)
    assert len(evenings(course_id)) == 3


def test_dates_that_cannot_be_are_refused_beside_their_field(rules, make_course, now, session):
    course_id = make_course()
    today = to_local(now).date()
    for first, start, field in (
        (today - timedelta(days=1), time(17), "first"),
        (date(2099, today.month, 1), time(17), "first"),
    ):
        with refused("", field):
            plan = Evenings(first=first, start=start)
            rules(courses.plan_evenings, course_id=course_id, evenings=plan, by=KAREN, now=now)
    session.rollback()
    assert session.query(Event).count() == 0, "where one date refuses, none is made"


def test_the_night_without_half_past_two_is_refused_beside_the_time(rules, make_course, now):
    last_sunday = datetime(now.year + 1, 3, 31)
    last_sunday -= timedelta(days=(last_sunday.weekday() + 1) % 7)
    plan = Evenings(first=last_sunday.date(), start=time(2, 30), weeks=2)
    with refused("clocks go forward", "start"):
        rules(courses.plan_evenings, course_id=make_course(), evenings=plan, by=KAREN, now=now)


def test_a_course_made_twice_by_a_double_press_is_one(rules, make_course):
    assert make_course() == make_course()
    assert make_course(later=timedelta(minutes=2)) != make_course()


@pytest.mark.slow
def test_one_tap_notes_her_another_takes_it_back(make_course, join, evenings, there, session):
    course_id = make_course(weeks=3, first_in=0)
    part = join(course_id)
    first = evenings(course_id)[:1]
    there(part, first)
    there(part, first)
    assert session.query(CourseAttendance).count() == 1
    session.rollback()
    there(part, first, there=False)
    there(part, first, there=False)
    assert session.query(CourseAttendance).count() == 0


def test_attendance_opens_on_the_day_of_the_evening(make_course, join, evenings, there, session):
    course_id = make_course(weeks=3, first_in=0)
    part = join(course_id)
    today, next_week = evenings(course_id)[:2]
    there(part, [today], later=timedelta(0))
    with refused("still to come"):
        there(part, [next_week], later=timedelta(0))
    there(part, [next_week], later=timedelta(days=7))


def test_only_evenings_of_the_course_that_are_not_cancelled_are_noted(
    rules, make_course, make_event, join, evenings, there, now
):
    course_id = make_course(weeks=3, first_in=1)
    part = join(course_id)
    with refused("not part of the course"):
        there(part, [make_event(starts_in=-timedelta(days=1))])
    rules(series.publish_all, series_id=evenings(course_id)[0].series_id, by=KAREN, now=now)
    off = evenings(course_id)[0]
    rules(event_changes.cancel_event, event_id=off.id, reason=Cancelled.ILLNESS, by=KAREN, now=now)
    assert len(evenings(course_id)) == 2
    with refused("not part of the course"):
        there(part, [off])


def test_who_has_left_is_not_noted_on_later_evenings(rules, make_course, join, evenings, there, now):
    course_id = make_course(weeks=2, first_in=1)
    part = join(course_id)
    rules(lambda session: setattr(session.get_one(CourseParticipant, part), "left_on", to_local(now).date()))
    with refused("no longer"):
        there(part, evenings(course_id)[:1])


@pytest.mark.parametrize(
    ("attended", "evenings", "share", "enough"),
    [
        (10, 13, 80, False),
        (11, 13, 80, True),
        (4, 5, 80, True),
        (9, 13, 69, True),
        (0, 0, 1, False),
        (1, 1, 100, True),
    ],
)
def test_the_share_is_of_all_evenings(attended, evenings, share, enough):
    assert standing.reaches(attended, evenings, share) is enough


@pytest.mark.slow
def test_the_share_is_reached_but_the_course_goes_on(
    rules, make_course, join, evenings, there, stands, now, session
):
    course_id = make_course(weeks=5, first_in=0)
    part = join(course_id)
    four_weeks = timedelta(days=22)
    there(part, evenings(course_id)[:3], later=four_weeks)
    with refused("not at enough"):
        rules(attendance.complete, participant_id=part, by=KAREN, now=now + four_weeks)
    there(part, evenings(course_id)[3:4], later=four_weeks)
    assert stands(course_id, now + four_weeks) == (4, 5, False)
    rules(attendance.complete, participant_id=part, by=KAREN, now=now + four_weeks)
    assert stands(course_id, now + four_weeks) == (4, 5, True)


@pytest.mark.slow
def test_when_the_course_is_over_the_rule_completes_it(make_course, join, evenings, there, stands, now, session):
    course_id = make_course(weeks=5, first_in=0)
    part, dates = join(course_id), evenings(course_id)
    there(part, dates[:4], later=timedelta(days=22))
    after = now + timedelta(days=60)
    assert stands(course_id, after) == (4, 5, True)
    there(part, dates[4:])
    assert session.get_one(CourseParticipant, part).completed_on == dates[-1].starts_local.date()


@pytest.mark.slow
def test_a_tap_taken_back_takes_the_completion_back(make_course, join, evenings, there, stands, now):
    course_id = make_course(weeks=5, first_in=0)
    part, dates = join(course_id), evenings(course_id)
    there(part, dates[:4])
    assert stands(course_id, now + timedelta(days=60)) == (4, 5, True)
    there(part, dates[:1], there=False)
    assert stands(course_id, now + timedelta(days=60)) == (3, 5, False)


@pytest.mark.slow
def test_a_cancelled_evening_counts_for_nobody(rules, make_course, join, evenings, there, stands, now):
    course_id = make_course(weeks=5, first_in=1)
    part, dates = join(course_id), evenings(course_id)
    there(part, dates[:3])
    assert stands(course_id, now + timedelta(days=60)) == (3, 5, False)
    rules(series.publish_all, series_id=dates[0].series_id, by=KAREN, now=now)
    for event in evenings(course_id)[3:]:
        rules(event_changes.cancel_event, event_id=event.id, reason=Cancelled.ILLNESS, by=KAREN, now=now)
    assert stands(course_id, now + timedelta(days=60)) == (3, 3, True)


@pytest.mark.slow
def test_completing_leads_to_an_account_once(rules, make_course, on_list, evenings, there, session, now):
    rules(lambda session: session.add(Area(slug="parken", name="Parken")))
    interest_id = on_list("Bahar", languages=["tr", "ku"], area_id=1, lang="tr")
    course_id = make_course(weeks=2, first_in=0)
    rules(interest.invite_next, course_id=course_id, by=KAREN, now=now)
    rules(interest.answer, interest_id=interest_id, said=InterestAnswer.YES, by=GUEST, now=now)
    part = session.query(CourseParticipant.id).scalar()
    session.rollback()
    with refused("not completed"):
        rules(attendance.give_account, participant_id=part, by=KAREN, now=now)
    there(part, evenings(course_id))
    after = now + timedelta(days=60)
    ids = {rules(attendance.give_account, participant_id=part, by=KAREN, now=after) for _twice in range(2)}
    member = session.query(Member).one()
    assert ids == {member.id}
    assert (member.name, member.role, member.lang, member.languages) == ("Bahar", Role.MOTHER, "tr", ["tr", "ku"])
    assert [area.slug for area in member.areas] == ["parken"]
    person = session.get_one(CourseParticipant, part)
    assert (member.trained_on, person.name) == (person.completed_on, None)
    assert member.active_on(to_local(after).date())


def test_there_is_no_account_for_fathers(rules, make_course, join, evenings, there, now):
    course_id = make_course(weeks=2, first_in=0, becoming=Becoming.FATHER)
    part = join(course_id, "Ali", becoming=Becoming.FATHER)
    there(part, evenings(course_id))
    with refused("Accounts are for mothers"):
        rules(attendance.give_account, participant_id=part, by=KAREN, now=now + timedelta(days=60))


def test_closing_keeps_who_completed_it_and_ends_the_noting(
    rules, make_course, join, evenings, there, session, now
):
    course_id = make_course(weeks=2, first_in=0)
    part, dates = join(course_id), evenings(course_id)
    there(part, dates, later=timedelta(days=7))
    rules(courses.close, course_id=course_id, by=KAREN, now=now + timedelta(days=7))
    assert session.get_one(CourseParticipant, part).completed_on == dates[-1].starts_local.date()
    session.rollback()
    with refused("closed"):
        there(part, dates[:1], there=False)
    with refused("closed"):
        rules(courses.change, course_id=course_id, terms=Terms(seats=9), by=KAREN, now=now)


@pytest.mark.slow
def test_what_waits_for_the_coordinator(rules, make_course, join, on_list, evenings, there, session, now):
    course_id = make_course(weeks=2, first_in=0, seats=2)
    part = join(course_id)
    asked = on_list("Asked")
    rules(interest.invite_next, course_id=course_id, by=KAREN, now=now)

    def waiting(later):
        session.rollback()
        found = queries.waiting_for_coordinator(session, now + later)
        return (
            [one.id for one in found.without_account],
            [one.id for one in found.without_answer],
            [event.id for _course, event in found.without_attendance],
        )

    dates = [event.id for event in evenings(course_id)]
    assert waiting(timedelta(0)) == ([], [], [])
    assert waiting(timedelta(days=6)) == ([], [], dates[:1])
    assert waiting(timedelta(days=8)) == ([], [asked], dates)
    there(part, evenings(course_id))
    assert waiting(timedelta(days=8)) == ([part], [asked], [])
    rules(attendance.give_account, participant_id=part, by=KAREN, now=now + timedelta(days=8))
    assert waiting(timedelta(days=8)) == ([], [asked], [])


@pytest.mark.slow
def test_courses_that_are_long_over_cost_the_first_page_nothing(rules, make_course, join, session, now):
    for number in range(3):
        course_id = make_course(weeks=2, later=timedelta(hours=number))
        part_id = join(course_id, f"Nr. {number}")
        rules(courses.close, course_id=course_id, by=KAREN, now=now)
        rules(lambda session, one: setattr(session.get_one(CourseParticipant, one), "name", None), part_id)
    asked: list[str] = []

    def ask(*words: object) -> None:
        asked.append(str(words[2]))

    sqlalchemy.event.listen(db.engine, "before_cursor_execute", ask)
    queries.waiting_for_coordinator(session, now)
    sqlalchemy.event.remove(db.engine, "before_cursor_execute", ask)
    assert len(asked) == 2, "who has not answered, and which courses are open"


def test_the_public_is_told_of_what_is_announced_until_it_is_over(make_course, session, now):
    assert queries.told(now) == []
    make_course(announced=False)
    make_course(weeks=2, later=timedelta(minutes=2))
    session.rollback()
    assert [(len(one.evenings), one.begun) for one in queries.told(now)] == [(2, False)]
    assert [one.begun for one in queries.told(now + timedelta(days=10))] == [True]
    assert queries.told(now + timedelta(days=60)) == []
