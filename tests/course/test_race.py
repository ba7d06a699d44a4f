"""The last seat of a course: two say yes at the same moment, and exactly one of them takes part."""

import threading
from datetime import timedelta

import pytest

from portal.core.actors import GUEST
from portal.core.db import db
from portal.course import courses, interest
from portal.course.courses import Terms
from portal.course.interest import Came, InterestAnswer
from portal.course.models import Course, CourseInterest, CourseParticipant
from tests.course.conftest import KAREN
from tests.races import ROUNDS


@pytest.fixture
def yes_at_once(at_once, now):
    """What each was answered who said yes at the same moment, or what went wrong."""

    def yes_at_once(*ids):
        came = [None] * len(ids)

        def yes(place):
            def deed(session):
                came[place] = interest.answer(
                    session, interest_id=ids[place], said=InterestAnswer.YES, by=GUEST, now=now
                )

            return deed

        told = at_once(*(yes(place) for place in range(len(ids))))
        return [words or answer for words, answer in zip(told, came, strict=True)]

    return yes_at_once


def two_for_the_last_seat(rules, on_list, make_course, now, turn):
    """Two invitations to a course that has one seat by now."""
    ids = [on_list(f"{name}{turn}", hours=hours) for hours, name in ((2, "One"), (1, "Two"))]
    course_id = make_course(seats=2, later=timedelta(hours=turn))
    rules(interest.invite_next, course_id=course_id, by=KAREN, now=now)
    rules(courses.change, course_id=course_id, terms=Terms(seats=1), by=KAREN, now=now)
    return course_id, ids


@pytest.mark.slow
def test_exactly_one_gets_the_last_seat_and_the_other_keeps_her_place(
    yes_at_once, rules, on_list, make_course, now
):
    for turn in range(ROUNDS):
        course_id, ids = two_for_the_last_seat(rules, on_list, make_course, now, turn)
        told = yes_at_once(*ids)
        assert sorted(told) == [Came.FULL, Came.JOINED], told
        assert db.session.query(CourseParticipant).filter_by(course_id=course_id).count() == 1
        late = db.session.get_one(CourseInterest, ids[told.index(Came.FULL)])
        assert (late.state, late.course_id) == ("waiting", None)
        rules(interest.answer, interest_id=late.id, said=InterestAnswer.OFF, by=GUEST, now=now)


def test_one_who_presses_twice_takes_part_once(yes_at_once, rules, on_list, make_course, now):
    interest_id = on_list()
    rules(interest.invite_next, course_id=make_course(seats=1), by=KAREN, now=now)
    assert yes_at_once(interest_id, interest_id) == [Came.JOINED, Came.JOINED]
    assert db.session.query(CourseParticipant).count() == 1


def test_without_the_lock_both_would_have_the_last_seat(
    yes_at_once, rules, on_list, make_course, now, monkeypatch
):
    """So a race test can see the race. On SQLite the write transaction is the lock: there the two never meet."""
    sqlite = db.engine.dialect.name == "sqlite"
    together, seats_free = threading.Barrier(2), interest.seats_free

    def meet(session, course):
        free = seats_free(session, course)
        together.wait(timeout=1 if sqlite else 30)
        return free

    course_id, ids = two_for_the_last_seat(rules, on_list, make_course, now, 0)
    monkeypatch.setattr(interest, "seats_free", meet)
    monkeypatch.setattr(interest, "lock_course", lambda session, number: session.get_one(Course, number))
    told = yes_at_once(*ids)
    assert told == (["BrokenBarrierError()"] * 2 if sqlite else [Came.JOINED, Came.JOINED])
    taken = db.session.query(CourseParticipant).filter_by(course_id=course_id).count()
    assert taken == (0 if sqlite else 2)
