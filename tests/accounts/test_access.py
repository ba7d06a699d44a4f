"""The door every request passes: marks, roles, levels, the promise, the session's token, the door pass."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import g
from sqlalchemy import update

from portal import create_app
from portal.accounts import sessions
from portal.accounts.guard import at_this_door, csrf_token, current_actor
from portal.accounts.models import Member, PhoneSession
from portal.core.access import POLICY, Permission, allow, may
from portal.core.actors import GUEST, SYSTEM, Actor, Role
from portal.core.db import db, transaction
from tests.pages import CheckingClient

TINY = "<!doctype html><html lang=en dir=ltr><head><title>x</title></head><body><h1>x</h1></body></html>"


@pytest.fixture(scope="module")
def app_of_doors(_app, database_url):
    """An app with one view per kind of mark, on the same database."""
    app = create_app(replace(_app.extensions["settings"], database_url=database_url))
    app.test_client_class = CheckingClient
    app.testing = True
    both = ["GET", "POST"]
    app.add_url_rule("/team/unmarked", "unmarked", lambda: TINY)
    for permission in (
        Permission.OWN_PAGES,
        Permission.COUNT_IN,
        Permission.MANAGE_MEMBERS,
        Permission.OWN_CONTACTS,
    ):
        name = permission.name.lower()
        app.add_url_rule(f"/team/x/{name}", name, allow(permission)(lambda: TINY), methods=both)

    app.add_url_rule(
        "/team/x/form", "form", allow(Permission.OWN_PAGES)(lambda: f"{TINY}<!--token:{csrf_token()} -->")
    )
    app.add_url_rule("/team/x/by_itself", "by_itself", allow(Permission.OWN_PAGES, by_itself=True)(lambda: TINY))

    @app.get("/team/x/door/<id:event_id>")
    @allow(Permission.COUNT_IN)
    def door(event_id):
        at_this_door(event_id)
        return f"{TINY}<!-- {g.lang} -->"

    return app


@pytest.fixture
def doors(app, app_of_doors):
    """The app of doors on the emptied database, with its context pushed."""
    with app_of_doors.app_context():
        yield app_of_doors
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def at(doors, make_member, sign_in):
    """A phone at those doors, known as a new member's."""

    def at(role=Role.MOTHER, *, opened=False, **columns):
        cookie = sign_in(make_member("Fatma", role, **columns), opened=opened).get_cookie("team")
        phone = doors.test_client()
        phone.set_cookie("team", cookie.value)
        return phone

    return at


@pytest.fixture
def door_pass(doors, rules, now):
    def door_pass(event):
        token = rules(sessions.make_link, event_id=event.id, now=now)
        _phone, secret = rules(sessions.use_link, token=token, label="", now=now)
        client = doors.test_client()
        client.set_cookie("team", secret)
        return client

    return door_pass


@pytest.mark.slow
def test_a_view_without_a_mark_is_refused_to_everyone(doors, at):
    phones = [doors.test_client(), at(), at(Role.COORDINATOR, opened=True)]
    assert [phone.get("/team/unmarked").status_code for phone in phones] == [403, 403, 403]


def test_every_permission_stands_in_the_table():
    assert set(POLICY) == set(Permission)


def test_the_table_of_who_may_what():
    mother, coordinator = Actor(1, Role.MOTHER), Actor(2, Role.COORDINATOR)
    door = Actor(session_id=3, door_event_id=4)
    table = {
        permission.name: "".join(
            letter
            for letter, actor in zip("mcdgs", (mother, coordinator, door, GUEST, SYSTEM), strict=True)
            if may(permission, actor)
        )
        for permission in Permission
    }
    assert table == {
        "OWN_PAGES": "mc",
        "COUNT_IN": "mcd",
        "INVITE_GUEST": "mc",
        "GIVE_DOOR_PASS": "mc",
        "OWN_CONTACTS": "m",
        "ANSWER_ENQUIRIES": "m",
        "MEET_ENQUIRIES": "m",
        "NETWORK": "mc",
        "OWN_RECORD": "m",
        "OWN_LINE": "m",
        "TRANSLATE": "mc",
        "PLAN_EVENTS": "c",
        "KEEP_OFFERS": "c",
        "HOLD_NETWORK": "c",
        "SWITCH_FEATURES": "c",
        "MATCH_ENQUIRIES": "c",
        "RUN_COURSE": "c",
        "REPORT": "c",
        "SEE_PEOPLE": "c",
        "MANAGE_MEMBERS": "c",
    }


