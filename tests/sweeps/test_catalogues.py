"""The catalogues: complete, fresh, and sound in every language. No text stands bare in a template."""

import ast
import re
import shutil
import subprocess

import pytest
from jinja2 import nodes

from portal.core import catalogues
from portal.core.config import ROOT
from portal.core.i18n import LANGUAGES
from tests.findings import none_of

#: Each catalogue that has to be complete: the residents' in every language, the team's where it is read.
CATALOGUES = [
    (lang, domain)
    for lang, language in LANGUAGES.items()
    for domain in catalogues.DOMAINS
    if lang != "en" and (domain == "public" or language.team)
]
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%%")
_ENDS = {".": ".", "۔": ".", "?": "?", "؟": "?", "!": "!", ":": ":", "…": "…"}
_SCRIPT = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ur": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[а-яё]", re.I),
}
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@pytest.fixture(scope="module", params=CATALOGUES, ids="-".join)
def which(request):
    return request.param


@pytest.fixture(scope="module")
def language(which):
    return which[0]


@pytest.fixture(scope="module")
def path(which):
    return catalogues.TRANSLATIONS / which[0] / "LC_MESSAGES" / f"{which[1]}.po"


@pytest.fixture(scope="module")
def messages(language, path):
    """The strings of a catalogue and their translations, each as a list: one, or one for each plural form."""
    return {
        (message.context, *as_list(message.id)): (as_list(message.id), as_list(message.string))
        for message in catalogues.read(path, language)
        if message.id
    }


@pytest.fixture(scope="module")
def strings():
    """All strings of code and templates. To gather them takes seconds, so it is done once."""
    return catalogues.extract()


def as_list(text):
    return [text] if isinstance(text, str) else list(text)


def faults(messages, wrong):
    """The translated strings of which ``wrong`` says true, for showing."""
    return [(ids[0], strings) for ids, strings in messages.values() if all(strings) and wrong(ids, strings)]


@pytest.mark.slow
@pytest.mark.parametrize("domain", catalogues.DOMAINS)
def test_the_template_of_all_strings_is_fresh(strings, tmp_path, domain):
    fresh = tmp_path / "fresh.pot"
    catalogues._write(fresh, strings[domain])
    kept = catalogues.TRANSLATIONS / f"{domain}.pot"
    assert kept.read_text(encoding="utf-8") == fresh.read_text(encoding="utf-8"), "run: make messages"


@pytest.mark.slow
def test_no_string_to_translate_stands_within_an_f_string_where_it_is_found_from_python_3_12_on_only():
    found = {
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted(ROOT.glob("portal/**/*.py"))
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in catalogues._KEYWORDS
    }
    assert found == set()


