"""Joining and moving as the coordinator presses it, and what the old tickets say from then on."""

import re
from datetime import timedelta

import pytest

from portal.attendance import queries as attendance
from portal.attendance.models import AttendanceOp, OpKind
from portal.attendance.queries import tally_of
from portal.core.actors import GUEST
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.forms import make_token
from portal.events.models import Event, Status
from portal.privacy import purge
from portal.signups import joining
from portal.signups import rules as signups
from portal.signups.models import SignUp, State
from portal.signups.tickets import token_of


def page_of(event: Event, *steps: object) -> str:
    return "/".join(map(str, (f"/team/events/{event.code}/people", *steps)))


def together(**more: str) -> dict[str, str]:
    return {"adults": "2", "children": "1", **more}


def tonight(session, event_id):
    """A week goes by until the evening of an event."""
    event = session.get_one(Event, event_id)
    event.starts_local -= timedelta(days=6.9)
    event.ends_local -= timedelta(days=6.9)


def reads(session, action):
    return [entry.subject for entry in session.query(AuditEntry).filter_by(action=action)]


@pytest.mark.slow
def test_two_sign_ups_of_one_family_become_one(coordinator, make_event, sign_up, session):
    event = make_event()
    amina = sign_up(event, "Amina", 1, 1, phone="+4544770001")
    sign_up(event, "Olga", 1)
    again = sign_up(event, "Omar", 1, phone="+4544770001")
    assert page_of(event, 1, "merge") in coordinator.get(page_of(event, 1)).text
    choose = coordinator.get(page_of(event, 1, "merge")).text
    perhaps, _rest, others = choose.partition("Everyone else")
    assert "Perhaps the same people" in perhaps and "Omar" in perhaps and "Olga" in others
    ask = coordinator.get(page_of(event, 1, "merge", 3)).text
    assert re.findall(r'name="(adults|children)"[^>]* value="(\d+)"', ask) == [("adults", "2"), ("children", "1")]
    assert page_of(event, 3, "merge", 1) in ask  # keep the other instead
    answer = coordinator.press(page_of(event, 1, "merge", 3), together())
    assert answer.location == page_of(event, 1) + "?done=merged"
    assert "The two sign-ups are one now." in coordinator.get(answer.location).text
    session.expire_all()
    assert (amina.size, again.state, again.replaced_by_id) == (3, State.CANCELLED, amina.id)
    gone = coordinator.get(page_of(event, 3)).text
    assert "Part of number 1 now" in gone and "Put her on the list again" not in gone
    assert coordinator.press(page_of(event, 3, "come-back")).status_code == 422
    assert {f"signup:{amina.id}", f"signup:{again.id}"} <= set(reads(session, "signups.read"))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        (together(adults=""), "adults"),
        (together(adults="0"), "adults"),
        (together(adults="11"), "adults"),
        (together(adults="x" * 9999), "adults"),
        (together(adults="9", children="2"), "children"),
        (together(children="-1"), "children"),
        ({"adults": ["1", "2"], "children": "0"}, "adults"),
        (together(adults="10", children="0"), "adults"),
    ],
)
def test_bad_numbers_are_refused_beside_their_field_and_nothing_is_joined(
    coordinator, make_event, sign_up, session, fields, wrong
):
    event = make_event(seats=8)
    sign_up(event, "Amina"), sign_up(event, "Omar")
    answer = coordinator.press(page_of(event, 1, "merge", 2), fields)
    assert answer.status_code == 422
    assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == [wrong]
    assert "<title>Error:" in answer.text
    assert [row.state for row in session.query(SignUp)] == [State.SEATED] * 2


@pytest.mark.slow
def test_strangers_and_other_events_are_not_there(coordinator, make_event, sign_up, session):
    here, elsewhere, draft = make_event(), make_event(), make_event(status=Status.DRAFT)
    sign_up(here, "Amina")
    for name in ("Olga", "Zeynep"):
        sign_up(elsewhere, name)
    for steps in (
        (9, "merge"),
        (1, "merge", 2),
        (2, "merge", 1),
        (9, "move"),
        (1, "move", "XXXX"),
        (1, "merge", 0),
    ):
        assert coordinator.get(page_of(here, *steps)).status_code == 404, steps
    for steps in ((1, "merge", 2), (2, "merge", 1), (9, "move", elsewhere.code), (1, "move", "XXXX")):
        assert coordinator.press(page_of(here, *steps), together()).status_code == 404, steps
    assert coordinator.get(page_of(here, 1, "move", draft.code)).status_code == 404
    assert coordinator.press(page_of(here, 1, "move", draft.code)).status_code == 404
    assert {row.state for row in session.query(SignUp)} == {State.SEATED}


