"""Offers of all kinds, the coordinator who keeps them, and a mother who speaks Turkish and Urdu."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from portal.core.actors import Actor, Role
from portal.core.areas import Area
from portal.core.db import transaction
from portal.core.i18n import to_local
from portal.events.codes import new_code
from portal.events.models import Status, TextState
from portal.offers.models import Offer, OfferText, Theme


@pytest.fixture
def karen(make_member):
    return make_member("Karen", Role.COORDINATOR, lang="en")


@pytest.fixture
def fatma(make_member):
    return make_member("Fatma", languages=["da", "ur", "tr"], lang="en")


@pytest.fixture
def by_karen(karen):
    return Actor(member_id=karen.id, role=Role.COORDINATOR)


@pytest.fixture
def coordinator(sign_in, karen):
    return sign_in(karen)


@pytest.fixture
def mother(sign_in, fatma):
    return sign_in(fatma)


@pytest.fixture
def make_offer(app, now) -> Callable[..., Offer]:
    """Make a published offer past all rules; any column may be given.

    ``words`` are its titles in other languages than Danish, ``states`` those of its texts that are not up to date.
    """

    def make(
        title: str = "Svømning for kvinder",
        *,
        words: dict[str, str] | None = None,
        states: dict[str, TextState] | None = None,
        **columns: Any,
    ) -> Offer:
        values: dict[str, Any] = {
            "theme": Theme.EXERCISE,
            "status": Status.PUBLISHED,
            "place_name": "Svømmehallen",
            "confirmed_on": to_local(now).date(),
            "created_at": now,
            **columns,
        }
        with transaction() as session:
            offer = Offer(**{"code": new_code(session, Offer.code), **values})
            for lang, name in {"da": title, **(words or {})}.items():
                more = (
                    {"description": "Vi svømmer sammen.", "practical": "Tag badetøj med."} if lang == "da" else {}
                )
                state = (states or {}).get(lang, TextState.UP_TO_DATE)
                written = now - timedelta(days=2)
                offer.texts.append(OfferText(lang=lang, title=name, state=state, updated_at=written, **more))
            session.add(offer)
        return offer

    return make


@pytest.fixture
def areas(app):
    with transaction() as session:
        found = [Area(slug=name.lower(), name=name) for name in ("Hedeparken", "Ringparken")]
        session.add_all(found)
    return found
