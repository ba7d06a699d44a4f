"""A network meeting at Fatma's home: called, answered, held, written down, and read by her who could not come."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts import members
from portal.accounts.members import Account, Profile
from portal.accounts.models import Member
from portal.core.actors import SYSTEM, Role
from portal.core.db import utcnow
from portal.core.i18n import to_local
from portal.events.models import Event

pytestmark = pytest.mark.browser

ADDRESS = "Gøgevej 7, 2. tv."
SAID = "Vi talte om vinterjakker til de nye familier."


@pytest.fixture
def ayse(server, phone):
    """Ayşe's phone, on which scripts do not run; she has been a mother for a month."""
    server.people["Ayşe"] = server.rules(
        members.add,
        profile=Profile(name="Ayşe", languages=["tr", "da"], areas=[]),
        account=Account(role=Role.MOTHER, lang="da"),
        by=SYSTEM,
    )
    server.rules(members.accept_promise, member_id=server.people["Ayşe"])

    def a_month(session, *, now):
        session.get_one(Member, server.people["Ayşe"]).periods[0].from_day -= timedelta(days=30)

    server.rules(a_month)
    page = phone("da", javascript=False)
    server.sign_in(page, "Ayşe")
    return page


def call_a_meeting(karen, server):
    """From the list of meetings to a published one at Fatma's home; returns its code."""
    karen.goto(f"{server.url}/team/network")
    karen.tap("a[href*='/new/network_meeting']")
    karen.fill("[name=day]", (to_local(utcnow()) + timedelta(days=7)).date().isoformat())
    karen.tap("form.card > button")
    karen.wait_for_url("**/edit?done=begun")
    karen.fill("[name=place_name]", "Hos Fatma")
    karen.fill("[name=address]", ADDRESS)
    for box in ("[name=at_home]", f"[name=hosts][value='{server.people['Fatma']}']"):
        karen.locator(box).evaluate("one => { const more = one.closest('details'); if (more) more.open = true; }")
        karen.check(box)
    karen.tap("[name=then][value=publish]")
    karen.wait_for_url("**?done=published")
    return karen.url.split("/events/")[1].split("?")[0]


def it_is_over(server, code):
    """A week later."""

    def later(session, *, now):
        event = session.scalars(select(Event).filter_by(code=code)).one()
        event.starts_local, event.ends_local = (to_local(now - timedelta(hours=hours)) for hours in (3, 1))

    server.rules(later)


def test_a_meeting_at_fatmas_home_and_one_who_could_not_come_reads_up(server, phone, ayse):
    karen = phone("da")
    server.sign_in(karen, "Karen", opened=True)
    code = call_a_meeting(karen, server)
    here = f"/team/network/{code}"

    ayse.goto(f"{server.url}/team/network")
    ayse.click(f"a[href='{here}']")
    assert ADDRESS not in ayse.content(), "she has not said that she comes"
    ayse.click("form[action$='/yes'] button")
    assert ADDRESS in ayse.inner_text("main")
    ayse.click("form[action$='/no'] button")
    assert ADDRESS not in ayse.content(), "she does not come, so she need not know"
    ayse.fill("[name=text]", "Vinterjakker")
    ayse.click("form[action$='/points'] button")
    assert "Vinterjakker" in ayse.inner_text("#agenda")

    it_is_over(server, code)
    karen.goto(server.url + here)
    assert "Vinterjakker" in karen.inner_text("#agenda")
    karen.tap("a[href$='/minutes/da']")
    karen.fill("[name=text]", SAID)
    karen.tap("form.card > button")
    karen.wait_for_url(f"**{here}#minutes")
    assert "Ayşe" in karen.inner_text("#minutes")

    ayse.goto(f"{server.url}/team/network")
    assert ayse.locator(f"a[href='{here}'] .state").count() == 1, "there is something to read up"
    ayse.click(f"a[href='{here}']")
    assert SAID in ayse.inner_text("#minutes")
    ayse.goto(f"{server.url}/team/network")
    assert ayse.locator(f"a[href='{here}'] .state").count() == 0

    karen.reload()
    assert "Ayşe" not in karen.inner_text("#minutes")
    assert "Shazia" in karen.inner_text("#minutes")
