"""How many hands an event needs, and how many have said yes."""

import re
from datetime import timedelta

import pytest

from portal.core.audit import AuditEntry
from portal.core.errors import RuleBroken
from portal.events.models import Event, Status
from portal.helping import tasks
from portal.helping.models import EventTask, TaskKind
from portal.helping.tasks import Hands, TaskSlot
from tests.planning.cast import COORDINATOR


def kept(session):
    session.expire_all()
    return {row.kind: (row.wanted, row.taken) for row in session.query(EventTask)}


@pytest.mark.slow
def test_what_is_wanted_and_taken_is_kept_and_shown_again(coordinator, make_event, session):
    code = make_event().code
    path = f"/team/events/{code}/tasks"
    answer = coordinator.press(path, {"wanted_cake": "3", "taken_cake": "2", "wanted_coffee": "٢"})
    assert answer.location == f"/team/events/{code}/evening?done=tasks"
    assert kept(session) == {TaskKind.CAKE: (3, 2), TaskKind.COFFEE: (2, 0)}
    page = coordinator.get(path).text
    assert re.findall(r'name="(\w+_c(?:ake|offee))"[^>]* value="(\d+)"', page) == [
        ("wanted_cake", "3"), ("taken_cake", "2"), ("wanted_coffee", "2"), ("taken_coffee", "0"),
    ]  # fmt: skip
    coordinator.press(path, {"wanted_cake": "0"})
    assert kept(session) == {TaskKind.CAKE: (0, 0), TaskKind.COFFEE: (0, 0)}
    assert session.query(AuditEntry).filter_by(action="helping.tasks").count() == 2


def test_every_kind_of_task_has_its_fields_and_interpreting_one_for_each_language(coordinator, make_event):
    page = coordinator.get(f"/team/events/{make_event().code}/tasks").text
    fields = re.findall(r'name="((?:wanted|taken|at)_\w+)"', page)
    kinds = [kind for kind in TaskKind if kind is not TaskKind.INTERPRETING]
    expected = [f"{what}_{kind}" for kind in kinds for what in ("wanted", "taken", "at")]
    assert fields == [*expected, "wanted_new", "at_new"]


def test_what_is_open_is_never_less_than_nothing():
    assert [Hands(3, 1).open, Hands(1, 3).open, Hands().open] == [2, 0, 0]


@pytest.mark.parametrize("value", ["31", "-1", "x", "1.5", "9" * 40, ["1", "2"]])
def test_bad_numbers_are_refused_beside_their_field(coordinator, make_event, session, value):
    answer = coordinator.press(f"/team/events/{make_event().code}/tasks", {"wanted_cake": value})
    assert answer.status_code == 422
    assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == ["wanted_cake"]
    assert kept(session) == {}


def test_the_rule_refuses_what_no_form_lets_through(make_event, rules, now):
    with pytest.raises(RuleBroken):
        hands = {TaskSlot(TaskKind.CAKE): Hands(31, 0)}
        rules(tasks.save, event_id=make_event().id, hands=hands, by=COORDINATOR, now=now)


@pytest.mark.parametrize("over", [True, False])
def test_an_event_that_is_over_or_cancelled_needs_no_hands(coordinator, make_event, session, over):
    event = make_event(starts_in=-timedelta(days=1)) if over else make_event(status=Status.CANCELLED)
    path = f"/team/events/{event.code}/tasks"
    assert coordinator.get(path).location == f"/team/events/{event.code}/evening"
    assert coordinator.press(path, {"wanted_cake": "1"}).status_code == 422
    assert kept(session) == {}


def test_a_draft_may_say_already_what_it_needs(coordinator, make_event, session):
    event = make_event(status=Status.DRAFT)
    assert coordinator.get(f"/team/events/{event.code}/tasks").status_code == 200
    assert coordinator.press(f"/team/events/{event.code}/tasks", {"wanted_cake": "1"}).status_code == 303
    assert kept(session) == {TaskKind.CAKE: (1, 0)}


def test_an_event_that_is_not_there_has_no_tasks(coordinator, app):
    assert coordinator.get("/team/events/XXXX/tasks").status_code == 404
    assert coordinator.press("/team/events/XXXX/tasks").status_code == 404


def test_two_events_have_tasks_of_their_own(make_event, rules, now, session):
    one, two = make_event(), make_event()
    for event, wanted in ((one, 1), (two, 2)):
        hands = {TaskSlot(TaskKind.CHAIRS): Hands(wanted, 0)}
        rules(tasks.save, event_id=event.id, hands=hands, by=COORDINATOR, now=now)
    chairs = [tasks.hands_of(session, event.id)[TaskSlot(TaskKind.CHAIRS)] for event in (one, two)]
    assert [hands.wanted for hands in chairs] == [1, 2]
    assert session.query(Event).count() == 2
