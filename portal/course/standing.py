"""How far everybody has come: at how many of the evenings she was, and whether that completes the course.

Counted are the evenings that were not cancelled; an evening that is added or cancelled changes what is needed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, contains_eager, load_only

from portal.core.i18n import to_local
from portal.course.models import Course, CourseAttendance, CourseParticipant
from portal.events.models import Event, Status


@dataclass(frozen=True)
class Progress:
    """A participant, and how far she has come."""

    participant: CourseParticipant
    attended: int
    evenings: int
    #: At the set share of all evenings, also of those to come.
    reached: bool
    #: None until she has completed it.
    completed_on: date | None

    @property
    def completed(self) -> bool:
        return self.completed_on is not None


def evenings_of(session: Session, course: Course) -> Sequence[Event]:
    """The evenings of a course that are not cancelled, earliest first; none before it has dates."""
    return evenings_of_each(session, [course])[course.id]


def evenings_of_each(session: Session, courses: Sequence[Course]) -> dict[int, list[Event]]:
    """The same of several courses, by their ids, with one query."""
    found: dict[int, list[Event]] = {course.id: [] for course in courses}
    by_series = {course.series_id: found[course.id] for course in courses if course.series_id is not None}
    if by_series:
        events = select(Event).where(Event.series_id.in_(by_series), Event.status != Status.CANCELLED)
        for event in session.scalars(events.order_by(Event.starts_local, Event.id)):
            by_series[event.series_id or 0].append(event)
    return found


def over(course: Course, evenings: Sequence[Event], now: datetime) -> bool:
    """Whether its last evening has ended, or it was closed."""
    return course.closed_at is not None or (bool(evenings) and now >= max(one.ends_at for one in evenings))


def standings(session: Session, course: Course, now: datetime) -> list[Progress]:
    """Everybody who takes part or took part, in the order in which they joined.

    She has completed it once the share is reached and the course is over, or earlier by the coordinator's tap.
    """
    return standings_of_each(session, [course], now)[course.id]


def standings_of_each(session: Session, courses: Sequence[Course], now: datetime) -> dict[int, list[Progress]]:
    """The same of several courses, by their ids, with three queries."""
    if not courses:
        return {}
    evenings, known = evenings_of_each(session, courses), {course.id: course for course in courses}
    counts = _attended(session, Course.id.in_(known))
    found: dict[int, list[Progress]] = {course_id: [] for course_id in known}
    people = select(CourseParticipant).where(CourseParticipant.course_id.in_(known))
    for one in session.scalars(people.order_by(CourseParticipant.id)):
        course, attended = known[one.course_id], counts.get(one.id, 0)
        found[course.id].append(_standing(course, evenings[course.id], one, attended, now))
    return found


def settle(session: Session, *, course: Course, now: datetime) -> None:
    """Keep on which day each one completed it, once that is so."""
    for one in standings(session, course, now):
        if one.completed and one.participant.completed_on is None:
            one.participant.completed_on = one.completed_on
    session.flush()


def how_many_completed(session: Session, *, first: date, last: date, now: datetime) -> Counter[int]:
    """How many completed each course on one of these days, by its id, also where the day has not been kept yet.

    With the same few questions however many courses there are.
    """
    days = CourseParticipant.completed_on.between(first, last)
    kept = select(CourseParticipant.course_id, func.count()).where(days).group_by(CourseParticipant.course_id)
    completed = Counter(dict(session.execute(kept).all()))
    # Whoever has not been kept yet completed it on the last evening: of a course that went on since the first day.
    later = select(Event.series_id).where(Event.starts_local >= datetime.combine(first, time()))
    unsettled = CourseParticipant.completed_on.is_(None), CourseParticipant.left_on.is_(None)
    going_on = (*unsettled, Course.series_id.in_(later.where(Event.series_id.is_not(None))))
    query = select(CourseParticipant).join(CourseParticipant.course).where(*going_on)
    columns = load_only(CourseParticipant.course_id, CourseParticipant.completed_on, CourseParticipant.left_on)
    people = session.scalars(query.options(columns, contains_eager(CourseParticipant.course))).all()
    evenings = evenings_of_each(session, list({one.course_id: one.course for one in people}.values()))
    counts = _attended(session, *going_on)
    for one in people:
        day = _standing(one.course, evenings[one.course_id], one, counts.get(one.id, 0), now).completed_on
        completed[one.course_id] += day is not None and first <= day <= last
    return +completed


def reaches(attended: int, evenings: int, share: int) -> bool:
    """Whether so many of the evenings are the set share of them, in per cent."""
    return evenings > 0 and attended * 100 >= share * evenings


def _standing(
    course: Course, evenings: Sequence[Event], person: CourseParticipant, attended: int, now: datetime
) -> Progress:
    reached = reaches(attended, len(evenings), course.share)
    completed_on = person.completed_on
    if completed_on is None and reached and person.left_on is None and over(course, evenings, now):
        completed_on = min(evenings[-1].starts_local.date(), to_local(now).date())
    return Progress(person, attended, len(evenings), reached, completed_on)


def _attended(session: Session, *of: ColumnElement[bool]) -> dict[int, int]:
    """On how many evenings of her course, not cancelled ones, each participant was."""
    return dict(
        session.execute(
            select(CourseAttendance.participant_id, func.count())
            .join(CourseParticipant, CourseParticipant.id == CourseAttendance.participant_id)
            .join(Course, Course.id == CourseParticipant.course_id)
            .join(Event, Event.id == CourseAttendance.event_id)
            .where(*of, Event.series_id == Course.series_id, Event.status != Status.CANCELLED)
            .group_by(CourseAttendance.participant_id)
        ).all()
    )