def test_the_names_of_actors_in_the_log_are_no_names():
    actors = (Actor(1, Role.MOTHER), Actor(session_id=3, door_event_id=4), GUEST, SYSTEM)
    assert [actor.name_for_audit for actor in actors] == ["member:1", "doorpass:3", "guest", "system"]


def test_an_unknown_phone_is_led_to_the_page_that_says_how_to_get_in(doors):
    phone = doors.test_client()
    assert phone.get("/team/x/own_pages").location == "/team/hello"
    phone.set_cookie("team", "not-ours")
    assert phone.get("/team/x/own_pages").location == "/team/hello"
    assert phone.post("/team/x/own_pages").location == "/team/hello"


def test_what_is_not_hers_is_not_there(at):
    assert at().get("/team/x/manage_members").status_code == 404
    assert at(Role.COORDINATOR, opened=True).get("/team/x/own_contacts").status_code == 404


def test_a_closed_account_is_a_guest_at_once(at, session):
    phone = at()
    assert phone.get("/team/x/own_pages").status_code == 200
    with transaction() as writing:
        member = writing.get_one(Member, 1)
        member.disabled_at = member.created_at
    assert phone.get("/team/x/own_pages").location == "/team/hello"


@pytest.mark.slow
def test_before_the_promise_there_is_only_the_promise(at):
    phone = at(promise_accepted_at=None)
    assert phone.get("/team/x/own_pages").location == "/team/promise"
    assert phone.post("/team/x/own_pages").location == "/team/promise"
    assert phone.get("/team/promise").status_code == 200


def test_a_post_needs_the_token_of_its_own_session(at):
    phone, other = at(), at()
    assert phone.press("/team/x/own_pages").status_code == 200
    for data in ({}, {"csrf_token": "x"}, {"csrf_token": "🌻" * 5000}, {"csrf_token": ""}):
        assert phone.post("/team/x/own_pages", data=data).status_code == 400
    with phone.application.test_request_context(headers={"Cookie": f"team={other.get_cookie('team').value}"}):
        foreign = csrf_token()
    assert phone.post("/team/x/own_pages", data={"csrf_token": foreign}).status_code == 400
    with phone.application.test_request_context(headers={"Cookie": f"team={phone.get_cookie('team').value}"}):
        own = csrf_token()
    assert phone.post("/team/x/own_pages", headers={"X-CSRF-Token": own}).status_code == 200


def test_who_has_no_cookie_has_no_token(app):
    with app.test_request_context():
        assert (csrf_token(), current_actor()) == ("", GUEST)


def test_what_is_private_asks_for_the_pin_and_then_leads_back(at):
    phone = at()
    assert phone.get("/team/x/own_contacts?q=a%20b&r=1").location == (
        "/team/open?next=/team/x/own_contacts%3Fq%3Da%2520b%26r%3D1"
    )
    assert phone.press("/team/x/own_contacts").location == "/team/open?next=/team/"
    assert at(opened=True).get("/team/x/own_contacts").status_code == 200


def test_an_opened_phone_stays_open_while_it_is_used(at, now):
    phone = at(opened=True)
    answers = []
    for minute in (0, 8, 16, 24, 33, 44):
        with time_machine.travel(now + timedelta(minutes=minute), tick=False):
            answers.append(phone.get("/team/x/own_contacts").status_code)
    assert answers == [200, 200, 200, 200, 200, 303]


def token_in(phone):
    """The token of a form on a page that this phone gets now."""
    return re.search(r"token:(\S+)", phone.get("/team/x/form").text).group(1)


def test_a_long_form_may_be_sent_for_an_hour_but_does_not_open_the_phone_again(at, now):
    phone = at(opened=True)
    form = {"csrf_token": token_in(phone)}
    with time_machine.travel(now + timedelta(minutes=59), tick=False):
        assert phone.get("/team/x/own_contacts").status_code == 303
        assert phone.post("/team/x/own_contacts", data=form).status_code == 200
        assert phone.post("/team/x/own_contacts", headers={"X-CSRF-Token": form["csrf_token"]}).status_code == 200
        assert phone.get("/team/x/own_contacts").status_code == 303
    with time_machine.travel(now + timedelta(minutes=61), tick=False):
        assert phone.post("/team/x/own_contacts", data=form).status_code == 303


