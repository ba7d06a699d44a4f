"""Two coordinators at once: the same party joined or moved by both, and parties that cross between two events."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from portal.core.actors import Actor, Role
from portal.core.db import db
from portal.events.models import Event
from portal.signups import joining
from portal.signups import rules as signups
from portal.signups.list_queries import Glance, glances
from portal.signups.models import SignUp, State
from tests.races import ROUNDS, one_won
from tests.signups.cast import WEB, party

KAREN = Actor(role=Role.COORDINATOR, opened=True)


@pytest.fixture
def sign_up(rules, now):
    def put(event: Event, name: str, adults: int = 1) -> int:
        return rules(
            signups.sign_up,
            event_id=event.id,
            party=party(name, adults),
            source=WEB,
            form_token=name,
            by=KAREN,
            now=now,
        ).id

    return put


@pytest.fixture
def at_once(at_once, now):
    """Each by a coordinator of her own."""
    return partial(at_once, by=KAREN, now=now)


def merging(kept_id: int, other_id: int, adults: int) -> Callable[..., Any]:
    def deed(session, **words):
        kept, other = session.get_one(SignUp, kept_id), session.get_one(SignUp, other_id)
        joining.merge(session, kept=kept, other=other, adults=adults, children=0, **words)

    return deed


def moving(signup_id: int, to_id: int) -> Callable[..., Any]:
    def deed(session, **words):
        joining.move(session, signup=session.get_one(SignUp, signup_id), to_id=to_id, seat=False, **words)

    return deed


def people(*event_ids: int) -> list[Glance]:
    db.session.rollback()
    found = glances(event_ids)
    return [found[event_id] for event_id in event_ids]


@pytest.mark.slow
def test_each_joins_the_other_party_into_hers_and_one_is_left(make_event, sign_up, at_once):
    for _round in range(ROUNDS):
        event_id = (event := make_event(seats=4)).id
        one, two = sign_up(event, "One", 2), sign_up(event, "Two", 2)
        told = at_once(merging(one, two, 4), merging(two, one, 3))
        one_won(told)
        assert people(event_id) == [Glance(taken=3 if told[0] else 4)]
        states = sorted(str(row.state) for row in db.session.query(SignUp).filter_by(event_id=event_id))
        assert states == ["cancelled", "seated"]


@pytest.mark.slow
def test_one_party_joined_with_two_others_at_once_is_in_one_of_them(make_event, sign_up, at_once):
    for _round in range(ROUNDS):
        event_id = (event := make_event(seats=6)).id
        one, two, both = (sign_up(event, name, 2) for name in ("One", "Two", "Both"))
        told = at_once(merging(one, both, 4), merging(two, both, 4))
        one_won(told)
        assert people(event_id) == [Glance(taken=6)]


@pytest.mark.slow
def test_two_joinings_never_share_the_last_free_seats(make_event, sign_up, at_once):
    for _round in range(ROUNDS):
        event_id = (event := make_event(seats=5)).id
        a, b, c, d = (sign_up(event, name) for name in "abcd")
        told = at_once(merging(a, b, 3), merging(c, d, 3))
        one_won(told)
        assert people(event_id) == [Glance(taken=5)]


@pytest.mark.slow
def test_a_party_moved_by_two_at_once_is_at_one_other_event_once(make_event, sign_up, at_once):
    for _round in range(ROUNDS):
        here, one, two = make_event(), make_event(), make_event()
        ids = [here.id, one.id, two.id]
        signup = sign_up(here, "Amina", 2)
        twice = at_once(moving(signup, ids[1]), moving(signup, ids[1]), moving(signup, ids[2]))
        assert sum(glance.taken for glance in people(*ids)) == 2, twice
        assert [words for words in twice if words and "Error" in words] == []
        assert db.session.query(SignUp).filter(SignUp.event_id.in_(ids)).count() == 2


@pytest.mark.slow
def test_a_party_joined_and_moved_at_once_is_counted_once(make_event, sign_up, at_once):
    for _round in range(ROUNDS):
        here, there = make_event(), make_event()
        ids = [here.id, there.id]
        one, two = sign_up(here, "One", 2), sign_up(here, "Two", 2)
        told = at_once(merging(one, two, 4), moving(two, ids[1]))
        one_won(told)
        assert sum(glance.taken for glance in people(*ids)) == 4


@pytest.mark.slow
def test_parties_that_cross_between_two_events_do_not_wait_for_each_other(make_event, sign_up, at_once):
    for _round in range(ROUNDS):
        one, two = make_event(seats=2), make_event(seats=2)
        ids = [one.id, two.id]
        a, b = sign_up(one, "A", 2), sign_up(two, "B", 2)
        assert at_once(moving(a, ids[1]), moving(b, ids[0])) == [None, None]
        glance = people(*ids)
        assert sum(each.taken + each.waiting for each in glance) == 4
        assert all(each.taken <= 2 for each in glance)
        standing = db.session.query(SignUp).filter(SignUp.event_id.in_(ids), SignUp.state != State.CANCELLED)
        assert standing.count() == 2
