"""The catalogues of translated strings: gathering strings (``make messages``), compiling them at the start.

English is the language of the strings themselves and needs no catalogue.
"""

import io
import os
import tempfile
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from flask.cli import AppGroup

from portal.core.config import ROOT

TRANSLATIONS: Final = ROOT / "translations"
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
    for po in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parent.parent.name)
        handle, name = tempfile.mkstemp(dir=po.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as target:
            write_mo(target, catalogue)
        Path(name).replace(mo)


def extract() -> Catalog:
    """Every string of code and templates, with the files it stands in; the same for the same tree."""
    catalogue = Catalog(charset="utf-8")
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
    for path, message, comments, context in found:
        catalogue.add(
            message if len(message) > 1 else message[0],
            locations=[(path, 0)],
            auto_comments=comments,
            context=context,
        )
    return catalogue


def update() -> None:
    """Write the template of all strings and bring each language's file up to it, without guessing."""
    template = extract()
    _write(TRANSLATIONS / "messages.pot", template)
    for language in _PLURALS:
        po = TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"
        if po.exists():
            with po.open("rb") as source:
                catalogue = read_po(source, locale=language)
        else:
            po.parent.mkdir(parents=True, exist_ok=True)
            catalogue = Catalog(locale=language, fuzzy=False)
        catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        catalogue.fuzzy = False
        _write(po, catalogue, language)


def _write(path: Path, catalogue: Catalog, language: str = "en") -> None:
    """Write a catalogue with a header that says only what is true: a fresh file equals a kept one."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=100, sort_by_file=True, ignore_obsolete=True, include_lineno=False)
    _header, _blank, strings = buffer.getvalue().decode().partition("\n\n")
    plurals = _PLURALS.get(language, "nplurals=2; plural=(n != 1);")
    header = [
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
    path.write_text("\n".join(header) + "\n\n" + strings, encoding="utf-8")
