"""The coordinator reads better words, puts them aside, and hands them on as a file to be read first."""

import re
import shutil
import subprocess
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from portal.core.db import transaction
from portal.core.i18n import LANGUAGES
from portal.wording.export import po_of
from portal.wording.models import WordingSuggestion
from portal.wording.sentences import everything
from portal.wording.suggestions import collected
from tests.wording.test_better import FREE, SEATS, named


@pytest.fixture
def suggest(now):
    """Keep a suggestion past all rules."""

    def suggest(lang="tr", msgid=FREE, proposed="Bedava", form=0, **more):
        one = named(lang, msgid, form)
        values = {"context": one.context, "current": one.text, "created_at": now, **more}
        with transaction() as session:
            row = WordingSuggestion(lang=lang, msgid=msgid, form=form, proposed=proposed, **values)
            session.add(row)
        return row

    return suggest


@pytest.fixture
def client(coordinator, sign_in):
    return sign_in(coordinator)


def entries(po):
    """The entries of a .po file: English, translation, flags and comments of each."""
    catalogue = read_po(BytesIO(po.encode()))
    return [(one.id, one.string, one.flags, one.user_comments) for one in catalogue if one.id]


@pytest.mark.slow
def test_they_stand_by_language_with_what_is_said_now_and_how_many_said_it(client, suggest):
    for number in range(3):
        suggest(page=f"/tr/events/AB{number % 2}C")
    suggest(lang="da", proposed="Ganske gratis")
    page = client.get("/team/wording").text
    assert page.index(">Dansk</h2>") < page.index(">Türkçe</h2>") and ">Русский</h2>" not in page
    turkish = page[page.index(">Türkçe</h2>") :]
    for words in ("1 suggestion", "Ücretsiz", "Bedava", FREE, "3 persons have said this", "/tr/events/AB0C"):
        assert words in turkish
    assert turkish.count("Bedava") == 1 and turkish.count("/tr/events/AB0C</bdi>") == 1
    assert "Better words: 2 suggestions" in client.get("/team/").text


def test_when_there_are_none_it_says_where_they_come_from(client):
    page = client.get("/team/wording").text
    assert "Nobody has suggested anything yet." in page and "Every public page ends with a link" in page


def test_what_most_have_said_comes_first(suggest, session):
    suggest(proposed="Bedava")
    for _number in range(2):
        suggest(proposed="Parasız")
    assert [(one.proposed, one.count) for one in collected(session)] == [("Parasız", 2), ("Bedava", 1)]


def test_put_aside_goes_for_all_who_said_it_and_can_be_undone(client, suggest, session):
    first, _second, other = suggest(), suggest(), suggest(proposed="Parasız")
    aside = client.press(f"/team/wording/{first.id}/aside")
    assert (aside.status_code, aside.location) == (303, f"/team/wording?aside={first.id}")
    assert [one.id for one in collected(session)] == [other.id]
    page = client.get("/team/wording?aside=2").text
    assert "It is put aside." in page and 'action="/team/wording/2/back"' in page
    client.press("/team/wording/2/back")
    assert {one.proposed: one.count for one in collected(session)} == {"Bedava": 2, "Parasız": 1}
    assert "It is put aside." not in client.get("/team/wording?aside=nonsense").text


def test_the_same_words_that_come_after_it_was_put_aside_are_open(client, suggest, session):
    client.press(f"/team/wording/{suggest().id}/aside")
    suggest()
    assert [one.count for one in collected(session)] == [1]


@pytest.mark.parametrize("path", ["/team/wording/999/aside", "/team/wording/999/back"])
def test_a_suggestion_that_is_not_there_is_a_page_that_is_not_there(client, path):
    assert client.press(path).status_code == 404


@pytest.mark.slow
def test_what_the_portal_no_longer_says_is_marked_and_left_out_of_the_file(client, suggest, session, now):
    gone = {
        "lang": "tr",
        "msgid": "We said this once.",
        "current": "Eskiden",
        "proposed": "Artık",
        "created_at": now,
    }
    with transaction() as writing:
        writing.add(WordingSuggestion(**gone))
    assert "The portal does not say this any more." in client.get("/team/wording").text
    assert entries(po_of(session, "tr")) == []


def test_the_file_holds_only_what_is_suggested_each_to_be_read_first(client, suggest):
    suggest(), suggest(), suggest(proposed="Parasız"), suggest(lang="ur", proposed="بالکل مفت")
    answer = client.get("/team/wording/tr.po")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="suggestions-tr.po"'
    assert answer.mimetype == "text/x-gettext-translation"
    comments = ["now: Ücretsiz", "said by 2", "or, said by 1: Parasız"]
    assert entries(answer.text) == [(FREE, "Bedava", {"fuzzy"}, comments)]
    assert "#, fuzzy\n" in answer.text and '"Language: tr\\n"' in answer.text
    assert "nplurals=2; plural=(n > 1);" in answer.text


