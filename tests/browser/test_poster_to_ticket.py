"""Nasreen points her old phone at a poster: no script runs on it, and it keeps no cookie from step to step."""

import pytest
from sqlalchemy import select

from portal.signups.models import SignUp, State

pytestmark = pytest.mark.browser


def sign_ups(server):
    rows = server.ask(lambda session: session.scalars(select(SignUp).order_by(SignUp.id)).all())
    return [(row.name, row.adults, row.children, row.state, row.lang) for row in rows]


def forget_cookies(page):
    assert page.context.cookies() == []
    page.context.clear_cookies()


def test_from_the_poster_to_a_ticket_in_urdu_without_scripts_and_cookies(server, phone):
    page = phone("ur", javascript=False)
    page.goto(f"{server.url}/e/{server.codes['meal'].lower()}")
    assert page.url == f"{server.url}/ur/events/{server.codes['meal']}?p=poster"
    assert page.locator("html[lang=ur][dir=rtl]").count() == 1
    forget_cookies(page)

    page.fill("[name=name]", "نسرین")
    page.fill("[name=adults]", "۲")
    page.fill("[name=children]", "١")
    page.click("form.card button")
    assert "/t/" in page.url
    assert page.locator(".ticket-top bdi").inner_text() == "نسرین"
    assert sign_ups(server) == [("نسرین", 2, 1, State.SEATED, "ur")]
    forget_cookies(page)

    page.click("#change summary")
    assert page.input_value("#change [name=name]") == "نسرین"
    page.fill("#change [name=adults]", "۳")
    page.click("#change form > button")
    page.wait_for_selector(".notice-good")
    assert sign_ups(server) == [("نسرین", 3, 1, State.SEATED, "ur")]
    forget_cookies(page)

    page.click("#change + details summary")
    page.click("form[action*='/cancel'] button")
    page.wait_for_selector(".notice-stop")
    assert page.locator(".ticket-qr").count() == 0
    assert sign_ups(server) == [("نسرین", 3, 1, State.CANCELLED, "ur")]


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(server, phone):
    page = phone("ur", javascript=False)
    page.goto(f"{server.url}/ur/events/{server.codes['meal']}")
    page.fill("[name=adults]", "۴")
    page.click("form.card button")
    page.wait_for_selector("#name-error")
    assert page.locator(".error-summary a").get_attribute("href") == "#name"
    assert page.input_value("[name=adults]") in ("4", "۴")
    assert sign_ups(server) == []


@pytest.mark.parametrize("javascript", [False, True], ids=["without scripts", "with scripts"])
def test_a_trembling_thumb_taps_twice_and_signs_up_once(server, phone, javascript):
    page = phone("ur", javascript=javascript)
    page.goto(f"{server.url}/ur/events/{server.codes['meal']}")
    page.fill("[name=name]", "نسرین")
    page.locator("form.card > button").dblclick()
    page.wait_for_url("**/t/*")
    assert sign_ups(server) == [("نسرین", 1, 0, State.SEATED, "ur")]
