"""The rules of the list: who joins it, who is invited next, and what she answers.

The place on the list is the day she joined it. It stays hers whatever she answers, until she leaves the list.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.crypto import digest
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.secret_links import new_public_id
from portal.course.models import Becoming, Course, CourseInterest, CourseParticipant, InterestState

#: The wording of the promise about data on the form; a new wording gets a new version.
AGREED_VERSION: Final = "2026-11"
#: So long an invitation without an answer keeps a seat from the next on the list.
ANSWER_WITHIN: Final = timedelta(days=7)
_MEANWHILE: Final = _("This has changed meanwhile. Please look at it once more.")


@dataclass(frozen=True)
class InterestPlan:
    """What somebody says who would like to take the course."""

    becoming: Becoming
    name: str
    #: E.164
    phone: str | None = None
    email: str | None = None
    languages: list[str] = field(default_factory=list)
    area_id: int | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """All of it as text, for knowing the same form again."""
        return (self.becoming, self.name, self.phone or "", self.email or "", *self.languages, str(self.area_id))


class InterestAnswer(StrEnum):
    """What she answers by her link, or tells the coordinator."""

    YES = "yes"
    NOT_NOW = "not_now"
    OFF = "off"


class Came(StrEnum):
    JOINED = "joined"
    #: She said yes when the last seat was gone: she keeps her place and is invited again.
    FULL = "full"
    NOT_NOW = "not_now"
    OFF = "off"


#: Which answers each state takes. The same answer twice is the same as once.
ANSWERS: Final[dict[InterestState, frozenset[InterestAnswer]]] = {
    InterestState.WAITING: frozenset({InterestAnswer.OFF}),
    InterestState.INVITED: frozenset(InterestAnswer),
    InterestState.JOINED: frozenset(InterestAnswer),
    InterestState.NOT_NOW: frozenset(InterestAnswer),
    InterestState.WITHDRAWN: frozenset({InterestAnswer.OFF}),
}


def join_list(
    session: Session, *, wish: InterestPlan, lang: str, form_token: str, by: Actor, now: datetime
) -> CourseInterest:
    """Put somebody on the list. The same words sent again with the same form token give the first one back."""
    form_key = digest("course interest form", form_token, *wish.words)
    if earlier := session.scalar(select(CourseInterest).where(CourseInterest.form_key == form_key)):
        return earlier
    interest = CourseInterest(
        public_id=new_public_id(),
        becoming=wish.becoming,
        state=InterestState.WAITING,
        name=wish.name,
        phone=wish.phone,
        email=wish.email,
        languages=list(wish.languages),
        area_id=wish.area_id,
        lang=lang,
        form_key=form_key,
        agreed_version=AGREED_VERSION,
        created_at=now,
    )
    session.add(interest)
    audit.record(session, "course.join_list", interest, by=by, now=now)
    return interest


def invite_next(session: Session, *, course_id: int, by: Actor, now: datetime) -> list[CourseInterest]:
    """Invite from the list in order, as many as there are free seats that nobody is being asked about.

    In line is who waits, and who said "not this time" to another course. An invitation keeps a seat for
    ``ANSWER_WITHIN``; after that the next may be asked, and the seat is for whoever says yes first.
    """
    course = open_course(session, course_id)
    free = seats_to_offer(session, course, now)
    if free <= 0:
        raise RuleBroken(_("Every seat is taken, or somebody is being asked about it."))
    invited = list(session.scalars(in_line(course).limit(free).with_for_update()))
    if not invited:
        raise RuleBroken(_("Nobody is waiting on the list just now."))
    for interest in invited:
        interest.state, interest.course_id = InterestState.INVITED, course.id
        interest.invited_at, interest.answered_at = now, None
        audit.record(session, "course.invite", interest, by=by, now=now)
    session.flush()
    return invited


def take_back(session: Session, *, interest_id: int, by: Actor, now: datetime) -> None:
    """Take an invitation back: she waits again, at her old place."""
    interest, _course = _held(session, interest_id)
    if interest.state is not InterestState.INVITED:
        raise RuleBroken(_MEANWHILE)
    wait_again(interest)
    audit.record(session, "course.take_back", interest, by=by, now=now)


def answer(session: Session, *, interest_id: int, said: InterestAnswer, by: Actor, now: datetime) -> Came:
    """Yes, not this time, or off the list; also later, when she has thought better of it.

    A yes takes a seat; after a no only one that nobody else is being asked about. Where the last one has just gone
    she waits again at her old place, and nothing is refused: whoever said no meanwhile must not take that back.
    Off the list blanks who she was at once.
    """
    interest, course = _held(session, interest_id)
    if said not in ANSWERS[interest.state]:
        raise RuleBroken(_MEANWHILE)
    if said is InterestAnswer.OFF:
        came = _take_off(session, interest, now)
    elif said is InterestAnswer.YES:
        came = _join(session, interest, course, now)
    else:
        came = _not_now(session, interest, course, now)
    session.flush()
    audit.record(session, f"course.said_{said}", interest, by=by, now=now)
    return came


def lock_course(session: Session, course_id: int) -> Course:
    """The course's row, held until the transaction ends, so that its seats are given by one at a time."""
    held = select(Course).where(Course.id == course_id).with_for_update()
    return session.scalars(held.execution_options(populate_existing=True)).one()


