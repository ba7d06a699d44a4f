"""The coordinator's list: who comes, who waits, and what she can do for a guest on the telephone."""

import re
from datetime import timedelta
from typing import Any

import pytest

from portal.core.actors import Role
from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.signups import list_queries
from portal.signups.models import SignUp, State, Way
from portal.signups.tickets import token_of


def guest(**more: Any) -> dict[str, Any]:
    return {"name": "Zeynep", "adults": "1", "children": "0", "once": "one", **more}


def test_the_list_is_for_the_coordinator_behind_her_pin(make_member, sign_in, make_event, client):
    event = make_event()
    paths = ("people", "people/add", "people/1")
    known, mother = sign_in(make_member("Karen", Role.COORDINATOR)), sign_in(make_member(), opened=True)
    for path in paths:
        assert "/team/open" in known.get(f"/team/events/{event.code}/{path}").location
        assert mother.get(f"/team/events/{event.code}/{path}").status_code == 404
        assert client.get(f"/team/events/{event.code}/{path}").status_code == 303
    assert mother.press(f"/team/events/{event.code}/people/add", guest()).status_code == 404


def test_the_list_shows_each_party_where_it_stands(coordinator, make_event, sign_up, session):
    event = make_event(seats=3)
    sign_up(event, "Amina", 2, phone="+4544770001")
    sign_up(event, "Olga <b>", 2)
    sign_up(event, "نور", 3)
    page = coordinator.get(f"/team/events/{event.code}/people").text
    assert re.findall(r"<b><bdi>(.*?)</bdi></b>", page) == ["Amina", "Olga &lt;b&gt;", "نور"]
    assert re.findall(r"<strong>(Number \d in the queue)</strong>", page) == [
        "Number 1 in the queue",
        "Number 2 in the queue",
    ]
    assert 'href="tel:+4544770001"' in page
    assert page.count("No phone, no e-mail") == 2
    assert [(entry.action, entry.subject) for entry in session.query(AuditEntry)][-1] == (
        "signups.read_list",
        f"event:{event.id}",
    )


def test_an_empty_list_says_what_to_do(coordinator, make_event):
    assert "Nobody is on the list yet." in coordinator.get(f"/team/events/{make_event().code}/people").text


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("amina", ["Amina"]),
        ("AMI", ["Amina"]),
        ("2", ["Olga"]),
        ("٢", ["Olga"]),
        ("44 77 00 01", ["Amina"]),
        ("\u2066+45 44770001", ["Amina"]),
        ("olga@example", ["Olga"]),
        ("nobody", []),
        ("x" * 10_000, []),
        ("%_\\'\"", []),
        ("\0\u202e", ["Amina", "Olga"]),
    ],
)
def test_a_party_is_found_by_name_number_phone_or_mail(coordinator, make_event, sign_up, q, found):
    event = make_event()
    sign_up(event, "Amina", phone="+4544770001")
    sign_up(event, "Olga", email="olga@example.org")
    answer = coordinator.press(f"/team/events/{event.code}/people", {"q": q})
    assert answer.status_code == 200
    assert re.findall(r"<b><bdi>(.*?)</bdi></b>", answer.text) == found


def test_the_kitchen_gets_totals_without_names(make_event, sign_up, app):
    event = make_event(seats=4)
    sign_up(event, "Amina", 2, diet={"halal": 2, "no_nuts": 1})
    sign_up(event, "Olga", 1, diet={"halal": 1})
    sign_up(event, "Waits", 4, diet={"vegetarian": 4})
    totals = list_queries.diets(list_queries.parties(event.id))
    assert totals == [("halal", 3), ("no_nuts", 1)]


def test_a_guest_who_calls_is_put_on_the_list_once(coordinator, make_event, session):
    event = make_event()
    for _twice in range(2):
        answer = coordinator.press(f"/team/events/{event.code}/people/add", guest(phone="44 77 00 01"))
        assert answer.location.endswith("/people/1?done=added")
    signup = session.query(SignUp).one()
    assert (signup.name, signup.way, signup.phone, signup.lang) == ("Zeynep", Way.PHONE, "+4544770001", "en")
    assert token_of(signup.ticket) in coordinator.get(answer.location).text


def test_a_guest_who_calls_after_closing_still_gets_a_seat_and_waits_where_it_is_full(
    coordinator, make_event, sign_up, now, session
):
    event = make_event(seats=1, closes_local=make_event().starts_local - timedelta(days=10))
    coordinator.press(f"/team/events/{event.code}/people/add", guest())
    coordinator.press(f"/team/events/{event.code}/people/add", guest(name="Olga", once="two"))
    assert [signup.state for signup in session.query(SignUp).order_by(SignUp.id)] == [State.SEATED, State.WAITING]
    assert "All seats are taken." in coordinator.get(f"/team/events/{event.code}/people/add").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "n" * 10_000),
        ("name", "\0\u202e"),
        ("name", "010190-1234"),
        ("name", ["Amina", "Olga"]),
        ("adults", "0"),
        ("adults", "-1"),
        ("adults", "1000000000"),
        ("adults", "two"),
        ("children", "10"),
        ("children", "-1"),
        ("phone", "12"),
        ("phone", "010190-1234"),
        ("email", "x@"),
        ("diet_halal", "9"),
        ("diet_halal", "x"),
    ],
)
def test_bad_input_is_refused_beside_its_field(coordinator, make_event, session, field, value):
    event = make_event()
    answer = coordinator.press(f"/team/events/{event.code}/people/add", guest(**{field: value}))
    assert answer.status_code == 422
    assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == [field]
    assert "<title>Error:" in answer.text
    assert session.query(SignUp).count() == 0


