"""The call list: who should hear from us, why, and what came of it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.core.actors import Actor, Role
from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.events.facts import Cancelled
from portal.events.models import Event
from portal.messages.models import MessageKind, OutboxMessage, Outcome
from portal.signups import event_changes, joining
from portal.signups import rules as signups
from portal.signups.models import SignUp, State, Way
from portal.signups.rules import Source
from tests.signups.cast import WEB, party

MEMBER = Actor(member_id=1, role=Role.COORDINATOR)


@pytest.fixture
def coordinator(make_member, sign_in) -> FlaskClient:
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)


@pytest.fixture
def sign_up(now):
    def put(event: Event, name: str = "Amina", adults: int = 1, source: Source = WEB, **more: Any) -> SignUp:
        with transaction() as session:
            return signups.sign_up(
                session,
                event_id=event.id,
                party=party(name, adults, **more),
                source=source,
                form_token=name,
                by=MEMBER,
                now=now,
            )

    return put


@pytest.fixture
def asked(make_event, sign_up, rules, now):
    """Tonight's event with one seat: Amina has given it up, Olga is asked, Zeynep waits."""
    event = make_event(seats=1, starts_in=timedelta(hours=5))
    amina, olga, zeynep = (sign_up(event, name, phone="+4544770001") for name in ("Amina", "Olga", "Zeynep"))
    rules(lambda session: signups.cancel(session, signup=session.get_one(SignUp, amina.id), by=MEMBER, now=now))
    return event, olga, zeynep


def the_message(session, **filters: Any) -> OutboxMessage:
    session.expire_all()
    return session.query(OutboxMessage).filter_by(**filters).one()


def test_the_call_list_is_for_the_coordinator_behind_her_pin(make_member, sign_in, client, asked, session):
    message_id = session.query(OutboxMessage).one().id
    known, mother = sign_in(make_member("Karen", Role.COORDINATOR)), sign_in(make_member(), opened=True)
    assert "/team/open" in known.get("/team/calls").location
    assert mother.get("/team/calls").status_code == 404
    assert mother.press(f"/team/calls/{message_id}", {"said": "yes"}).status_code == 404
    assert client.get("/team/calls").status_code == 303
    assert known.press(f"/team/calls/{message_id}", {"said": "yes"}).status_code == 303
    assert the_message(session).closed_at is None


def test_an_empty_list_says_so_kindly(coordinator):
    assert "Everyone knows what they should know." in coordinator.get("/team/calls").text


def test_it_says_truthfully_that_nothing_is_sent_and_notes_who_read_it(coordinator, asked, session):
    page = coordinator.get("/team/calls").text
    assert "The portal sends no messages yet." in page
    assert "Olga" in page
    assert "A seat is kept for her. Does she come?" in page
    assert 'href="tel:+4544770001"' in page
    assert [entry.action for entry in session.query(AuditEntry)][-1] == "messages.read"


def test_yes_gives_her_the_seat(coordinator, asked, session):
    _event, olga, zeynep = asked
    assert coordinator.press(f"/team/calls/{the_message(session).id}", {"said": "yes"}).status_code == 303
    assert the_message(session).outcome is Outcome.YES
    assert (olga.state, zeynep.state) == (State.SEATED, State.WAITING)


def test_no_asks_the_next_in_the_queue(coordinator, asked, session):
    _event, olga, zeynep = asked
    coordinator.press(f"/team/calls/{the_message(session).id}", {"said": "no"})
    assert the_message(session, signup_id=olga.id).outcome is Outcome.NO
    assert the_message(session, signup_id=zeynep.id).closed_at is None
    assert (olga.state, zeynep.state) == (State.CANCELLED, State.ASKED)
    assert "Zeynep" in coordinator.get("/team/calls?done=no").text


def test_a_second_tap_is_told_kindly_and_changes_nothing(coordinator, asked, session):
    _event, olga, _zeynep = asked
    path = f"/team/calls/{the_message(session).id}"
    coordinator.press(path, {"said": "yes"})
    second = coordinator.press(path, {"said": "no"})
    assert second.status_code == 422
    assert "Somebody has taken care of this already." in second.text
    session.expire_all()
    assert olga.state is State.SEATED


def test_a_question_is_not_closed_by_told(coordinator, asked, session):
    _event, olga, _zeynep = asked
    assert coordinator.press(f"/team/calls/{the_message(session).id}", {"said": "told"}).status_code == 422
    assert the_message(session).closed_at is None
    assert olga.state is State.ASKED


def test_news_are_told_and_told_can_be_taken_back(coordinator, make_event, sign_up, rules, now, session):
    event = make_event()
    sign_up(event, "Amina", email="amina@example.org")
    rules(event_changes.cancel_event, event_id=event.id, reason=Cancelled.ILLNESS, by=MEMBER, now=now)
    page = coordinator.get("/team/calls").text
    assert "The event is cancelled. Someone we need for it is ill." in page
    assert 'href="mailto:amina%40example.org?body=' in page
    path = f"/team/calls/{the_message(session).id}"
    assert coordinator.press(path, {"said": "yes"}).status_code == 422
    coordinator.press(path, {"said": "told"})
    assert the_message(session).outcome is Outcome.TOLD
    assert "Told just now" in coordinator.get("/team/calls").text
    coordinator.press(path, {"said": "undo"})
    message = the_message(session)
    assert (message.outcome, message.closed_at) == (None, None)


