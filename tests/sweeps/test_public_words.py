"""What somebody without an account reads is in the public catalogue: pages, and what a form refuses."""

import babel.support
import pytest

from portal.core import catalogues
from tests.findings import none_of
from tests.sweeps import growth_pages

_METHODS = ("ugettext", "ungettext", "upgettext", "unpgettext")


@pytest.fixture
def read(monkeypatch):
    """The strings that are looked up, by what gettext is asked: all but the context."""
    found = set()

    def recorded(name):
        real = getattr(babel.support.Translations, name)

        def look_up(self, *args):
            found.add(args[1] if "pgettext" in name else args[0])
            return real(self, *args)

        return look_up

    for name in _METHODS:
        monkeypatch.setattr(babel.support.Translations, name, recorded(name))
    return found


@pytest.mark.slow
def test_residents_read_no_string_of_the_team(app, read):
    world = growth_pages.small_world(app)
    team = {one.id if isinstance(one.id, str) else one.id[0] for one in catalogues.extract()["team"] if one.id}
    phone, wrong = growth_pages.reader(world, "anybody"), []
    for page in growth_pages.pages(app, world):
        if page.who == "anybody":
            for way in (phone.get, phone.post):
                read.clear()
                way(page.path.replace("/en/", "/tr/"))
                wrong += [f"{page.name}: {string}" for string in sorted(read & team)]
    none_of(wrong)