@pytest.mark.slow
def test_with_itself_or_one_who_left_nobody_is_joined(coordinator, make_event, sign_up, rules, now, session):
    event = make_event()
    sign_up(event, "Amina")
    gone = sign_up(event, "Gone").id
    rules(lambda s: signups.cancel(s, signup=s.get_one(SignUp, gone), by=GUEST, now=now))
    for other in (1, 2):
        assert coordinator.get(page_of(event, 1, "merge", other)).location == page_of(event, 1)
        assert coordinator.press(page_of(event, 1, "merge", other), together()).status_code == 422
    for steps in ((2, "merge"), (2, "move")):
        assert coordinator.get(page_of(event, *steps)).location == page_of(event, 2)
    assert session.query(SignUp).filter(SignUp.replaced_by_id.is_not(None)).count() == 0


@pytest.mark.slow
def test_an_evening_that_has_begun_and_a_cancelled_one_stay_as_they_are(
    coordinator, make_event, sign_up, session, rules
):
    begun, off, there = make_event(starts_in=-timedelta(hours=1)), make_event(), make_event()
    for event in (begun, off):
        sign_up(event, "Amina"), sign_up(event, "Omar")
    rules(lambda s: setattr(s.get_one(Event, off.id), "status", Status.CANCELLED))
    for event in (begun, off):
        assert "/merge" not in coordinator.get(page_of(event, 1)).text
        assert coordinator.get(page_of(event, 1, "merge")).status_code == 303
        assert coordinator.press(page_of(event, 1, "merge", 2), together()).status_code == 422
    assert "/move" not in coordinator.get(page_of(begun, 1)).text
    assert coordinator.press(page_of(begun, 1, "move", there.code)).status_code == 422
    assert "/move" in coordinator.get(page_of(off, 1)).text  # who had a seat there may come another day
    assert coordinator.press(page_of(off, 1, "move", there.code)).status_code == 303
    assert coordinator.press(page_of(there, 1, "move", off.code)).status_code == 422
    assert session.query(SignUp).filter_by(event_id=there.id).count() == 1


@pytest.mark.slow
def test_deleted_names_are_neither_joined_nor_moved(coordinator, make_event, sign_up, rules, now):
    event, there = make_event(), make_event()
    sign_up(event, "Amina"), sign_up(event, "Omar")

    def forget(session):
        row = session.query(SignUp).filter_by(name="Omar").one()
        row.name, row.purged_at = None, now

    rules(forget)
    for steps in ((1, "merge", 2), (2, "merge", 1), (2, "move", there.code)):
        assert coordinator.press(page_of(event, *steps), together()).status_code == 422, steps


@pytest.mark.slow
def test_who_is_counted_in_already_keeps_her_number(coordinator, make_event, sign_up, rules, now, session):
    event, there = make_event(starts_in=timedelta(hours=1)), make_event()
    sign_up(event, "Amina"), sign_up(event, "Omar")
    omar_id = session.query(SignUp.id).filter_by(name="Omar").scalar()
    tap = {"op_id": "x" * 36, "kind": OpKind.HERE, "subject": "party:2", "signup_id": omar_id, "adults": 1}
    rules(lambda s: s.add(AttendanceOp(event_id=event.id, tapped_at=now, received_at=now, **tap)))
    for steps in ((1, "merge", 2), (2, "merge", 1), (2, "move", there.code)):
        answer = coordinator.press(page_of(event, *steps), together())
        assert answer.status_code == 422 and "counted in at the door already" in answer.text


def test_the_door_is_read_when_the_lists_are_held_in_the_order_in_which_everybody_holds_them(
    coordinator, make_event, sign_up, monkeypatch
):
    """Else a tap that came in between would be missed, or two who move parties would wait for each other."""
    there, event = make_event(), make_event()
    for name in ("Amina", "Omar"):
        sign_up(event, name)
    ids, done = (there.id, event.id), []

    def lock(session, event_id):
        done.append(event_id)
        return signups.lock_event(session, event_id)

    def count(event):
        done.append("counted")
        return tally_of(event)

    monkeypatch.setattr(joining, "lock_event", lock)
    monkeypatch.setattr(attendance, "tally_of", count)
    assert coordinator.press(page_of(event, 1, "merge", 2), together()).status_code == 303
    assert done[:2] == [ids[1], "counted"]
    done.clear()
    assert coordinator.press(page_of(event, 1, "move", there.code)).status_code == 303
    assert done[:3] == [*ids, "counted"]


