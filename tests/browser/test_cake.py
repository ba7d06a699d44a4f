"""The dinner is full: a cake with nuts and milk is a seat, found on an Arabic phone; the kitchen knows of it."""

from datetime import time

import pytest

from portal.events.models import Event
from portal.helping.models import EventTask, TaskKind

pytestmark = pytest.mark.browser


def test_a_cake_is_a_seat_at_a_full_dinner_and_the_kitchen_knows_what_is_in_it(server, phone):
    server.sign_up("tiny", "Amina", 2)
    code = server.codes["tiny"]

    def one_cake(session, now):
        event = session.query(Event).filter_by(code=code).one()
        session.add(EventTask(event_id=event.id, kind=TaskKind.CAKE, wanted=1, at_local=time(16, 30)))

    server.rules(one_cake)

    noor = phone("ar")
    noor.goto(f"{server.url}/ar/events/{code}")
    assert noor.locator("form.card .notice-warm").count() == 1, "the dinner is full"
    noor.goto(f"{server.url}/ar/help")
    button = noor.locator(f"a.button[href^='/ar/help/{code}/']")
    assert "16:30" in button.inner_text()
    button.click()

    noor.fill("[name=name]", "نور")
    noor.fill("[name=what]", "بقلاوة")
    noor.click("form.card > button")
    assert noor.locator("#contains-error").count() == 1, "she must say what is in it"
    assert noor.input_value("[name=name]") == "نور"
    for one in ("nuts", "milk"):
        noor.check(f"[name=contains][value={one}]", force=True)
    noor.click("form.card > button")
    noor.wait_for_url("**/t/*")
    assert noor.locator(".notice-good").count() == 1
    assert noor.locator(".ticket-waiting").count() == 0
    assert noor.locator(".ticket-qr svg").count() == 1
    brings = noor.locator("section.notice").inner_text()
    assert "بقلاوة" in brings and "16:30" in brings

    noor.goto(f"{server.url}/ar/help")
    assert code not in noor.locator("main").inner_html(), "nothing is missing now"

    karen = phone("da")
    server.sign_in(karen, "Karen", opened=True)
    karen.goto(f"{server.url}/team/events/{code}/evening")
    evening = karen.locator("main").inner_text()
    assert "بقلاوة" in evening and "نور" in evening
    assert karen.locator(".totals li", has=karen.locator("b")).count() >= 4, "nuts and milk stand in the totals"
