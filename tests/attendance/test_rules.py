"""Which taps are taken."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from portal.attendance import rules as door
from portal.attendance.models import AttendanceOp, OpKind
from portal.attendance.tally import Heads, Tally
from portal.core.actors import GUEST, Actor, Role
from portal.core.db import db, transaction
from portal.core.errors import RuleBroken
from portal.events.models import Event, EventMother, Status
from portal.signups.models import State
from tests.attendance.conftest import count, estimate, here, new_id, undo, walk_in


def test_an_evening_is_counted(evening, sign_up, tap, tally):
    sign_up(evening, "Amina", 2, 3)
    sign_up(evening, "Olga", 1)
    tap(evening, here(1, 2, 3))
    tap(evening, walk_in(1))
    tap(evening, count(OpKind.FIRST_TIME))
    found = tally(evening)
    assert (found.parties, found.adults, found.children, found.here) == ({1: Heads(2, 3)}, 3, 3, 6)
    assert (found.first_time, found.new_in_denmark, found.expected, found.seats) == (1, 0, 6, 9)


def test_a_tap_that_is_sent_twice_counts_once(evening, sign_up, tap, tally):
    sign_up(evening, "Amina", 2)
    once, guest = here(1, 2), walk_in(1)
    assert tap(evening, once).id == tap(evening, once).id
    tap(evening, guest)
    tap(evening, guest)
    assert tally(evening).here == 3


def test_the_id_of_a_tap_at_one_event_is_not_taken_for_a_tap_at_another(evening, make_event, tap, tally):
    other, guest = make_event(starts_in=timedelta(0)), walk_in(2)
    tap(evening, guest)
    with pytest.raises(RuleBroken) as refused:
        tap(other, guest)
    assert refused.value.message == "That did not work. Please open this page again."
    assert (tally(evening).here, tally(other).here) == (2, 0)


def test_the_same_tap_on_two_connections_at_once_counts_once(app, evening, tally, now):
    """On PostgreSQL both look before either has written; the unique id decides."""
    event_id, taps, failures = evening.id, [walk_in(1) for _ in range(5)], []
    db.session.rollback()
    ready = threading.Barrier(4)

    def phone():
        try:
            with app.app_context():
                for one in taps:
                    ready.wait()
                    with transaction() as session:
                        door.record(session, event_id=event_id, tap=one, by=GUEST, now=now)
                db.session.remove()
        except BaseException as failure:
            failures.append(failure)
            ready.abort()

    threads = [threading.Thread(target=phone) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert tally(db.session.get(Event, event_id)).adults == 5


def test_one_who_waited_or_cancelled_and_came_anyway_is_here(evening, sign_up, tap, tally):
    sign_up(evening, "Amina", 8)
    waiting = sign_up(evening, "Olga", 4)
    assert waiting.state is State.WAITING
    tap(evening, here(2, 4))
    assert (tally(evening).here, tally(evening).expected) == (4, 8)


def test_children_may_come_with_a_neighbour(evening, sign_up, tap, tally):
    sign_up(evening, "Amina", 2, 3)
    tap(evening, here(1, 0, 3))
    assert tally(evening).parties == {1: Heads(0, 3)}


@pytest.mark.parametrize(
    ("strange", "field"),
    [
        (here(1, 0, 0), "adults"),
        (here(1, -1, 2), "adults"),
        (here(1, 11), "adults"),
        (here(1, 10**6), "adults"),
        (here(7, 1), None),
        (walk_in(0), "adults"),
        (walk_in(1, 11), "adults"),
        (walk_in(1, lang="xx"), "lang"),
        (estimate(0), "amount"),
        (estimate(2001), "amount"),
        (count(OpKind.FIRST_TIME, 2), None),
        (count(OpKind.NEW_IN_DENMARK, 0), None),
        (replace(count(OpKind.NEW_IN_DENMARK), subject="party:1"), None),
        (replace(here(1, 1), subject="walkin:" + new_id()), None),
        (undo(""), None),
    ],
)
def test_strange_numbers_are_refused_and_nothing_is_kept(evening, sign_up, tap, session, strange, field):
    sign_up(evening, "Amina", 2)
    with pytest.raises(RuleBroken) as refusal:
        tap(evening, strange)
    assert refusal.value.field == field
    assert session.query(AttendanceOp).count() == 0


def test_a_party_of_another_event_is_not_on_this_list(evening, make_event, sign_up, tap):
    sign_up(make_event(), "Amina")
    with pytest.raises(RuleBroken):
        tap(evening, here(1, 1))


@pytest.mark.parametrize(
    ("starts_in", "opens"),
    [
        (timedelta(hours=24), True),
        (timedelta(hours=24, minutes=2), False),
        (timedelta(hours=-50), True),
        (timedelta(hours=-52), False),
    ],
)
def test_the_list_is_open_from_a_day_before_until_two_days_after(make_event, tap, starts_in, opens):
    event = make_event(starts_in=starts_in)
    if opens:
        tap(event, walk_in(1))
    else:
        with pytest.raises(RuleBroken):
            tap(event, walk_in(1))


def test_a_tap_made_in_time_counts_though_it_arrives_when_the_list_has_closed(make_event, tap, tally):
    event = make_event(starts_in=timedelta(hours=-60))
    tap(event, walk_in(2, age=timedelta(hours=58)))
    assert tally(event).here == 2


def test_only_the_coordinator_remembers_an_estimate_later(make_event, tap, tally):
    event = make_event(starts_in=timedelta(days=-20))
    with pytest.raises(RuleBroken):
        tap(event, estimate(40), by=Actor(role=Role.MOTHER))
    with pytest.raises(RuleBroken):
        tap(event, walk_in(1), by=Actor(role=Role.COORDINATOR))
    tap(event, estimate(40), by=Actor(role=Role.COORDINATOR))
    assert (tally(event).here, tally(event).estimated) == (40, True)


def test_nobody_is_counted_at_a_draft_or_at_a_cancelled_event(make_event, tap):
    for status in (Status.DRAFT, Status.CANCELLED):
        with pytest.raises(RuleBroken):
            tap(make_event(starts_in=timedelta(0), status=status), walk_in(1))


def test_a_door_pass_counts_at_its_own_event_only(evening, make_event, tap):
    tap(evening, walk_in(1), by=Actor(door_event_id=evening.id))
    with pytest.raises(RuleBroken):
        tap(make_event(starts_in=timedelta(0)), walk_in(1), by=Actor(door_event_id=evening.id))


def test_a_tap_is_never_in_the_future_and_never_older_than_three_days(evening, make_event, tap, now):
    assert tap(evening, walk_in(1, age=timedelta(hours=-5))).tapped_at == now
    long_ago = make_event(starts_in=timedelta(hours=-72))
    assert tap(long_ago, walk_in(1, age=timedelta(days=400))).tapped_at == now - timedelta(days=3)


def test_here_and_undo_of_one_phone_stay_in_order_on_a_slow_network(
    evening, sign_up, make_member, sign_in, tap, tally, now
):
    sign_in(make_member())
    sign_up(evening, "Amina", 2)
    phone = Actor(member_id=1, role=Role.MOTHER, session_id=1)
    tap(evening, here(1, 2), by=phone, at=now)  # needed seconds to arrive
    tap(evening, undo("party:1", age=timedelta(seconds=30)), by=phone, at=now + timedelta(seconds=1))
    assert tally(evening).here == 0


@pytest.mark.slow
def test_two_phones_that_count_without_a_network_lose_nothing(
    evening, sign_up, make_member, sign_in, tap, tally, now
):
    for name in ("Fatma", "Olga"):
        sign_in(make_member(name))
    for name in ("Amina", "Noor", "Zeynep"):
        sign_up(evening, name, 2)
    one, other = (Actor(member_id=n, role=Role.MOTHER, session_id=n) for n in (1, 2))

    def ago(seconds):
        return {"age": timedelta(seconds=seconds)}

    first = [here(1, 2, **ago(90)), walk_in(1, **ago(60)), undo("party:1", **ago(30))]
    second = [here(1, 1, **ago(80)), here(2, 2, **ago(50)), count(OpKind.FIRST_TIME, **ago(10))]
    for phone, queue in ((other, second), (one, first), (other, second)):
        for one_tap in queue:
            tap(evening, one_tap, by=phone)
    found = tally(evening)
    assert (found.parties, found.here, found.first_time) == ({2: Heads(2, 0)}, 3, 1)


def test_who_of_us_took_part_is_noted_one_by_one(evening, make_member, rules, session, now):
    fatma, olga, zeynep = (make_member(name).id for name in ("Fatma", "Olga", "Zeynep"))
    leader = make_member("Karen", Role.COORDINATOR).id
    note = {"event_id": evening.id, "by": GUEST, "now": now}
    rules(door.took_part, came={fatma, olga, leader, 999}, stayed=set(), **note)
    rules(door.took_part, came={zeynep}, stayed={olga}, **note)
    parts = {row.member_id: row.took_part for row in session.query(EventMother)}
    assert parts == {fatma: True, olga: False, zeynep: True}


def test_nobody_took_part_in_what_has_not_been_yet(make_event, make_member, rules, now):
    event, mother = make_event().id, make_member().id
    with pytest.raises(RuleBroken):
        rules(door.took_part, event_id=event, came={mother}, stayed=set(), by=GUEST, now=now)


def test_an_empty_tally_says_so(make_event, tally):
    assert tally(make_event(seats=None)) == Tally({}, (), 0, 0, None, 0, None)
