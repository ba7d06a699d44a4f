"""The list: its order, every answer in every state, and what stays of somebody who leaves it."""

from datetime import timedelta

import pytest

from portal.core.actors import GUEST
from portal.core.audit import AuditEntry
from portal.core.errors import RuleBroken
from portal.course import courses, interest
from portal.course.courses import Terms
from portal.course.interest import ANSWERS, Came, InterestAnswer
from portal.course.links import interest_of_token, token_of
from portal.course.models import Becoming, Course, CourseInterest, CourseParticipant, InterestState
from tests.course.conftest import KAREN, refused


@pytest.fixture
def person(session):
    def read(interest_id):
        session.rollback()
        return session.get_one(CourseInterest, interest_id, populate_existing=True)

    return read


@pytest.fixture
def says(rules, now):
    def say(interest_id, said, by=GUEST):
        return rules(interest.answer, interest_id=interest_id, said=said, by=by, now=now)

    return say


@pytest.fixture
def invite(rules, now):
    def ask(course_id, *, later=timedelta(0)):
        return [one.name for one in rules(interest.invite_next, course_id=course_id, by=KAREN, now=now + later)]

    return ask


@pytest.fixture
def in_state(rules, on_list, make_course, says, now):
    """Somebody in a state, come to it by the rules."""

    def reach(state):
        interest_id = on_list()
        if state not in (InterestState.WAITING, InterestState.WITHDRAWN):
            rules(interest.invite_next, course_id=make_course(), by=KAREN, now=now)
        steps = {
            InterestState.JOINED: InterestAnswer.YES,
            InterestState.NOT_NOW: InterestAnswer.NOT_NOW,
            InterestState.WITHDRAWN: InterestAnswer.OFF,
        }
        if state in steps:
            says(interest_id, steps[state])
        return interest_id

    return reach


#: What every answer leads to in every state; None is refused.
AFTER = {
    (InterestState.WAITING, InterestAnswer.YES): None,
    (InterestState.WAITING, InterestAnswer.NOT_NOW): None,
    (InterestState.WAITING, InterestAnswer.OFF): InterestState.WITHDRAWN,
    (InterestState.INVITED, InterestAnswer.YES): InterestState.JOINED,
    (InterestState.INVITED, InterestAnswer.NOT_NOW): InterestState.NOT_NOW,
    (InterestState.INVITED, InterestAnswer.OFF): InterestState.WITHDRAWN,
    (InterestState.JOINED, InterestAnswer.YES): InterestState.JOINED,
    (InterestState.JOINED, InterestAnswer.NOT_NOW): InterestState.NOT_NOW,
    (InterestState.JOINED, InterestAnswer.OFF): InterestState.WITHDRAWN,
    (InterestState.NOT_NOW, InterestAnswer.YES): InterestState.JOINED,
    (InterestState.NOT_NOW, InterestAnswer.NOT_NOW): InterestState.NOT_NOW,
    (InterestState.NOT_NOW, InterestAnswer.OFF): InterestState.WITHDRAWN,
    (InterestState.WITHDRAWN, InterestAnswer.YES): None,
    (InterestState.WITHDRAWN, InterestAnswer.NOT_NOW): None,
    (InterestState.WITHDRAWN, InterestAnswer.OFF): InterestState.WITHDRAWN,
}


def test_the_table_names_every_state_and_answer():
    assert set(AFTER) == {(state, said) for state in InterestState for said in InterestAnswer}
    assert {pair for pair, after in AFTER.items() if after} == {
        (s, a) for s, said in ANSWERS.items() for a in said
    }


@pytest.mark.parametrize(("state", "said"), AFTER, ids=str)
def test_every_answer_in_every_state(in_state, says, person, state, said):
    interest_id = in_state(state)
    assert person(interest_id).state is state
    after = AFTER[state, said]
    if after is None:
        with pytest.raises(RuleBroken):
            says(interest_id, said)
        assert person(interest_id).state is state
    else:
        assert says(interest_id, said).name in (after.name, "OFF")
        assert person(interest_id).state is after


