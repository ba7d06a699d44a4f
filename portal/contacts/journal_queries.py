"""Finding what a mother noted: only ever her own; and, without content, who would like to talk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from portal.accounts.models import Member
from portal.contacts.hand_over_rules import can_take_over
from portal.contacts.journal_models import Conversation, HandOver, HandOverState, Introduction, TalkWish
from portal.contacts.models import Contact
from portal.core.actors import Actor
from portal.core.i18n import to_local
from portal.offers.models import Offer

#: A contact that nobody has noted for so long is offered for closing ...
QUIET_AFTER: Final = timedelta(days=365)
#: ... and so much later it is made anonymous.
GONE_AFTER: Final = QUIET_AFTER + timedelta(days=60)
#: So long a mother is told what became of a hand-over.
TOLD_FOR: Final = timedelta(days=14)


@dataclass(frozen=True)
class OpenTalkWish:
    """A mother would like to talk: her name and the day, and nothing else."""

    id: int
    name: str
    wished_on: date


def conversations(session: Session, contact: Contact) -> Sequence[Conversation]:
    """The conversations with a contact, the newest first, with the offers she was told of."""
    query = (
        _whole()
        .where(Conversation.contact_id == contact.id)
        .order_by(Conversation.day.desc(), Conversation.id.desc())
    )
    return session.scalars(query).all()


def my_conversation(session: Session, contact: Contact, conversation_id: int) -> Conversation | None:
    """One conversation with this contact; the contact has been found as the actor's own."""
    query = _whole().where(Conversation.id == conversation_id, Conversation.contact_id == contact.id)
    return session.scalar(query)


def my_introduction(session: Session, contact: Contact, introduction_id: int) -> Introduction | None:
    """One offer that this contact was told of."""
    query = (
        select(Introduction)
        .join(Introduction.conversation)
        .where(Introduction.id == introduction_id, Conversation.contact_id == contact.id)
    )
    return session.scalar(query)


def last_days(session: Session, actor: Actor) -> dict[int, date]:
    """The last day each of her contacts was spoken with, or was said to be in touch, by the contact's number."""
    talked: dict[int, date] = dict(
        session.execute(
            select(Conversation.contact_id, func.max(Conversation.day))
            .where(Conversation.mother_id == actor.member_id)
            .group_by(Conversation.contact_id)
        ).all()
    )
    touched = session.execute(
        select(Contact.id, Contact.in_touch_on).where(
            Contact.mother_id == actor.member_id, Contact.in_touch_on.is_not(None)
        )
    )
    for number, day in touched:
        if day is not None:
            talked[number] = max(day, talked.get(number, day))
    return talked


def not_noted_since(before: datetime) -> ColumnElement[bool]:
    """The contacts that are open and that nobody has noted since: not made, not spoken with, not said in touch."""
    day = to_local(before).date()
    spoken = exists().where(
        Conversation.contact_id == Contact.id,
        or_(Conversation.day > day, Conversation.created_at > before),
    )
    return and_(
        Contact.closed_at.is_(None),
        Contact.created_at <= before,
        or_(Contact.in_touch_on.is_(None), Contact.in_touch_on <= day),
        not_(spoken),
    )


def quiet(session: Session, actor: Actor, now: datetime) -> Sequence[Contact]:
    """Her contacts that she has not noted for twelve months: still in touch?"""
    query = select(Contact).where(Contact.mother_id == actor.member_id, not_noted_since(now - QUIET_AFTER))
    return session.scalars(query.order_by(Contact.created_at, Contact.id)).all()


def may_be_asked(session: Session, contact: Contact, now: datetime) -> list[Member]:
    """The mothers who could take a contact over; those who speak one of her languages first."""
    found = session.scalars(
        select(Member).where(Member.id != contact.mother_id).options(selectinload(Member.periods))
    )
    spoken = set(contact.languages)
    return sorted(
        (member for member in found if can_take_over(member, now)),
        key=lambda member: (not spoken & set(member.languages), member.name.casefold(), member.id),
    )


def latest_hand_over(session: Session, contact: Contact, now: datetime) -> HandOver | None:
    """The hand-over of a contact that is open, or was declined a few days ago."""
    query = (
        select(HandOver)
        .where(
            HandOver.contact_id == contact.id,
            or_(
                HandOver.state == HandOverState.OFFERED,
                and_(HandOver.state == HandOverState.DECLINED, HandOver.answered_at > now - TOLD_FOR),
            ),
        )
        .order_by(HandOver.id.desc())
    )
    return session.scalars(query).first()


def my_hand_over(session: Session, actor: Actor, hand_over_id: int) -> HandOver | None:
    """A hand-over that the actor was asked about."""
    return session.scalar(select(HandOver).where(HandOver.id == hand_over_id, HandOver.to_id == actor.member_id))


def my_offer(session: Session, contact: Contact, hand_over_id: int) -> HandOver | None:
    """A hand-over of this contact; the contact has been found as the actor's own."""
    return session.scalar(select(HandOver).where(HandOver.id == hand_over_id, HandOver.contact_id == contact.id))


def asked_of(session: Session, actor: Actor) -> Sequence[HandOver]:
    """The contacts that a mother is asked to take over, the oldest question first."""
    query = (
        select(HandOver)
        .join(HandOver.contact)
        .where(HandOver.to_id == actor.member_id, HandOver.state == HandOverState.OFFERED)
        .options(contains_eager(HandOver.contact).joinedload(Contact.area))
    )
    return session.scalars(query.order_by(HandOver.id)).all()


def taken_over_lately(session: Session, actor: Actor, now: datetime) -> Sequence[HandOver]:
    """The hand-overs of a mother that somebody said yes to a few days ago."""
    query = select(HandOver).where(
        HandOver.from_id == actor.member_id,
        HandOver.state == HandOverState.ACCEPTED,
        HandOver.answered_at > now - TOLD_FOR,
    )
    return session.scalars(query.order_by(HandOver.id)).all()


def my_wishes(session: Session, actor: Actor) -> Sequence[date]:
    """The days on which a mother said that she would like to talk, and nobody has yet."""
    query = select(TalkWish.wished_on).where(_open(), TalkWish.mother_id == actor.member_id)
    return session.scalars(query.order_by(TalkWish.wished_on)).all()


def talk_wishes_open(session: Session) -> list[OpenTalkWish]:
    """For the coordinator and the next agenda: who would like to talk, and since which day. No content."""
    query = _wishes(TalkWish.id, Member.name, TalkWish.wished_on).order_by(TalkWish.wished_on, TalkWish.id)
    return [OpenTalkWish(*row) for row in session.execute(query)]


def how_many_would_talk(session: Session) -> int:
    """How many mothers would like to talk: that is all the others are told."""
    return session.scalar(_wishes(func.count(func.distinct(TalkWish.mother_id)))) or 0


def _whole() -> Select[Conversation]:
    return select(Conversation).options(
        selectinload(Conversation.introductions).joinedload(Introduction.offer).selectinload(Offer.texts)
    )


def _wishes(*columns: Any) -> Select[Any]:
    by_name = select(*columns).select_from(TalkWish).join(Member, Member.id == TalkWish.mother_id)
    return by_name.where(_open(), Member.disabled_at.is_(None))


def _open() -> Any:
    return TalkWish.closed_at.is_(None)
