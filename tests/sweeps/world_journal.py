"""What the small world has of the journal."""

from datetime import date, datetime, timedelta
from typing import Any

from portal.accounts.models import Member
from portal.contacts.journal_models import Conversation, HandOver, Introduction, TalkWish
from portal.contacts.models import Contact, Met
from portal.events.models import Status
from portal.offers.models import Offer, OfferText, Theme


def journal_of(session: Any, contact: Contact, other: Member, words: str, now: datetime) -> dict[str, int]:
    """A conversation with an offer, a wish to talk, a quiet contact, and a contact another mother hands over."""
    talk = Conversation(
        contact_id=contact.id,
        mother_id=contact.mother_id,
        day=now.date(),
        helps=["letter", "health"],
        quarters=4,
        words=words.format("words"),
        words_at=now,
        created_at=now,
    )
    swim, more = (
        Offer(code=code, theme=Theme.EXERCISE, status=Status.PUBLISHED, confirmed_on=now.date(), created_at=now)
        for code in ("SWMM", "SWNN")
    )
    for offer in (swim, more):
        offer.texts.append(OfferText(lang="da", title=words.format("Svømning"), updated_at=now))
    hers, quiet = (
        Contact(
            mother_id=mother_id,
            nickname=words.format("Rana"),
            languages=["tr"],
            area_id=contact.area_id,
            met=Met.FRIEND,
            since=date(2025, 1, 2),
            created_at=now - timedelta(days=days),
        )
        for mother_id, days in ((other.id, 9), (contact.mother_id, 400))
    )
    session.add_all([talk, swim, more, hers, quiet, TalkWish(mother_id=contact.mother_id, wished_on=now.date())])
    session.flush()
    told = Introduction(conversation_id=talk.id, offer_id=swim.id)
    handed = HandOver(contact_id=hers.id, from_id=other.id, to_id=contact.mother_id)
    session.add_all([told, handed])
    session.flush()
    return {"conversation_id": talk.id, "introduction_id": told.id, "hand_over_id": handed.id}
