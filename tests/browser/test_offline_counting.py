"""Counting in a basement: the network goes, the taps stay, and nothing is counted twice when it comes back."""

import pytest
from sqlalchemy import select

from portal.attendance.models import AttendanceOp, OpKind
from tests.browser.counting_page import all_sent, counted, kept

pytestmark = pytest.mark.browser

OFFLINE, AGAIN = "[data-line=offline]", "[data-line=again]"


@pytest.fixture
def door(server, phone):
    """Open tonight's list on a phone that is Fatma's or Shazia's."""

    def open_list(name):
        page = phone("da")
        server.sign_in(page, name)
        page.goto(f"{server.url}/team/events/{server.codes['tonight']}/door")
        return page

    for name, adults in (("Amina", 3), ("Bahar", 1), ("Chen", 2)):
        server.sign_up("tonight", name, adults)
    return open_list


def tap(page, *places):
    rows = page.locator(".parties [data-number]")
    for place in places:
        rows.nth(place).locator("button").tap()


def written(server):
    rows = server.ask(lambda session: session.scalars(select(AttendanceOp).order_by(AttendanceOp.id)).all())
    return [(row.kind, row.adults) for row in rows]


def test_taps_without_a_network_are_counted_on_screen_and_sent_once_when_it_is_back(server, door):
    fatma, shazia = door("Fatma"), door("Shazia")
    fatma.context.set_offline(True)
    tap(fatma, 0, 1, 2)
    assert counted(fatma) == 6
    fatma.wait_for_selector(OFFLINE)
    assert fatma.locator(f"{OFFLINE} .waiting").inner_text() == "3"
    assert written(server) == []
    assert kept(fatma) == 3
    assert "Amina" not in fatma.evaluate("() => JSON.stringify(localStorage)")

    fatma.context.set_offline(False)
    all_sent(fatma)
    fatma.wait_for_selector(OFFLINE, state="hidden")
    assert written(server) == [(OpKind.HERE, 3), (OpKind.HERE, 1), (OpKind.HERE, 2)]
    assert counted(fatma) == 6

    assert counted(shazia) == 0
    shazia.evaluate("() => dispatchEvent(new Event('focus'))")
    shazia.wait_for_selector(".total-here:text-is('6')")


def test_an_answer_that_got_lost_on_the_way_back_counts_nobody_twice(server, door):
    fatma = door("Fatma")
    fatma.route("**/door/taps", lambda route: (route.fetch(), route.abort()))
    tap(fatma, 0)
    fatma.wait_for_selector(OFFLINE)
    assert written(server) == [(OpKind.HERE, 3)]
    fatma.unroute("**/door/taps")
    fatma.evaluate("() => dispatchEvent(new Event('online'))")
    all_sent(fatma)
    assert written(server) == [(OpKind.HERE, 3)]
    assert counted(fatma) == 3


def test_taps_wait_for_her_when_her_session_has_ended_meanwhile(server, door):
    fatma = door("Fatma")
    fatma.context.set_offline(True)
    tap(fatma, 0)
    fatma.wait_for_selector(OFFLINE)
    server.sign_out_everywhere("Fatma")
    fatma.context.set_offline(False)
    fatma.wait_for_selector(AGAIN)
    assert kept(fatma) == 1
    fatma.click(f"{AGAIN} a")
    assert fatma.url == f"{server.url}/team/hello"
    assert kept(fatma) == 1

    server.sign_in(fatma, "Fatma")
    fatma.goto(f"{server.url}/team/")
    all_sent(fatma)
    assert written(server) == [(OpKind.HERE, 3)]
