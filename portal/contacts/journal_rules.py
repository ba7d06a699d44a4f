"""What may be noted of a conversation, of an offer a contact was told of, and that a mother wants to talk.

Whoever calls these holds the contact's row (``queries.my(…, lock=True)``), so that two taps are decided one after
the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation, Introduction, TalkWish, TookPart
from portal.contacts.models import Contact
from portal.contacts.rules import check_day
from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.offers.models import Offer

#: The same conversation sent again within so long is the same conversation: her thumb was quick.
ONE_TAP: Final = timedelta(minutes=1)
#: How long it took, in quarters of an hour, as she may say it.
ABOUT: Final = (1, 2, 4, 8, 12)


@dataclass(frozen=True)
class ConversationNote:
    """What a mother notes of one conversation."""

    day: date
    helps: Iterable[Help]
    #: One of ``ABOUT``, or None where she does not say.
    quarters: int | None = None
    words: str | None = None


def note(session: Session, *, contact: Contact, talk: ConversationNote, by: Actor, now: datetime) -> Conversation:
    """Note a conversation. The same one sent twice at once is one, and the first is answered."""
    conversation = Conversation(contact_id=contact.id, mother_id=contact.mother_id, created_at=now)
    _write(conversation, contact, talk, now)
    again = _just_noted(session, conversation, now)
    if again is not None:
        return again
    session.add(conversation)
    audit.record(session, "journal.note", conversation, by=by, now=now)
    return conversation


def correct(
    session: Session, *, conversation: Conversation, talk: ConversationNote, by: Actor, now: datetime
) -> None:
    """Write a conversation anew. Its words keep their day unless they are new ones."""
    _write(conversation, conversation.contact, talk, now)
    audit.record(session, "journal.correct", conversation, by=by, now=now)


def take_away(session: Session, *, conversation: Conversation, by: Actor, now: datetime) -> None:
    """Take a conversation away that never was, and what it says of offers. It is counted no longer."""
    audit.record(session, "journal.take_away", conversation, by=by, now=now)
    session.execute(delete(Introduction).where(Introduction.conversation_id == conversation.id))
    session.delete(conversation)
    session.flush()


def keep_words(session: Session, *, conversation: Conversation, by: Actor, now: datetime) -> None:
    """Keep the words of a conversation for 90 days more. Without words there is nothing to keep."""
    if conversation.words is not None:
        conversation.words_at = now
        audit.record(session, "journal.keep_words", conversation, by=by, now=now)


def introduce(
    session: Session, *, conversation: Conversation, offer: Offer, by: Actor, now: datetime
) -> Introduction:
    """Note that she was told of an offer; once for each conversation, however often it is tapped."""
    for told in conversation.introductions:
        if told.offer_id == offer.id:
            return told
    if not offer.public:
        raise RuleBroken(_("This offer is no longer there. Choose another one."))
    told = Introduction(conversation=conversation, offer_id=offer.id)
    session.add(told)
    audit.record(session, "journal.introduce", conversation, by=by, now=now)
    return told


def untell(session: Session, *, introduction: Introduction, by: Actor, now: datetime) -> None:
    """Take an offer away again that was tapped by mistake."""
    audit.record(session, "journal.untell", introduction.conversation, by=by, now=now)
    session.delete(introduction)
    session.flush()


def answer(session: Session, *, introduction: Introduction, took_part: TookPart, by: Actor, now: datetime) -> None:
    """Note whether she took part in the offer. It may be said anew as often as something changes."""
    introduction.took_part = took_part
    audit.record(session, "journal.took_part", introduction.conversation, by=by, now=now)


def wish_to_talk(session: Session, *, by: Actor, now: datetime) -> TalkWish:
    """A mother would like to talk. Her name and the day, one open wish for a day, and nothing of what it is.

    It stands in no audit log either: beside the entry of a conversation it would say which.
    """
    assert by.member_id is not None
    session.get_one(Member, by.member_id, with_for_update=True)
    today = to_local(now).date()
    query = select(TalkWish).where(
        TalkWish.mother_id == by.member_id, TalkWish.wished_on == today, TalkWish.closed_at.is_(None)
    )
    wish = session.scalar(query)
    if wish is None:
        wish = TalkWish(mother_id=by.member_id, wished_on=today)
        session.add(wish)
        session.flush()
    return wish


def take_wishes_back(session: Session, *, by: Actor, now: datetime) -> None:
    """She does not want to talk any more: her open wishes go, as if they had never been."""
    session.execute(delete(TalkWish).where(TalkWish.mother_id == by.member_id, TalkWish.closed_at.is_(None)))


def _write(conversation: Conversation, contact: Contact, talk: ConversationNote, now: datetime) -> None:
    check_day(talk.day, "day", now)
    helps = set(talk.helps)
    if not helps:
        raise RuleBroken(_("Tap what you helped with. One is enough."), "helps")
    if talk.words and talk.words != conversation.words and contact.agreed_at is None:
        raise RuleBroken(_("Please ask her first. Words may be kept only when she knows and agrees."), "words")
    conversation.day = talk.day
    conversation.helps = [str(help_) for help_ in Help if help_ in helps]
    conversation.quarters = talk.quarters
    if talk.words != conversation.words:
        conversation.words, conversation.words_at = talk.words, now if talk.words else None


def _just_noted(session: Session, new: Conversation, now: datetime) -> Conversation | None:
    query = select(Conversation).where(
        Conversation.contact_id == new.contact_id,
        Conversation.day == new.day,
        Conversation.created_at > now - ONE_TAP,
    )
    same = (new.helps, new.quarters, new.words)
    return next((old for old in session.scalars(query) if (old.helps, old.quarters, old.words) == same), None)