@pytest.mark.parametrize("state", InterestState)
def test_only_an_invitation_is_taken_back(rules, in_state, person, now, state):
    interest_id = in_state(state)
    if state is InterestState.INVITED:
        rules(interest.take_back, interest_id=interest_id, by=KAREN, now=now)
        assert (person(interest_id).state, person(interest_id).course_id) == (InterestState.WAITING, None)
    else:
        with pytest.raises(RuleBroken):
            rules(interest.take_back, interest_id=interest_id, by=KAREN, now=now)
        assert person(interest_id).state is state


def test_the_oldest_are_invited_first_and_only_as_many_as_there_are_seats(on_list, make_course, invite):
    on_list("Third", hours=1)
    on_list("First", hours=3)
    on_list("Second", hours=2)
    on_list("Ali", hours=9, becoming=Becoming.FATHER)
    assert invite(make_course(seats=2)) == ["First", "Second"]


def test_while_they_are_asked_nobody_else_is_and_after_a_week_the_next(on_list, make_course, invite):
    on_list("First", hours=3)
    on_list("Second", hours=2)
    course_id = make_course(seats=1)
    assert invite(course_id) == ["First"]
    with refused("Every seat"):
        invite(course_id, later=timedelta(days=6))
    assert invite(course_id, later=timedelta(days=7)) == ["Second"]


def test_nobody_waits(make_course, invite):
    with refused("Nobody is waiting"):
        invite(make_course())


def test_not_this_time_keeps_her_place_for_the_next_course(on_list, make_course, invite, says):
    first = on_list("First", hours=3)
    on_list("Second", hours=2)
    one = make_course(seats=1)
    assert invite(one) == ["First"]
    says(first, InterestAnswer.NOT_NOW)
    assert invite(one) == ["Second"], "she is not asked again about the same course"
    assert invite(make_course(seats=1, later=timedelta(hours=1))) == ["First"]


def test_who_said_no_does_not_take_back_a_seat_that_another_is_being_asked_about(
    on_list, make_course, invite, says, person
):
    first, second = on_list("First", hours=3), on_list("Second", hours=2)
    one = make_course(seats=1)
    invite(one)
    says(first, InterestAnswer.NOT_NOW)
    assert invite(one) == ["Second"]
    assert says(first, InterestAnswer.YES) is Came.FULL, "that seat is kept for the other"
    assert person(first).state is InterestState.WAITING
    assert says(second, InterestAnswer.YES) is Came.JOINED


def test_who_said_no_and_thinks_better_of_it_has_her_seat_while_nobody_is_asked(
    on_list, make_course, invite, says
):
    first = on_list("First")
    invite(make_course(seats=1))
    says(first, InterestAnswer.NOT_NOW)
    assert says(first, InterestAnswer.YES) is Came.JOINED


def test_who_says_yes_when_the_last_seat_is_gone_waits_again_at_her_place(
    rules, on_list, make_course, invite, says, person, now
):
    first, second = on_list("First", hours=3), on_list("Second", hours=2)
    on_list("Third", hours=1)
    course_id = make_course(seats=2)
    invite(course_id)
    rules(courses.change, course_id=course_id, terms=Terms(seats=1), by=KAREN, now=now)
    assert (says(second, InterestAnswer.YES), says(first, InterestAnswer.YES)) == (Came.JOINED, Came.FULL)
    assert (person(first).state, person(first).course_id) == (InterestState.WAITING, None)
    rules(courses.change, course_id=course_id, terms=Terms(seats=2), by=KAREN, now=now)
    assert invite(course_id) == ["First"]


def test_yes_makes_her_a_participant_once_and_coming_back_is_the_same_one(
    session, on_list, make_course, invite, says, now
):
    interest_id = on_list()
    invite(make_course())
    for said in (InterestAnswer.YES, InterestAnswer.YES, InterestAnswer.NOT_NOW, InterestAnswer.YES):
        says(interest_id, said)
    rows = session.query(CourseParticipant).all()
    assert [(row.name, row.interest_id, row.left_on) for row in rows] == [("Bahar", interest_id, None)]


