"""Taking a task is a seat, giving it back may be the end of it, and every place is taken once."""

from datetime import timedelta

import pytest

from portal.core.actors import GUEST
from portal.core.errors import RuleBroken
from portal.events.facts import Audience, Cancelled
from portal.events.models import Event, Status
from portal.helping import queries
from portal.helping.models import Contains, TaskKind, TaskTake
from portal.helping.taking import Brings
from portal.signups import event_changes, joining
from portal.signups import rules as signups
from portal.signups.invitation_queries import head_by_code
from portal.signups.models import SignUp, State
from tests.planning.cast import COORDINATOR
from tests.signups.cast import party


def stands(session, signup):
    session.expire_all()
    row = session.get_one(SignUp, signup.id)
    return row.state, row.by_task


def held(session, event_id):
    session.expire_all()
    found = {one.task_id: one.hands.held for one in queries.missing(session, [event_id]).get(event_id, [])}
    takes = queries.takes_of(session, event_id)
    assert all(found.get(task_id, len(rows)) == len(rows) for task_id, rows in takes.items())
    return {task_id: [take.signup_id for take in rows] for task_id, rows in takes.items()}


def test_whoever_bakes_has_a_seat_though_the_event_is_full(make_event, need, sign_up, take, session):
    event = make_event(seats=2)
    cake = need(event)
    sign_up(event, "Amina", 2)
    noor = take(event, cake, children=1)
    assert stands(session, noor) == (State.SEATED, True)
    assert signups.seats_taken(session, session.get_one(Event, event.id)) == 4
    assert signups.seats_free(session, session.get_one(Event, event.id)) == 0
    row = session.query(TaskTake).one()
    assert (row.what, row.contains) == ("Baklava", ["nuts", "milk"])


def test_nobody_is_promoted_before_there_is_really_room(make_event, need, sign_up, take, rules, now, session):
    event = make_event(seats=2)
    cake = need(event)
    amina, waits = sign_up(event, "Amina", 1), None
    sign_up(event, "Bahar", 1)
    noor, waits = take(event, cake), sign_up(event, "Chen", 1)
    rules(signups.cancel, signup=amina, by=GUEST, now=now)
    assert stands(session, waits) == (State.WAITING, False), "two are still there for two seats"
    rules(signups.cancel, signup=session.get_one(SignUp, noor.id), by=GUEST, now=now)
    assert stands(session, waits) == (State.SEATED, False)


def test_the_last_one_is_taken_once_and_the_other_is_told_so_and_is_on_no_list(make_event, need, take, session):
    event = make_event()
    cake = need(event, wanted=3, taken=1)
    for name in ("Noor", "Lea"):
        take(event, cake, name)
    with pytest.raises(RuleBroken, match="None"):
        take(event, cake, "Mona")
    assert session.query(SignUp).count() == 2


def test_the_same_form_sent_twice_is_one_cake_and_never_takes_back_one_that_was_given_back(
    make_event, need, take, give_back, session
):
    event = make_event()
    cake = need(event, wanted=2)
    one, two = take(event, cake), take(event, cake)
    assert one.id == two.id and held(session, event.id) == {cake: [one.id]}
    give_back(one, cake)
    take(event, cake)
    assert held(session, event.id) == {}


@pytest.mark.parametrize("contains", [None, [], [Contains.PORK]])
def test_what_is_in_the_food_must_be_said_and_nothing_of_these_is_a_word(
    make_event, need, take, session, contains
):
    event = make_event()
    cake = need(event)
    if contains is None:
        with pytest.raises(RuleBroken, match="contains"):
            take(event, cake, brings=Brings("Kage", None))
        return
    take(event, cake, brings=Brings("", contains))
    assert session.query(TaskTake).one().contains == contains


def test_who_interprets_brings_nothing(make_event, need, take, session):
    event = make_event()
    take(event, need(event, TaskKind.INTERPRETING, lang="ar"), brings=Brings("my cousin", [Contains.EGG]))
    assert (session.query(TaskTake).one().what, session.query(TaskTake).one().contains) == (None, [])


@pytest.mark.parametrize(
    "columns",
    [
        {"status": Status.DRAFT},
        {"status": Status.CANCELLED},
        {"audience": Audience.MOTHERS},
        {"starts_in": timedelta(days=-1)},
        {"starts_in": timedelta(minutes=-5)},
    ],
)
def test_no_task_is_taken_where_nobody_can_come(make_event, need, take, session, columns):
    event = make_event(**columns)
    cake = need(event)
    with pytest.raises(RuleBroken):
        take(event, cake)
    assert session.query(SignUp).count() == 0


