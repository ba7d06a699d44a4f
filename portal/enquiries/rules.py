"""What may be done with an enquiry. Every step holds its row, so that of two at the same moment one is first."""

from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import SYSTEM, Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import exists_locally, to_local
from portal.enquiries import states
from portal.enquiries.matching import candidates
from portal.enquiries.models import Answer, Asker, Enquiry, EnquiryAsk, EnquiryState, Result
from portal.enquiries.states import Action, Who, take, waiting_ask

#: What is the end of an enquiry where nobody has met.
WITHOUT_MEETING: Final = (Result.NOT_WANTED, Result.NO_CONTACT, Result.ON_TO_OTHERS)
#: And where they have met.
AFTER_MEETING: Final = (Result.IN_TOUCH, Result.HELPED_ONCE, Result.ON_TO_OTHERS, Result.NOT_WANTED)


def hold(session: Session, enquiry_id: int) -> Enquiry:
    """The enquiry's row, held until the transaction ends; its questions read anew."""
    enquiry = session.scalars(
        select(Enquiry).where(Enquiry.id == enquiry_id).with_for_update().execution_options(populate_existing=True)
    ).one()
    session.expire(enquiry, ["asks"])
    return enquiry


def call_back(session: Session, *, enquiry_id: int, by: Actor, now: datetime) -> None:
    """The coordinator rang the workplace's published number and reached whoever asked."""
    enquiry = hold(session, enquiry_id)
    take(enquiry, Action.CALL_BACK, by, now=now)
    enquiry.called_back_at = enquiry.called_back_at or now
    audit.record(session, "enquiries.call_back", enquiry, by=by, now=now)


def ask(session: Session, *, enquiry_id: int, mother_id: int, by: Actor, now: datetime) -> None:
    """Ask one mother. Only after calling back; first those who speak the language."""
    enquiry = hold(session, enquiry_id)
    _pass_if_silent(session, enquiry, now)
    asked = waiting_ask(enquiry)
    if asked is not None and asked.mother_id == mother_id:
        return
    if enquiry.state is EnquiryState.RECEIVED and states.needs_call_back(enquiry):
        raise RuleBroken(_("Please call the workplace first, by the number it has published."))
    take(enquiry, Action.ASK, by, now=now)
    found = candidates(session, enquiry, now=now)
    chosen = next((one for one in found if one.member.id == mother_id), None)
    if chosen is None:
        raise RuleBroken(_("She is not active just now, so she is not asked."))
    if chosen.said_no:
        raise RuleBroken(_("She has said no to this one. Please ask somebody else."))
    if not chosen.first and any(one.first for one in found):
        raise RuleBroken(_("Please ask those first who speak the language and have not been asked."))
    session.add(EnquiryAsk(enquiry_id=enquiry.id, mother_id=mother_id, asked_at=now))
    enquiry.asked_at = enquiry.asked_at or now
    session.flush()
    session.expire(enquiry, ["asks"])
    audit.record(session, "enquiries.ask", enquiry, by=by, now=now)


def take_back(session: Session, *, enquiry_id: int, by: Actor, now: datetime) -> None:
    """The coordinator takes the question back before it is answered."""
    enquiry = hold(session, enquiry_id)
    take(enquiry, Action.TAKE_BACK, by, now=now)
    _settle(enquiry, Answer.TAKEN_BACK, now)
    audit.record(session, "enquiries.take_back", enquiry, by=by, now=now)


def answer(session: Session, *, enquiry_id: int, yes: bool, by: Actor, now: datetime) -> None:
    """The mother who is asked says yes or no. After three days it has gone back already."""
    enquiry = hold(session, enquiry_id)
    if not take(enquiry, Action.YES if yes else Action.NO, by, now=now):
        return
    _settle(enquiry, Answer.YES if yes else Answer.NO, now)
    if yes:
        enquiry.mother_id, enquiry.accepted_at = by.member_id, now
    audit.record(session, "enquiries.yes" if yes else "enquiries.no", enquiry, by=by, now=now)


def let_silence_pass(session: Session, now: datetime) -> int:
    """Give back what mothers have not answered in three days. How many that were; again it does nothing."""
    late = silent_ids(session, now)
    for enquiry_id in late:
        _pass_if_silent(session, hold(session, enquiry_id), now)
    return len(late)


def silent_ids(session: Session, now: datetime) -> list[int]:
    """The enquiries whose question has waited for three days."""
    late = select(EnquiryAsk.enquiry_id).where(
        EnquiryAsk.answer == Answer.WAITING, EnquiryAsk.asked_at <= now - states.SILENCE
    )
    return list(session.scalars(late.order_by(EnquiryAsk.enquiry_id)))


