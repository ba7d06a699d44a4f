"""The portal's own sentences as its catalogues hold them, each with a name by which a page can ask for it.

A string with plural forms is several sentences, one for each form. English is the language of the strings.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from gettext import c2py
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from portal.core.catalogues import TRANSLATIONS
from portal.core.i18n import FALLBACK

PLACEHOLDER: Final = re.compile(r"%\((\w+)\)[sd]")
#: A name is so many digits of a digest, and the number of the plural form where there is more than one.
_DIGITS: Final = 12
_FORM: Final = re.compile("[0-9]")
#: Numbers that show which ones a plural form is for.
_NUMBERS: Final = range(200)
_SHOWN: Final = 4


@dataclass(frozen=True)
class Sentence:
    """One sentence of the portal in one language."""

    lang: str
    context: str | None
    #: The (singular) English.
    msgid: str
    #: Which plural form; 0 where there are none.
    form: int
    text: str
    #: The small numbers that this form is for; empty where there is only one form.
    numbers: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """How an address names it, in any language."""
        return f"{digest_of(self.context, self.msgid)}-{self.form}"

    @property
    def placeholders(self) -> list[str]:
        """What must stay in it as it is, because something else comes there: ``%(num)s``."""
        return [found.group() for found in PLACEHOLDER.finditer(self.text)]

    @property
    def shown(self) -> str:
        """The sentence for reading: dots stand where something else comes."""
        return PLACEHOLDER.sub("…", self.text).replace("….", "…")

    @property
    def examples(self) -> tuple[int, ...]:
        """A few of its numbers."""
        return self.numbers[:_SHOWN]

    @cached_property
    def folded(self) -> str:
        """The sentence for being looked for."""
        return self.text.casefold()


def isolated(text: str) -> str:
    """A text to be changed: each placeholder between marks that keep it whole among Arabic letters."""
    return PLACEHOLDER.sub("\u2066\\g<0>\u2069", text)


def digest_of(context: str | None, msgid: str) -> str:
    """A short name for a string of the catalogues."""
    return hashlib.sha256(f"{context or ''}\4{msgid}".encode()).hexdigest()[:_DIGITS]


def key_of(message: Message) -> tuple[str | None, str]:
    """Context and (singular) English of a string."""
    msgid = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, msgid


def forms_of(message: Message, lang: str) -> list[str]:
    """What a string says in a language: one text, or one for each plural form."""
    said = message.id if lang == "en" else message.string
    return [said] if isinstance(said, str) else list(said or ())


def catalogue(lang: str) -> Catalog:
    """The catalogue of a language, read anew; of English the template, whose strings are the English ones."""
    path = TRANSLATIONS / "messages.pot" if lang == "en" else TRANSLATIONS / lang / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=lang)


@cache
def sentences(lang: str) -> dict[str, list[Sentence]]:
    """All sentences of a language by the digest of their string, in the order of the catalogue.

    A string that is nothing but what is put into it is no sentence: nobody can say it better.

    Kept as long as the process runs, as the catalogues that speak on the pages are.
    """
    source = catalogue(lang)
    plural = c2py("n != 1" if lang == "en" else source.plural_expr)
    found: dict[str, list[Sentence]] = {}
    for message in source:
        if not message.id:
            continue
        context, msgid = key_of(message)
        texts = forms_of(message, lang)
        spoken = [
            Sentence(lang, context, msgid, form, text, _numbers(plural, form) if len(texts) > 1 else ())
            for form, text in enumerate(texts)
            if any(letter.isalpha() for letter in PLACEHOLDER.sub("", text))
        ]
        if spoken:
            found[digest_of(context, msgid)] = spoken
    return found


def everything(lang: str) -> Iterator[Sentence]:
    """All sentences of a language."""
    for forms in sentences(lang).values():
        yield from forms


def sentence(lang: str, name: str) -> Sentence | None:
    """The sentence of a name; the last form where this language has fewer."""
    digest, _dash, form = name.partition("-")
    forms = sentences(lang).get(digest)
    if not forms or not _FORM.fullmatch(form):
        return None
    return forms[min(int(form), len(forms) - 1)]


def in_danish(one: Sentence) -> Sentence | None:
    """The same sentence in Danish, in the form that is for the same number."""
    forms = sentences(FALLBACK).get(digest_of(one.context, one.msgid)) or []
    numbers = sorted(one.numbers, key=lambda number: number != 1)  # one of something is what a form is thought of
    for_same = (other for number in numbers for other in forms if number in other.numbers)
    return next(for_same, forms[0] if forms else None)


def look_for(lang: str, words: str, *, most: int) -> list[Sentence]:
    """Sentences that hold ``words`` in this language, or whose Danish or English does."""
    wanted = words.casefold()
    found = []
    for one in everything(lang):
        danish = in_danish(one)
        if wanted in one.folded or wanted in one.msgid.casefold() or (danish and wanted in danish.folded):
            found.append(one)
            if len(found) == most:
                break
    return found


def _numbers(plural: object, form: int) -> tuple[int, ...]:
    assert callable(plural)
    return tuple(number for number in _NUMBERS if plural(number) == form)
