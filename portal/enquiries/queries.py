"""What the pages of enquiries show, and what waits for whom."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from portal.core.actors import Actor
from portal.enquiries.models import Answer, Enquiry, EnquiryAsk, EnquiryState
from portal.enquiries.states import SILENCE, is_left, is_silent, is_slow

OPEN: Final = (EnquiryState.RECEIVED, EnquiryState.ASKED, EnquiryState.ACCEPTED, EnquiryState.MET)
#: How many closed ones the queue still shows.
MOST_CLOSED: Final = 20
#: So long a mother sees that one of hers was withdrawn or taken back.
SEEN_AFTERWARDS: Final = timedelta(days=7)


def queue(session: Session) -> Sequence[Enquiry]:
    """Everything that is open, the oldest first."""
    return session.scalars(_whole().where(Enquiry.state.in_(OPEN)).order_by(Enquiry.received_at, Enquiry.id)).all()


def ended(session: Session) -> Sequence[Enquiry]:
    closed = _whole().where(Enquiry.state.not_in(OPEN)).order_by(Enquiry.closed_at.desc(), Enquiry.id.desc())
    return session.scalars(closed.limit(MOST_CLOSED)).all()


def waiting_for_coordinator(session: Session, now: datetime) -> list[Enquiry]:
    """The open ones in which the next step is hers: call back, ask somebody, or look after one that takes long or
    that the mother has left."""
    return [one for one in queue(session) if waits_for_coordinator(one, now)]


def waits_for_coordinator(enquiry: Enquiry, now: datetime) -> bool:
    """Whether the next step is the coordinator's."""
    open_again = enquiry.state is EnquiryState.RECEIVED or is_silent(enquiry, now)
    return open_again or is_slow(enquiry, now) or is_left(enquiry)


def asked_of(session: Session, member_id: int, now: datetime) -> Sequence[Enquiry]:
    """What a mother is asked just now: she has not answered, and three days have not gone by."""
    waiting = select(EnquiryAsk.enquiry_id).where(
        EnquiryAsk.mother_id == member_id, EnquiryAsk.answer == Answer.WAITING, EnquiryAsk.asked_at > now - SILENCE
    )
    found = _whole().where(Enquiry.state == EnquiryState.ASKED, Enquiry.id.in_(waiting))
    return session.scalars(found.order_by(Enquiry.asked_at, Enquiry.id)).all()


def with_her(session: Session, member_id: int) -> Sequence[Enquiry]:
    """What a mother has said yes to and what is open still."""
    states = (EnquiryState.ACCEPTED, EnquiryState.MET)
    hers = _whole().where(Enquiry.mother_id == member_id, Enquiry.state.in_(states))
    return session.scalars(hers.order_by(Enquiry.accepted_at, Enquiry.id)).all()


def gone_from_her(session: Session, member_id: int, now: datetime) -> Sequence[Enquiry]:
    """What was withdrawn or taken back from her lately, so that she calls nobody whose number she has noted."""
    lately = now - SEEN_AFTERWARDS
    taken = select(EnquiryAsk.enquiry_id).where(
        EnquiryAsk.mother_id == member_id,
        EnquiryAsk.answer == Answer.TAKEN_BACK,
        EnquiryAsk.answered_at > lately,
    )
    withdrawn = (Enquiry.mother_id == member_id) & (Enquiry.state == EnquiryState.WITHDRAWN)
    elsewhere = or_(Enquiry.mother_id.is_(None), Enquiry.mother_id != member_id)
    gone = _whole().where(or_(withdrawn & (Enquiry.closed_at > lately), Enquiry.id.in_(taken) & elsewhere))
    return [one for one in session.scalars(gone.order_by(Enquiry.id)) if not _asked_again(one, member_id)]


def one(session: Session, enquiry_id: int) -> Enquiry | None:
    return session.scalar(_whole().where(Enquiry.id == enquiry_id))


def hers(session: Session, by: Actor, enquiry_id: int) -> Enquiry | None:
    """One enquiry a mother has said yes to and that is open still; no other exists for her."""
    return next((one for one in with_her(session, by.member_id or 0) if one.id == enquiry_id), None)


def gave_away(session: Session, by: Actor, enquiry_id: int) -> bool:
    """Whether it was with a mother and she has closed it or given it back: she may have pressed twice."""
    closed = exists().where(
        Enquiry.id == enquiry_id, Enquiry.mother_id == by.member_id, Enquiry.state == EnquiryState.CLOSED
    )
    given_back = exists().where(
        EnquiryAsk.enquiry_id == enquiry_id, EnquiryAsk.mother_id == by.member_id, EnquiryAsk.answer == Answer.NO
    )
    return bool(session.scalar(select(or_(closed, given_back))))


def _asked_again(enquiry: Enquiry, member_id: int) -> bool:
    return any(ask.mother_id == member_id and ask.answer is Answer.WAITING for ask in enquiry.asks)


def _whole() -> Select[Enquiry]:
    parts = (selectinload(Enquiry.asks), selectinload(Enquiry.area), selectinload(Enquiry.mother))
    return select(Enquiry).options(*parts)
