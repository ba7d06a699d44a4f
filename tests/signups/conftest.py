"""The coordinator's phone, and parties on lists, for the tests of her pages."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.core.actors import Actor, Role
from portal.events.models import Event
from portal.signups import rules as signups
from portal.signups.models import SignUp
from tests.signups.cast import WEB, party


@pytest.fixture
def coordinator(make_member, sign_in) -> FlaskClient:
    """The coordinator's phone, opened by PIN."""
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)


@pytest.fixture
def sign_up(rules, now) -> Callable[..., SignUp]:
    """Put a party on an event's list."""

    def put(event: Event, name: str = "Amina", adults: int = 1, children: int = 0, **more: Any) -> SignUp:
        return rules(
            signups.sign_up,
            event_id=event.id,
            party=party(name, adults, children, **more),
            source=WEB,
            form_token=name,
            by=Actor(member_id=1, role=Role.COORDINATOR),
            now=now,
        )

    return put
