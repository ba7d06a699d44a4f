"""Who acts in the tests of accounts."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.accounts.models import Member
from portal.core.actors import Actor, Role
from portal.core.areas import Area
from portal.core.db import transaction


@pytest.fixture
def make_member(make_member: Callable[..., Member]) -> Callable[..., Member]:
    """Make a member who reads English, so that these tests need no catalogue."""
    return lambda *args, **kwargs: make_member(*args, **{"lang": "en", **kwargs})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A phone without a cookie whose owner reads English."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


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
