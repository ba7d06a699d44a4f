"""A real browser on a real server, for every test marked ``browser``; ``tests/conftest.py`` loads this module.

The browser is CHROMIUM, one on the path, or Playwright's own; posters are printed by Firefox, too (FIREFOX, or one
on the path). Where there is none these tests are skipped and the summary says so loudly; with REQUIRE_BROWSER=1
they fail instead.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from portal import create_app
from portal.migrations.commands import upgrade
from tests.browser.firefox import NO_FIREFOX, Firefox
from tests.browser.firefox import launch as launch_firefox
from tests.browser.served import ServedPortal, fill
from tests.serving import serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Playwright

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
#: What Playwright switches off by itself, and phones do not: a page kept whole for the way back.
BACK_IS_INSTANT = "--disable-back-forward-cache"
PHONE = {"width": 360, "height": 780}
NO_BROWSER = "no browser here: install chromium, or name one in CHROMIUM, or run `playwright install chromium`"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason in (NO_BROWSER, NO_FIREFOX):
        skipped = [one for one in terminalreporter.getreports("skipped") if reason in str(one.longrepr)]
        if skipped:
            words = f"{len(skipped)} TESTS IN A BROWSER DID NOT RUN: {reason}"
            terminalreporter.write_line(words, red=True, bold=True)


def give_up(words: str) -> NoReturn:
    """Skip this test, or fail it where REQUIRE_BROWSER=1 says that everything must be here."""
    stop = pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip
    stop(words)


def launch(playwright: "Playwright") -> "Browser":
    """Start the browser there is. Raises FileNotFoundError where there is none."""
    wanted = os.environ.get("CHROMIUM")
    found = shutil.which(wanted) if wanted else shutil.which("chromium") or shutil.which("chromium-browser")
    if not found and not wanted:
        found = playwright.chromium.executable_path
    if not found or not Path(found).exists():
        raise FileNotFoundError(NO_BROWSER)
    return playwright.chromium.launch(
        executable_path=found, args=list(FLAGS), ignore_default_args=[BACK_IS_INSTANT]
    )


def open_phone(browser: "Browser", lang: str, **more: object) -> "BrowserContext":
    """A phone of 360 x 780 that asks for pages in ``lang``; nothing on it waits longer than half a minute."""
    context = browser.new_context(
        viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True, locale=lang, **more
    )
    context.set_default_timeout(30_000)
    return context


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One browser for the whole session."""
    try:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = launch(playwright)
            yield browser
            browser.close()
    except (ImportError, FileNotFoundError):
        give_up(NO_BROWSER)


@pytest.fixture(scope="session")
def firefox() -> Iterator[Firefox]:
    """One Firefox for the whole session."""
    try:
        with launch_firefox() as firefox:
            yield firefox
    except FileNotFoundError:
        give_up(NO_FIREFOX)


@pytest.fixture
def phone(browser: "Browser") -> "Iterator[Callable[..., Page]]":
    """Take another phone in hand: ``phone("ur", javascript=False)`` is its empty page.

    No script of ours may fail on it, and nothing may break the policy about what a page may load.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def hear(text: str) -> None:
        if "Content Security Policy" in text:
            faults.append(text)

    def take(lang: str = "da", *, javascript: bool = True) -> "Page":
        context = open_phone(browser, lang, java_script_enabled=javascript)
        contexts.append(context)
        context.on("console", lambda message: hear(message.text))
        context.on("weberror", lambda error: faults.append(str(error.error)))
        return context.new_page()

    yield take
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def _served(scratch: Path) -> Iterator[ServedPortal]:
    from tests.conftest import SETTINGS

    path = scratch / "served.db"
    settings = replace(SETTINGS, database_url=f"sqlite:///{path}")
    app = create_app(settings)
    with app.app_context():
        upgrade()
    with serve(settings, workers=2, application="tests.child.following:app") as server:
        app.extensions["settings"] = replace(settings, portal_url=server.url)
        served = ServedPortal(app, path)
        fill(served)
        served.remember()
        yield served
        served.leave()


@pytest.fixture
def server(_served: ServedPortal) -> ServedPortal:
    """The portal, served as it is for real, with its small cast as if nothing had happened yet."""
    _served.restore()
    return _served
