"""Every route in every language: the right ``lang`` and ``dir``, valid HTML, no word that is not translated."""

import re
from functools import cache

import pytest
from flask_babel import Domain

pytest.importorskip("html5lib", reason="a strict parse of every page needs html5lib (requirements-dev.txt)")

import html5lib
from html5lib.constants import namespaces

from portal.accounts.models import Member
from portal.core.db import transaction
from portal.core.i18n import LANGUAGES, SPOKEN, autonym, language_name
from portal.offers.rules import WEEK
from portal.offers.words import day_name
from portal.stories.guide import InterviewKind
from portal.stories.models import Shape
from tests.findings import none_of
from tests.pages import read
from tests.sweeps.test_access import PEOPLE, PLANNING, PUBLIC, WHO

pytestmark = pytest.mark.slow

_HTML = f"{{{namespaces['html']}}}"
#: What is read out or shown, though it stands in an attribute.
_WORDS_IN_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label", "data-less", "data-more", "data-done")
_NOT_READ = {f"{_HTML}{tag}" for tag in ("script", "style")}
#: The codes of the offers that are not the one which stands at most addresses.
OFFERS = ("CLSD", "CRSS")
#: Pages behind the sign-in that are in the language their address asks for.
IN_ANY_LANGUAGE = ("posters.poster", "offers.poster", "stories.guide")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
#: Names and signs that are the same in every language.
_SAME_EVERYWHERE = re.compile(
    r"\b(QR|PIN|SMS|WhatsApp|PDF|CPR|Leaflet|DKK|kr)\b|https?://\S+|www\.\S+|localhost\S*|\bexample\.dk\b|/[eo]/\S*|[\w.]+@[\w.]+"
)


def pages(app, world):
    """Every page that can be got: endpoint, address without its language, and who may open it."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint in ("static", "home.poster", "home.front", "offers.short"):
            continue
        values = {name: world.values[name] for name in rule.arguments if name != "lang"}
        if rule.endpoint == "links.page":
            values["token"] = world.link()
        if rule.endpoint == "attendance.signed_up":
            values["number"] = world.values["guest_number"]
        if rule.endpoint == "visibility.one":
            values["code"] = world.codes["visit"]
        if rule.endpoint == "helping.ticket_task":
            values["token"] = world.tickets["tonight-seated"]
        if "lang" in rule.arguments:
            values["lang"] = "da"
        yield rule.endpoint, adapter.build(rule.endpoint, values, method="GET"), "lang" in rule.arguments
    for name, code in world.codes.items():
        if name not in ("draft", "mothers"):
            yield f"signups.invitation ({name})", f"/da/events/{code}", True
            yield f"planning.event ({name})", f"/team/events/{code}", False
            yield f"planning.evening ({name})", f"/team/events/{code}/evening", False
    for code in OFFERS:
        yield f"offers.one ({code})", f"/team/offers/{code}", False
    yield "offers.offer (crisis)", "/da/offers/CRSS", True
    yield "offers.directory (crisis)", "/da/offers?theme=crisis", True
    yield "offers.directory (empty)", "/da/offers?theme=work", True
    series = f"/team/events/series/{world.values['series_id']}"
    draft = world.codes["draft"]
    yield "planning.more_dates (series)", f"/team/events/{draft}/series", False
    yield "planning.choose_dates (weekly)", "/team/events/FULL/series/dates?pattern=weekly&count=52", False
    yield "planning.choose_dates (by hand)", "/team/events/FULL/series/dates?pattern=by_hand&count=2", False
    yield "planning.ask_to_take_out (both)", f"{series}/take-out?date=ROOM&date={draft}", False
    yield "planning.ask_to_discard (draft)", f"/team/events/{draft}/discard", False
    yield "lists.party (off the list)", f"/team/events/{world.codes['tonight']}/people/1", False
    yield "planning.no_shows (past)", f"/team/events/{world.codes['past']}/evening/no-shows", False
    yield "network.meeting (to come)", f"/team/network/{world.codes['mothers']}", False
    for name, token in world.tickets.items():
        yield f"signups.ticket ({name})", f"/t/{token}", False
    for name, token in world.links.items():
        yield f"matching.link ({name})", f"/q/{token}", False
    for shape in Shape:
        yield f"stories.new ({shape})", f"/team/stories/new/{shape}", False
    for talk in InterviewKind:
        yield f"stories.guide ({talk})", f"/team/interviews/guide/{talk}", False
        yield f"stories.new_interview ({talk})", f"/team/interviews/new/{talk}", False
    for name, story_id in world.values["story_ids"].items():
        yield f"stories.one ({name})", f"/team/stories/{story_id}", False
    yield "stories.examples (nothing)", "/team/stories/examples/social?year=2001", False
    yield "editions.look (not made)", "/team/report/editions/2000/q1/make", False
    for number in (2, 3, 4):
        yield f"matching.one ({number})", f"/team/enquiries/{number}", False


def all_pages(app, world, lang):
    """Every page in one language, as an HTML document."""
    with transaction() as session:
        for member in session.query(Member):
            member.lang = lang
    team = {True: world.phone(world.mother_id, opened=True), False: world.phone(world.coordinator_id, opened=True)}
    for endpoint, path, in_path in pages(app, world):
        who = WHO[endpoint.partition(" ")[0]]
        mothers = who not in (PLANNING, PEOPLE)
        phone = app.test_client() if who is PUBLIC else team[mothers]
        here = path.replace("/da/", f"/{lang}/", 1) if in_path else path
        if not in_path and (
            who is PUBLIC or endpoint.partition(" ")[0] in ("posters.poster", "offers.poster", "stories.guide")
        ):
            here += f"?lang={lang}"
        if endpoint == "planning.preview":
            here = here.replace(f"/{world.values['of']}", f"/{lang}")
        response = phone.get(here, headers={"Accept-Language": lang})
        assert response.status_code in (200, 303, 401), (endpoint, here, response.status)
        if response.mimetype == "text/html" and response.status_code != 303:
            yield endpoint, here, response.text


def markup_of(text):
    """A page without its words, of which only the references stay: what its validity depends on."""

    def references(found):
        start, end = ('="', '"') if found[0].startswith("=") else (">", "")
        return start + "".join(re.findall(r"&#?\w*;?", found[0])) + end

    return re.sub(r'>[^<]+|="[^"]*"', references, text)


@cache
def errors_in(markup):
    """What a strict parser objects to; it takes longer to find out than the portal to make the page."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(markup)
    return [(code, str(names)) for _place, code, names in parser.errors]


