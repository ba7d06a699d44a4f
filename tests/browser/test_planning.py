"""Karen plans a meal at her desk, hangs the poster in the laundry, and Bahar follows it with her phone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.core.db import utcnow
from portal.core.i18n import to_local
from portal.signups.models import SignUp
from tests.browser.reading import codes_on_paper

pytestmark = pytest.mark.browser


class Thumb:
    """A hand on a phone that counts its taps, and the fields it fills in."""

    def __init__(self, page):
        self.page, self.taps, self.fields = page, 0, 0

    def tap(self, what):
        self.page.tap(what)
        self.taps += 1

    def fill(self, what, text):
        self.page.fill(what, text)
        self.fields += 1


def plan_and_publish(thumb, server):
    """Make a communal meal three weeks ahead and publish it; returns its code."""
    page = thumb.page
    page.goto(f"{server.url}/team/events")
    thumb.tap("a[href$='/events/new']")
    thumb.tap("a[href$='/new/communal_meal']")
    thumb.fill("[name=day]", to_local(utcnow() + timedelta(days=21)).date().isoformat())
    thumb.tap("form.card > button")
    page.wait_for_url("**/edit?done=begun")
    thumb.tap("[name=then][value=publish]")
    page.wait_for_url("**?done=published")
    return page.url.split("/events/")[1].split("?")[0]


def test_from_new_to_published_are_four_taps_and_one_field(server, phone):
    """Five minutes are enough when nothing has to be typed twice: this is what she cannot do without."""
    karen = phone("da")
    server.sign_in(karen, "Karen")
    thumb = Thumb(karen)
    code = plan_and_publish(thumb, server)
    assert (thumb.taps, thumb.fields) == (4, 1)
    reader = phone("ur")
    assert reader.goto(f"{server.url}/ur/events/{code}").status == 200
    assert "Beboerhuset" in reader.inner_text("main")


def test_a_draft_is_saved_while_she_writes_and_survives_the_phone(server, phone):
    karen = phone("da")
    server.sign_in(karen, "Karen")
    karen.goto(f"{server.url}/team/events/new/newroz?day=2027-03-20")
    karen.tap("form.card > button")
    karen.wait_for_url("**/edit?done=begun")
    karen.fill("[name=title]", "Newroz i parken")
    karen.fill("[name=place_name]", "")
    karen.wait_for_selector("[data-kept]:not(:empty)")
    karen.wait_for_selector("#gaps a[href$='#place_name']")
    karen.select_option("[data-places]", index=1)
    karen.wait_for_selector("#gaps a[href$='#place_name']", state="detached")
    address = karen.url.split("?")[0]
    again = phone("da")
    server.sign_in(again, "Karen")
    again.goto(address)
    assert again.input_value("[name=title]") == "Newroz i parken"
    assert again.input_value("[name=place_name]") == "Beboerhuset"
    # What is pressed while it is being saved is not lost.
    karen.fill("[name=seats]", "44")
    karen.evaluate("document.querySelector('[name=seats]').dispatchEvent(new Event('input', {bubbles: true}))")
    karen.tap("[name=then][value=publish]")
    karen.wait_for_url("**?done=published")
    assert "44" in karen.inner_text(".stats")


def test_from_the_desk_to_the_laundry_to_a_seat(server, phone, tmp_path):
    desk = phone("da")
    server.sign_in(desk, "Karen")
    code = plan_and_publish(Thumb(desk), server)

    desk.click("a[href$='/poster'] >> nth=0")
    desk.wait_for_url("**/poster", wait_until="load")
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
