"""Fatma signs out on a phone that is not hers alone; whoever takes it next and goes back sees nothing of hers."""

import pytest

pytestmark = pytest.mark.browser

SHOWN = "() => document.readyState === 'complete' && !document.documentElement.hidden"


def go_back(page, address):
    """Back as a thumb does it: the driver's own way waits for a page to load, and a kept one does not."""
    page.evaluate("() => history.back()")
    page.wait_for_url(address, wait_until="commit")
    page.wait_for_function(SHOWN)


def kept_pages(page):
    """Note in the title of this page when it comes back whole instead of being fetched anew."""
    page.evaluate(
        "() => addEventListener('pageshow', (event) => { document.title = `kept: ${event.persisted}`; })"
    )


def test_this_browser_keeps_whole_pages_so_that_the_others_prove_something(server, phone):
    page = phone("da")
    page.goto(f"{server.url}/da/about")
    kept_pages(page)
    page.goto(f"{server.url}/da/privacy")
    go_back(page, "**/da/about")
    page.wait_for_function("() => document.title === 'kept: true'")


def test_after_signing_out_the_way_back_shows_nothing(server, phone):
    page = phone("da")
    server.sign_in(page, "Fatma")
    page.goto(f"{server.url}/team/")
    page.goto(f"{server.url}/team/me")
    assert "Fatma" in page.inner_text("main")
    page.click("form[action$='/sign-out'] button")
    assert page.url == f"{server.url}/team/hello?ended=1"
    for _step in range(2):
        go_back(page, "**/team/hello")
        assert "Fatma" not in page.content()


def test_a_page_that_was_left_open_before_her_phones_were_signed_out_is_not_shown_again(server, phone):
    page = phone("da")
    server.sign_in(page, "Fatma")
    page.goto(f"{server.url}/team/me")
    kept_pages(page)
    page.goto(f"{server.url}/da/about")
    server.sign_out_everywhere("Fatma")
    go_back(page, "**/team/hello")
    print(page.title())
    assert "Fatma" not in page.content()