def test_the_other_forms_of_a_plural_stay_as_they_are(suggest, session):
    forms = [one.text for one in everything("ar") if one.msgid == SEATS]
    suggest(lang="ar", msgid=SEATS, form=3, proposed="%(num)s أماكن باقية")
    [(ids, strings, flags, comments)] = entries(po_of(session, "ar"))
    assert ids == (SEATS, "%(num)s seats left")
    assert strings == (*forms[:3], "%(num)s أماكن باقية", *forms[4:])
    assert flags == {"fuzzy", "python-format"}
    assert comments == [f"now [3]: {forms[3]}", "said by 1 [3]"]


@pytest.mark.slow
def test_two_contexts_of_the_same_english_are_two_entries(session, suggest):
    context = next(one for one in everything("da") if one.context)
    suggest(lang="da", msgid=context.msgid, form=context.form, proposed="Anderledes")
    assert [row.context for row in collected(session)] == [named("da", context.msgid).context]
    assert len(entries(po_of(session, "da"))) == 1


def test_english_has_a_file_too(suggest, session):
    suggest(lang="en", proposed="Costs nothing")
    suggest(lang="en", msgid=SEATS, form=1, proposed="still %(num)s seats")
    found = {str(ids): strings for ids, strings, _flags, _comments in entries(po_of(session, "en"))}
    forms = ("%(num)s seat left", "still %(num)s seats")
    assert found == {FREE: "Costs nothing", str((SEATS, "%(num)s seats left")): forms}


HOSTILE = [
    'Bedava"\nmsgid "Who we are"\nmsgstr "Hacked"',
    "Bedava\n\n#: portal/evil.py\n#, python-format\nmsgid \"x\"\nmsgstr \"y\"",
    "Bedava\r#| msgid previous",
    "Bedava\u2028msgid \"x\"",
    "Bedava\x85#~ msgid \"x\"",
    'Bedava\\"\\n" "more',
    "#, c-format",
    "\tBedava\\t",
    "\\",
    '"',
    " ".join(f"Bedava{number}" for number in range(60)),
    "x" * 600,
    "msgid[0] \"x\"",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_add_no_entry_no_comment_and_no_flag(suggest, session, words):
    suggest(proposed="Parasız"), suggest(proposed="Parasız"), suggest(proposed=words)
    suggest(lang="ur", proposed=words)
    [(msgid, string, flags, comments)] = entries(po_of(session, "tr"))
    assert (msgid, string, flags) == (FREE, "Parasız", {"fuzzy"})
    assert re.sub(r"\s", "", "".join(comments[2:])) == "or,saidby1:" + re.sub(r"\s", "", words)
    [(msgid, string, flags, comments)] = entries(po_of(session, "ur"))
    assert (msgid, string, flags, len(comments)) == (FREE, words, {"fuzzy"}, 2)
    lines = po_of(session, "tr").split("\n\n", 1)[1].splitlines()
    assert {line[:2] for line in lines if line.startswith("#")} == {"# ", "#:", "#,"}
    assert [line for line in lines if line.startswith("msg")] == [f'msgid "{FREE}"', 'msgstr "Parasız"']


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_gettext_itself_finds_nothing_wrong_with_a_file(suggest, session, lang, tmp_path):
    if not shutil.which("msgfmt"):
        pytest.skip("msgfmt is not here (Debian: gettext)")
    suggest(lang=lang, proposed='"Words" \\ and % #, more')
    for one in [one for one in everything(lang) if one.msgid == SEATS]:
        suggest(lang=lang, msgid=SEATS, form=one.form, proposed=one.text + " ☺")
    path = tmp_path / "review.po"
    path.write_text(po_of(session, lang), encoding="utf-8")
    for check in (["--check"], ["--check", "--use-fuzzy"]):
        done = subprocess.run(
            ["msgfmt", *check, "-o", "/dev/null", path], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
def test_the_command_prints_the_same_file(app, client, suggest):
    suggest()
    done = app.test_cli_runner().invoke(args=["translations", "suggestions", "--lang", "tr"])
    assert (done.exit_code, done.output) == (0, client.get("/team/wording/tr.po").text)
    assert app.test_cli_runner().invoke(args=["translations", "suggestions", "--lang", "fr"]).exit_code == 2


def test_mothers_do_not_see_them(mother, sign_in):
    phone = sign_in(mother)
    for path in ("/team/wording", "/team/wording/tr.po"):
        assert phone.get(path).status_code == 404
    assert "/team/wording" not in phone.get("/team/").text
