"""The mothers among themselves: meetings, the course, the hours they gave, and the records they made."""

from collections import Counter

from sqlalchemy import func, or_, select

from portal.contacts.journal_models import Conversation
from portal.course.models import CourseInterest
from portal.course.standing import how_many_completed
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother
from portal.network.queries import IS_MEETING
from portal.reports.counting.scope import Scope, between
from portal.reports.figure_types import Counts
from portal.reports.models import ExperienceRecord


def count(scope: Scope) -> Counts:
    """Everything about meetings, the course and the mothers' own time."""
    ask = scope.session.scalars
    interest = select(func.count()).where(*scope.within(CourseInterest.created_at))
    records = select(func.count()).where(*scope.within(ExperienceRecord.made_at))
    held = select(func.count()).select_from(Event).where(*scope.held)
    return Counts(
        {
            "meetings": ask(held.where(*IS_MEETING)).one(),
            "meeting_mothers": len(came_to(scope)),
            "course_evenings": ask(held.where(Event.kind == Kind.COURSE_EVENING)).one(),
            "course_completed": completed(scope).total(),
            "course_interest": ask(interest).one(),
            "mother_hours": _hours(scope),
            "records_made": ask(records).one(),
        }
    )


def came_to(scope: Scope) -> dict[int, int]:
    """At how many meetings each mother was, by her id."""
    query = select(EventMother.member_id, func.count()).join(Event, Event.id == EventMother.event_id)
    there = query.where(*scope.held, *IS_MEETING, EventMother.took_part)
    return dict(scope.session.execute(there.group_by(EventMother.member_id)).all())


def completed(scope: Scope) -> Counter[int]:
    """How many completed each course in the period, by its id."""
    first, last = scope.period.first, scope.period.last
    return how_many_completed(scope.session, first=first, last=last, now=scope.now)


def _hours(scope: Scope) -> float:
    """Hours of events and of conversations. What was only noted, such as an article, has none."""
    return sum(seconds_of(scope).values()) / 3600 + hours_of_conversation(scope)


def hours_of_conversation(scope: Scope) -> float:
    """The length of the conversations of the period, where it was noted."""
    talked = select(func.sum(Conversation.quarters)).where(between(Conversation.day, scope.period))
    return int(scope.session.scalar(talked) or 0) / 4


def seconds_of(scope: Scope) -> dict[int, float]:
    """How long each event of the period was, once for each mother who was there or hosted, by its id."""
    there = EventMother.event_id == Event.id, or_(EventMother.took_part, EventMother.hosting)
    # Not grouped by the event: SQLite would read all events in the order of their ids.
    mothers = select(func.count()).where(*there).scalar_subquery()
    columns = (Event.id, Event.starts_local, Event.ends_local, mothers.label("mothers"))
    found = scope.session.execute(select(*columns).where(*scope.held, Event.only_noted.is_(False)))
    return {
        row.id: (row.ends_local - row.starts_local).total_seconds() * row.mothers for row in found if row.mothers
    }