def set_meeting(
    session: Session,
    *,
    enquiry_id: int,
    starts_local: datetime | None,
    place: str | None,
    by: Actor,
    now: datetime,
) -> None:
    """When and where the three of them meet first. Nothing at all takes it away."""
    enquiry = hold(session, enquiry_id)
    take(enquiry, Action.SET_MEETING, by, now=now)
    if starts_local is not None:
        if not exists_locally(starts_local):
            raise RuleBroken(_("There is no such time in the night when the clocks change."), "time")
        if starts_local <= to_local(now):
            raise RuleBroken(_("Choose a time to come."), "day")
    enquiry.meeting_local, enquiry.meeting_place = starts_local, place
    audit.record(session, "enquiries.meeting", enquiry, by=by, now=now)


def met(session: Session, *, enquiry_id: int, by: Actor, now: datetime) -> None:
    """They have met. How to reach a woman who asked for herself is forgotten at once."""
    enquiry = hold(session, enquiry_id)
    if not take(enquiry, Action.MEET, by, now=now):
        return
    enquiry.met_at = now
    forget_her(enquiry, now=now)
    audit.record(session, "enquiries.met", enquiry, by=by, now=now)


def close(session: Session, *, enquiry_id: int, result: Result, by: Actor, now: datetime) -> None:
    """Say what came of it. Where nobody has met, it cannot be that they are in touch."""
    enquiry = hold(session, enquiry_id)
    allowed = AFTER_MEETING if enquiry.state is EnquiryState.MET else WITHOUT_MEETING
    if not take(enquiry, Action.CLOSE, by, now=now):
        return
    if result not in allowed:
        raise RuleBroken(_("Choose one of these."), "result")
    enquiry.result, enquiry.closed_at = result, now
    forget_her(enquiry, now=now)
    audit.record(session, "enquiries.close", enquiry, by=by, now=now)


def give_back(session: Session, *, enquiry_id: int, by: Actor, now: datetime) -> None:
    """It goes back to the queue, because the mother cannot after all; she is not asked for this one again."""
    enquiry = hold(session, enquiry_id)
    who = states.part_of(enquiry, by)
    take(enquiry, Action.GIVE_BACK, by, now=now)
    for question in enquiry.asks:
        if question.answer is Answer.YES:
            question.answer = Answer.NO if who is Who.MOTHER else Answer.TAKEN_BACK
            question.answered_at = now
    enquiry.mother_id = enquiry.accepted_at = None
    audit.record(session, "enquiries.give_back", enquiry, by=by, now=now)


def give_up(session: Session, *, enquiry_id: int, by: Actor, now: datetime) -> None:
    """Nobody was found. It can be opened again while it is known who asked."""
    enquiry = hold(session, enquiry_id)
    if not take(enquiry, Action.GIVE_UP, by, now=now):
        return
    enquiry.closed_at = now
    audit.record(session, "enquiries.give_up", enquiry, by=by, now=now)


def reopen(session: Session, *, enquiry_id: int, by: Actor, now: datetime) -> None:
    """Look for somebody once more, unless it has been forgotten meanwhile how to reach anybody."""
    enquiry = hold(session, enquiry_id)
    take(enquiry, Action.REOPEN, by, now=now)
    if enquiry.purged_at is not None:
        raise RuleBroken(_("It is deleted by now who asked, so it cannot be opened again."))
    enquiry.closed_at = None
    audit.record(session, "enquiries.reopen", enquiry, by=by, now=now)


def withdraw(session: Session, *, enquiry_id: int, by: Actor, now: datetime) -> None:
    """Whoever asked does not want it any more, while nobody has met. Her own words go at once."""
    enquiry = hold(session, enquiry_id)
    if not take(enquiry, Action.WITHDRAW, by, now=now):
        return
    _settle(enquiry, Answer.TAKEN_BACK, now)
    enquiry.closed_at = enquiry.closed_at or now
    forget_her(enquiry, now=now)
    audit.record(session, "enquiries.withdraw", enquiry, by=by, now=now)


def forget_her(enquiry: Enquiry, *, now: datetime) -> None:
    """Blank all words of a woman who asked for herself."""
    if enquiry.asker is not Asker.HERSELF:
        return
    enquiry.call_her = enquiry.her_phone = enquiry.reach = enquiry.reach_when = None
    enquiry.meeting_local = enquiry.meeting_place = None
    enquiry.purged_at = enquiry.purged_at or now


def _pass_if_silent(session: Session, enquiry: Enquiry, now: datetime) -> None:
    if states.is_silent(enquiry, now):
        take(enquiry, Action.LET_PASS, SYSTEM, now=now)
        _settle(enquiry, Answer.SILENT, now)
        audit.record(session, "enquiries.silent", enquiry, by=SYSTEM, now=now)


def _settle(enquiry: Enquiry, how: Answer, now: datetime) -> None:
    question = waiting_ask(enquiry)
    if question is not None:
        question.answer, question.answered_at = how, now
