"""The coordinator at her desk, a mother, and stories to begin with."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.accounts.models import Member
from portal.core.actors import Actor, Role
from portal.core.i18n import to_local
from portal.stories import rules as stories
from portal.stories.models import Shape, Speaker, Story, StoryPart
from portal.stories.rules import StoryWords

QUOTE = "Hun viste mig vej til svømmehallen, og nu svømmer vi sammen."


@pytest.fixture
def karen(make_member) -> Member:
    return make_member("Karen", Role.COORDINATOR)


@pytest.fixture
def fatma(make_member) -> Member:
    return make_member("Fatma Yılmaz")


@pytest.fixture
def by(karen) -> Actor:
    """The coordinator as the rules know her."""
    return Actor(member_id=karen.id, role=Role.COORDINATOR, opened=True)


@pytest.fixture
def desk(karen, sign_in) -> FlaskClient:
    """The coordinator's phone, opened by PIN."""
    return sign_in(karen, opened=True)


@pytest.fixture
def today(now):
    return to_local(now).date()


@pytest.fixture
def words(today) -> Callable[..., StoryWords]:
    """A quote of a resident who has agreed; any part of it may be given."""

    def words(**more: Any) -> StoryWords:
        values = {
            "part": StoryPart.NETWORKS,
            "text": QUOTE,
            "lang": "da",
            "day": today,
            "speaker": Speaker.RESIDENT,
            "agreed": True,
        }
        return StoryWords(**{**values, **more})

    return words


@pytest.fixture
def tell(rules, by, now, words) -> Callable[..., Story]:
    """Write a story by its rule."""

    def tell(shape: Shape = Shape.QUOTE, **more: Any) -> Story:
        return rules(stories.write, shape=shape, words=words(**more), by=by, now=now)

    return tell


@pytest.fixture
def sent(today) -> Callable[..., dict[str, Any]]:
    """The form of a quote as the coordinator's phone sends it."""

    def sent(**more: Any) -> dict[str, Any]:
        form = {"part": "networks", "text": QUOTE, "speaker": "resident", "lang": "da", "agreed": "y"}
        return {**form, "day": today.isoformat(), **more}

    return sent