@pytest.mark.slow
def test_a_party_moves_and_the_page_said_before_what_she_gets(coordinator, make_event, sign_up, session):
    here = make_event(seats=2)
    room, full = make_event(starts_in=timedelta(days=9)), make_event(starts_in=timedelta(days=8), seats=1)
    over = make_event(starts_in=-timedelta(days=2))
    amina, waits = sign_up(here, "Amina", 2), sign_up(here, "Waits", 2)
    choose = coordinator.get(page_of(here, 1, "move")).text
    assert [f"/move/{event.code}" in choose for event in (full, room, here, over)] == [True, True, False, False]
    assert re.findall("There is room for them|They would wait there", choose) == [
        "They would wait there",
        "There is room for them",
    ]
    assert "they get their seats" in coordinator.get(page_of(here, 1, "move", room.code)).text
    ask = coordinator.get(page_of(here, 1, "move", full.code)).text
    assert (
        "they go on the waiting list" in ask and "Only 1 seat is left there." in ask and 'name="seat"' not in ask
    )
    answer = coordinator.press(page_of(here, 1, "move", room.code), {"seat": "y"})
    assert answer.location == page_of(room, 1) + "?done=moved"
    assert "with a new ticket" in coordinator.get(answer.location).text
    session.expire_all()
    assert (amina.state, waits.state) == (State.CANCELLED, State.SEATED)
    assert "Moved to another event:" in coordinator.get(page_of(here, 1)).text


def test_a_seat_that_was_promised_is_not_quietly_a_place_in_the_queue(coordinator, make_event, sign_up, session):
    here, there = make_event(), make_event(seats=1)
    sign_up(here, "Amina")
    sign_up(there, "Quicker")
    answer = coordinator.press(page_of(here, 1, "move", there.code), {"seat": "y"})
    assert answer.status_code == 422
    assert "The seats there were taken just now." in answer.text and "they go on the waiting list" in answer.text
    assert coordinator.press(page_of(here, 1, "move", there.code)).status_code == 303
    assert session.query(SignUp).filter_by(event_id=there.id, state=State.WAITING).count() == 1


def test_where_there_is_nowhere_to_move_the_page_says_what_to_do(coordinator, make_event, sign_up):
    event = make_event()
    sign_up(event)
    assert "There is no other event to come." in coordinator.get(page_of(event, 1, "move")).text
    assert "Nobody else is on this list." in coordinator.get(page_of(event, 1, "merge")).text


@pytest.fixture
def family(coordinator, make_event, sign_up, session):
    """Two sign-ups that are one now: the event, the one that is left, and the path of the other's ticket."""
    event = make_event(seats=4)
    amina, omar = sign_up(event, "Amina"), sign_up(event, "Omar")
    path = f"/t/{token_of(omar.ticket)}?lang=en"
    coordinator.press(page_of(event, 1, "merge", 2), {"adults": "2", "children": "0"})
    session.expire_all()
    return event, amina, path


def test_the_ticket_of_a_joined_party_says_so_and_has_no_way_back(client, family, session):
    _event, amina, path = family
    page = client.get(path).text
    assert "You are on the list together with number 1." in page and "Call us if something changes." in page
    assert 'class="ticket-number"' not in page and 'class="qr"' not in page
    assert token_of(amina.ticket) not in page  # whoever holds it need not be the one who holds the other
    assert "come-back" not in page
    answer = client.post(path.replace("?", "/come-back?"), data={"token": make_token("ticket")})
    assert answer.status_code == 422 and "part of another one" in answer.text
    assert session.query(SignUp).filter_by(state=State.SEATED).count() == 1


@pytest.mark.slow
def test_it_never_says_that_she_is_on_a_list_that_both_have_left(client, family, rules, now):
    _event, amina, path = family
    amina_id = amina.id
    rules(lambda s: signups.cancel(s, signup=s.get_one(SignUp, amina_id), by=GUEST, now=now))
    page = client.get(path).text
    assert "You are not on the list any more." in page and "together" not in page and "come-back" not in page


@pytest.mark.slow
def test_where_the_two_wait_it_says_so_and_a_cancelled_event_is_cancelled(client, family, rules):
    event, amina, path = family
    amina_id, event_id = amina.id, event.id
    rules(lambda s: setattr(s.get_one(SignUp, amina_id), "state", State.WAITING))
    assert "You are on the waiting list together with number 1." in client.get(path).text
    rules(lambda s: setattr(s.get_one(Event, event_id), "status", Status.CANCELLED))
    page = client.get(path).text
    assert "This event is cancelled." in page and "together" not in page


