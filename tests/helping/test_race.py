"""The last cake is a race: two press at the same moment, and exactly one has it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from portal.core.actors import GUEST
from portal.core.db import db
from portal.helping import taking
from portal.helping.models import TaskKind, TaskTake
from portal.signups import rules as signups
from portal.signups.list_queries import Glance, glances
from portal.signups.models import SignUp, State
from tests.helping.conftest import CAKE
from tests.races import ROUNDS
from tests.signups.cast import WEB, party


@pytest.fixture
def at_once(at_once, now):
    """Each on a phone of her own."""
    return partial(at_once, by=GUEST, now=now)


def arriving(event_id: int, task_id: int, name: str) -> Callable[..., Any]:
    def deed(session, **words):
        more = {"party": party(name), "brings": CAKE, "source": WEB, "form_token": name, **words}
        taking.sign_up(session, event_id=event_id, task_id=task_id, **more)

    return deed


def on_ticket(signup_id: int, task_id: int) -> Callable[..., Any]:
    def deed(session, **words):
        signup = session.get_one(SignUp, signup_id)
        taking.take(session, signup=signup, task_id=task_id, brings=CAKE, **words)

    return deed


def cancelling(signup_id: int) -> Callable[..., Any]:
    return lambda session, **words: signups.cancel(session, signup=session.get_one(SignUp, signup_id), **words)


def giving_back(signup_id: int, task_id: int) -> Callable[..., Any]:
    def deed(session, **words):
        signup = session.get_one(SignUp, signup_id)
        taking.give_back(session, signup=signup, task_id=task_id, keeps=False, **words)

    return deed


def holders(task_id: int) -> list[int]:
    takes = select(TaskTake.signup_id).where(TaskTake.task_id == task_id, TaskTake.cancelled_at.is_(None))
    return list(db.session.scalars(takes))


@pytest.mark.slow
def test_of_four_who_take_the_last_cake_at_once_one_has_it_and_a_seat(make_event, need, sign_up, at_once):
    for _round in range(ROUNDS):
        event = make_event(seats=2)
        event_id, cake = event.id, need(event)
        waits = sign_up(event, "Amina", 2), sign_up(event, "Bahar", 1)
        told = at_once(*(arriving(event_id, cake, name) for name in "abc"), on_ticket(waits[1].id, cake))
        assert sorted(words is None for words in told) == [False, False, False, True], told
        assert all("thank you all the same" in words for words in told if words)
        assert len(holders(cake)) == 1
        assert glances([event_id])[event_id].taken == 3


@pytest.mark.slow
def test_one_who_takes_two_tasks_at_once_holds_both_with_one_seat(make_event, need, sign_up, at_once):
    for _round in range(ROUNDS):
        event = make_event(seats=1)
        event_id, cake, chairs = event.id, need(event), need(event, TaskKind.CHAIRS)
        sign_up(event, "Amina")
        bahar = sign_up(event, "Bahar").id
        assert at_once(on_ticket(bahar, cake), on_ticket(bahar, chairs)) == [None, None]
        assert (holders(cake), holders(chairs)) == ([bahar], [bahar])
        assert glances([event_id])[event_id] == Glance(taken=2)


@pytest.mark.slow
def test_who_cancels_and_takes_at_once_never_holds_a_task_without_a_seat(make_event, need, sign_up, at_once):
    for _round in range(ROUNDS):
        event = make_event(seats=1)
        cake = need(event)
        amina = sign_up(event, "Amina").id
        at_once(on_ticket(amina, cake), cancelling(amina))
        assert (db.session.get_one(SignUp, amina).state, holders(cake)) == (State.CANCELLED, [])


@pytest.mark.slow
def test_a_task_given_back_and_taken_at_once_is_held_by_one_and_no_seat_is_given_twice(
    make_event, need, sign_up, take, at_once
):
    for _round in range(ROUNDS):
        event = make_event(seats=1)
        event_id, cake = event.id, need(event)
        sign_up(event, "Amina")
        noor = take(event, cake).id
        told = at_once(giving_back(noor, cake), arriving(event_id, cake, "Lea"))
        assert told[0] is None
        assert len(holders(cake)) == (1 if told[1] is None else 0)
        assert glances([event_id])[event_id].taken == 1 + len(holders(cake))
