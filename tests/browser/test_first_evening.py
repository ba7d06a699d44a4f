"""Leyla's first evening: she is invited by QR, and three hours later she has counted all guests in."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Member
from portal.contacts.models import Contact
from portal.signups.models import SignUp, State
from tests.browser.counting_page import TREMBLE, all_sent, counted
from tests.browser.reading import codes_on_screen

pytestmark = pytest.mark.browser


def test_the_coordinator_invites_a_mother_by_the_qr_on_her_screen(server, phone):
    desk = phone("da")
    server.sign_in(desk, "Karen", opened=True)
    desk.goto(f"{server.url}/team/members")
    desk.click("a[href$='/members/new']")
    desk.fill("[name=name]", "Leyla")
    desk.check("[name=languages][value=tr]")
    desk.check("[name=areas][value=hedeparken]")
    desk.select_option("[name=lang]", "tr")
    desk.click("form.card > button")
    desk.click("form[action$='/qr'] button >> nth=0")
    ((address, _level),) = codes_on_screen(desk)
    assert address.startswith(f"{server.url}/team/in/")

    leyla = phone("tr")
    leyla.goto(address)
    leyla.reload()
    assert leyla.context.cookies() == [], "looking at the link uses nothing up"
    leyla.click("form button")
    assert leyla.url == f"{server.url}/team/promise"
    assert leyla.locator("html[lang=tr]").count() == 1
    leyla.click("form:not([action]) button")
    assert leyla.url == f"{server.url}/team/pin"
    leyla.fill("[name=pin]", "۲۷۱۸۲۸")
    leyla.click("form.card button")
    assert leyla.url == f"{server.url}/team/"
    assert leyla.locator(f"a.button[href='/team/events/{server.codes['tonight']}/door']").count() == 1

    other = phone("tr")
    other.goto(address)
    assert other.locator("form button").count() == 0, "the link is used up"
    newest = server.ask(lambda session: session.scalars(select(Member).order_by(Member.id.desc())).first())
    assert (newest.name, newest.lang, newest.promise_accepted_at is not None) == ("Leyla", "tr", True)


def test_she_counts_in_corrects_takes_back_and_welcomes_one_who_came_without_a_word(server, phone):
    server.sign_up("tonight", "Amina", 2, 1)
    server.sign_up("tonight", "Bahar", 1)
    fatma = phone("da")
    server.sign_in(fatma, "Fatma")
    fatma.goto(f"{server.url}/team/")
    fatma.click("a.button[href$='/door']")
    amina, bahar = fatma.locator(".parties [data-number]").all()
    amina.locator("button").tap()
    assert counted(fatma) == 3
    amina.locator("a.party-who").tap()
    fatma.locator(".correct [data-by='-1'] >> nth=0").tap()
    fatma.locator(".correct [data-save]").tap()
    assert counted(fatma) == 2
    bahar.locator("button").tap()
    assert counted(fatma) == 3
    bahar.locator("button").tap()
    assert counted(fatma) == 3, "a trembling thumb takes nothing back"
    fatma.wait_for_timeout(TREMBLE)
    bahar.locator("button").tap()
    assert counted(fatma) == 2
    fatma.locator("details.bottom summary").tap()
    fatma.locator("[formaction$='/guest/adult']").tap()
    fatma.locator("[formaction$='/guest/child']").tap()
    assert counted(fatma) == 4
    all_sent(fatma)
    fatma.reload()
    assert counted(fatma) == 4, "the server has counted the same"


def test_she_signs_up_a_guest_who_takes_the_ticket_home_by_camera(server, phone):
    fatma = phone("da")
    server.sign_in(fatma, "Fatma")
    fatma.goto(f"{server.url}/team/guest")
    fatma.click(f"a[href$='/{server.codes['meal']}/guest']")
    fatma.fill("[name=name]", "Жанна")
    fatma.click("form.card > button")
    ((address, _level),) = codes_on_screen(fatma)
    guest = phone("ru")
    guest.goto(address)
    assert guest.locator(".ticket-top bdi").inner_text() == "Жанна"
    rows = server.ask(lambda session: session.scalars(select(SignUp)).all())
    assert [(row.name, row.state, row.invited_by_id) for row in rows] == [
        ("Жанна", State.SEATED, server.people["Fatma"])
    ]


def test_what_she_notes_of_a_woman_is_hers_alone(server, phone):
    fatma = phone("da")
    server.sign_in(fatma, "Fatma")
    fatma.goto(f"{server.url}/team/contacts/new")
    assert "/team/open" in fatma.url
    fatma.fill("[name=pin]", "314159")
    fatma.click("form.card button")
    assert fatma.url == f"{server.url}/team/contacts/new"
    fatma.fill("[name=nickname]", "Solsikke")
    fatma.click("form.card .bottom button")
    contact_id = server.ask(lambda session: session.scalars(select(Contact.id)).one())
    address = f"{server.url}/team/contacts/{contact_id}"
    assert fatma.goto(address).status == 200
    assert fatma.locator("h1").inner_text() == "Solsikke"
    for name in ("Karen", "Shazia"):
        other = phone("da")
        server.sign_in(other, name, opened=True)
        assert other.goto(address).status == 404
        assert "Solsikke" not in other.content()
