"""The names of languages: what their speakers call them is written down, and agrees with CLDR."""

import pytest
from babel import Locale

from portal.core.i18n import SPOKEN, autonym


def in_cldr(code):
    """The name of a language in itself, with a capital as at the start of a line."""
    name = Locale.parse(code).get_display_name(code)
    return name[0].upper() + name[1:]


@pytest.mark.slow
def test_each_spoken_language_has_the_name_that_cldr_gives_it():
    ours = {"ku": "Kurdî", "prs": "دری"}
    assert {code: autonym(code) for code in SPOKEN} == {code: ours.get(code) or in_cldr(code) for code in SPOKEN}
