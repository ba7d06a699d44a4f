"""Who acts in the tests of accounts."""

from collections.abc import Callable

import pytest

from portal.accounts.actors import Actor
from portal.accounts.models import Member, Role
from portal.areas import Area
from portal.db import transaction


@pytest.fixture
def lone(make_member: Callable[..., Member]) -> Member:
    """The coordinator."""
    return make_member("Lone", Role.COORDINATOR)


@pytest.fixture
def by(lone: Member) -> Actor:
    """The coordinator, as the one who does it."""
    return Actor(member_id=lone.id, role=Role.COORDINATOR, opened=True)


@pytest.fixture
def areas(app: object) -> list[str]:
    """Two areas; their slugs."""
    with transaction() as session:
        session.add_all([Area(slug="hedeparken", name="Hedeparken"), Area(slug="magleparken", name="Magleparken")])
    return ["hedeparken", "magleparken"]
