"""The mothers among themselves: meetings, the course, the hours they gave, and the records they made."""

from collections import Counter
from datetime import datetime
from typing import Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from portal.core.i18n import to_local
from portal.course.models import CourseInterest
from portal.course.standing import how_many_completed
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother
from portal.network.queries import IS_MEETING
from portal.reports.drill_down import Where, by_mother, events, way_to
from portal.reports.figure_types import Behind, Counted, Figure, GridLayout, Numbers, Section, StoriesLayout, Unit
from portal.reports.figures import arrivals, gatherings
from portal.reports.figures.mothers import MOTHERS_HAT, MOTHERS_RESTING
from portal.reports.figures.women import hours_of_conversation
from portal.reports.minimum_contributors import FEW, OPEN, AtLeast
from portal.reports.models import ExperienceRecord
from portal.reports.scope import Scope, once
from portal.stories.models import StoryPart

_IS_EVENING: Final = (Event.kind == Kind.COURSE_EVENING,)


def _held(scope: Scope, which: Where) -> int:
    held = select(func.count()).select_from(Event).where(*scope.held, *which)
    return scope.session.scalars(held).one()


def _happened(scope: Scope, instant: InstrumentedAttribute[datetime]) -> int:
    """How many rows have their instant in the period."""
    return scope.session.scalars(select(func.count()).where(*scope.within(instant))).one()


@once
def _came_to(scope: Scope) -> dict[int, int]:
    """At how many meetings each mother was, by her id."""
    query = select(EventMother.member_id, func.count()).join(Event, Event.id == EventMother.event_id)
    there = query.where(*scope.held, *IS_MEETING, EventMother.took_part)
    return dict(scope.session.execute(there.group_by(EventMother.member_id)).all())


def _completed(scope: Scope) -> Counter[int]:
    """How many completed each course in the period, by its id."""
    first, last = scope.period.first, scope.period.last
    return how_many_completed(scope.session, first=first, last=last, now=scope.now)


def _seconds(scope: Scope) -> dict[int, float]:
    """How long each event of the period was, once for each mother who was there or hosted, by its id.

    What was only noted, such as an article, has no hours.
    """
    there = EventMother.event_id == Event.id, or_(EventMother.took_part, EventMother.hosting)
    # Not grouped by the event: SQLite would read all events in the order of their ids.
    mothers = select(func.count()).where(*there).scalar_subquery()
    columns = (Event.id, Event.starts_local, Event.ends_local, mothers.label("mothers"))
    found = scope.session.execute(select(*columns).where(*scope.held, Event.only_noted.is_(False)))
    return {
        row.id: (row.ends_local - row.starts_local).total_seconds() * row.mothers for row in found if row.mothers
    }


def _hours(scope: Scope) -> float:
    return sum(_seconds(scope).values()) / 3600 + (hours_of_conversation(scope) or 0)


def _what_took_hours(scope: Scope) -> list[Behind]:
    """The events; the hours of conversation stand in one row, as they stand in one figure."""
    hours = {event_id: seconds / 3600 for event_id, seconds in _seconds(scope).items()}
    found = events(scope, scope.held, hours, unit=Unit.HOURS)
    talked = hours_of_conversation(scope)
    return [*found, Behind(gettext("Hours of conversation"), "", None, talked, Unit.HOURS)] if talked else found


def _courses(scope: Scope) -> list[Behind]:
    """The courses, each with how many completed it."""
    return [
        Behind(gettext("The course"), way_to("course.one", course_id=course_id), number=number)
        for course_id, number in sorted(_completed(scope).items())
    ]


def _interest(scope: Scope) -> list[Behind]:
    """Everybody who joined the list, without a name: that stands on the list."""
    query = select(CourseInterest.becoming, CourseInterest.state, CourseInterest.created_at)
    found = scope.session.execute(
        query.where(*scope.within(CourseInterest.created_at)).order_by(CourseInterest.id)
    )
    return [
        Behind(
            str(row.becoming.label),
            way_to("course.overview"),
            to_local(row.created_at).date(),
            about=str(row.state.label),
        )
        for row in found
    ]


MOTHERS: Final = Section(
    "mothers",
    _("The mothers themselves"),
    _("Whoever helps others grows with it: in knowledge, in confidence, and towards work."),
    Numbers(
        Figure(
            "mother_hours",
            _("Hours the mothers gave"),
            _("Hours of events and meetings, for each mother who came or hosted, and of conversations, as noted."),
            Counted(_hours, _what_took_hours),
            OPEN,
            unit=Unit.HOURS,
        ),
        Figure(
            "meetings",
            _("Network meetings"),
            _("Meetings of the mothers among themselves that were held."),
            Counted(
                lambda scope: _held(scope, IS_MEETING), lambda scope: events(scope, (*scope.held, *IS_MEETING))
            ),
            OPEN,
        ),
        Figure(
            "meeting_mothers",
            _("Mothers at a network meeting"),
            _("Mothers who came to at least one network meeting of the period."),
            Counted(lambda scope: len(_came_to(scope)), lambda scope: by_mother(scope, _came_to(scope))),
            OPEN,
        ),
        Figure(
            "records_made",
            _("Records of experience"),
            _("Times a mother printed a record of her experience, for a job or a school."),
            Counted(lambda scope: _happened(scope, ExperienceRecord.made_at)),
        ),
    ),
    Numbers(
        Figure(
            "course_evenings",
            _("Course evenings"),
            _("Evenings of a course that were held."),
            Counted(
                lambda scope: _held(scope, _IS_EVENING), lambda scope: events(scope, (*scope.held, *_IS_EVENING))
            ),
            OPEN,
        ),
        Figure(
            "course_completed",
            _("Completed the course"),
            _("People who completed a course in the period."),
            Counted(lambda scope: _completed(scope).total(), _courses),
        ),
    ),
    GridLayout(_("What mothers also are"), MOTHERS_HAT),
    StoriesLayout(StoryPart.MOTHERS, lines=True),
)
ATTENTION: Final = Section(
    "attention",
    _("Points of attention"),
    _("What to keep an eye on from here."),
    Numbers(
        MOTHERS_RESTING,
        Figure(
            "course_interest",
            _("Would like to take the course"),
            _("People who joined the list for the course in the period."),
            Counted(lambda scope: _happened(scope, CourseInterest.created_at), _interest),
            AtLeast(FEW),
        ),
        Figure(
            "hands",
            _("Helping hands"),
            _("Times a resident took a task at an event of the period and did not give it back."),
            Counted(lambda scope: sum(arrivals.hands_of(scope).values()), gatherings.rows_of(arrivals.hands_of)),
            AtLeast(FEW),
        ),
        Figure(
            "no_shows",
            _("Signed up and did not come"),
            _("People with a seat who were not counted, at events where somebody who had signed up was."),
            Counted(
                lambda scope: sum(gatherings.no_shows(scope).values()), gatherings.rows_of(gatherings.no_shows)
            ),
        ),
    ),
    StoriesLayout(StoryPart.ATTENTION),
)
