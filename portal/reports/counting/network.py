"""The mothers among themselves: meetings, the course, the hours they gave, and the records they made."""

from sqlalchemy import func, or_, select

from portal.contacts.journal_models import Conversation
from portal.course.models import CourseInterest
from portal.course.standing import how_many_completed
from portal.events.kinds import Category, Kind
from portal.events.models import Event, EventMother
from portal.i18n import to_instant
from portal.network.queries import IS_MEETING
from portal.reports.counting.scope import Scope, between
from portal.reports.figures import Counts
from portal.reports.models import ExperienceRecord


def count(scope: Scope) -> Counts:
    """Everything about meetings, the course and the mothers' own time."""
    ask = scope.session.scalars
    came = (
        select(func.count(func.distinct(EventMother.member_id)))
        .join(Event, Event.id == EventMother.event_id)
        .where(*scope.held, *IS_MEETING, EventMother.took_part)
    )
    interest = select(func.count()).where(*scope.within(CourseInterest.created_at))
    records = select(func.count()).where(*scope.within(ExperienceRecord.made_at))
    held = select(func.count()).select_from(Event).where(*scope.held)
    return Counts(
        {
            "meetings": ask(held.where(*IS_MEETING)).one(),
            "meeting_mothers": ask(came).one(),
            "course_evenings": ask(held.where(Event.kind == Kind.COURSE_EVENING)).one(),
            "course_completed": how_many_completed(
                scope.session, first=scope.period.first, last=scope.period.last, now=scope.now
            ),
            "course_interest": ask(interest).one(),
            "mother_hours": _hours(scope),
            "records_made": ask(records).one(),
        }
    )


def _hours(scope: Scope) -> float:
    """Hours of events a mother was at, once for each mother, and of conversations. An article has no hours."""
    found = scope.session.execute(
        select(Event.kind, Event.created_at, Event.starts_local, Event.ends_local, func.count().label("mothers"))
        .join(EventMother, EventMother.event_id == Event.id)
        .where(*scope.held, or_(EventMother.took_part, EventMother.hosting))
        .group_by(Event.id)
    )
    seconds = sum(
        (row.ends_local - row.starts_local).total_seconds() * row.mothers
        for row in found
        if row.kind.about.category is not Category.VISIBILITY or row.created_at < to_instant(row.starts_local)
    )
    talked = select(func.sum(Conversation.quarters)).where(between(Conversation.day, scope.period))
    return (seconds + 900 * int(scope.session.scalar(talked) or 0)) / 3600
