"""The poster on paper: printed by Chromium, it is one A4 page, nothing runs over, and its code is read."""

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from portal.accounts.models import Role
from portal.config import ROOT
from portal.db import transaction, utcnow
from portal.events.models import Event, EventText
from portal.i18n import LANGUAGES
from tests.browser.reading import codes_on_screen

pytestmark = pytest.mark.browser

#: CSS pixels of a millimetre and of an A4 page.
MILLIMETRE = 96 / 25.4
LONG_TITLE = (
    "Høstmarked og fællesspisning med musik, dans og lege for alle store og små i Hedeparken og Magleparken"
)


@pytest.fixture
def on_paper(browser, make_member, sign_in):
    """Open a page of the coordinator's as it is printed; the test client has fetched it and its files."""
    client = sign_in(make_member("Karen", Role.COORDINATOR))
    context = browser.new_context(viewport={"width": 794, "height": 1123}, device_scale_factor=2)
    page = context.new_page()
    page.emulate_media(media="print")

    def open_page(path: str) -> Any:
        printed = client.get(path)

        def answer(route: Any) -> None:
            asked = urlsplit(route.request.url).path
            if asked.startswith("/static/"):
                route.fulfill(path=ROOT / asked.lstrip("/"))
            else:
                route.fulfill(headers=dict(printed.headers), body=printed.get_data())

        page.route("**/*", answer)
        page.goto(f"http://localhost{path}")
        return page

    yield open_page
    context.close()


def event_with(make_event: Any, title: str | None, **columns: Any) -> Event:
    event_id = make_event(**columns).id
    with transaction() as session:
        event = session.get_one(Event, event_id)
        for lang in LANGUAGES if title else ():
            event.texts.append(EventText(lang=lang, title=title, updated_at=utcnow()))
    return event


def pages(pdf: bytes) -> tuple[int, set[tuple[int, int]]]:
    """How many pages a PDF has, and their sizes in points."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", pdf)
    sizes = {(round(float(width)), round(float(height))) for width, height in boxes}
    return len(re.findall(rb"/Type\s*/Page\b", pdf)), sizes


def running_over(page: Any) -> list[str]:
    """The parts of the poster that stand over another one or off the page."""
    return page.evaluate("""() => {
      const poster = document.querySelector(".poster").getBoundingClientRect();
      const box = (name) => document.querySelector(name)?.getBoundingClientRect();
      const inside = (name, floor) => [...document.querySelectorAll(name)].filter((e) => {
        if (getComputedStyle(e).display === "inline") return false;
        const r = e.getBoundingClientRect();
        return r.bottom > floor + 1 || r.left < poster.left - 1 || r.right > poster.right + 1;
      }).map((e) => `${name}: ${e.textContent.trim().slice(0, 30)}`);
      const foot = box(".poster-foot"), top = box(".poster-top"), facts = box(".poster-facts");
      const ceiling = (facts ?? top).bottom - 1;
      const high = [".poster-languages", ".poster-qr"].filter((name) => box(name).top < ceiling);
      return [
        ...inside(".poster-top *", top.bottom), ...inside(".poster-facts *", facts?.bottom),
        ...inside(".poster-languages li", foot.top), ...inside(".poster-qr *", foot.top),
        ...inside(".poster-foot *", poster.bottom), ...high,
      ];
    }""")


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_a_poster_is_one_page_and_its_code_is_read(on_paper, make_event, lang):
    event = event_with(
        make_event,
        None,
        landmark="Døren ved vaskeriet",
        food=["halal", "vegetarian"],
        languages=["da", "tr", "ar"],
    )
    page = on_paper(f"/team/events/{event.code}/poster?lang={lang}")
    assert pages(page.pdf(prefer_css_page_size=True, print_background=True)) == (1, {(595, 842)})
    assert running_over(page) == []
    assert codes_on_screen(page) == [(f"HTTP://LOCALHOST/E/{event.code}", "Q")]


def test_a_title_in_two_scripts_is_reckoned_letter_by_letter(on_paper, make_event):
    event = event_with(make_event, "Hedeparken میں مل کر کھانا", landmark="Døren ved vaskeriet", food=["halal"])
    page = on_paper(f"/team/events/{event.code}/poster?lang=ur")
    assert running_over(page) == []


def test_the_code_is_at_least_forty_millimetres_wide_within_its_quiet_margin(on_paper, make_event):
    page = on_paper(f"/team/events/{event_with(make_event, None).code}/poster")
    width, squares = page.evaluate("""() => {
      const svg = document.querySelector(".poster-qr svg");
      return [svg.getBoundingClientRect().width, svg.viewBox.baseVal.width];
    }""")
    assert width / MILLIMETRE * (squares - 8) / squares >= 40


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_the_longest_words_stay_on_the_page(on_paper, make_event, lang):
    event = event_with(
        make_event,
        LONG_TITLE,
        kind="dialogue_meeting",
        place_name="Beboerhuset i Hedeparken ved legepladsen",
        address="Hedeparken 5, kælderen, indgang fra gården bag vaskeriet",
        landmark="Gå ned ad trappen ved siden af vaskeriet, og følg duften af mad til den røde dør",
        cost_dkk=200,
        children="childminding",
        food=["halal", "no_pork", "vegetarian", "no_nuts", "no_gluten", "no_milk", "coffee_cake"],
        step_free="partly",
        languages=["da", "en", "tr", "ar", "ur", "ru", "so", "ku"],
        interpreter=["ar", "tr"],
        bring=["a_dish", "warm_clothes"],
        no_photos=True,
        met_at_door=True,
    )
    page = on_paper(f"/team/events/{event.code}/poster?lang={lang}")
    assert pages(page.pdf(prefer_css_page_size=True, print_background=True)) == (1, {(595, 842)})
    assert running_over(page) == []
    assert codes_on_screen(page) == [(f"HTTP://LOCALHOST/E/{event.code}", "Q")]