def open_course(session: Session, course_id: int) -> Course:
    """The course, held; refused where it is closed."""
    course = lock_course(session, course_id)
    if course.closed_at is not None:
        raise RuleBroken(_("This course is closed."))
    return course


def seats_free(session: Session, course: Course) -> int:
    """Seats that nobody has who takes part; never less than none."""
    taking_part = select(func.count()).where(
        CourseParticipant.course_id == course.id, CourseParticipant.left_on.is_(None)
    )
    return max(0, course.seats - session.scalars(taking_part).one())


def seats_to_offer(session: Session, course: Course, now: datetime) -> int:
    """Free seats that nobody is being asked about just now."""
    asked = select(func.count()).where(
        CourseInterest.course_id == course.id,
        CourseInterest.state == InterestState.INVITED,
        CourseInterest.invited_at > now - ANSWER_WITHIN,
    )
    return max(0, seats_free(session, course) - session.scalars(asked).one())


def in_line(course: Course) -> Select[CourseInterest]:
    """Who can be invited to a course, oldest first. Whom the purge has blanked cannot be reached."""
    elsewhere = or_(CourseInterest.course_id.is_(None), CourseInterest.course_id != course.id)
    return (
        select(CourseInterest)
        .where(
            CourseInterest.becoming == course.becoming,
            CourseInterest.name.is_not(None),
            or_(
                CourseInterest.state == InterestState.WAITING,
                (CourseInterest.state == InterestState.NOT_NOW) & elsewhere,
            ),
        )
        .order_by(CourseInterest.created_at, CourseInterest.id)
    )


def wait_again(interest: CourseInterest) -> None:
    """Back to the list, at her old place."""
    interest.state, interest.course_id, interest.invited_at = InterestState.WAITING, None, None


def _held(session: Session, interest_id: int) -> tuple[CourseInterest, Course | None]:
    """Somebody on the list and the course she is asked about, both held; the course first, as everywhere."""
    course_id = session.scalar(select(CourseInterest.course_id).where(CourseInterest.id == interest_id))
    course = lock_course(session, course_id) if course_id is not None else None
    interest = session.get_one(CourseInterest, interest_id, with_for_update=True, populate_existing=True)
    if interest.course_id != course_id:
        raise RuleBroken(_MEANWHILE)
    return interest, course


def _join(session: Session, interest: CourseInterest, course: Course | None, now: datetime) -> Came:
    if interest.state is InterestState.JOINED:
        return Came.JOINED
    if course is None or course.closed_at is not None:
        raise RuleBroken(_("This course is closed. You keep your place on the list."))
    interest.answered_at = now
    invited = interest.state is InterestState.INVITED
    if not (seats_free(session, course) if invited else seats_to_offer(session, course, now)):
        wait_again(interest)
        return Came.FULL
    interest.state = InterestState.JOINED
    earlier = participant_of(session, interest)
    if earlier is not None and earlier.course_id == course.id:
        earlier.left_on, earlier.name = None, interest.name
        return Came.JOINED
    if earlier is not None:  # she left another course; what she attended there stays counted
        earlier.interest_id = earlier.name = None  # nothing would lead to that row when she goes off the list
        session.flush()
    session.add(
        CourseParticipant(
            course_id=course.id, interest_id=interest.id, name=interest.name, joined_on=to_local(now).date()
        )
    )
    return Came.JOINED


def _not_now(session: Session, interest: CourseInterest, course: Course | None, now: datetime) -> Came:
    if interest.state is InterestState.NOT_NOW:
        return Came.NOT_NOW
    if interest.state is InterestState.JOINED:
        taking_part = participant_of(session, interest)
        if taking_part is None or taking_part.completed_on is not None or (course and course.closed_at):
            raise RuleBroken(_("This course is over."))
        taking_part.left_on = to_local(now).date()
    interest.state, interest.answered_at = InterestState.NOT_NOW, now
    return Came.NOT_NOW


def _take_off(session: Session, interest: CourseInterest, now: datetime) -> Came:
    if interest.state is InterestState.WITHDRAWN:
        return Came.OFF
    taking_part = participant_of(session, interest)
    if taking_part is not None:
        taking_part.name = None
        if taking_part.left_on is None and taking_part.completed_on is None:
            taking_part.left_on = to_local(now).date()
    interest.state, interest.answered_at, interest.closed_at = InterestState.WITHDRAWN, now, now
    interest.name = interest.phone = interest.email = None
    interest.languages, interest.area_id = [], None
    return Came.OFF


def participant_of(session: Session, interest: CourseInterest) -> CourseParticipant | None:
    """Her row in the course she takes or took part in."""
    return session.scalar(select(CourseParticipant).where(CourseParticipant.interest_id == interest.id))
