"""Karen plans a meal at her desk, hangs the poster in the laundry, and Bahar follows it with her phone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.db import utcnow
from portal.i18n import to_local
from portal.signups.models import SignUp
from tests.browser.reading import codes_on_paper

pytestmark = pytest.mark.browser


def plan_and_publish(desk, server):
    """Fill in the form of a new event and publish it; returns its code."""
    desk.goto(f"{server.url}/team/events")
    desk.click("a[href$='/events/new']")
    desk.fill("[name=day]", to_local(utcnow() + timedelta(days=21)).date().isoformat())
    desk.fill("[name=start]", "17:00")
    desk.fill("[name=end]", "20:00")
    desk.fill("[name=place_name]", "Beboerhuset")
    desk.fill("[name=address]", "Hedeparken 5")
    desk.fill("[name=seats]", "60")
    desk.click("form.card .buttons button")
    desk.click("form[action$='/publish'] button")
    desk.wait_for_selector(".notice-good")
    return desk.url.split("/events/")[1].split("?")[0]


def test_from_the_desk_to_the_laundry_to_a_seat(server, phone, tmp_path):
    desk = phone("da")
    server.sign_in(desk, "Karen")
    code = plan_and_publish(desk, server)

    desk.click("a[href$='/poster']")
    paper = tmp_path / "poster.pdf"
    desk.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    assert codes_on_paper(paper) == [(f"{server.url}/e/{code}".upper(), "Q")]
    ((printed, _level),) = codes_on_paper(paper)

    bahar = phone("ru")
    bahar.goto(f"{printed}-VASKERI")
    assert bahar.url == f"{server.url}/ru/events/{code}?p=VASKERI"
    bahar.fill("[name=name]", "Bahar")
    bahar.click("form.card > button")
    bahar.wait_for_selector(".ticket-qr")
    rows = server.ask(lambda session: session.scalars(select(SignUp)).all())
    assert [(row.name, row.lang, row.place) for row in rows] == [("Bahar", "ru", "VASKERI")]

    server.sign_in(desk, "Karen", opened=True)
    desk.goto(f"{server.url}/team/events/{code}/people")
    assert "Bahar" in desk.inner_text("main")