def test_who_finds_a_phone_that_has_closed_reads_nothing_by_sending_a_form_of_now(at, now):
    phone = at(opened=True)
    with time_machine.travel(now + timedelta(minutes=12), tick=False):
        form = {"csrf_token": token_in(phone)}
        assert phone.post("/team/x/own_contacts", data=form).location == "/team/open?next=/team/"
        assert phone.post("/team/x/own_pages", data=form).status_code == 200


def test_a_form_from_before_the_pin_holds_when_the_phone_is_open_and_one_from_then_when_it_is_closed(at, now):
    phone = at()
    before = {"csrf_token": token_in(phone)}
    with transaction() as session:
        session.get_one(PhoneSession, 1).opened_until_at = now + timedelta(minutes=10)
    then = {"csrf_token": token_in(phone)}
    assert before != then
    assert phone.post("/team/x/own_contacts", data=before).status_code == 200
    with transaction() as session:
        sessions.close(session, phone=session.get_one(PhoneSession, 1))
    assert phone.post("/team/x/own_pages", data=then).status_code == 200
    assert phone.post("/team/x/own_contacts", data=then).status_code == 303


def test_a_page_that_asks_by_itself_does_not_keep_the_phone_open(at, now, session):
    phone = at(opened=True)
    for minute in (2, 4, 6, 8, 10):
        with time_machine.travel(now + timedelta(minutes=minute), tick=False):
            assert phone.get("/team/x/by_itself").status_code == 200
    with time_machine.travel(now + timedelta(minutes=11), tick=False):
        assert phone.get("/team/x/own_contacts").status_code == 303


def test_a_phone_that_is_closed_in_the_same_moment_stays_closed(at, now, session, monkeypatch):
    phone = at(opened=True)
    is_open = sessions.is_open

    def closed_meanwhile(row, moment):
        was = is_open(row, moment)
        monkeypatch.setattr(sessions, "is_open", is_open)
        with transaction() as closing:
            closing.execute(update(PhoneSession).values(opened_until_at=None))
        return was

    monkeypatch.setattr(sessions, "is_open", closed_meanwhile)
    with time_machine.travel(now + timedelta(minutes=2), tick=False):
        assert phone.get("/team/x/own_pages").status_code == 200
    assert session.get_one(PhoneSession, 1).opened_until_at is None


def test_when_a_phone_was_last_used_is_kept_to_the_minute(at, now, session):
    phone = at()
    with time_machine.travel(now + timedelta(seconds=30), tick=False):
        phone.get("/team/x/own_pages")
    first = session.get_one(PhoneSession, 1).last_seen_at
    with time_machine.travel(now + timedelta(minutes=5), tick=False):
        phone.get("/team/x/own_pages")
    session.rollback()
    assert first < now + timedelta(seconds=30)
    assert session.get_one(PhoneSession, 1).last_seen_at == now + timedelta(minutes=5)


def test_a_door_pass_counts_at_its_event_and_sees_nothing_else(door_pass, make_event):
    mine, other = make_event(), make_event()
    phone = door_pass(mine)
    assert "ur" in phone.get(f"/team/x/door/{mine.id}", headers={"Accept-Language": "ur"}).text
    assert phone.get(f"/team/x/door/{other.id}").status_code == 404
    paths = ["own_pages", "own_contacts", "manage_members"]
    assert [phone.get(f"/team/x/{path}").status_code for path in paths] == [404, 404, 404]
    assert phone.press("/team/x/count_in").status_code == 200
    assert phone.post("/team/x/count_in").status_code == 400


def test_a_member_may_count_at_every_door(at, make_event):
    assert at().get(f"/team/x/door/{make_event().id}").status_code == 200


def test_a_members_pages_speak_her_language(at, make_event):
    assert "<!-- tr -->" in at(lang="tr").get(f"/team/x/door/{make_event().id}").text
    assert "<!-- None -->" in at(lang="tlh").get(f"/team/x/door/{make_event().id}").text