def test_an_event_that_is_over_takes_nobody(coordinator, make_event, session):
    event = make_event(starts_in=-timedelta(days=2))
    answer = coordinator.press(f"/team/events/{event.code}/people/add", guest())
    assert answer.status_code == 422
    assert "This event is over." in answer.text


@pytest.mark.slow
def test_a_party_is_changed_and_refused_beyond_the_seats(coordinator, make_event, sign_up, session):
    event = make_event(seats=3)
    signup = sign_up(event, "Amina", 2)
    path = f"/team/events/{event.code}/people/{signup.ticket.number}"
    assert coordinator.press(path, guest(name="Amina K", adults="3")).status_code == 303
    too_many = coordinator.press(path, guest(name="Amina K", adults="4"))
    assert too_many.status_code == 422
    assert 'value="4"' in too_many.text
    session.expire_all()
    assert (signup.name, signup.size) == ("Amina K", 3)


@pytest.mark.slow
def test_a_party_is_removed_and_put_back_at_the_end_of_the_queue(coordinator, make_event, sign_up, session):
    event = make_event(seats=1)
    amina, olga = sign_up(event, "Amina"), sign_up(event, "Olga")
    path = f"/team/events/{event.code}/people/{amina.ticket.number}"
    assert "Yes, take her off" in coordinator.get(path).text
    coordinator.press(f"{path}/remove")
    session.expire_all()
    assert (amina.state, olga.state) == (State.CANCELLED, State.SEATED)
    assert coordinator.press(f"{path}/come-back").status_code == 303
    session.expire_all()
    assert (amina.state, olga.state) == (State.WAITING, State.SEATED)
    actions = [entry.action for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
    assert [action for action in actions if action in ("signups.cancel", "signups.come_back", "signups.read")] == [
        "signups.read",
        "signups.cancel",
        "signups.come_back",
    ]


@pytest.mark.slow
def test_nobody_is_removed_from_an_evening_that_has_begun(coordinator, make_event, sign_up):
    event = make_event(starts_in=-timedelta(hours=1))
    signup = sign_up(event)
    path = f"/team/events/{event.code}/people/{signup.ticket.number}"
    assert "Yes, take her off" not in coordinator.get(path).text
    assert coordinator.press(f"{path}/remove").status_code == 422
    assert signup.state is State.SEATED


@pytest.mark.slow
def test_a_new_ticket_ends_the_old_one(coordinator, client, make_event, sign_up, session):
    event = make_event()
    signup = sign_up(event)
    old = token_of(signup.ticket)
    assert client.get(f"/t/{old}").status_code == 200
    path = f"/team/events/{event.code}/people/{signup.ticket.number}"
    assert coordinator.press(f"{path}/new-ticket").status_code == 303
    session.expire_all()
    new = token_of(signup.ticket)
    assert new in coordinator.get(path).text
    assert (client.get(f"/t/{old}").status_code, client.get(f"/t/{new}").status_code) == (404, 200)
    noted = session.query(AuditEntry).filter_by(action="tickets.renew").one()
    assert noted.subject == f"ticket:{signup.ticket_id}"


@pytest.mark.slow
def test_a_number_of_another_event_is_not_on_this_list(coordinator, make_event, sign_up):
    here, elsewhere = make_event(), make_event()
    sign_up(elsewhere, "Amina")
    sign_up(elsewhere, "Olga")
    sign_up(here, "Zeynep")
    for path in ("people/2", "people/0", "people/99999999999", "people/x"):
        assert coordinator.get(f"/team/events/{here.code}/{path}").status_code == 404
    for verb in ("", "/remove", "/come-back", "/new-ticket"):
        assert coordinator.press(f"/team/events/{here.code}/people/2{verb}", guest()).status_code == 404


def test_deleted_names_stay_deleted(coordinator, make_event, sign_up, now):
    event = make_event()
    signup_id, number = sign_up(event).id, 1
    with transaction() as session:
        row = session.get_one(SignUp, signup_id)
        row.name = row.phone = row.phone_typed = row.email = None
        row.purged_at = now
    page = coordinator.get(f"/team/events/{event.code}/people/{number}").text
    assert "Name deleted" in page
    assert coordinator.press(f"/team/events/{event.code}/people/{number}", guest()).status_code == 404


@pytest.mark.parametrize("lang", ["da", "ar", "ur"])
def test_the_pages_speak_her_language(make_member, sign_in, make_event, sign_up, lang):
    phone = sign_in(make_member("Karen", Role.COORDINATOR, lang=lang), opened=True)
    event = make_event()
    sign_up(event)
    for path in ("people", "people/add", "people/1"):
        page = phone.get(f"/team/events/{event.code}/{path}").text
        assert f'<html lang="{lang}" dir="{"ltr" if lang == "da" else "rtl"}">' in page
