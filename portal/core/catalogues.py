"""The catalogues of translated strings: gathering strings (``make messages``), compiling them at the start.

Each language has two: ``public`` holds every string that somebody without an account may read, ``team`` the rest.
A language can be offered to residents when its first catalogue is complete. English is the language of the strings
themselves and needs no catalogue.
"""

import io
import os
import re
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask.cli import AppGroup

from portal.core.config import ROOT

TRANSLATIONS: Final = ROOT / "translations"
DOMAINS: Final = ("public", "team")
#: Files whose strings residents read, beside the templates that ``_public_templates`` finds.
_PUBLIC: Final = (
    "templates/helping/on_ticket.html", "templates/helping/on_invitation.html",
    "portal/contacts/help_kinds.py", "portal/contacts/models.py",
    "portal/core/fields.py", "portal/core/forms.py", "portal/core/time_fields.py", "portal/core/submit.py",
    "portal/accounts/forms.py", "portal/accounts/link_views.py", "portal/accounts/sessions.py",
    "portal/events/*.py",
    "portal/signups/flood.py", "portal/signups/forms.py", "portal/signups/models.py", "portal/signups/rules.py",
    "portal/signups/tickets.py", "portal/helping/forms.py", "portal/helping/helpers.py",
    "portal/helping/models.py", "portal/helping/taking.py", "portal/helping/words.py", "portal/posters/words.py",
    "portal/offers/models.py", "portal/offers/poster_views.py", "portal/offers/words.py",
    "portal/enquiries/forms.py", "portal/enquiries/models.py", "portal/enquiries/receiving.py",
    "portal/enquiries/rules.py", "portal/enquiries/states.py", "portal/course/forms.py",
    "portal/course/interest.py", "portal/course/models.py", "portal/course/pages.py",
    "portal/course/public_views.py", "portal/wording/forms.py", "portal/wording/notes.py",
    "portal/home/error_pages.py",
)  # fmt: skip
_USES: Final = re.compile(r'(?:extends|include|from|import) "([^"]+)"')
_METHODS: Final = [("portal/**.py", "python"), ("templates/**.html", "jinja2")]
_OPTIONS: Final = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
_KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "_n": (1, 2),
    "ngettext": (1, 2),
    "_p": ((1, "c"), 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
#: The plural forms of each language, as GNU gettext lists them.
_PLURALS: Final = {
    "da": "nplurals=2; plural=(n != 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "ur": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
}


translations = AppGroup("translations", help="Work with the translated strings.")


@translations.command("update")
def update_command() -> None:
    """Gather all strings into the template and bring every language's file up to it."""
    update()


def compile_all() -> None:
    """Compile what has changed. Each file appears whole or not at all, so workers may start side by side."""
    for po in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name)
        handle, name = tempfile.mkstemp(dir=po.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as target:
            write_mo(target, catalogue)
        Path(name).replace(mo)


def extract() -> dict[str, Catalog]:
    """Every string of code and templates by domain, with the files it stands in; the same for the same tree.

    A string that stands in a public file and in another is public.
    """
    catalogues = {domain: Catalog(charset="utf-8") for domain in DOMAINS}
    found = sorted(
        (str(path), message if isinstance(message, tuple) else (message,), comments, context)
        for path, _line, message, comments, context in extract_from_dir(
            ROOT,
            method_map=_METHODS,
            options_map=_OPTIONS,
            keywords=_KEYWORDS,
            comment_tags=("NOTE:",),
            strip_comment_tags=True,
        )
    )
    public = {(message[0], context) for path, message, _comments, context in found if is_public(path)}
    for path, message, comments, context in found:
        catalogues["public" if (message[0], context) in public else "team"].add(
            message if len(message) > 1 else message[0],
            locations=[(path, 0)],
            auto_comments=comments,
            context=context,
        )
    return catalogues


def is_public(path: str) -> bool:
    """Whether a file of code or a template, by its path from the root, may show its strings to residents."""
    return path.removeprefix("templates/") in _public_templates() or any(
        Path(path).match(pattern) for pattern in _PUBLIC
    )


@cache
def _public_templates() -> set[str]:
    """Templates that extend ``base.html`` and not ``team.html``, and what these extend, include and import."""
    folder = ROOT / "templates"
    uses = {
        str(path.relative_to(folder)): _USES.findall(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.html")
    }

    def all_of(name: str) -> set[str]:
        return {name}.union(*(all_of(used) for used in uses.get(name, [])))

    everything = map(all_of, uses)
    return set().union(*(used for used in everything if "base.html" in used and "team.html" not in used))


def update() -> None:
    """Write the templates of all strings and bring each language's files up to them, without guessing.

    A string that has moved from one domain to the other keeps its translation.
    """
    templates = extract()
    for domain, template in templates.items():
        _write(TRANSLATIONS / f"{domain}.pot", template)
    for language in _PLURALS:
        folder = TRANSLATIONS / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        known = [read(folder / f"{domain}.po", language) for domain in DOMAINS]
        for domain, template in templates.items():
            catalogue = read_po(io.BytesIO(_header(language).encode()), locale=language)
            catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
            for message in catalogue:
                for one in known:
                    earlier = one.get(message.id, message.context) if message.id else None
                    if earlier is not None and earlier.string:
                        message.string = earlier.string
            catalogue.fuzzy = False
            _write(folder / f"{domain}.po", catalogue, language)


def read(path: Path, language: str) -> Catalog:
    """A language's catalogue; an empty one where there is none yet."""
    source = path.read_bytes() if path.exists() else _header(language).encode()
    return read_po(io.BytesIO(source), locale=language)


def _write(path: Path, catalogue: Catalog, language: str = "en") -> None:
    """Write a catalogue with a header that says only what is true: a fresh file equals a kept one."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    _babels_header, _blank, strings = buffer.getvalue().decode().partition("\n\n")
    path.write_text(f"{_header(language)}\n\n{strings}", encoding="utf-8")


def _header(language: str) -> str:
    plurals = _PLURALS.get(language, "nplurals=2; plural=(n != 1);")
    return "\n".join(
        [
            "# The portal's strings. `make messages` gathers them.",
            'msgid ""',
            'msgstr ""',
            '"Project-Id-Version: bydelsmødre\\n"',
            '"PO-Revision-Date: 2026-11-22 12:00+0100\\n"',
            '"Last-Translator: the portal\'s translators\\n"',
            f'"Language-Team: {language}\\n"',
            f'"Language: {language}\\n"',
            f'"Plural-Forms: {plurals}\\n"',
            '"MIME-Version: 1.0\\n"',
            '"Content-Type: text/plain; charset=UTF-8\\n"',
            '"Content-Transfer-Encoding: 8bit\\n"',
        ]
    )
