"""An event that needs hands, and residents who lend theirs."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.core.actors import GUEST
from portal.core.db import transaction
from portal.events.models import Event
from portal.helping import taking
from portal.helping.models import Contains, EventTask, TaskKind
from portal.helping.taking import Brings
from portal.signups import rules as signups
from portal.signups.models import SignUp
from tests.signups.cast import WEB, party

CAKE = Brings("Baklava", [Contains.NUTS, Contains.MILK])


@pytest.fixture
def need(app) -> Callable[..., int]:
    """Say that an event needs hands: the task's id."""

    def need(event: Event, kind: TaskKind = TaskKind.CAKE, wanted: int = 1, **more: Any) -> int:
        with transaction() as session:
            task = EventTask(event_id=event.id, kind=kind, wanted=wanted, **more)
            session.add(task)
            session.flush()
            return task.id

    return need


@pytest.fixture
def sign_up(rules, now) -> Callable[..., SignUp]:
    """Put a party on an event's list without a task."""

    def put(event: Event, name: str = "Amina", adults: int = 1, children: int = 0) -> SignUp:
        return rules(
            signups.sign_up,
            event_id=event.id,
            party=party(name, adults, children),
            source=WEB,
            form_token=name,
            by=GUEST,
            now=now,
        )

    return put


@pytest.fixture
def take(rules, now) -> Callable[..., SignUp]:
    """Sign somebody up with a task."""

    def take(event: Event, task_id: int, name: str = "Noor", children: int = 0, **more: Any) -> SignUp:
        words = {"brings": CAKE, "form_token": name, "now": now, **more}
        with_task = {"event_id": event.id, "task_id": task_id, "party": party(name, 1, children), **words}
        return rules(taking.sign_up, source=WEB, by=GUEST, **with_task)

    return take


@pytest.fixture
def take_from_ticket(rules, now) -> Callable[..., None]:
    """A party that is on the list takes a task."""

    def take(signup: SignUp, task_id: int, **more: Any) -> None:
        rules(
            taking.take, **{"signup": signup, "task_id": task_id, "brings": CAKE, "by": GUEST, "now": now, **more}
        )

    return take


@pytest.fixture
def give_back(rules, now) -> Callable[..., None]:
    """Give a task back."""

    def give(signup: SignUp, task_id: int, *, keeps: bool = False, **more: Any) -> None:
        rules(
            taking.give_back,
            **{"signup": signup, "task_id": task_id, "keeps": keeps, "by": GUEST, "now": now, **more},
        )

    return give