FAULTS = (
    "<p>a &nosuch; b</p>",
    "<p>1 < 2</p>",
    "<div><b>",
    "<a href='a' href='b'>x</a>",
    '<a title="x &nosuch; y">x</a>',
    "<table><p>x</p></table>",
)


@pytest.mark.parametrize("fault", FAULTS)
def test_an_error_of_the_markup_is_seen_without_the_words(fault):
    page = f'<!doctype html><html lang="en"><head><title>x</title></head><body>{fault}</body></html>'
    assert errors_in(markup_of(page)) == errors_in(page) != []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_says_its_language_and_direction_and_is_valid(app, world, lang):
    seen = set()
    for endpoint, path, text in all_pages(app, world, lang):
        seen.add(endpoint)
        page = read(text)
        assert errors_in(markup_of(text)) == [], path
        assert (page.lang, page.dir) == (lang, LANGUAGES[lang].dir), path
        assert page.headings.count("h1") == 1, path
    assert {"lists.ask_merge", "lists.choose_merge", "lists.ask_move", "lists.choose_move"} <= seen
    assert {e for e in seen if e.startswith(("contacts", "members", "planning", "lists", "attendance"))}
    assert len(seen) > 40


class Pseudo:
    """A language in which every string of the portal stands in brackets."""

    def gettext(self, message):
        return f"⟦{message}⟧"

    def ngettext(self, one, many, num):
        return f"⟦{one if num == 1 else many}⟧"

    def pgettext(self, _context, message):
        return f"⟦{message}⟧"

    def npgettext(self, _context, one, many, num):
        return self.ngettext(one, many, num)

    ugettext, ungettext, upgettext, unpgettext = gettext, ngettext, pgettext, npgettext


@pytest.fixture
def pseudo(monkeypatch, app):
    """Everything that goes through the catalogues, and every date, stands in brackets."""
    monkeypatch.setattr(Domain, "get_translations", lambda self: Pseudo())
    for name in ("day", "time"):
        monkeypatch.setitem(app.jinja_env.filters, name, lambda value, *_style: f"⟦{value:%d}⟧")
    for module in ("home.waiting", "home.language_needs", "core.periods", "posters.words", "reports.charts"):
        monkeypatch.setattr(f"portal.{module}.format_day", lambda value, *_style: f"⟦{value:%d}⟧")
    monkeypatch.setattr("portal.signups.invitation_views._pages", {})
    return app


def bare_words(document):
    """Words that came from no catalogue and nobody typed."""
    spoken = "".join(_spoken(document))
    attributes = [element.get(name, "") for element in document.iter() for name in _WORDS_IN_ATTRIBUTES]
    for text in (spoken, *attributes):
        outside, depth = [], 0
        for character in text:
            depth += {"⟦": 1, "⟧": -1}.get(character, 0)
            outside.append(" " if depth else character)
        yield from _LETTERS.findall(_SAME_EVERYWHERE.sub(" ", "".join(outside)))


def _spoken(element):
    """The text of a page in order, without scripts and without what says that it is in another language."""
    if element.tag in _NOT_READ or not isinstance(element.tag, str):
        return
    if element.get("lang") and element.tag != f"{_HTML}html":
        return
    yield element.text or ""
    for child in element:
        yield from _spoken(child)
        yield f" {child.tail or ''}"


def test_no_page_says_a_word_that_is_not_in_the_catalogues(pseudo, world, monkeypatch):
    from dataclasses import replace

    monkeypatch.setitem(
        pseudo.extensions,
        "settings",
        replace(
            pseudo.extensions["settings"],
            group_name="⟦group⟧",
            data_controller="⟦controller⟧",
            coordinator_employer="⟦employer⟧",
        ),
    )
    names = {autonym(code) for code in SPOKEN} | {language_name(code) for code in SPOKEN}
    names |= {day_name(day) for day in WEEK}
    known = {
        *world.codes.values(),
        *OFFERS,
        *_LETTERS.findall(" ".join(names)),
    }  # the CLDR names languages and days
    found = {}
    for endpoint, path, text in all_pages(pseudo, world, "en"):
        document = html5lib.parse(text)
        words = [word for word in bare_words(document) if word not in known]
        if words:
            found[endpoint, path] = " ".join(words)[:200]
    none_of(found)