def test_a_task_of_another_event_is_not_taken(make_event, need, take):
    here, there = make_event(), make_event()
    with pytest.raises(RuleBroken):
        take(here, need(there))


def test_who_waits_takes_a_task_and_has_a_seat(make_event, need, sign_up, take_from_ticket, session):
    event = make_event(seats=1)
    cake = need(event)
    sign_up(event, "Amina")
    bahar = sign_up(event, "Bahar", 2)
    take_from_ticket(bahar, cake)
    take_from_ticket(bahar, cake)
    assert stands(session, bahar) == (State.SEATED, True)
    assert held(session, event.id) == {cake: [bahar.id]}


def test_who_has_a_seat_and_takes_a_task_keeps_the_seat_when_she_gives_it_back(
    make_event, need, sign_up, take, take_from_ticket, give_back, session
):
    event = make_event(seats=1)
    cake, chairs = need(event), need(event, TaskKind.CHAIRS)
    amina = sign_up(event, "Amina")
    take(event, chairs, "Noor")
    take_from_ticket(amina, cake)
    give_back(amina, cake)
    assert stands(session, amina) == (State.SEATED, False)


def test_without_her_task_she_keeps_the_seat_where_there_is_one_else_she_waits_at_the_end(
    make_event, need, sign_up, take, give_back, session
):
    event = make_event(seats=2)
    cake, chairs = need(event), need(event, TaskKind.CHAIRS)
    noor = take(event, cake, "Noor")
    sign_up(event, "Amina")
    give_back(noor, cake)
    assert stands(session, noor) == (State.SEATED, False), "there are two seats for two"
    lea = take(event, chairs, "Lea")
    waits = sign_up(event, "Bahar")
    give_back(lea, chairs)
    assert stands(session, lea) == (State.WAITING, False)
    assert signups.place_in_queue(session, session.get_one(SignUp, lea.id)) == 2
    assert stands(session, waits) == (State.WAITING, False)


@pytest.mark.slow
def test_who_was_promised_to_keep_her_seat_is_not_sent_to_wait_unawares(
    make_event, need, sign_up, take, give_back, session
):
    event = make_event(seats=1)
    cake, chairs = need(event), need(event, TaskKind.CHAIRS)
    noor = take(event, cake, "Noor")
    take(event, chairs, "Lea")
    with pytest.raises(RuleBroken):
        give_back(noor, cake, keeps=True)
    assert stands(session, noor) == (State.SEATED, True)
    assert held(session, event.id)[cake] == [noor.id]
    give_back(noor, cake)
    assert stands(session, noor) == (State.WAITING, False)


@pytest.mark.slow
def test_with_two_tasks_the_seat_stays_until_the_last_is_given_back(
    make_event, need, sign_up, take, take_from_ticket, give_back, session
):
    event = make_event(seats=1)
    cake, chairs = need(event), need(event, TaskKind.CHAIRS)
    sign_up(event, "Amina")
    noor = take(event, cake)
    take_from_ticket(noor, chairs)
    give_back(noor, cake)
    assert stands(session, noor) == (State.SEATED, True)
    give_back(noor, chairs)
    assert stands(session, noor) == (State.WAITING, False)


def test_who_was_asked_and_takes_a_task_has_said_yes(
    make_event, need, sign_up, take_from_ticket, rules, now, session
):
    event = make_event(seats=1, starts_in=timedelta(hours=20))
    cake = need(event)
    amina, bahar = sign_up(event, "Amina"), sign_up(event, "Bahar")
    rules(signups.cancel, signup=amina, by=GUEST, now=now)
    assert stands(session, bahar) == (State.ASKED, False)
    take_from_ticket(bahar, cake)
    assert stands(session, bahar) == (State.SEATED, False)


def test_cancelling_gives_the_task_back_and_coming_back_does_not_take_it_again(
    make_event, need, sign_up, take, rules, now, session
):
    event = make_event(seats=1)
    cake = need(event)
    sign_up(event, "Amina")
    noor = take(event, cake)
    rules(signups.cancel, signup=noor, by=GUEST, now=now)
    assert held(session, event.id) == {}
    rules(signups.come_back, signup=session.get_one(SignUp, noor.id), by=GUEST, now=now)
    assert stands(session, noor) == (State.WAITING, False)


