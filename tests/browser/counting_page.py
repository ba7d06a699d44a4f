"""What the phone at the door says and does."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: A second touch of one button within this many milliseconds is a trembling thumb.
TREMBLE = 700


def counted(page: "Page") -> int:
    """The number of people who are here, as the screen says it."""
    return int(page.locator(".total-here").inner_text())


def kept(page: "Page") -> int:
    """How many taps this phone keeps because they could not be sent."""
    return page.evaluate("""() => Object.keys(localStorage).filter((key) => key.startsWith("door:"))
      .reduce((sum, key) => sum + JSON.parse(localStorage[key]).length, 0)""")


def all_sent(page: "Page") -> None:
    """Wait until the server has everything that was tapped on this phone."""
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('door:'))")
