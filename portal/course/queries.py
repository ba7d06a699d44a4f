"""Reading the list, the courses, and what waits for the coordinator."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Member
from portal.core.areas import Area
from portal.core.db import db
from portal.core.i18n import to_local
from portal.core.paging import Order, Page, page
from portal.course.interest import ANSWER_WITHIN
from portal.course.models import (
    Becoming,
    Course,
    CourseAttendance,
    CourseInterest,
    CourseParticipant,
    InterestState,
)
from portal.course.standing import Progress, evenings_of_each, over, standings_of_each
from portal.events.models import Event

#: So many courses stand on a page.
PAGE: Final = 30

#: Who would take part if there were a course.
STILL_INTERESTED = (InterestState.WAITING, InterestState.INVITED, InterestState.NOT_NOW)


@dataclass(frozen=True)
class Totals:
    """How many would like to take the course, for whoever might pay for one: no names, and nobody's row."""

    all: int
    by_language: list[tuple[str, int]]
    by_area: list[tuple[Area | None, int]]


@dataclass(frozen=True)
class PublicCourse:
    """A course as the public page tells of it."""

    becoming: Becoming
    evenings: Sequence[Event]
    begun: bool


@dataclass(frozen=True)
class ToDo:
    """What waits for the coordinator about courses, each by the number of its page."""

    #: Completed a course and has no account yet.
    without_account: list[CourseParticipant]
    #: Invited, and no answer for a week.
    without_answer: list[CourseInterest]
    #: Evenings that are over and on which nobody was noted: the course, and the evening.
    without_attendance: list[tuple[Course, Event]]


def the_list(becoming: Becoming) -> Sequence[CourseInterest]:
    """Everybody on the list for a course, in order; not who left it, nor who takes part."""
    return db.session.scalars(
        select(CourseInterest)
        .where(CourseInterest.becoming == becoming, CourseInterest.state.in_(STILL_INTERESTED))
        .options(selectinload(CourseInterest.area))
        .order_by(CourseInterest.created_at, CourseInterest.id)
    ).all()


def totals(people: Sequence[CourseInterest]) -> Totals:
    """The list as numbers. Somebody who speaks three languages counts in each of them."""
    languages = Counter(code for person in people for code in person.languages)
    areas = Counter(person.area for person in people)
    return Totals(
        all=len(people),
        by_language=sorted(languages.items(), key=lambda pair: (-pair[1], pair[0])),
        by_area=sorted(areas.items(), key=lambda pair: (-pair[1], pair[0].name if pair[0] else "~")),
    )


def courses(*, asked: str) -> Page[Course]:
    """The page of all courses, the newest first, that ``?page=`` asks for."""
    order = Order(Course.created_at, Course.id, newest_first=True)
    return page(db.session(), select(Course), order, size=PAGE, asked=asked)


def asked(course_id: int) -> Sequence[CourseInterest]:
    """Who is invited to a course and has not answered, and who said "not this time" to it."""
    return db.session.scalars(
        select(CourseInterest)
        .where(
            CourseInterest.course_id == course_id,
            CourseInterest.state.in_((InterestState.INVITED, InterestState.NOT_NOW)),
        )
        .order_by(CourseInterest.invited_at, CourseInterest.created_at, CourseInterest.id)
    ).all()


def there_on(event_id: int) -> set[int]:
    """The participants who were there on an evening."""
    return set(
        db.session.scalars(select(CourseAttendance.participant_id).where(CourseAttendance.event_id == event_id))
    )


def counts_of(evenings: Sequence[Event]) -> dict[int, int]:
    """How many were there on each evening, by its number."""
    found = db.session.execute(
        select(CourseAttendance.event_id, func.count())
        .where(CourseAttendance.event_id.in_([event.id for event in evenings]))
        .group_by(CourseAttendance.event_id)
    )
    return dict(found.all())


def names_of(people: Sequence[Progress]) -> dict[int, str]:
    """What each participant is called, by her number: her account's name where she has one."""
    ids = [one.participant.member_id for one in people if one.participant.member_id]
    rows = db.session.execute(select(Member.id, Member.name).where(Member.id.in_(ids)))
    accounts = dict(rows.all())
    return {
        one.participant.id: accounts.get(one.participant.member_id or 0) or one.participant.name or ""
        for one in people
    }


def told(now: datetime) -> list[PublicCourse]:
    """The courses that the public page tells of: announced, and not over."""
    found = db.session.scalars(
        select(Course).where(Course.announced.is_(True), Course.closed_at.is_(None)).order_by(Course.id)
    ).all()
    evenings_of, result = evenings_of_each(db.session(), found), []
    for course in found:
        evenings = evenings_of[course.id]
        if course.series_id is not None and (not evenings or over(course, evenings, now)):
            continue
        begun = bool(evenings) and now >= evenings[0].starts_at
        result.append(PublicCourse(course.becoming, evenings, begun))
    return result


def waiting_for_coordinator(session: Session, now: datetime) -> ToDo:
    """What waits for the coordinator: accounts to open, invitations to ask about, evenings to note."""
    waiting = ToDo([], [], [])
    waiting.without_answer.extend(
        session.scalars(
            select(CourseInterest)
            .where(CourseInterest.state == InterestState.INVITED, CourseInterest.invited_at <= now - ANSWER_WITHIN)
            .order_by(CourseInterest.invited_at, CourseInterest.id)
        )
    )
    unsettled = exists().where(
        CourseParticipant.course_id == Course.id,
        CourseParticipant.member_id.is_(None),
        CourseParticipant.name.is_not(None),
    )  # courses that are long over are not looked at again on every first page
    query = select(Course).where(or_(Course.closed_at.is_(None), unsettled)).order_by(Course.id)
    found = session.scalars(query).all()
    standings, unnoted = standings_of_each(session, found, now), _unnoted(session, found, now)
    for course in found:
        people = standings[course.id]
        if course.becoming is Becoming.MOTHER:
            waiting.without_account.extend(
                one.participant
                for one in people
                if one.completed and one.participant.member_id is None and one.participant.name is not None
            )
        if course.closed_at is None and any(one.participant.left_on is None for one in people):
            waiting.without_attendance.extend((course, event) for event in unnoted[course.id])
    return waiting


def _unnoted(session: Session, courses: Sequence[Course], now: datetime) -> dict[int, list[Event]]:
    """The evenings of each open course that are over and on which nobody was noted, by the course's id."""
    evenings = evenings_of_each(session, [course for course in courses if course.closed_at is None])
    ended = [event.id for each in evenings.values() for event in each if event.ends_local <= to_local(now)]
    unnoted = set(ended)
    if ended:
        noted = select(CourseAttendance.event_id).where(CourseAttendance.event_id.in_(ended))
        unnoted -= set(session.scalars(noted))
    return {
        course.id: [event for event in evenings.get(course.id, []) if event.id in unnoted] for course in courses
    }