@pytest.mark.slow
def test_two_parties_that_are_joined_hold_the_tasks_of_both(make_event, need, sign_up, take, rules, now, session):
    event = make_event(seats=1)
    cake, chairs = need(event, wanted=2), need(event, TaskKind.CHAIRS)
    noor, lea = take(event, cake, "Noor"), take(event, cake, "Lea")
    with_both = {"kept": noor, "other": lea, "adults": 2, "children": 0, "by": COORDINATOR, "now": now}
    rules(joining.merge, **with_both)
    assert held(session, event.id) == {cake: [noor.id]}
    assert stands(session, noor) == (State.SEATED, True)
    mona = take(event, chairs, "Mona")
    rules(joining.merge, **{**with_both, "other": mona, "adults": 2})
    assert held(session, event.id) == {cake: [noor.id], chairs: [noor.id]}
    assert [str(row.state) for row in session.query(SignUp).order_by(SignUp.id)] == [
        "seated",
        "cancelled",
        "cancelled",
    ]


def test_a_party_that_moves_to_another_event_gives_its_task_back(make_event, need, take, rules, now, session):
    here, there = make_event(), make_event()
    cake = need(here)
    noor = take(here, cake)
    rules(joining.move, signup=noor, to_id=there.id, seat=True, by=COORDINATOR, now=now)
    assert held(session, here.id) == {}


def test_nothing_is_taken_or_given_back_when_the_event_has_begun_or_is_cancelled(
    make_event, need, sign_up, take, take_from_ticket, give_back, rules, now, session
):
    event = make_event()
    cake, chairs = need(event), need(event, TaskKind.CHAIRS)
    noor, begun = take(event, cake), event.starts_at
    for deed, task_id in ((take_from_ticket, chairs), (give_back, cake)):
        with pytest.raises(RuleBroken):
            deed(noor, task_id, now=begun)
    rules(event_changes.cancel_event, event_id=event.id, reason=Cancelled.WEATHER, by=COORDINATOR, now=now)
    with pytest.raises(RuleBroken):
        give_back(session.get_one(SignUp, noor.id), cake)


def test_she_cannot_grow_beyond_the_seats_because_she_helps(make_event, need, sign_up, take, rules, now):
    event = make_event(seats=1)
    cake = need(event)
    sign_up(event, "Amina")
    noor = take(event, cake)
    with pytest.raises(RuleBroken):
        rules(signups.change, signup=noor, party=party("Noor", 3), by=GUEST, now=now)


def test_every_change_of_hands_is_later_than_the_one_before(
    make_event, need, take, give_back, take_from_ticket, now
):
    event = make_event()
    cake = need(event)
    moments = [head_by_code(event.code).tasks_at]
    noor = take(event, cake)
    moments.append(head_by_code(event.code).tasks_at)
    give_back(noor, cake)
    moments.append(head_by_code(event.code).tasks_at)
    take_from_ticket(noor, cake, now=now - timedelta(minutes=1))
    moments.append(head_by_code(event.code).tasks_at)
    assert moments[0] is None and moments[1:] == sorted(set(moments[1:]))


def test_the_coordinator_hears_of_hands_that_lack_within_a_week(make_event, need, take, now, session):
    soon, late, mothers = (
        make_event(starts_in=timedelta(days=6)),
        make_event(starts_in=timedelta(days=9)),
        make_event(starts_in=timedelta(days=6, hours=1), audience=Audience.MOTHERS),
    )
    full = make_event(starts_in=timedelta(days=6), status=Status.DRAFT)
    for event in (soon, late, mothers, full):
        need(event)
    found = queries.open_hands(session, now + timedelta(minutes=1))
    assert [one.event.id for one in found] == [soon.id, mothers.id]
    assert [one.event.id for one in queries.needing(session, now).rows] == [soon.id, late.id]


@pytest.mark.slow
def test_no_task_that_is_given_back_leads_past_the_queue(
    make_event, need, sign_up, take_from_ticket, give_back, rules, now, session
):
    event = make_event(seats=2)
    cake = need(event)
    amina, _bahar = sign_up(event, "Amina"), sign_up(event, "Bahar")
    first, second = sign_up(event, "Chen"), sign_up(event, "Dilan")
    take_from_ticket(second, cake)
    rules(signups.cancel, signup=amina, by=GUEST, now=now)
    assert stands(session, first) == (State.WAITING, False), "two are still there for two seats"
    told = queries.on_ticket(session, session.get_one(SignUp, second.id), taken=2, now=now)
    assert not told.keeps_seat, "so her page says that she would wait"
    give_back(second, cake)
    assert stands(session, first) == (State.SEATED, False)
    assert stands(session, second) == (State.WAITING, False)


def test_whoever_came_first_keeps_the_seat_though_a_later_one_waits(
    make_event, need, sign_up, take, give_back, session
):
    event = make_event(seats=1)
    cake = need(event)
    noor, later = take(event, cake), sign_up(event, "Amina")
    give_back(noor, cake)
    assert stands(session, noor) == (State.SEATED, False)
    assert stands(session, later) == (State.WAITING, False)