@pytest.mark.slow
def test_every_string_is_translated_and_none_is_guessed(messages, path):
    assert [ids[0] for ids, strings in messages.values() if not all(s.strip() for s in strings)] == []
    assert not re.search(r"^#,.*fuzzy", path.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.slow
def test_a_catalogue_holds_the_strings_of_the_template_and_no_others(messages, strings, which):
    template = {(message.context, *as_list(message.id)) for message in strings[which[1]] if message.id}
    assert set(messages) == template


def test_gettext_itself_finds_nothing_wrong(path):
    if not shutil.which("msgfmt"):
        pytest.skip("msgfmt is not here (Debian: gettext)")
    done = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_every_plural_form_is_there(messages, language):
    forms = int(re.search(r"nplurals=(\d)", catalogues._PLURALS[language])[1])

    def wrong(ids, strings):
        return len(strings) != (forms if len(ids) > 1 else 1)

    none_of(faults(messages, wrong))


def test_placeholders_are_those_of_the_string(messages):
    """Where there is one or two of something, a language may say it without the number."""

    def wrong(ids, strings):
        needed = sorted(_PLACEHOLDER.findall(ids[-1]))
        without = sorted(name for name in needed if name != "num")
        allowed = [needed] if len(ids) == 1 else [needed, without]
        return any(sorted(_PLACEHOLDER.findall(s)) not in allowed for s in strings)

    none_of(faults(messages, wrong))


def test_sentences_end_as_they_do_in_english(messages):
    def wrong(ids, strings):
        return any(_ENDS.get(s.strip()[-1:]) != _ENDS.get(ids[-1].strip()[-1:]) for s in strings)

    none_of(faults(messages, wrong))


def test_white_space_around_a_string_is_kept(messages):
    def wrong(ids, strings):
        edges = (ids[0][:1].isspace(), ids[0][-1:].isspace())
        return any((s[:1].isspace(), s[-1:].isspace()) != edges for s in strings)

    none_of(faults(messages, wrong))


def test_strings_are_written_in_the_letters_of_their_language(messages, language):
    if language not in _SCRIPT:
        assert faults(messages, lambda ids, strings: strings[0] == ids[0] and len(ids[0].split()) > 2) == []
        return

    def wrong(ids, strings):
        spoken = _PLACEHOLDER.sub("", ids[-1])
        return bool(_LETTERS.search(spoken)) and not all(_SCRIPT[language].search(s) for s in strings)

    none_of(faults(messages, wrong))


TEMPLATES = sorted(str(path.relative_to(ROOT / "templates")) for path in (ROOT / "templates").rglob("*.html"))


#: Blocks and macros that stand inside a tag: names of classes, and attributes.
_INSIDE_A_TAG = {"palette", "wide", "described", "foot", "marks"}


def written_in(node):
    """What a template writes by itself, with a NUL for each expression."""
    if getattr(node, "name", None) in _INSIDE_A_TAG and isinstance(node, nodes.Block | nodes.Macro):
        return
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            yield part.data if isinstance(part, nodes.TemplateData) else "\0"
    for child in node.iter_child_nodes():
        yield from written_in(child)


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_text_stands_bare_in_a_template(_app, name):
    source = (ROOT / "templates" / name).read_text(encoding="utf-8")
    written = "".join(written_in(_app.jinja_env.parse(source)))
    written = re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", " ", written, flags=re.DOTALL)
    attributes = re.findall(r'\b(?:alt|title|placeholder|aria-label)="([^"\0]+)"', written)
    texts = re.sub(r"<[^>]*>|&\w+;|www\.\S+", " ", written)
    assert _LETTERS.findall(" ".join([texts, *attributes])) == []


#: Pages of prose; LIX counts the words of a sentence, and how many words are long.
PROSE = {"/da/about": 30, "/da/privacy": 30}


@pytest.mark.parametrize("path", PROSE)
def test_danish_prose_reads_easily(client, app, path):
    html = client.get(path).text
    main = re.sub(r"(?s).*<main[^>]*>|<footer.*", "", html)
    main = re.sub(r"(?s)<svg.*?</svg>", "", main)
    main = re.sub(r"</(p|li|h[1-6]|dt|dd|summary|div)>", ". ", main)
    text = re.sub(r"<[^>]+>", " ", main)
    words = re.findall(r"[^\W\d_]+", text)
    sentences = [s for s in re.split(r"[.!?:]+\s", text) if _LETTERS.search(s)]
    lix = len(words) / len(sentences) + 100 * sum(len(word) > 6 for word in words) / len(words)
    assert len(words) > 100
    assert lix <= PROSE[path], f"LIX is {lix:.1f}"


def test_every_name_that_a_translated_string_is_wrapped_in_is_extracted():
    """A string in a function that extraction does not know is English in every language."""
    wrappers = {"gettext", "lazy_gettext", "ngettext", "lazy_ngettext", "pgettext", "lazy_pgettext", "npgettext"}
    used = {
        one.asname or one.name: str(path.relative_to(ROOT))
        for path in sorted((ROOT / "portal").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "flask_babel"
        for one in node.names
        if one.name in wrappers
    }
    none_of([f"{used[name]} imports {name}" for name in used.keys() - catalogues._KEYWORDS.keys()])
