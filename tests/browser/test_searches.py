"""Every search of the team finds the same with JavaScript on and off, and by Enter as by its button."""

import re
from typing import Any

import pytest

from portal.contacts import rules as contact_rules
from portal.contacts.models import Met
from portal.core.config import ROOT
from portal.core.i18n import to_local

pytestmark = pytest.mark.browser

NAMES = ("Amina", "Bahar", "Chen", *(f"Guest {letter}" for letter in "ABCDEFGHIJ"))
#: Where each template with a search is seen, and what is typed there.
SEARCHES = {
    "attendance/door_search.html": ("/team/events/{tonight}/door", ("har", "2")),
    "contacts/mine.html": ("/team/contacts", ("har",)),
    "lists/people.html": ("/team/events/{tonight}/people", ("har", "2")),
    "lists/search.html": ("/team/people", ("bahar",)),
}
#: Whether the page shows her, and none of the others.
ONLY_BAHAR = """(names) => {
  const visible = [...document.querySelectorAll("main bdi")].filter((one) => one.offsetParent);
  const seen = visible.map((one) => one.textContent);
  return names.every((name) => seen.includes(name) === (name === "Bahar"));
}"""


def test_every_template_with_a_search_is_tried_here():
    found = {
        str(path.relative_to(ROOT / "templates"))
        for path in (ROOT / "templates").rglob("*.html")
        if re.search(r'role="search"|type="search"', path.read_text())
    }
    assert found == set(SEARCHES)


def _note_contact(session: Any, *, name: str, by: Any, now: Any) -> None:
    notes = contact_rules.Notes(name, ["tr"], None, Met.AT_EVENT, to_local(now).date())
    contact_rules.note_down(session, notes=notes, by=by, now=now)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("template", SEARCHES)
def test_a_search_finds_the_one_who_is_meant(server, phone, template, javascript):
    path, searches = SEARCHES[template]
    who = "Fatma" if template == "contacts/mine.html" else "Karen"
    for name in NAMES:
        server.sign_up("tonight", name, 1)
        server.rules(_note_contact, name=name, by=server.actor(who))
    page = phone("da", javascript=javascript)
    server.sign_in(page, who, opened=True)
    for wanted in searches:
        for by_enter in (False, True):
            page.goto(server.url + path.format(**server.codes))
            page.fill("[role=search] [type=search]", wanted)
            button = page.locator("[role=search] button:not([type=button])")
            if not by_enter and button.is_visible():
                button.tap()
            else:
                page.press("[role=search] [type=search]", "Enter")
            page.wait_for_function(ONLY_BAHAR, arg=NAMES)