def test_who_was_moved_to_another_event_is_called_about_it(coordinator, make_event, sign_up, rules, now, session):
    here, there = make_event(), make_event(seats=1, kind="womens_cafe")
    there_id = there.id
    for signup_id in [sign_up(here, name, phone="+4544770001").id for name in ("Amina", "Olga")]:

        def move(session, signup_id=signup_id):
            row = session.get_one(SignUp, signup_id)
            joining.move(session, signup=row, to_id=there_id, seat=False, by=MEMBER, now=now)

        rules(move)
    page = coordinator.get("/team/calls").text
    said = re.findall(r"She [^<]* with a new ticket\.", page)
    assert said == [
        "She is on the list of this event now, with a new ticket.",
        "She is on the waiting list of this event now, with a new ticket.",
    ]
    assert page.count(f'href="/team/events/{there.code}"') == 1, "calls about one event stand together"
    first, _second = session.query(OutboxMessage).order_by(OutboxMessage.id)
    assert coordinator.press(f"/team/calls/{first.id}", {"said": "told"}).status_code == 303
    assert the_message(session, id=first.id).outcome is Outcome.TOLD


def test_a_seat_that_was_answered_for_is_not_reopened(coordinator, asked, session):
    path = f"/team/calls/{the_message(session).id}"
    coordinator.press(path, {"said": "yes"})
    coordinator.press(path, {"said": "undo"})
    assert the_message(session).outcome is Outcome.YES


def test_who_left_no_phone_is_reached_through_the_mother_who_invited_her(
    coordinator, make_event, make_member, sign_up, rules, now
):
    fatma, event = make_member("Fatma"), make_event()
    sign_up(event, "Amina", source=Source(way=Way.WEB, lang="da"))
    by = Actor(member_id=fatma.id, role=Role.MOTHER)
    rules(
        signups.sign_up,
        event_id=event.id,
        party=party("Olga"),
        source=Source(way=Way.MOTHER, lang="ru"),
        form_token="two",
        by=by,
        now=now,
    )
    rules(event_changes.cancel_event, event_id=event.id, reason=Cancelled.OTHER, by=MEMBER, now=now)
    page = coordinator.get("/team/calls").text
    assert "Perhaps one of the mothers knows her" in page
    assert re.search(r"Ask the mother who invited her: <bdi>Fatma</bdi>", page)


def test_the_next_event_stands_first_and_what_is_over_is_gone(coordinator, make_event, sign_up, rules, now):
    events = [make_event(starts_in=timedelta(days=days)) for days in (3, 2, -1)]
    for event, name, age in zip(events, ("Second", "First", "Gone"), (1, 2, 3), strict=True):

        def put(session, name=name, age=age, event_id=event.id):
            row = sign_up_row(session, event_id, name, now)
            session.add(
                OutboxMessage(
                    key=name,
                    kind=MessageKind.EVENT_MOVED,
                    event_id=event_id,
                    signup_id=row.id,
                    created_at=now - timedelta(hours=age),
                )
            )

        rules(put)
    page = coordinator.get("/team/calls").text
    assert re.findall(r"<bdi>(First|Second|Gone)</bdi>", page) == ["First", "Second"]


def sign_up_row(session, event_id: int, name: str, now) -> SignUp:
    """A sign-up at an event that may be over."""
    from portal.signups.models import Ticket

    signup = SignUp(
        event_id=event_id,
        ticket=Ticket(event_id=event_id, number=1, public_id=f"id-{name}", created_at=now),
        state=State.SEATED,
        queue_no=1,
        name=name,
        adults=1,
        way=Way.WEB,
        lang="da",
        form_key=name,
        consent_version="test",
        created_at=now,
    )
    session.add(signup)
    session.flush()
    return signup


@pytest.mark.parametrize("said", ["", "maybe", "x" * 10_000, "yes\0", ["yes", "no"]])
def test_a_strange_answer_changes_nothing(coordinator, asked, session, said):
    path = f"/team/calls/{the_message(session).id}"
    answer = coordinator.press(path, {"said": said})
    assert answer.status_code == (303 if said == ["yes", "no"] else 400)
    assert (the_message(session).outcome is None) is (said != ["yes", "no"])


@pytest.mark.parametrize("message_id", ["0", "999", "99999999999", "x", "-1"])
def test_a_message_that_is_not_there_is_a_page_that_is_not_there(coordinator, message_id):
    assert coordinator.press(f"/team/calls/{message_id}", {"said": "told"}).status_code == 404


@pytest.mark.parametrize("lang", ["da", "ar", "ur"])
def test_the_page_speaks_her_language(make_member, sign_in, asked, lang):
    page = sign_in(make_member("Karen", Role.COORDINATOR, lang=lang), opened=True).get("/team/calls").text
    assert f'<html lang="{lang}" dir="{"ltr" if lang == "da" else "rtl"}">' in page
