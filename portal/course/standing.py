"""How far everybody has come: at how many of the evenings she was, and whether that completes the course.

Counted are the evenings that were not cancelled; an evening that is added or cancelled changes what is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

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
