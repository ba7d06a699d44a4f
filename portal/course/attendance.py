"""The rules of who was there, of completing the course, and of the account that this leads to."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from portal.accounts import members
from portal.accounts.members import Account, Profile
from portal.accounts.models import Member
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.areas import Area
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK, LANGUAGES, to_local
from portal.course.interest import lock_course, open_course
from portal.course.models import Becoming, Course, CourseAttendance, CourseParticipant
from portal.course.standing import Progress, evenings_of, settle, standings


def note_there(
    session: Session, *, participant_id: int, event_id: int, there: bool, by: Actor, now: datetime
) -> None:
    """Note that she was there on an evening, or take that back; from the day of the evening on.

    Saying the same twice is the same as once. Whoever had completed the course and falls below the share by a tap
    that is taken back has not, unless she has her account already.
    """
    person = session.get_one(CourseParticipant, participant_id)
    course = open_course(session, person.course_id)
    session.refresh(person)
    event = next((one for one in evenings_of(session, course) if one.id == event_id), None)
    if event is None:
        raise RuleBroken(_("This evening is not part of the course any more."))
    if event.starts_local.date() > to_local(now).date():
        raise RuleBroken(_("This evening is still to come. Note who is there when it is."))
    if there and person.left_on is not None and person.left_on < event.starts_local.date():
        raise RuleBroken(_("She takes part no longer."))
    same = (CourseAttendance.participant_id == person.id, CourseAttendance.event_id == event.id)
    if there and not session.scalar(select(exists().where(*same))):
        session.add(CourseAttendance(participant_id=person.id, event_id=event.id))
    elif not there:
        session.execute(delete(CourseAttendance).where(*same))
    session.flush()
    if not there and person.member_id is None and not _standing(session, course, person, now).reached:
        person.completed_on = None
    settle(session, course=course, now=now)
    audit.record(session, "course.there" if there else "course.not_there", person, by=by, now=now)


def complete(session: Session, *, participant_id: int, by: Actor, now: datetime) -> None:
    """She has completed the course: the share of all its evenings is reached, though it is not over yet."""
    person, course = _held(session, participant_id)
    if person.completed_on is not None:
        return
    if not _standing(session, course, person, now).reached:
        raise RuleBroken(_("She was not at enough evenings yet."))
    person.completed_on = to_local(now).date()
    audit.record(session, "course.complete", person, by=by, now=now)


def give_account(session: Session, *, participant_id: int, by: Actor, now: datetime) -> int:
    """Open the account of a mother who has completed the course, from what she said of herself; its id.

    Accounts are for mothers; the course for fathers leads to none. Twice is the same as once. Her name is her
    account's from now on, and blanked here.
    """
    person, course = _held(session, participant_id)
    if person.member_id is not None:
        return person.member_id
    if course.becoming is not Becoming.MOTHER:
        raise RuleBroken(_("Accounts are for mothers. There is none for fathers yet."))
    completed_on = _standing(session, course, person, now).completed_on
    if completed_on is None:
        raise RuleBroken(_("She has not completed the course yet."))
    if person.name is None:
        raise RuleBroken(_("Her name is deleted. Add her among the mothers instead."))
    interest = person.interest
    area = session.get(Area, interest.area_id) if interest and interest.area_id else None
    lang = interest.lang if interest and interest.lang in LANGUAGES else FALLBACK
    profile = Profile(
        name=person.name,
        languages=interest.languages if interest else [],
        areas=[area.slug] if area else [],
    )
    account = Account(role=Role.MOTHER, lang=lang, trained_on=completed_on)
    member: Member = members.add(session, profile=profile, account=account, by=by, now=now)
    person.member_id, person.completed_on, person.name = member.id, completed_on, None
    audit.record(session, "course.account", person, by=by, now=now)
    return member.id


def _held(session: Session, participant_id: int) -> tuple[CourseParticipant, Course]:
    """A participant and her course, the course held: what is decided of one is decided by one at a time."""
    person = session.get_one(CourseParticipant, participant_id)
    course = lock_course(session, person.course_id)
    session.refresh(person)
    return person, course


def _standing(session: Session, course: Course, person: CourseParticipant, now: datetime) -> Progress:
    return next(one for one in standings(session, course, now) if one.participant.id == person.id)
