"""Reading one of our own public pages from within, for "a better way to say this".

Only pages of an allow-list are read, found by the url map and never over the network: no ticket, which is secret,
and nothing behind a sign-in.
"""

import re
from functools import lru_cache
from typing import Any, Final

from flask import current_app, make_response
from flask_babel import force_locale
from werkzeug.exceptions import HTTPException

from portal.core.features import is_there
from portal.core.i18n import LANGUAGES
from portal.wording.on_page import standing_on
from portal.wording.sentences import Sentence

#: Pages that anyone may read, whose address holds nothing that belongs to one person.
READ: Final = frozenset(
    {
        "home.about", "home.privacy", "events.upcoming", "events.past", "signups.invitation", "offers.directory",
        "offers.offer", "enquiries.professionals", "ask.contact", "course.about", "helping.events",
        "helping.event", "helping.task", "helping.ask_me",
    }
)  # fmt: skip
MOST_LETTERS: Final = 200
#: The one thing on such a page that differs from reading to reading.
_A_TOKEN: Final = re.compile('(?<= name="token" value=")[^"]*')
_KEPT_PAGES: Final = 32


def matched(path: str) -> tuple[str, dict[str, Any]] | None:
    """The endpoint and the values of a path that may be read; None of every other."""
    path = path.partition("?")[0]
    if not path.startswith("/") or len(path) > MOST_LETTERS:
        return None
    try:
        endpoint, values = current_app.url_map.bind("localhost").match(path, method="GET")
    except HTTPException:  # not there, or said in another way
        return None
    return (endpoint, dict(values)) if endpoint in READ and is_there(endpoint) else None


def page_in(path: str, lang: str) -> str | None:
    """The address of the same page in a language, or None where it may not be read."""
    found = matched(path)
    if found is None:
        return None
    endpoint, values = found
    return current_app.url_map.bind("localhost").build(endpoint, {**values, "lang": lang}, method="GET")


def sentences_of(path: str) -> list[Sentence]:
    """The portal's own sentences on the page of a path that ``page_in`` gave; none where nothing is there."""
    with current_app.test_request_context(path) as inner:
        endpoint = inner.request.endpoint or ""
        view: Any = current_app.view_functions[endpoint]
        assert endpoint in READ and view.access == "public"
        values = inner.request.view_args or {}
        assert values["lang"] in LANGUAGES
        try:
            with force_locale(values["lang"]):
                answer = make_response(view(**values))
        except HTTPException:  # an event that is not there
            return []
        if answer.status_code != 200:
            return []
        return _found_on(_A_TOKEN.sub("", answer.get_data(as_text=True)), values["lang"])


@lru_cache(maxsize=_KEPT_PAGES)
def _found_on(html: str, lang: str) -> list[Sentence]:
    """What stands on a page, kept by its words: a page that still says the same is not searched again."""
    return standing_on(html, lang)
