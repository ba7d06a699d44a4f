"""The meal with two seats: Amina takes both, Samira waits, Amina falls ill, and Samira comes."""

import pytest

pytestmark = pytest.mark.browser


def sign_up(page, server, name, adults):
    page.goto(f"{server.url}/e/{server.codes['tiny']}")
    page.fill("[name=name]", name)
    page.fill("[name=adults]", str(adults))
    page.click("form.card > button")
    page.wait_for_url("**/t/*")


def test_who_waits_gets_the_seat_of_who_cancels_and_sees_it_on_her_ticket(server, phone):
    amina, samira = phone("da"), phone("ar")
    sign_up(amina, server, "Amina", 2)
    assert amina.locator(".notice-good").count() == 1

    samira.goto(f"{server.url}/e/{server.codes['tiny']}")
    assert samira.locator("form.card .notice-warm").count() == 1, "she is told before she writes her name"
    sign_up(samira, server, "سميرة", 1)
    assert samira.locator(".notice-warm").inner_text().count("1") == 1
    assert samira.locator(".ticket-waiting").count() == 1

    amina.click("#change + details summary")
    amina.click("form[action*='/cancel'] button")
    assert amina.locator(".notice-stop").count() == 1

    samira.reload()
    assert samira.locator(".notice-good").count() == 1
    assert samira.locator(".ticket-waiting").count() == 0
    assert samira.locator(".ticket-qr svg").count() == 1
