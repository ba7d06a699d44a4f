"""What a phone with a queue sends: lists of taps, which may hold anything."""

import json
import threading
from dataclasses import asdict
from datetime import timedelta

import pytest
import time_machine

from portal.accounts.guard import csrf_token
from portal.accounts.models import PhoneSession
from portal.attendance.models import AttendanceOp, OpKind
from portal.attendance.tally import Heads
from portal.core.db import db, transaction, utcnow
from portal.events.models import Event
from tests.attendance.conftest import count, estimate, here, undo, walk_in


def as_sent(tap, seconds_ago=0):
    kept = asdict(tap)
    del kept["name"], kept["lang"], kept["age"]
    return {**kept, "age": seconds_ago * 1000}


@pytest.fixture
def send(app):
    """Send a body as the script of a page does."""

    def send(client, event_code, body, **more):
        cookie = f"team={client.get_cookie('team').value}"
        with app.test_request_context(headers={"Cookie": cookie}):
            token = csrf_token()
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"X-CSRF-Token": token, "Content-Type": "application/json"}
        return client.post(f"/team/events/{event_code}/door/taps", data=data, headers=headers, **more)

    return send


@pytest.fixture
def phone(make_member, sign_in):
    """Fatma's phone."""
    return sign_in(make_member("Fatma", lang="en"))


@pytest.mark.slow
def test_a_queue_is_taken_and_the_numbers_come_back(evening, sign_up, phone, send):
    sign_up(evening, "Amina", 2, 3)
    guest = walk_in(1)
    taps = [here(1, 2, 2), guest, count(OpKind.NEW_IN_DENMARK), estimate(40)]
    answer = send(phone, evening.code, {"taps": [as_sent(tap) for tap in taps]})
    numbers = {
        "parties": {"1": [2, 2]},
        "walkins": {guest.subject: [1, 0]},
        "new_in_denmark": 1,
        "first_time": 0,
        "estimate": 40,
        "awaited": {"1": 5},
        "expected": 5,
        "seats": 9,
    }
    assert (answer.status_code, answer.json) == (200, {"results": [None] * 4, "tally": numbers})
    assert phone.get(f"/team/events/{evening.code}/door/tally").json == numbers


@pytest.mark.slow
def test_the_same_queue_again_changes_nothing(evening, sign_up, phone, send, tally):
    sign_up(evening, "Amina", 2)
    queue = [as_sent(tap) for tap in (here(1, 2), undo("party:1"), walk_in(1), count(OpKind.FIRST_TIME))]
    for _try in range(3):
        assert send(phone, evening.code, {"taps": queue}).status_code == 200
    found = tally(evening)
    assert (found.parties, found.here, found.first_time) == ({}, 1, 1)


@pytest.mark.slow
def test_taps_kept_without_a_network_stand_at_their_own_time(
    evening, sign_up, phone, make_member, sign_in, send, tally
):
    other = sign_in(make_member("Olga"))
    sign_up(evening, "Amina", 2)
    send(other, evening.code, {"taps": [as_sent(undo("party:1"), seconds_ago=10)]})
    send(phone, evening.code, {"taps": [as_sent(here(1, 2), seconds_ago=60)]})  # earlier, but sent later
    assert tally(evening).here == 0


def test_one_refused_tap_loses_no_other(evening, sign_up, phone, send, tally):
    sign_up(evening, "Amina", 2)
    taps = [as_sent(walk_in(1)), as_sent(here(99, 1)), {"op_id": 7}, as_sent(here(1, 2))]
    answer = send(phone, evening.code, {"taps": taps})
    assert answer.status_code == 422
    assert answer.json["results"] == [
        None,
        "There is no party with this number on the list.",
        "That did not work. Please open this page again.",
        None,
    ]
    assert tally(evening).here == 3


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0\xff\xfe",
        b"{",
        b"[" * 100_000,
        b'{"taps": ' + b"[" * 60_000,
        b"9" * 5_000,
        b'"\\ud800"',
        [],
        {},
        {"taps": None},
        {"taps": {}},
        {"taps": "x"},
        {"taps": [None] * 51},
    ],
)
def test_a_strange_body_gets_a_sentence(evening, phone, send, body):
    answer = send(phone, evening.code, body)
    assert (answer.status_code, answer.json) == (400, {"error": "That did not work. Please open this page again."})


