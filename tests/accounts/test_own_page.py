"""A member's own page: her language, her phones, resting and coming back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts import periods
from portal.accounts.models import Member, PhoneSession
from portal.core.actors import Role
from portal.core.db import utcnow


def test_her_page_bears_her_name_and_the_way_around(make_member, sign_in):
    page = sign_in(make_member("Fatma")).get("/team/me")
    assert page.status_code == 200
    assert "<bdi>Fatma</bdi>" in page.text
    assert 'href="/team/me" aria-current="page"' in page.text
    assert 'href="/team/contacts"' in page.text
    assert "/team/members" not in page.text


def test_the_coordinator_has_another_way_around_and_does_not_rest(lone, sign_in):
    phone = sign_in(lone)
    page = phone.get("/team/me").text
    assert 'href="/team/members"' in page
    assert 'href="/team/contacts"' not in page
    assert "/team/me/rest" not in page
    assert [phone.press(f"/team/me/{verb}").status_code for verb in ("rest", "back")] == [404, 404]


def test_a_tap_changes_the_language_of_her_screen_and_leads_back(make_member, sign_in):
    phone = sign_in(make_member("Fatma"))
    answer = phone.press("/team/me/language", {"lang": "ur", "next": "/team/me?x=1"})
    assert (answer.status_code, answer.location) == (303, "/team/me?x=1")
    assert '<html lang="ur" dir="rtl">' in phone.get("/team/me").text


@pytest.mark.parametrize("lang", ["", "xx", "DA", "da\0", "د", "x" * 10_000])
def test_a_language_that_we_lack_is_no_error(make_member, sign_in, session, lang):
    fatma = make_member("Fatma")
    answer = sign_in(fatma).press("/team/me/language", {"lang": lang, "next": "//elsewhere.example"})
    assert (answer.status_code, answer.location) == (303, "/team/me")
    assert session.get_one(Member, fatma.id).lang == "en"


def test_she_rests_and_is_back_with_one_tap_each(make_member, sign_in):
    phone = sign_in(make_member("Fatma"))
    assert "You are active" in phone.get("/team/me").text
    assert phone.press("/team/me/rest").location == "/team/me?done=rests"
    assert "You are resting" in phone.get("/team/me").text
    assert phone.press("/team/me/back").location == "/team/me?done=is_back"
    assert "You are active" in phone.get("/team/me?done=is_back").text


def test_she_says_who_she_is(make_member, sign_in, session, areas):
    fatma = make_member("Fatma", lang="tr")
    phone = sign_in(fatma)
    assert phone.get("/team/me/edit").status_code == 200
    said = {"name": " Fatma  K. ", "languages": ["tr", "ku"], "areas": ["hedeparken"], "hats": ["interpreter"]}
    extra = {"role": "coordinator", "lang": "ru", "trained_on": "2020-01-01", "pin_hash": "x"}
    assert phone.press("/team/me/edit", {**said, **extra}).location == "/team/me?done=saved"
    member = session.get_one(Member, fatma.id)
    assert (member.name, member.languages, [a.slug for a in member.areas], member.hats) == (
        "Fatma K.",
        ["tr", "ku"],
        ["hedeparken"],
        ["interpreter"],
    )
    assert (member.role, member.lang, member.trained_on) == (Role.MOTHER, "tr", None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 10_000},
        {"name": "\u202e\u200f"},
        {"name": "010190-1234"},
        {"name": ["Fatma", "Amal"]},
        {"name": "Fatma", "languages": ["tr", "tlh"]},
        {"name": "Fatma", "areas": ["nowhere"]},
        {"name": "Fatma", "hats": ["x"] * 200},
    ],
)
def test_what_she_cannot_be_is_refused_beside_the_field(make_member, sign_in, session, wrong):
    fatma = make_member("Fatma")
    answer = sign_in(fatma).press("/team/me/edit", wrong)
    assert (answer.status_code, "Error:" in answer.text) == (422, True)
    assert session.get_one(Member, fatma.id).name == "Fatma"


def test_an_emoji_a_nul_and_the_letters_she_likes_are_fine(make_member, sign_in, session):
    fatma = make_member("Fatma")
    assert sign_in(fatma).press("/team/me/edit", {"name": "فاطمة\0 🌻"}).status_code == 303
    assert session.get_one(Member, fatma.id).name == "فاطمة 🌻"


def test_she_sees_her_phones_and_signs_the_lost_one_out(make_member, sign_in, session):
    fatma = make_member("Fatma")
    lost, held = sign_in(fatma), sign_in(fatma)
    other = session.scalars(select(PhoneSession).order_by(PhoneSession.id)).first().id
    assert f"/team/me/phones/{other}/end" in held.get("/team/me").text
    assert held.press(f"/team/me/phones/{other}/end").location == "/team/me?done=ended"
    assert lost.get("/team/me").location == "/team/hello"
    assert held.get("/team/me").status_code == 200


def test_anothers_phone_does_not_exist_for_her(make_member, sign_in, session):
    amal, fatma = sign_in(make_member("Amal")), sign_in(make_member("Fatma"))
    hers = session.scalars(select(PhoneSession).order_by(PhoneSession.id)).first().id
    assert [fatma.press(f"/team/me/phones/{n}/end").status_code for n in (hers, 999, 2**31)] == [404, 404, 404]
    assert amal.get("/team/me").status_code == 200


def test_signing_out_ends_the_session_on_the_server_not_only_the_cookie(make_member, sign_in):
    phone = sign_in(make_member("Fatma"))
    kept = phone.get_cookie("team").value
    answer = phone.press("/team/me/sign-out")
    assert (answer.status_code, answer.location) == (303, "/team/hello?ended=1")
    assert phone.get_cookie("team") is None
    phone.set_cookie("team", kept)
    assert phone.get("/team/me").location == "/team/hello"
    page = phone.get("/team/hello?ended=1&lang=en")
    assert (page.status_code, "You are signed out" in page.text) == (401, True)


def test_locking_asks_for_the_pin_again(lone, sign_in):
    phone = sign_in(lone, opened=True)
    assert phone.get("/team/members").status_code == 200
    assert phone.press("/team/me/lock").location == "/team/me?done=locked"
    assert phone.get("/team/members").location == "/team/open?next=/team/members"


def test_pages_hide_when_they_come_back_from_the_browsers_memory(make_member, sign_in):
    page = sign_in(make_member("Fatma")).get("/team/me")
    assert "team.js" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_she_says_until_when_she_rests_and_her_page_says_it_back(make_member, sign_in, session):
    ayse = make_member("Ayşe")
    phone, day = sign_in(ayse), periods.today(utcnow()) + timedelta(days=60)
    assert phone.press("/team/me/rest", {"until": day.isoformat()}).location == "/team/me?done=rests"
    assert session.get_one(Member, ayse.id).resting_until(periods.today(utcnow())) == day
    assert f"You are resting until {day.day} " in phone.get("/team/me").text
    assert phone.press("/team/me/rest", {"until": ""}).status_code == 303
    assert session.get_one(Member, ayse.id).resting_until(periods.today(utcnow())) is None


@pytest.mark.parametrize("typed", ["yesterday", "1.1.2020", "9999-12-31", "١٢"])
def test_a_day_that_cannot_be_is_refused_and_shown_again(make_member, sign_in, session, typed):
    ayse = make_member("Ayşe")
    answer = sign_in(ayse).press("/team/me/rest", {"until": typed})
    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert session.get_one(Member, ayse.id).active_on(periods.today(utcnow()))
