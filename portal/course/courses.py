"""The rules of a course: planning it, its evenings as a series, closing it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.course import standing
from portal.course.interest import open_course, seats_free, wait_again
from portal.course.models import Becoming, Course, CourseInterest, InterestState
from portal.events import rules
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Repeat
from portal.planning import series
from portal.planning.dates import expand
from portal.planning.usual import usual_plan

#: The course as it has always been held.
WEEKS: Final = 13
HOURS: Final = 3
MOST_WEEKS: Final = 40
#: The same course made again so soon is a button that was pressed twice.
PRESSED_TWICE: Final = timedelta(minutes=1)


@dataclass(frozen=True)
class Terms:
    """What the coordinator decides of a course; the evenings come apart."""

    seats: int
    #: Per cent of the evenings that complete it.
    share: int = 80
    #: Whether the public page tells of it.
    announced: bool = False


@dataclass(frozen=True)
class Evenings:
    """A template: so many weeks, each on the same weekday at the same time."""

    first: date
    start: time
    place_name: str = ""
    address: str = ""
    weeks: int = WEEKS
    hours: int = HOURS


def create(session: Session, *, becoming: Becoming, terms: Terms, by: Actor, now: datetime) -> Course:
    """Plan a course, without dates as yet. Pressed twice it is planned once."""
    begun = session.scalar(
        select(Course).where(
            Course.becoming == becoming,
            Course.created_by_id == by.member_id,
            Course.created_at > now - PRESSED_TWICE,
            Course.closed_at.is_(None),
        )
    )
    if begun is not None:
        return begun
    course = Course(becoming=becoming, created_at=now, created_by_id=by.member_id, **_own(terms))
    session.add(course)
    audit.record(session, "course.create", course, by=by, now=now)
    return course


def change(session: Session, *, course_id: int, terms: Terms, by: Actor, now: datetime) -> None:
    """Change its terms. There are never fewer seats than people who take part."""
    course = open_course(session, course_id)
    taken = course.seats - seats_free(session, course)
    if terms.seats < taken:
        raise RuleBroken(_("%(num)s take part already. Choose at least so many seats.", num=taken), "seats")
    for name, value in _own(terms).items():
        setattr(course, name, value)
    audit.record(session, "course.change", course, by=by, now=now)


def plan_evenings(session: Session, *, course_id: int, evenings: Evenings, by: Actor, now: datetime) -> None:
    """Make its evenings: a series of weekly drafts, by the planning code. There a single one is moved.

    They are for the mothers in the calendar, never on the public list: who comes was invited from the list of the
    course. A course that has its evenings keeps them, so twice is the same as once.
    """
    course = open_course(session, course_id)
    if course.series_id is not None:
        return
    starts = datetime.combine(evenings.first, evenings.start)
    plan = replace(
        usual_plan(Kind.COURSE_EVENING, evenings.first),
        starts_local=starts,
        ends_local=starts + timedelta(hours=evenings.hours),
        audience=Audience.MOTHERS,
        seats=course.seats,
        place_name=evenings.place_name,
        address=evenings.address,
    )
    if evenings.first < to_local(now).date():
        raise RuleBroken(_("This day has passed."), "first")
    days = expand(Repeat.WEEKLY, evenings.first, evenings.weeks)
    try:
        event = rules.create(session, plan=plan, by=by, now=now)
        made = series.make(session, event_id=event.id, repeat=Repeat.WEEKLY, days=days, by=by, now=now)
    except RuleBroken as broken:
        raise RuleBroken(broken.message, "start" if broken.field in ("start", "end") else "first") from broken
    course.series_id = made.id
    audit.record(session, "course.evenings", course, by=by, now=now)


def close(session: Session, *, course_id: int, by: Actor, now: datetime) -> None:
    """The course is over, or does not happen. Whoever was invited and has not answered waits again.

    Whoever reached the set share has completed it. A year later the names of those who took part are blanked.
    """
    course = open_course(session, course_id)
    invited = select(CourseInterest).where(
        CourseInterest.course_id == course.id, CourseInterest.state == InterestState.INVITED
    )
    for interest in session.scalars(invited.with_for_update()):
        wait_again(interest)
    course.closed_at, course.announced = now, False
    standing.settle(session, course=course, now=now)
    audit.record(session, "course.close", course, by=by, now=now)


def _own(terms: Terms) -> dict[str, int | bool]:
    return {"seats": terms.seats, "share": terms.share, "announced": terms.announced}
