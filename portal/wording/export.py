"""Better words as a .po file for whoever looks after the catalogues: only what is suggested, to be read first.

Every entry is fuzzy, so that nothing is taken over unread. A stranger wrote these words: they stand in quoted
strings that babel writes, and in comments of one line each.
"""

import re
from collections.abc import Iterable

from babel.messages.catalog import Catalog, Message
from sqlalchemy.orm import Session

from portal.core.catalogues import written
from portal.wording.sentences import catalogue, forms_of, key_of
from portal.wording.suggestions import Collected, collected


def po_of(session: Session, lang: str) -> str:
    """The open suggestions of a language as the text of a .po file; without entries where there are none.

    Where several are made for one sentence, the one that most have made stands in it, and the others in comments.
    A sentence that the portal no longer says is left out.
    """
    suggested: dict[tuple[str | None, str], list[Collected]] = {}
    for one in collected(session, lang=lang):
        suggested.setdefault((one.context, one.msgid), []).append(one)
    source, review = catalogue(lang), Catalog(locale=lang, fuzzy=False)
    review.mime_headers = source.mime_headers  # how many plural forms there are, which babel would guess otherwise
    for message in source:
        if message.id and (ones := suggested.get(key_of(message))):
            _add(review, message, lang, ones)
    return written(review, lang)


def _add(review: Catalog, message: Message, lang: str, ones: Iterable[Collected]) -> None:
    now = forms_of(message, lang)
    forms, comments = list(now), []
    for one in ones:
        if one.form >= len(now):
            continue
        which = f" [{one.form}]" if len(now) > 1 else ""
        if forms[one.form] == now[one.form]:
            forms[one.form] = one.proposed
            comments.append(f"now{which}: {_one_line(now[one.form])}")
            comments.append(f"said by {one.count}{which}")
        else:
            comments.append(f"or, said by {one.count}{which}: {_one_line(one.proposed)}")
    review.add(
        message.id,
        forms[0] if isinstance(message.id, str) else tuple(forms),
        locations=message.locations,
        flags={"fuzzy"},
        user_comments=comments,
        context=message.context,
    )


def _one_line(text: str) -> str:
    """Text that can stand in a comment of a .po file: no sign in it begins a new line, for any reader."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()
