"""Fatma, her phone, and a woman she notes."""

import pytest
from sqlalchemy import select

from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact
from portal.core.db import transaction
from portal.core.i18n import to_local
from portal.events.models import Status
from portal.offers.models import Offer, OfferText, Theme


@pytest.fixture
def fatma(make_member):
    return make_member("Fatma", lang="en", languages=["tr", "ku", "da"])


@pytest.fixture
def phone(fatma, sign_in):
    """Fatma's phone, opened by PIN."""
    return sign_in(fatma, opened=True)


@pytest.fixture
def today(now):
    return to_local(now).date().isoformat()


@pytest.fixture
def agreed(today):
    """What Fatma sends of a woman who knows and agrees."""
    return {
        "nickname": "Morning sun",
        "languages": ["tr"],
        "met": "daycare",
        "since": today,
        "agreed": "y",
        "real_name": "Ayşe Yılmaz",
        "phone": "44 77 00 11",
        "reach": "call",
        "reach_when": "evening",
        "words": "Wants to swim.\nAsks about the school.",
    }


@pytest.fixture
def note_her(phone, session, agreed):
    """Note a contact by the form and give her row; changes go by keyword."""

    def note_her(**changes):
        assert phone.press("/team/contacts/new", {**agreed, **changes}).status_code == 303
        return session.scalars(select(Contact).order_by(Contact.id.desc())).first()

    return note_her


@pytest.fixture
def talked(phone, session, today):
    """Note a conversation with a contact by the form, and give its row; changes go by keyword."""

    def talked(contact, **changes):
        sent = {"helps": ["letter"], "day": today, **changes}
        answer = phone.press(f"/team/contacts/{contact.id}/talk", sent)
        assert answer.status_code == 303, answer.text
        return session.scalars(select(Conversation).order_by(Conversation.id.desc())).first()

    return talked


@pytest.fixture
def make_offer(app, now):
    """A published offer with a Danish title."""

    def make_offer(title="Svømning for kvinder", *, theme=Theme.EXERCISE, status=Status.PUBLISHED):
        with transaction() as writing:
            offer = Offer(
                code=f"OF{writing.query(Offer).count() + 22}",
                theme=theme,
                status=status,
                confirmed_on=now.date(),
                created_at=now,
            )
            offer.texts.append(OfferText(lang="da", title=title, updated_at=now))
            writing.add(offer)
            writing.flush()
            return offer.id

    return make_offer


@pytest.fixture
def shazia(make_member):
    return make_member("Shazia", lang="en", languages=["ur", "tr"])


@pytest.fixture
def her_phone(shazia, sign_in):
    """Shazia's phone, opened by PIN."""
    return sign_in(shazia, opened=True)