def test_who_leaves_one_course_can_take_part_in_another(session, on_list, make_course, invite, says):
    interest_id = on_list()
    one = make_course()
    invite(one)
    says(interest_id, InterestAnswer.YES)
    says(interest_id, InterestAnswer.NOT_NOW)
    two = make_course(later=timedelta(hours=1))
    assert invite(two) == ["Bahar"]
    says(interest_id, InterestAnswer.YES)
    rows = session.query(CourseParticipant).order_by(CourseParticipant.id).all()
    assert [(row.course_id, row.interest_id, row.left_on is None) for row in rows] == [
        (one, None, False),
        (two, interest_id, True),
    ]


def test_off_the_list_blanks_at_once_who_she_was(session, on_list, make_course, invite, says, person):
    interest_id = on_list(email="b@example.org", languages=["tr", "ku"])
    invite(make_course())
    says(interest_id, InterestAnswer.YES)
    says(interest_id, InterestAnswer.OFF)
    gone = person(interest_id)
    assert (gone.name, gone.phone, gone.email, gone.languages, gone.area_id) == (None, None, None, [], None)
    part = session.query(CourseParticipant).one()
    assert part.name is None and part.left_on is not None


def test_off_the_list_no_course_that_she_left_before_knows_her_name(session, on_list, make_course, invite, says):
    interest_id = on_list()
    invite(make_course())
    says(interest_id, InterestAnswer.YES)
    says(interest_id, InterestAnswer.NOT_NOW)
    invite(make_course(later=timedelta(hours=1)))
    says(interest_id, InterestAnswer.YES)
    says(interest_id, InterestAnswer.OFF)
    assert [row.name for row in session.query(CourseParticipant)] == [None, None]


def test_a_closed_course_lets_the_invited_wait_again_and_takes_no_late_yes(
    rules, on_list, make_course, invite, says, person, now
):
    asked, declined = on_list("Asked", hours=2), on_list("Declined", hours=1)
    course_id = make_course()
    invite(course_id)
    says(declined, InterestAnswer.NOT_NOW)
    rules(courses.close, course_id=course_id, by=KAREN, now=now)
    assert person(asked).state is InterestState.WAITING
    with refused("closed"):
        says(declined, InterestAnswer.YES)
    assert person(declined).state is InterestState.NOT_NOW


def test_the_same_form_sent_twice_is_one_place_on_the_list(session, on_list):
    assert on_list() == on_list()
    assert on_list(phone="+4520203041") != on_list()


def test_whom_the_purge_has_blanked_is_not_invited(rules, session, on_list, make_course, invite):
    on_list()
    rules(lambda session: setattr(session.query(CourseInterest).one(), "name", None))
    with refused("Nobody is waiting"):
        invite(make_course())


def test_her_link_opens_her_place_and_no_other(session, on_list):
    one, two = on_list("One"), on_list("Two")
    first, second = session.get_one(CourseInterest, one), session.get_one(CourseInterest, two)
    token = token_of(first)
    assert interest_of_token(session, token) is first
    assert interest_of_token(session, second.public_id + token[10:]) is None
    for wrong in ("", token[:-1], token + "x", token.upper(), "Ⅷ" * 32):
        assert interest_of_token(session, wrong) is None


def test_seats_never_go_below_those_who_take_part(rules, make_course, join, now, session):
    course_id = make_course(seats=3)
    join(course_id, "One")
    join(course_id, "Two")
    with refused("2 take part already", "seats"):
        rules(courses.change, course_id=course_id, terms=Terms(seats=1), by=KAREN, now=now)
    rules(courses.change, course_id=course_id, terms=Terms(seats=2, share=70), by=KAREN, now=now)
    course = session.get_one(Course, course_id)
    assert (course.seats, course.share, course.announced) == (2, 70, False)


def test_the_log_says_what_happened_and_no_name(session, on_list, make_course, invite, says):
    interest_id = on_list()
    invite(make_course())
    says(interest_id, InterestAnswer.YES)
    entries = [
        (entry.action, entry.subject)
        for entry in session.query(AuditEntry).order_by(AuditEntry.id)
        if entry.subject.startswith("course_interest")
    ]
    subject = f"course_interest:{interest_id}"
    assert entries == [(f"course.{verb}", subject) for verb in ("join_list", "invite", "said_yes")]