def test_a_mothers_phone_counts_the_two_under_one_number(family, make_member, sign_in, rules):
    event, _amina, path = family
    event_id = event.id

    def tonight(session):
        row = session.get_one(Event, event_id)
        row.starts_local, row.ends_local = (
            one - timedelta(days=6.9) for one in (row.starts_local, row.ends_local)
        )

    rules(tonight)
    assert sign_in(make_member()).get(path).location.endswith("/door#party-1")


def test_a_guest_in_a_home_still_reads_where_it_is_when_hers_is_part_of_another(client, family, rules, now):
    event, amina, path = family
    amina_id, event_id = amina.id, event.id
    rules(lambda s: setattr(s.get_one(Event, event_id), "at_home", True))
    assert "Hedeparken 5" in client.get(path).text
    rules(lambda s: signups.cancel(s, signup=s.get_one(SignUp, amina_id), by=GUEST, now=now))
    assert "Hedeparken 5" not in client.get(path).text


@pytest.fixture
def moved(coordinator, make_event, sign_up, session):
    """Somebody moved from here to there: her new sign-up, and the path of her old ticket."""
    here, there = make_event(), make_event(seats=1, kind="womens_cafe")
    path = f"/t/{token_of(sign_up(here).ticket)}"
    coordinator.press(page_of(here, 1, "move", there.code))
    session.expire_all()
    return session.query(SignUp).filter_by(event_id=there.id).one(), path


@pytest.mark.slow
def test_an_old_ticket_leads_to_the_new_one_in_her_language(client, moved):
    new, path = moved
    page = client.get(f"{path}?lang=en").text
    assert "You are on the list of another event now." in page
    assert f"/t/{token_of(new.ticket)}?lang=en" in page and "come-back" not in page
    assert "You have a seat." in client.get(f"/t/{token_of(new.ticket)}?lang=en").text


@pytest.mark.slow
def test_who_got_hold_of_an_old_ticket_does_not_get_a_new_one_that_was_made_because_of_it(
    client, moved, coordinator
):
    new, path = moved
    coordinator.press(page_of(new.event, 1, "new-ticket"))
    page = client.get(f"{path}?lang=en").text
    assert "You are on the list of another event now." in page and "Show my new ticket" not in page


@pytest.mark.slow
def test_a_moved_woman_who_waits_or_left_there_reads_the_truth(client, moved, rules, now):
    new, path = moved
    new_id = new.id
    rules(lambda s: setattr(s.get_one(SignUp, new_id), "state", State.WAITING))
    assert "You are on the waiting list of another event now." in client.get(f"{path}?lang=en").text
    rules(lambda s: signups.cancel(s, signup=s.get_one(SignUp, new_id), by=GUEST, now=now))
    page = client.get(f"{path}?lang=en").text
    assert "You are not on the list any more." in page and "Show my new ticket" in page


@pytest.mark.slow
def test_an_old_ticket_is_no_way_to_the_door_of_an_event_she_does_not_come_to(moved, make_member, sign_in, rules):
    _new, path = moved
    here_id = db.session.query(SignUp).filter(SignUp.replaced_by_id.is_not(None)).one().event_id

    def tonight(session):
        row = session.get_one(Event, here_id)
        row.starts_local, row.ends_local = (
            one - timedelta(days=6.9) for one in (row.starts_local, row.ends_local)
        )

    rules(tonight)
    page = sign_in(make_member()).get(f"{path}?lang=en")
    assert page.status_code == 200 and "another event now" in page.text


def test_a_replaced_party_can_be_forgotten_like_one_who_cancelled(family, rules, now, session):
    event, amina, _path = family
    assert rules(purge.forget_party, code=event.code, number=2, now=now) is True
    session.expire_all()
    gone = session.query(SignUp).filter(SignUp.replaced_by_id.is_not(None)).one()
    assert (gone.name, gone.replaced_by_id, amina.name) == (None, amina.id, "Amina")


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["da", "ar", "ur"])
def test_the_old_tickets_speak_her_language(client, family, moved, lang):
    for path in (family[2].partition("?")[0], moved[1]):
        page = client.get(f"{path}?lang={lang}").text
        assert f'<html lang="{lang}" dir="{"ltr" if lang == "da" else "rtl"}">' in page
