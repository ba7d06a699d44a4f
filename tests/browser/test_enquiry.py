"""A woman is met by a social worker and finds a mother; another one writes for herself, and leaves the page."""

import pytest

pytestmark = pytest.mark.browser


def test_a_social_worker_asks_for_a_turkish_speaking_mother(server, phone):
    from portal.accounts.models import Member

    def speak_turkish(session, now):
        session.get_one(Member, server.people["Fatma"]).languages = ["da", "tr"]

    server.rules(speak_turkish)
    mette = phone("en")
    mette.goto(f"{server.url}/en/professionals")
    mette.check("[name=agreed][value=yes]")
    mette.select_option("[name=spoken]", "tr")
    mette.select_option("[name=area]", label="Hedeparken")
    mette.select_option("[name=theme]", "marriage")
    mette.check("[name=asker][value=municipality]")
    mette.fill("[name=name]", "Mette Sørensen")
    mette.fill("[name=workplace]", "Familiehuset")
    mette.fill("[name=phone]", "44 77 00 11")
    mette.click("form.card > button")
    mette.wait_for_url("**/q/*")
    assert "We have received it." in mette.inner_text("main")

    speaks(server, "en")
    karen = phone("en")
    server.sign_in(karen, "Karen", opened=True)
    karen.goto(f"{server.url}/team/enquiries")
    karen.click(".rows a")
    karen.click("text=I have called back, and it is right")
    first = karen.locator(".rows li", has=karen.locator("button")).first
    assert "speaks Turkish · knows" in first.inner_text()
    first.locator("button").click()
    assert "A mother is asked: Fatma" in karen.inner_text("main")

    fatma = phone("en")
    server.sign_in(fatma, "Fatma", opened=True)
    fatma.goto(f"{server.url}/team/asked")
    assert "Mette" not in fatma.inner_text("main")
    fatma.click("button[value=yes]")
    fatma.wait_for_url("**/team/asked/*")
    assert fatma.locator("main section .tel").first.get_attribute("href") == "tel:+4544770011"
    mette.reload()
    assert "It is passed on." in mette.inner_text("main")

    fatma.click("text=We have met")
    fatma.check("[value=in_touch]")
    fatma.click("form.card button")
    assert "It is closed now." in fatma.inner_text("main")
    mette.reload()
    assert "It is closed." in mette.inner_text("main")
    karen.goto(f"{server.url}/team/enquiries")
    assert "Nothing waits for you." in karen.inner_text("main")


def test_a_resident_writes_in_urdu_without_javascript_and_leaves_the_page(server, phone):
    page = phone("ur", javascript=False)
    page.goto(f"{server.url}/ur/contact")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.fill("[name=call_her]", "فاطمہ")
    page.fill("[name=phone]", "٢٠٣٠٤٠٥٠")
    page.click("form.card > button")
    page.wait_for_url("**/q/*")
    assert page.locator(".notice-good").count() == 1
    assert leaves(page) == "https://www.dmi.dk/"
    assert page.context.cookies() == []


def test_with_javascript_the_page_is_covered_at_once_and_back_does_not_lead_to_it(server, phone):
    page = phone("da")
    page.goto(f"{server.url}/da/")
    page.goto(f"{server.url}/da/contact")
    page.fill("[name=call_her]", "Leyla")
    assert leaves(page) == "https://www.dmi.dk/"
    page.go_back()
    assert page.url == f"{server.url}/da/"


def leaves(page):
    """Press "leave this page"; where it leads. The weather itself is not asked."""
    page.route("https://www.dmi.dk/**", lambda route: route.fulfill(body="<h1>Vejret</h1>"))
    page.click(".leave a")
    page.wait_for_url("https://www.dmi.dk/")
    return page.url


def speaks(server, lang):
    from portal.accounts.models import Member

    server.rules(lambda session, now: [setattr(member, "lang", lang) for member in session.query(Member)])
