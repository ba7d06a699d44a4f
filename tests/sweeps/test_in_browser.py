"""Every page in every language as a phone shows it: nothing sideways, nothing cut off, nothing axe objects to."""

import pytest

from portal.accounts.models import Member
from portal.core.i18n import LANGUAGES
from tests.findings import none_of
from tests.sweeps.scenes import every_scene

pytestmark = pytest.mark.browser

#: One language of each direction is enough for axe, and one page of each view: it reads the markup, and that takes
#: twice as long as all the rest.
READ_BY_AXE = ("da", "ur")
NARROW = {"width": 320, "height": 640}
PUBLIC = (
    "/{lang}/",
    "/{lang}/past",
    "/{lang}/events/{meal}",
    "/{lang}/events/{home}",
    "/{lang}/help",
    "/{lang}/help/{meal}",
    "/{lang}/help/{meal}/{cake}",
    "/{lang}/help/ask-me",
    "/{lang}/about",
    "/{lang}/course",
    "/{lang}/privacy",
    "/{lang}/professionals",
    "/{lang}/professionals/card",
    "/{lang}/contact",
    "/q/{link}?lang={lang}",
    "/{lang}/better?page=/{lang}/events/{meal}",
    "/{lang}/better?page=/{lang}/about&sent=yes",
    "/{lang}/offers",
    "/{lang}/offers?theme=crisis",
    "/{lang}/offers/SV4M",
    "/{lang}/offers/KR1S",
)
MOTHERS = (
    "/team/",
    "/team/?thanks=tr",
    "/team/words/{meal}/ur",
    "/team/words/{home}/tr",
    "/team/events/{tonight}/door",
    "/team/events/{tonight}/guest",
    "/team/me",
    "/team/contacts",
    "/team/offers/SV4M/words/tr",
    "/team/offers/KR1S/words/ur",
    "/team/contacts/{contact}",
    "/team/contacts/{contact}/talk",
    "/team/contacts/{contact}/talks/{talk}?done=noted",
    "/team/contacts/{contact}/talks/{talk}/delete",
    "/team/contacts/{contact}/hand-over",
    "/team/contacts/asked/{asked}",
    "/team/asked",
    "/team/network",
    "/team/network/{network}",
    "/team/network/{held}",
    "/team/network/{held}/minutes/tr",
    "/team/notices",
    "/team/notices/{notice}",
    "/team/notices/{notice}/words/tr",
    "/team/notices/old",
    "/team/record",
    "/team/line",
    "/team/line/take-back",
)
#: What a mother sees who has said yes to an enquiry.
MEETING = ("/team/asked", "/team/asked/{accepted}")
COORDINATORS = (
    "/team/events",
    "/team/events/new",
    "/team/events/{meal}/people",
    "/team/events/{meal}/people/1",
    "/team/events/{meal}/people/1/merge",
    "/team/events/{meal}/people/1/merge/2",
    "/team/events/{meal}/people/1/move",
    "/team/events/{meal}/people/1/move/{tiny}",
    "/team/events/{meal}/evening",
    "/team/events/{meal}/places",
    "/team/events/{meal}/poster",
    "/team/events/{meal}/poster?size=chat",
    "/team/placements",
    "/team/events/{meal}/tasks",
    "/team/events/{meal}/tasks/who",
    "/team/helpers",
    "/team/people",
    "/team/events/{meal}/texts",
    "/team/events/{meal}/texts/ur",
    "/team/events/calendar",
    "/team/events/calendar?month=2027-03",
    "/team/events/{meal}/series",
    "/team/events/{meal}/series/dates?pattern=weekly&count=30",
    "/team/events/series/{series}",
    "/team/events/series/{series}/take-out?after={home}",
    "/team/events/{draft}/discard",
    "/team/events/new/communal_meal",
    "/team/events/{draft}/edit",
    "/team/events/{draft}/preview/{lang}",
    "/team/events/older",
    "/team/wording",
    "/team/visibility",
    "/team/visibility/new",
    "/team/features",
    "/team/calls",
    "/team/enquiries",
    "/team/enquiries/{received}",
    "/team/enquiries/{accepted}",
    "/team/members",
    "/team/offers",
    "/team/offers/new",
    "/team/offers/SV4M",
    "/team/offers/SV4M/edit",
    "/team/offers/KR1S",
    "/team/offers/SV4M/poster",
    "/team/members/{fatma}",
    "/team/network",
    "/team/network/{network}",
    "/team/network/{held}",
    "/team/network/{held}/minutes/da",
    "/team/network/quiet",
    "/team/notices/new",
    "/team/notices/{notice}",
    "/team/course",
    "/team/course/new",
    "/team/money",
    "/team/money/funders/new",
    "/team/money/funders/{funder}",
    "/team/money/funders/{funder}/{funding}",
    "/team/money/funders/{funder}/{funding}/remove",
    "/team/events/{meal}/expenses",
    "/team/events/{meal}/expenses/{expense}",
    "/team/events/{meal}/expenses/{expense}/remove",
    "/team/report",
    "/team/report/rows/participants",
    "/team/report/rows/conversations",
    "/team/report/rows/mothers_language",
    "/team/report/editions",
    "/team/report/editions/2001/year?done=made",
    "/team/report/editions/2000/h1/make",
    "/team/stories",
    "/team/stories/new/quote",
    "/team/stories/new/point?part=attention",
    "/team/stories/{quote}",
    "/team/stories/{quote}/take-back",
    "/team/stories/examples/social",
    "/team/interviews",
    "/team/interviews/{interview}",
    "/team/interviews/{interview}/edit",
    "/team/interviews/{interview}/delete",
    "/team/interviews/guide/area",
)
#: Words that reach beyond a box that hides what runs over. What is for the ear alone stands in a box of a pixel.
#: On a poster the last facts are left out on purpose where there is no room; the invitation has all of them.
CUT_OFF = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  const hides = box => /hidden|clip/.test(getComputedStyle(box).overflow);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility()) continue;
    if (parent.closest("script, style, svg, select, .skip, .poster-facts")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const words = range.getBoundingClientRect();
    for (let box = parent; box !== document.body; box = box.parentElement) {
      const edge = box.getBoundingClientRect();
      if (!hides(box)) continue;
      if (edge.width <= 2 || edge.height <= 2) break;
      if (words.top < edge.top - 1 || words.bottom > edge.bottom + 1
          || words.left < edge.left - 1 || words.right > edge.right + 1)
        found.push(box.tagName + "." + box.className + ": " + text.data.trim().slice(0, 40));
    }
  }
  return found;
}"""

#: What a thumb must hit; links in running text are as high as their line.
SMALL = """() => [...document.querySelectorAll(
  "button, summary, select, input, nav a, .links a, a.button"
)].filter(one => {
  if (!one.checkVisibility() || one.closest(".visually-hidden") || one.type === "hidden") return false;
  const target = one.closest("label") || one;
  const box = target.getBoundingClientRect();
  return box.width && box.height && (box.height < 44 || box.width < 44);
}).map(one => { const box = one.getBoundingClientRect();
  return one.outerHTML.slice(0, 80) + " " + Math.round(box.width) + "x" + Math.round(box.height); })"""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def speaks(server, lang):
    server.rules(lambda session, now: [setattr(member, "lang", lang) for member in session.query(Member)])


#: Who opens which pages: each group is a test of its own, so that all workers of pytest-xdist share them.
READERS = {
    "anybody": ((None, PUBLIC),),
    "mothers": (("Fatma", MOTHERS), ("Shazia", MEETING)),
    "coordinator": (("Karen", COORDINATORS),),
}


def visit(server, page, lang, readers):
    """Each page in turn, on a phone of 320 px: its address and its endpoint."""
    speaks(server, lang)
    values = every_scene(server)
    routes = server.app.url_map.bind("localhost")
    page.set_viewport_size(NARROW)
    for who, addresses in READERS[readers]:
        if who:
            server.sign_in(page, who, opened=True)
        for address in addresses:
            path = address.format(lang=lang, **values)
            assert page.goto(server.url + path).status == 200, path
            yield path, routes.match(path.partition("?")[0])[0]


@pytest.mark.parametrize("readers", READERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_the_narrowest_phone_nothing_is_sideways_cut_off_or_too_small_and_axe_is_content(
    server, phone, lang, readers
):
    page = phone(lang)
    objections = axe(page) if lang in READ_BY_AXE else None
    found, read = {}, set()
    for path, endpoint in visit(server, page, lang, readers):
        faults = {
            "sideways": page.evaluate(SIDEWAYS),
            "cut off": page.evaluate(CUT_OFF),
            "too small": page.evaluate(SMALL),
        }
        if objections and endpoint not in read:
            read.add(endpoint)
            faults["axe"] = objections()
        if any(faults.values()):
            found[path] = {what: which for what, which in faults.items() if which}
    none_of(found)


def axe(page):
    """Ask axe about what a page shows: the rules that it breaks, each with up to three of the places."""
    base = pytest.importorskip("axe_playwright_python.base", reason="axe stands in requirements-dev.txt")
    # Given to the browser once: half a megabyte for each page takes as long as opening it.
    page.add_init_script(base.AXE_SCRIPT)

    def objections():
        broken = page.evaluate("async () => (await axe.run({resultTypes: ['violations']})).violations")
        return [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in broken]

    return objections


def test_a_fault_would_be_seen(server, phone):
    page = phone("da")
    objections = axe(page)
    page.set_viewport_size(NARROW)
    page.goto(f"{server.url}/da/")
    page.evaluate("""() => {
      const add = (tag, look) => {
        const one = document.createElement(tag);
        one.textContent = "Hedeparken ".repeat(20);
        for (const [name, value] of Object.entries(look)) one.style.setProperty(name, value);
        document.querySelector("main").append(one);
      };
      const small = {"block-size": "20px", "min-block-size": "0", "padding": "0"};
      add("p", {"white-space": "nowrap"});
      add("p", {"block-size": "10px", "overflow": "hidden"});
      add("button", {...small, "inline-size": "20px", "overflow": "hidden"});
      add("p", {"color": "white", "background-color": "yellow"});
    }""")
    assert page.evaluate(SIDEWAYS) > 0
    assert len(page.evaluate(CUT_OFF)) == 2
    assert len(page.evaluate(SMALL)) == 1
    assert [rule for rule, _places in objections()] == ["color-contrast"]
