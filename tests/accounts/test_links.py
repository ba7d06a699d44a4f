"""Coming in by a link: looking uses nothing up, the tap does, and nobody learns about another's link."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal import create_app
from portal.accounts import sessions
from portal.accounts.models import Member, PhoneSession, SignInLink
from portal.core.db import db
from portal.core.forms import make_token
from portal.core.limits import RateBucket

ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/139.0.0.0 Mobile Safari/537.36"


@pytest.fixture
def new_link(rules, now):
    def new_link(member=None, event=None, at=now, recovery=False):
        ids = {"member_id": member and member.id, "event_id": event and event.id}
        return "/team/in/" + rules(sessions.make_link, now=at, recovery=recovery, **ids)

    return new_link


def token_on(page) -> str:
    return re.search(r'name="token" value="([^"]+)"', page.text).group(1)


def tap(client, address, **kwargs):
    return client.post(address, data={"token": token_on(client.get(address))}, **kwargs)


def test_a_tap_makes_the_phone_known_and_leads_to_the_promise_first(client, make_member, new_link, session):
    fatma = make_member("Fatma", promise_accepted_at=None, pin=None)
    answer = tap(client, new_link(fatma), headers={"User-Agent": ANDROID})
    assert (answer.status_code, answer.location) == (303, "/team/promise")
    assert client.get("/team/me").location == "/team/promise"
    phone = session.scalars(select(PhoneSession)).one()
    assert (phone.member_id, phone.label, phone.opened_until_at) == (fatma.id, "Android, Chrome", None)


@pytest.mark.parametrize(("pin", "leads_to"), [(None, "/team/pin"), ("271828", "/team/")])
def test_one_who_has_promised_goes_on_to_her_pin_or_the_first_page(client, make_member, new_link, pin, leads_to):
    assert tap(client, new_link(make_member("Fatma", pin=pin))).location == leads_to


@pytest.mark.slow
def test_looking_at_a_link_a_hundred_times_uses_nothing_up(client, make_member, new_link, session):
    address = new_link(make_member("Fatma"))
    for _preview in range(100):
        assert client.get(address).status_code == 200
    assert session.scalars(select(SignInLink.used_at)).all() == [None]
    assert session.scalar(select(func.count(PhoneSession.id))) == 0
    assert tap(client, address).status_code == 303


def test_the_page_says_for_whom_it_is_and_sets_no_cookie(client, make_member, new_link):
    page = client.get(new_link(make_member("Fatma", lang="ar")))
    assert "Fatma" in page.text
    assert '<html lang="ar" dir="rtl">' in page.text
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.slow
def test_a_used_old_or_foreign_link_says_so_and_names_nobody(app, client, make_member, new_link, now):
    fatma = make_member("Fatma", lang="ar")
    used, old = new_link(fatma), new_link(make_member("Amal"), at=now - sessions.LINK_LIFE)
    assert tap(app.test_client(), used).status_code == 303
    good_form = {"token": make_token("sign-in")}
    for address, status in (
        (used, 410),
        (old, 410),
        ("/team/in/" + "x" * 32, 404),
        ("/team/in/" + "x" * 9000, 404),
    ):
        for answer in (client.get(address), client.post(address, data=good_form), client.post(address)):
            assert (answer.status_code, "Fatma" in answer.text, "Amal" in answer.text) == (status, False, False)
            assert "Ask the coordinator for a new one." in answer.text
            assert '<html lang="en"' in answer.text
            assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("token", ["%00", "%ED%A0%80", "🌻", "a%2Fb", "..", "%E2%80%AE"])
def test_any_bytes_are_a_page_that_is_not_here(client, token):
    assert client.get(f"/team/in/{token}").status_code in (404, 308)


def test_a_link_lives_ten_minutes(client, make_member, new_link, now):
    address = new_link(make_member("Fatma"))
    with time_machine.travel(now + sessions.LINK_LIFE - timedelta(seconds=1), tick=False):
        assert client.get(address).status_code == 200
    with time_machine.travel(now + sessions.LINK_LIFE, tick=False):
        assert client.get(address).status_code == 410


def test_a_link_of_a_closed_account_is_gone(client, make_member, new_link, now):
    assert client.get(new_link(make_member("Fatma", disabled_at=now))).status_code == 410


def test_a_tap_without_our_form_is_asked_to_press_again(client, make_member, new_link, session):
    address = new_link(make_member("Fatma"))
    for data in ({}, {"token": "x"}, {"token": make_token("signup")}, {"token": [make_token("sign-in")] * 2}):
        answer = client.post(address, data=data)
        assert (answer.status_code, "Error:" in answer.text, "Set-Cookie" in answer.headers) == (422, True, False)
    assert session.scalars(select(SignInLink.used_at)).all() == [None]


def test_a_quick_tap_is_welcome(app, client, make_member, new_link, monkeypatch):
    monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], form_min_seconds=2))
    assert tap(client, new_link(make_member("Fatma"))).status_code == 303


def test_tapping_twice_on_the_same_phone_is_no_error(client, make_member, new_link, session):
    address = new_link(make_member("Fatma"))
    form = {"token": token_on(client.get(address))}
    answers = [client.post(address, data=form) for _tap in range(2)] + [client.get(address)]
    assert [(a.status_code, a.location) for a in answers] == [(303, "/team/")] * 3
    assert session.scalar(select(func.count(PhoneSession.id))) == 1


def test_signing_in_again_ends_the_session_before_it(make_member, sign_in, new_link, session):
    amal, fatma = make_member("Amal"), make_member("Fatma")
    phone = sign_in(amal)
    before = phone.get_cookie("team").value
    assert tap(phone, new_link(fatma)).status_code == 303
    assert phone.get_cookie("team").value != before
    phone.set_cookie("team", before)
    assert phone.get("/team/me").location == "/team/hello"


def test_the_language_tapped_before_coming_in_stays(client, make_member, new_link, session):
    fatma = make_member("Fatma", lang="da")
    address = new_link(fatma) + "?lang=tr"
    assert '<html lang="tr"' in client.get(address).text
    tap(client, address)
    assert session.get_one(Member, fatma.id).lang == "tr"


def test_a_recovery_link_signs_the_other_phones_out_and_asks_for_a_new_pin(client, make_member, sign_in, new_link):
    fatma = make_member("Fatma")
    lost = sign_in(fatma)
    assert tap(client, new_link(fatma, recovery=True)).location == "/team/pin"
    assert lost.get("/team/me").location == "/team/hello"


def test_a_door_pass_leads_to_its_door_and_nowhere_else(client, make_event, new_link):
    event = make_event(starts_in=timedelta(hours=1))
    address = new_link(event=event)
    assert "Help us to count at the door" in client.get(address).text
    answer = tap(client, address)
    assert (answer.status_code, answer.location) == (303, f"/team/events/{event.code}/door")
    others = ["/team/me", "/team/pin", "/team/open", "/team/promise", "/team/members"]
    assert [client.get(path).status_code for path in others] == [404] * len(others)


def test_a_mother_needs_no_door_pass_and_keeps_her_own_session(
    make_member, make_event, sign_in, new_link, session
):
    phone, event = sign_in(make_member("Fatma")), make_event()
    address = new_link(event=event)
    answers = [phone.get(address), phone.post(address, data={"token": make_token("sign-in")})]
    assert [(a.status_code, a.location) for a in answers] == [(303, f"/team/events/{event.code}/door")] * 2
    used = session.scalars(select(SignInLink.used_at).where(SignInLink.event_id == event.id)).all()
    assert used == [None]


@pytest.mark.slow
def test_too_many_taps_from_one_address_wait(client, make_member, new_link, session, now):
    address = new_link(make_member("Fatma"))
    with time_machine.travel(now, tick=False):
        form = {"token": token_on(client.get(address))}
        codes = [client.post("/team/in/guess", data=form).status_code for _try in range(61)]
        assert codes == [404] * 60 + [429]
        assert client.post(address, data=form).status_code == 429
    assert session.scalars(select(RateBucket.count)).all() == [62]


def test_a_limit_that_cannot_be_counted_lets_nobody_in(client, make_member, new_link, session, monkeypatch):
    address = new_link(make_member("Fatma"))
    form = {"token": token_on(client.get(address))}

    def fails(*args, **kwargs):
        from sqlalchemy.exc import OperationalError

        raise OperationalError("", {}, Exception("disk full"))

    monkeypatch.setattr("portal.core.limits.take", fails)
    answer = client.post(address, data=form)
    assert (answer.status_code, "Set-Cookie" in answer.headers) == (503, False)
    assert session.scalars(select(SignInLink.used_at)).all() == [None]


def test_the_cookie_on_this_machine(client, make_member, new_link):
    cookie = tap(client, new_link(make_member("Fatma"))).headers["Set-Cookie"]
    attributes = re.sub(r"team=[\w-]{43}; Expires=[^;]+; ", "team=…; ", cookie)
    assert attributes == "team=…; Max-Age=2678400; HttpOnly; Path=/; SameSite=Lax"


@pytest.mark.slow
def test_the_cookie_on_https(app, database_url, make_member, new_link):
    address = new_link(make_member("Fatma"))
    settings = replace(app.extensions["settings"], portal_url="https://portal.example")
    secure = create_app(settings)
    secure.testing = True
    form = {"token": make_token("sign-in")}
    with secure.app_context():
        answer = secure.test_client().post(address, data=form, base_url="https://portal.example")
        db.session.remove()
        db.engine.dispose()
    attributes = re.sub(r"team=[\w-]{43}; Expires=[^;]+; ", "team=…; ", answer.headers["Set-Cookie"])
    assert attributes == "__Host-team=…; Max-Age=2678400; Secure; HttpOnly; Path=/; SameSite=Lax"


def test_an_unknown_phone_is_told_how_to_get_in(client):
    page = client.get("/team/hello", headers={"Accept-Language": "ur"})
    assert page.status_code == 401
    assert '<html lang="ur" dir="rtl">' in page.text
    assert 'href="?lang=tr"' in page.text
    assert "This phone is not known" in client.get("/team/hello?lang=en").text
    assert '<html lang="tr"' in client.get("/team/hello?lang=tr").text
    assert client.get("/team/hello?lang=xx").status_code == 401
