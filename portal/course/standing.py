"""How far everybody has come: at how many of the evenings she was, and whether that completes the course.

Counted are the evenings that were not cancelled; an evening that is added or cancelled changes what is needed.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, load_only

from portal.course.models import Course, CourseAttendance, CourseParticipant
from portal.events.models import Event, Status
from portal.i18n import to_local


@dataclass(frozen=True)
class Standing:
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
    if course.series_id is None:
        return []
    return session.scalars(
        select(Event)
        .where(Event.series_id == course.series_id, Event.status != Status.CANCELLED)
        .order_by(Event.starts_local, Event.id)
    ).all()


def over(course: Course, evenings: Sequence[Event], now: datetime) -> bool:
    """Whether its last evening has ended, or it was closed."""
    return course.closed_at is not None or (bool(evenings) and now >= max(one.ends_at for one in evenings))


def standings(session: Session, course: Course, now: datetime) -> list[Standing]:
    """Everybody who takes part or took part, in the order in which they joined.

    She has completed it once the share is reached and the course is over, or earlier by the coordinator's tap.
    """
    evenings = evenings_of(session, course)
    counts = _attended(session, course, evenings)
    people = session.scalars(
        select(CourseParticipant).where(CourseParticipant.course_id == course.id).order_by(CourseParticipant.id)
    ).all()
    return [_standing(course, evenings, one, counts.get(one.id, 0), now) for one in people]


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
    unsettled = (CourseParticipant.completed_on.is_(None), CourseParticipant.left_on.is_(None))
    columns = load_only(CourseParticipant.course_id, CourseParticipant.completed_on, CourseParticipant.left_on)
    query = select(CourseParticipant).where(*unsettled).options(columns, joinedload(CourseParticipant.course))
    series = select(Course.series_id).join(CourseParticipant).where(*unsettled, Course.series_id.is_not(None))
    evenings: dict[int | None, list[Event]] = {}
    events = select(Event).where(Event.series_id.in_(series), Event.status != Status.CANCELLED)
    for event in session.scalars(events.order_by(Event.starts_local, Event.id)):
        evenings.setdefault(event.series_id, []).append(event)
    counts = dict(
        session.execute(
            select(CourseAttendance.participant_id, func.count())
            .join(CourseParticipant, CourseParticipant.id == CourseAttendance.participant_id)
            .join(Course, Course.id == CourseParticipant.course_id)
            .join(Event, Event.id == CourseAttendance.event_id)
            .where(*unsettled, Event.series_id == Course.series_id, Event.status != Status.CANCELLED)
            .group_by(CourseAttendance.participant_id)
        ).all()
    )
    for one in session.scalars(query):
        hers = evenings.get(one.course.series_id, [])
        day = _standing(one.course, hers, one, counts.get(one.id, 0), now).completed_on
        completed[one.course_id] += day is not None and first <= day <= last
    return +completed


def reaches(attended: int, evenings: int, share: int) -> bool:
    """Whether so many of the evenings are the set share of them, in per cent."""
    return evenings > 0 and attended * 100 >= share * evenings


def _standing(
    course: Course, evenings: Sequence[Event], person: CourseParticipant, attended: int, now: datetime
) -> Standing:
    reached = reaches(attended, len(evenings), course.share)
    completed_on = person.completed_on
    if completed_on is None and reached and person.left_on is None and over(course, evenings, now):
        completed_on = min(evenings[-1].starts_local.date(), to_local(now).date())
    return Standing(person, attended, len(evenings), reached, completed_on)


def _attended(session: Session, course: Course, evenings: Sequence[Event]) -> dict[int, int]:
    found = session.execute(
        select(CourseAttendance.participant_id, func.count())
        .join(CourseParticipant, CourseParticipant.id == CourseAttendance.participant_id)
        .where(
            CourseParticipant.course_id == course.id,
            CourseAttendance.event_id.in_([event.id for event in evenings]),
        )
        .group_by(CourseAttendance.participant_id)
    )
    return dict(found.all())
