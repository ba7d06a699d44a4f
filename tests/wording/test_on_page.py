"""Which of the portal's sentences stand on a page: found in its text alone, in order, each once."""

import re

import pytest

from portal.core.i18n import LANGUAGES
from portal.wording.on_page import runs_of, standing_on
from portal.wording.own_pages import matched, page_in, sentences_of
from portal.wording.sentences import PLACEHOLDER, everything, in_danish, look_for, sentence, sentences


def texts(html, lang="en"):
    return [one.text for one in standing_on(html, lang)]


def test_runs_end_at_blocks_and_not_at_marks_within_a_line():
    html = (
        "<main><p>One <b>two</b> three</p>four<ul><li>five · <bdi>six</bdi></li></ul><script>no()</script></main>"
    )
    assert [run.text for run in runs_of(html)] == ["One two three", "four", "five · six"]
    assert runs_of(html)[2].wholes == {"five", "six", "five ·", "five · six"}


def test_sentences_are_found_in_the_order_of_the_page_each_once():
    html = "<h1>Who we are</h1><p>Our help costs nothing.</p><p>Who we are</p><p>Who is this?</p>"
    assert texts(html) == ["Who we are", "Our help costs nothing."]


def test_a_placeholder_stands_for_any_words_and_marks():
    html = (
        "<li><span>A coordinator brings us together. She is employed by <bdi>Ballerup Kommune</bdi>.</span></li>"
    )
    assert texts(html) == ["A coordinator brings us together. She is employed by %(employer)s."]


def test_both_forms_of_a_plural_are_told_apart():
    assert texts("<label>1 seat left</label>") == ["%(num)s seat left"]
    assert texts("<label>25 seats left</label>") == ["%(num)s seats left"]


def test_a_single_word_counts_only_where_it_is_the_whole_of_a_text():
    assert texts("<dt>Place</dt><dd>A Place to be</dd>") == ["Place"]
    assert texts("<p>A Place to be</p>") == []
    assert texts("<p>2 adults · 3 children</p>") == ["%(num)s adults", "%(num)s children"]


def test_part_of_a_word_is_no_sentence():
    assert "Call us" not in texts("<p>Recall users</p>")


def test_of_two_in_the_same_place_the_longer_one_is_meant():
    assert texts("<p>Call us: perhaps there is a seat.</p>") == ["Call us: perhaps there is a seat."]
    assert texts("<p>Call us: perhaps there is a seat.</p><a>Call us</a>")[1:] == ["Call us"]


def test_white_space_and_entities_are_read_as_a_browser_shows_them():
    assert texts("<p>Our\n   help costs&#32;nothing.</p>") == ["Our help costs nothing."]


def test_what_a_page_keeps_to_itself_is_not_read():
    assert texts("<title>Who we are</title><style>Place</style><select><option>Place</option></select>") == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_ours_is_found_sentence_by_sentence(app, lang):
    """Every sentence of the page about us, in its own words, and none that does not stand there."""
    source = (app.jinja_env.loader.get_source(app.jinja_env, "home/about.html"))[0]
    written = set(re.findall(r'_\("([^"]+)"', re.sub(r'(?m)^.*name="description".*$', "", source)))
    found = sentences_of(f"/{lang}/about")
    assert written <= {one.msgid for one in found}
    assert len({one.text for one in found}) == len(found)
    assert {one.lang for one in found} == {lang}


@pytest.mark.slow
def test_a_kept_invitation_is_read_like_a_fresh_one(client, make_event):
    event = make_event(cost_dkk=0, seats=10)
    path = f"/tr/events/{event.code}"
    fresh = sentences_of(path)
    client.get(path)
    assert sentences_of(path) == fresh
    assert {"Free of charge", "I am coming", "%(num)s seat left"} <= {one.msgid for one in fresh}


@pytest.mark.parametrize(
    "path",
    [
        "", "about", "//evil.example/da/about", "https://evil.example/da/about", "/t/abc", "/team/",
        "/team/events", "/da/better", "/da/better/thanks", "/healthz", "/e/ABCD", "/", "/da/events/ABCD.ics",
        "/da/nothing", "/fr/about", "/da/about/", "/da/../team/", "/static/team.css", "/da/about\n", "/hello",
        "javascript:x", "/da/events/" + "A" * 300,
    ],
)  # fmt: skip
def test_no_other_page_is_ever_read(app, path):
    assert matched(path) is None
    assert page_in(path, "da") is None


@pytest.mark.parametrize(
    ("path", "same"),
    [
        ("/ur/about", "/tr/about"),
        ("/da/", "/tr/"),
        ("/da/past?page=3", "/tr/past"),
        ("/ar/events/abcd?p=L1", "/tr/events/ABCD"),
    ],
)
def test_a_page_is_read_in_the_language_of_the_reader_without_what_was_asked_of_it(app, path, same):
    assert page_in(path, "tr") == same


def test_an_event_that_nobody_may_see_has_no_sentences(app, make_event):
    for code in ("NONE", make_event(status="draft").code, make_event(audience="mothers").code):
        assert sentences_of(f"/da/events/{code}") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_has_a_name_by_which_it_is_found(app, lang):
    ones = list(everything(lang))
    assert len({one.name for one in ones}) == len(ones) > 800
    assert all(sentence(lang, one.name) == one for one in ones)


@pytest.mark.parametrize("name", ["", "-", "thanks", "0" * 12, "0" * 12 + "-0", "x" * 4000, "0" * 12 + "-²"])
def test_another_name_is_none(app, name):
    assert sentence("da", name) is None
    first = next(everything("da")).name.partition("-")[0]
    assert sentence("da", f"{first}-") is None and sentence("da", f"{first}-²") is None


def test_each_plural_form_says_for_which_numbers_it_is_and_finds_its_danish(app):
    of = {
        lang: [(one.examples, in_danish(one).form) for one in forms]
        for lang in ("da", "tr", "ru", "ar")
        for forms in sentences(lang).values()
        if forms[0].msgid == "%(num)s seat left"
    }
    assert of == {
        "da": [((1,), 0), ((0, 2, 3, 4), 1)],
        "tr": [((0, 1), 0), ((2, 3, 4, 5), 1)],
        "ru": [((1, 21, 31, 41), 0), ((2, 3, 4, 22), 1), ((0, 5, 6, 7), 1)],
        "ar": [((0,), 1), ((1,), 0), ((2,), 1), ((3, 4, 5, 6), 1), ((11, 12, 13, 14), 1), ((100, 101, 102), 1)],
    }


def test_a_form_that_a_language_lacks_is_its_last_one(app):
    arabic = next(one for one in everything("ar") if one.msgid == "%(num)s seat left" and one.form == 5)
    assert sentence("da", arabic.name).form == 1


@pytest.mark.parametrize("words", ["gratis", "GRATIS", "free of CHARGE", "Ücretsiz"])
def test_words_are_looked_for_in_her_language_in_danish_and_in_english(app, words):
    assert "Free of charge" in [one.msgid for one in look_for("tr", words, most=9)]


def test_only_so_many_are_shown(app):
    assert len(look_for("da", "e", most=7)) == 7


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_string_of_nothing_but_placeholders_is_no_sentence(lang):
    assert [
        one.text for one in everything(lang) if not re.search(r"[^\W\d_]", PLACEHOLDER.sub("", one.text))
    ] == []