@pytest.mark.parametrize(
    "strange",
    [
        {"op_id": None},
        {"op_id": "x" * 10_000},
        {"op_id": ["a"]},
        {"op_id": "\ud800"},
        {"kind": "party"},
        {"kind": None},
        {"kind": ["here"]},
        {"kind": {}},
        {"subject": None},
        {"subject": "party:0"},
        {"subject": "party:-1"},
        {"subject": "party:1\n"},
        {"subject": "party:99999999999999999999"},
        {"subject": "walkin:1"},
        {"subject": "estimate"},
        {"subject": "🙂\0"},
        {"adults": "2"},
        {"adults": 2.5},
        {"adults": True},
        {"adults": None},
        {"adults": -1},
        {"adults": 11},
        {"adults": 10**30},
        {"adults": float("inf")},
        {"children": [1]},
        {"amount": {}},
        {"age": "soon"},
        {"age": 10**20},
        {"age": float("nan")},
    ],
)
def test_a_strange_tap_is_refused_with_a_sentence(evening, sign_up, phone, send, session, strange):
    sign_up(evening, "Amina", 2)
    answer = send(phone, evening.code, {"taps": [{**as_sent(here(1, 2)), **strange}]})
    assert answer.status_code == 422
    assert isinstance(answer.json["results"][0], str) and answer.json["tally"]["parties"] == {}
    assert session.query(AttendanceOp).count() == 0


def test_items_that_are_no_taps_are_refused(evening, phone, send):
    answer = send(phone, evening.code, {"taps": [None, 1, "x", [], True]})
    assert (answer.status_code, len(set(answer.json["results"]))) == (422, 1)


def test_a_name_is_never_taken_this_way(evening, phone, send, session):
    send(phone, evening.code, {"taps": [{**as_sent(walk_in(1)), "name": "Noor", "lang": "ar"}]})
    assert [(op.name, op.lang) for op in session.query(AttendanceOp)] == [(None, None)]


def test_a_session_that_has_ended_takes_nothing_and_leads_to_signing_in(evening, phone, send, session):
    with transaction() as open_session:
        open_session.query(PhoneSession).one().ended_at = utcnow()
    answer = send(phone, evening.code, {"taps": [as_sent(walk_in(1))]})
    assert (answer.status_code, session.query(AttendanceOp).count()) == (303, 0)


def test_without_the_sessions_token_nothing_is_taken(evening, phone, session):
    body = {"taps": [as_sent(walk_in(1))]}
    assert phone.post(f"/team/events/{evening.code}/door/taps", json=body).status_code == 400
    assert session.query(AttendanceOp).count() == 0


@pytest.mark.slow
def test_two_phones_at_once_lose_nothing(app, make_event, sign_up, make_member, sign_in, send, tally):
    """Both send their queues again and again at the same time, as after an hour without a network."""
    event = make_event(starts_in=timedelta(minutes=-30), seats=None)
    for number in range(6):
        sign_up(event, f"Guest {number}", 2)
    queues = {
        sign_in(make_member("Fatma")): [here(n, 2, age=timedelta(seconds=60)) for n in (1, 2, 3)] + [walk_in(1)],
        sign_in(make_member("Olga")): [here(n, 1) for n in (3, 4, 5)] + [walk_in(0, 2), count(OpKind.FIRST_TIME)],
    }
    code, event_id, answers = event.code, event.id, []
    db.session.rollback()

    def keep_sending(client, queue):
        for _try in range(3):
            sent = [as_sent(tap, tap.age.total_seconds()) for tap in queue]
            for item in sent:
                item["age"] = int(item["age"])
            with app.app_context():
                answers.append(send(client, code, {"taps": sent}).status_code)

    threads = [threading.Thread(target=keep_sending, args=pair) for pair in queues.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 6
    found = tally(db.session.get(Event, event_id))
    assert found.parties == {1: Heads(2, 0), 2: Heads(2, 0), 3: Heads(1, 0), 4: Heads(1, 0), 5: Heads(1, 0)}
    assert (found.adults, found.children, found.first_time) == (8, 2, 1)


def test_a_list_that_lies_open_looks_for_news_but_keeps_no_phone_open(evening, make_member, sign_in):
    fatma = sign_in(make_member("Fatma"), opened=True)
    start = utcnow()
    for minutes in (4, 8, 11):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert fatma.get(f"/team/events/{evening.code}/door/tally").status_code == 200
            page = fatma.get("/team/contacts") if minutes == 11 else None
    assert page.location == "/team/open?next=/team/contacts"
