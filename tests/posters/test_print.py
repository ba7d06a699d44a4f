"""The sheets on paper: each is one page, nothing runs over, and its code is read.

In Chromium with scripts and without, where the style sheet alone has to be right; in Firefox.
"""

from dataclasses import replace
from itertools import combinations
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from portal.core.config import ROOT
from portal.core.i18n import LANGUAGES
from portal.events.models import EventText
from tests.browser.reading import codes_on_paper
from tests.findings import none_of
from tests.posters.conftest import LONG_FACTS, LONG_TITLES, TITLES
from tests.posters.paper import PAPERS, is_one_page_of, running_over

pytestmark = pytest.mark.browser

#: CSS pixels of a millimetre.
MILLIMETRE = 96 / 25.4
#: As coarsely as a worn-out printer and a cheap camera see a code.
COARSE = 75
#: An address longer than most: its code has more squares.
LONG_ADDRESS = "http://bydelsmoedre-i-ballerup.example"

ALL = tuple(LANGUAGES)
#: Two that read the same way, two that do not, and Urdu, which stands highest, with each kind of letters.
PAIRS = (("da", "ar"), ("ur", "ru"), ("ar", "ur"))
SHEETS: list[dict[str, Any]] = [
    *({"size": size, "lang": lang} for size in ("a4", "a5") for lang in ALL),
    *({"size": "a4", "layout": "even", "lang": pair} for pair in PAIRS),
    {"size": "a5", "layout": "even", "lang": PAIRS[0]},
    *({"size": size, "layout": layout} for size in ("a4", "a5") for layout in ("large", "even")),
    *({"size": "a4", "layout": "even", "lang": ALL[:count], "first": "ur"} for count in (3, 4, 5)),
    {"size": "a4", "first": "ur"},
    {"size": "cards"},
    {"size": "cards", "lang": "ur"},
    {"size": "cards", "lang": ("da", "ar")},
    *({"size": "chat", "lang": lang} for lang in ALL),
]
#: An A5 is an A4 in small, so short words that fit the one fit the other.
SHORTER = [one for one in SHEETS if one["size"] != "a5" or "lang" not in one]
#: An A5 needs no script where an A4 needs none.
LARGER = [one for one in SHEETS if one["size"] != "a5"]
#: Every size and layout in all languages.
FULLEST = [one for one in SHEETS if "lang" not in one]


@pytest.fixture(params=[True], ids=["scripts"])
def on_paper(browser, coordinator, request):
    """Open a page of the coordinator's as it is printed; the test client has fetched it and its files.

    Its parameter says whether scripts run.
    """
    context = browser.new_context(viewport={"width": 794, "height": 1123})
    page = context.new_page()
    page.emulate_media(media="print")

    def answer(route: Any) -> None:
        asked = urlsplit(route.request.url).path
        if asked.endswith(".js") and not request.param:
            route.abort()
        elif asked.startswith("/static/"):
            route.fulfill(path=ROOT / asked.lstrip("/"))
        else:
            route.fulfill(headers=dict(printed[0].headers), body=printed[0].get_data())

    printed: list[Any] = []
    page.route("**/*", answer)

    def open_page(event: Any, choice: dict[str, Any]) -> Any:
        path = f"/team/events/{event.code}/poster?{urlencode(choice, doseq=True)}"
        printed[:] = [coordinator.get(path)]
        page.goto(f"http://localhost{path}")
        return page

    yield open_page
    context.close()


@pytest.fixture
def long_event(make_titled):
    """An event with the longest words there are, and every fact."""
    return make_titled(LONG_TITLES, **LONG_FACTS)


def geometry(choice: dict[str, Any]) -> tuple[Any, ...]:
    """What the paper depends on: its size, its layout, and in how many languages it speaks."""
    lang = choice.get("lang", ALL)
    return choice["size"], choice.get("layout"), 1 if isinstance(lang, str) else len(lang)


def on_the_paper(page: Any, choice: dict[str, Any], address: str, folder: Any) -> list[Any]:
    """What is wrong with a sheet as Chromium prints it."""
    paper = folder / "sheet.pdf"
    page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    found: list[Any] = []
    if not is_one_page_of(paper, PAPERS[choice["size"]]):
        found.append("not one page")
    codes = codes_on_paper(paper, dpi=COARSE)
    if codes != [(address.upper(), "Q")] * (8 if choice["size"] == "cards" else 1):
        found.append(codes)
    return found


