"""When what was told between the events goes: conversations, hands, enquiries, course, meetings."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.contacts.journal_models import Conversation
from portal.contacts.rules import WORDS_KEPT
from portal.core.i18n import to_local
from portal.core.personal_data import Keep
from portal.course.models import Course, CourseInterest, CourseParticipant, InterestState
from portal.enquiries.models import Enquiry
from portal.events.models import Event
from portal.helping.models import Helper, TaskTake
from portal.network.models import AgendaPoint, Minutes
from portal.privacy.purging import blank, delete_rows, long_over, purges
from portal.signups.models import SignUp

ASKER_KEPT: Final = timedelta(days=90)
HERSELF_KEPT: Final = timedelta(days=30)
HELPER_KEPT: Final = timedelta(days=365)
INTEREST_KEPT: Final = timedelta(days=2 * 365)
COURSE_KEPT: Final = timedelta(days=365)
MEETING_KEPT: Final = timedelta(days=2 * 365)


@purges(Conversation, Keep.WORDS)
def words_about_conversations(session: Session, now: datetime) -> int:
    """What a mother wrote of a conversation, 90 days after she wrote it."""
    return blank(session, Conversation, Keep.WORDS, Conversation.words_at <= now - WORDS_KEPT)


@purges(TaskTake, Keep.AFTER_EVENT)
def what_was_brought(session: Session, now: datetime) -> int:
    """What somebody brought, in her words, with the list."""
    over = select(SignUp.id).where(SignUp.event_id.in_(long_over(now)))
    return blank(session, TaskTake, Keep.AFTER_EVENT, TaskTake.signup_id.in_(over))


@purges(Helper, Keep.HELPER)
def helpers(session: Session, now: datetime) -> int:
    """Residents who said that we may ask them again, a year later."""
    return delete_rows(session, Helper, Helper.created_at <= now - HELPER_KEPT)


@purges(Enquiry, Keep.ASKER)
def who_asked(session: Session, now: datetime) -> int:
    """Who asked for somebody else, 90 days after they met, or after the enquiry was closed."""
    over = or_(Enquiry.met_at <= now - ASKER_KEPT, Enquiry.closed_at <= now - ASKER_KEPT)
    return blank(session, Enquiry, Keep.ASKER, over, purged_at=now)


@purges(Enquiry, Keep.HERSELF)
def who_asked_for_herself(session: Session, now: datetime) -> int:
    """How to reach a woman who asked for herself, once a mother has met her, or 30 days after it was closed; and
    where they would have met."""
    over = or_(Enquiry.met_at <= now, Enquiry.closed_at <= now - HERSELF_KEPT)
    return blank(session, Enquiry, Keep.HERSELF, over, purged_at=now, meeting_place=None, meeting_local=None)


@purges(CourseInterest, Keep.INTEREST)
def interest_in_the_course(session: Session, now: datetime) -> int:
    """Who was on the list for the course: at once when she left it, else two years after she joined it."""
    over = or_(CourseInterest.state == InterestState.WITHDRAWN, CourseInterest.created_at <= now - INTEREST_KEPT)
    return blank(session, CourseInterest, Keep.INTEREST, over)


@purges(CourseParticipant, Keep.COURSE)
def participants_of_courses(session: Session, now: datetime) -> int:
    """The names of a course's participants, a year after it was closed; where nobody closes it, as the list."""
    closed = select(Course.id).where(Course.closed_at <= now - COURSE_KEPT)
    long_ago = CourseParticipant.joined_on <= to_local(now - INTEREST_KEPT).date()
    return blank(session, CourseParticipant, Keep.COURSE, or_(CourseParticipant.course_id.in_(closed), long_ago))


@purges(AgendaPoint, Keep.MEETING)
def agendas(session: Session, now: datetime) -> int:
    """The agenda of a meeting, two years after it."""
    return delete_rows(session, AgendaPoint, AgendaPoint.event_id.in_(_old_meetings(now)))


@purges(Minutes, Keep.MEETING)
def minutes(session: Session, now: datetime) -> int:
    """The minutes of a meeting, two years after it."""
    return delete_rows(session, Minutes, Minutes.event_id.in_(_old_meetings(now)))


def _old_meetings(now: datetime) -> Any:
    return select(Event.id).where(Event.ends_local <= to_local(now - MEETING_KEPT))
