"""Fatma, her phone, and a woman she notes."""

import pytest
from sqlalchemy import select

from portal.contacts.models import Contact
from portal.i18n import to_local


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