@pytest.mark.parametrize("words", ["short", "long", "none"])
def test_every_sheet_is_one_page_nothing_runs_over_and_its_code_is_read_at_75_dpi(
    on_paper, app, make_titled, long_event, laundry, tmp_path, monkeypatch, words
):
    settings = replace(app.extensions["settings"], portal_url=LONG_ADDRESS)
    monkeypatch.setitem(app.extensions, "settings", settings)
    event = long_event if words == "long" else make_titled(TITLES if words == "short" else {}, food=["halal"])
    address = f"{LONG_ADDRESS}/E/{event.code}-VASKERI"
    sheets = {"long": SHEETS, "short": SHORTER, "none": FULLEST}[words]
    found, printed = {}, set()
    for choice in sheets:
        page = on_paper(event, {**choice, "place": "VASKERI"})
        wrong = running_over(page)
        if geometry(choice) not in printed:  # a page over which nothing runs is as high in any language
            printed.add(geometry(choice))
            wrong += on_the_paper(page, choice, address, tmp_path)
        if wrong:
            found[str(choice)] = wrong
    none_of(found)


@pytest.mark.parametrize("on_paper", [False], indirect=True, ids=["no script"])
@pytest.mark.parametrize("letters", [22, 52, 120])
def test_without_scripts_nothing_runs_over_either(on_paper, app, make_titled, monkeypatch, letters):
    settings = replace(app.extensions["settings"], portal_url=LONG_ADDRESS)
    monkeypatch.setitem(app.extensions, "settings", settings)
    titles = {lang: (title + " " + title)[:letters].strip() for lang, title in LONG_TITLES.items()}
    event = make_titled(titles, **LONG_FACTS)
    found = {str(choice): running_over(on_paper(event, choice)) for choice in LARGER}
    none_of({choice: wrong for choice, wrong in found.items() if wrong})


def test_a_title_in_two_scripts_fits_too(on_paper, make_titled):
    titles = dict.fromkeys(LANGUAGES, "Hedeparken میں مل کر کھانا")
    event = make_titled(titles, landmark="Døren ved vaskeriet", food=["halal"])
    found = {
        layout: running_over(on_paper(event, {"layout": layout, "first": "ur"})) for layout in ("large", "even")
    }
    none_of({layout: wrong for layout, wrong in found.items() if wrong})


def test_a_fault_would_be_seen(on_paper, event):
    page = on_paper(event, {"layout": "even"})
    page.evaluate("""() => {
      const title = document.querySelector(".voice h2");
      title.textContent = "Hedeparken ".repeat(60);
      const day = document.querySelector(".voice-day");
      day.textContent = "x".repeat(300);
      day.style.setProperty("white-space", "nowrap");
    }""")
    assert {words.split(":")[0] for words in running_over(page)} == {"off", "wide"}


@pytest.mark.parametrize(("size", "least"), [("a4", 40), ("a5", 28), ("cards", 25), ("chat", 25)])
def test_the_code_is_large_within_its_quiet_margin(on_paper, event, laundry, size, least):
    page = on_paper(event, {"size": size, "place": "VASKERI"})
    width, squares = page.evaluate("""() => {
      const svg = document.querySelector(".qr");
      return [svg.getBoundingClientRect().width, svg.viewBox.baseVal.width];
    }""")
    assert width / MILLIMETRE * (squares - 8) / squares >= least


def test_firefox_prints_one_page_too(firefox, server, tmp_path):
    code = server.codes["meal"]
    server.rules(_give_it_long_words, code=code)
    firefox.navigate(f"{server.url}/healthz")
    firefox.cookie("team", server.secret("Karen"))
    found = {}
    for choice in (
        {"size": "a4"},
        {"size": "a5"},
        {"size": "a4", "layout": "even"},
        {"size": "cards"},
        {"size": "chat"},
    ):
        for first in ("da", "ur"):
            asked = {**choice, "first": first}
            firefox.navigate(f"{server.url}/team/events/{code}/poster?{urlencode(asked)}")
            paper = tmp_path / "sheet.pdf"
            paper.write_bytes(firefox.pdf())
            codes = [(f"{server.url}/e/{code}".upper(), "Q")] * (8 if choice["size"] == "cards" else 1)
            found[str(asked)] = (
                is_one_page_of(paper, PAPERS[choice["size"]]),
                codes_on_paper(paper, dpi=COARSE) == codes,
            )
    none_of({asked: told for asked, told in found.items() if told != (True, True)})


def _give_it_long_words(session: Any, *, code: str, now: Any) -> None:
    from portal.events.models import Event

    event = session.query(Event).filter_by(code=code).one()
    event.texts = [EventText(lang=lang, title=title, updated_at=now) for lang, title in LONG_TITLES.items()]
    for name, value in LONG_FACTS.items():
        if name != "kind":
            setattr(event, name, value)


def test_the_sheets_cover_every_language_size_and_layout():
    singles = {(one["size"], one["lang"]) for one in SHEETS if isinstance(one.get("lang"), str)}
    assert {(size, lang) for size in ("a4", "a5") for lang in ALL} <= singles
    assert all(set(pair) in map(set, combinations(ALL, 2)) for pair in PAIRS)
