"""Interviews: a guide to print, answers noted with a yes, and an answer that becomes a story."""

import json
import re
from datetime import timedelta

import pytest

from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import LANGUAGES
from portal.stories import interviews
from portal.stories.guide import QUESTIONS, InterviewKind
from portal.stories.interviews import Answered
from portal.stories.models import Interview, Speaker, Story

HARD = "At finde tid, når begge børn er syge."


@pytest.fixture
def answered(today):
    def answered(**more):
        values = {"speaker": Speaker.MOTHER, "day": today, "lang": "da", "answers": {"hard": HARD, "given": ""}}
        return Answered(**{**values, "agreed": True, **more})

    return answered


@pytest.fixture
def note(rules, answered, by, now):
    return lambda **more: rules(interviews.note_down, answered=answered(**more), by=by, now=now).id


@pytest.fixture
def form(today):
    def form(**more):
        return {
            "speaker": "mother",
            "day": today.isoformat(),
            "lang": "da",
            "agreed": "y",
            "answer_hard": HARD,
            **more,
        }

    return form


def test_each_guide_has_eight_questions_with_keys_of_their_own_and_every_speaker_has_one_guide():
    assert {talk: len({one.key for one in asked}) for talk, asked in QUESTIONS.items()} == dict.fromkeys(
        InterviewKind, 8
    )
    assert sorted(one for talk in InterviewKind for one in talk.speakers) == sorted(Speaker)
    assert {one: InterviewKind.by_speaker(one) for one in Speaker} == {
        one: talk for talk in InterviewKind for one in talk.speakers
    }


def test_the_answers_are_kept_by_the_key_of_the_question(note, session, now, today):
    row = session.get_one(Interview, note())
    assert json.loads(row.answers) == {"hard": HARD}
    assert (row.speaker, row.day, row.lang) == (Speaker.MOTHER, today, "da")
    assert (row.agreed_at, row.agreed_version) == (now, interviews.AGREED_VERSION)
    assert interviews.answers_of(row) == {"hard": HARD}


def test_without_a_yes_without_an_answer_or_too_old_nothing_is_noted(note, session, today):
    for more, field in (
        ({"agreed": False}, "agreed"),
        ({"answers": {"hard": ""}}, "None"),
        ({"day": today - timedelta(days=365)}, "day"),
        ({"day": today + timedelta(days=1)}, "day"),
    ):
        with pytest.raises(RuleBroken, match=field):
            note(**more)
    assert session.query(Interview).count() == 0
    assert note(day=today - timedelta(days=364))


def test_pressed_twice_it_is_one_interview(note):
    assert note() == note() != note(answers={"hard": "Ingenting."})


def test_answers_come_back_in_the_order_of_the_guide_and_others_are_left_out(note, session):
    row = session.get_one(Interview, note(answers={"with_whom": "z", "began": "a", "gone": "x"}))
    assert list(interviews.answers_of(row).items()) == [("began", "a"), ("with_whom", "z")]


@pytest.mark.slow
def test_noted_read_changed_and_deleted(desk, form, session):
    noted = desk.press("/team/interviews/new/mothers", form())
    number = session.query(Interview.id).scalar()
    here = f"/team/interviews/{number}"
    assert noted.location == here
    assert HARD in desk.get(here).text and "1 answer" in desk.get("/team/interviews").text
    assert f">{HARD}</textarea>" in desk.get(f"{here}/edit").text
    assert desk.press(f"{here}/edit", form(answer_given="Venner.", agreed=[])).status_code == 422
    assert desk.press(f"{here}/edit", form(answer_given="Venner.")).location == here
    assert "Venner." in desk.get(here).text
    assert "deleted for good" in desk.get(f"{here}/delete").text
    assert desk.press(f"{here}/delete").location == "/team/interviews?done=deleted"
    assert session.query(Interview).count() == 0
    for path in (here, f"{here}/edit", f"{here}/delete"):
        assert (desk.get(path).status_code, desk.press(path).status_code in (404, 405)) == (404, True)
    actions = [entry.action for entry in session.query(AuditEntry) if entry.subject == f"interview:{number}"]
    assert sorted(set(actions)) == [
        "interviews.change",
        "interviews.delete",
        "interviews.note",
        "interviews.read",
    ]


def test_an_answer_becomes_a_story_with_one_tap_and_her_yes_anew(desk, form, session):
    desk.press("/team/interviews/new/mothers", form())
    number = session.query(Interview.id).scalar()
    way = re.search(r'href="(/team/stories/new/quote\?[^"]*)"', desk.get(f"/team/interviews/{number}").text)[1]
    assert way == f"/team/stories/new/quote?interview={number}&amp;question=hard"
    page = desk.get(way.replace("&amp;", "&")).text
    assert f">{HARD}</textarea>" in page
    assert 'value="mother" checked' in page and not re.search(r'name="agreed"[^>]* checked', page)
    assert '<option value="mothers" dir="auto" selected>' in page
    assert "/team/stories/new/story?" in page
    assert session.query(Story).count() == 0


def test_answers_that_are_gone_are_a_page_that_is_not_there(desk, note, session):
    number = note()
    with transaction() as writing:
        writing.get_one(Interview, number).answers = None
    assert "The answers were deleted after a year." in desk.get("/team/interviews").text
    for path in ("", "/edit", "/delete"):
        assert desk.get(f"/team/interviews/{number}{path}").status_code == 404
    assert "></textarea>" in desk.get(f"/team/stories/new/quote?interview={number}&question=hard").text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("talk", list(InterviewKind))
def test_the_guide_is_printed_in_any_language_with_what_is_read_aloud_and_room_to_write(desk, talk, lang):
    page = desk.get(f"/team/interviews/guide/{talk}?lang={lang}").text
    assert f'<html lang="{lang}" dir="{LANGUAGES[lang].dir}">' in page
    assert page.count('<p class="rule">') == 32
    if lang == "en":
        assert "I write down what you say, without your name." in page
        assert all(str(one.words) in page for one in talk.questions)


def test_the_guide_is_in_her_own_language_where_none_is_asked_for(desk):
    for asked in ("", "?lang=xx"):
        page = desk.get(f"/team/interviews/guide/area{asked}").text
        assert '<html lang="en" dir="ltr">' in page


@pytest.mark.parametrize("path", ["guide/x", "new/x", "0", "999", "99999999999", "x", "999/edit", "999/delete"])
def test_what_is_not_there_is_a_page_that_is_not_there(desk, path):
    assert desk.get(f"/team/interviews/{path}").status_code == 404
    assert desk.press(f"/team/interviews/{path}").status_code in (404, 405)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("speaker", "professional", "Choose one of these."),
        ("speaker", "", "Choose one of these."),
        ("day", "", "Write the day."),
        ("day", "2199-01-01", "Choose a day within the last year."),
        ("day", "soon", "Write the date as"),
        ("lang", "xx", "Choose a language."),
        ("answer_hard", "x" * 2001, "Use at most 2000 characters."),
        ("answer_hard", "010190-1234", "leave out the CPR number"),
        ("answer_hard", "Ring 44 77 00 11", "leave out phone numbers and e-mail addresses"),
        ("answer_hard", ["One", "Two"], "This was sent twice."),
        ("answer_hard", " \u0000", "Write at least one answer."),
        ("agreed", [], "Nothing is saved yet."),
        ("agreed", ["y", "y"], "This was sent twice."),
    ],
)
def test_bad_input_is_told_and_nothing_is_saved(desk, form, session, field, value, words):
    answer = desk.press("/team/interviews/new/mothers", form(**{field: value}))
    assert (answer.status_code, words in answer.text) == (422, True)
    assert "<title>Error:" in answer.text
    assert session.query(Interview).count() == 0


def test_that_the_answers_were_read_is_kept_wherever_they_are_shown(desk, note, session):
    """The form to correct them shows every answer, and a new story begins with one."""
    number = note()
    pages = (
        f"interviews/{number}",
        f"interviews/{number}/edit",
        f"stories/new/quote?interview={number}&question=hard",
    )
    for times, page in enumerate(pages, start=1):
        assert HARD in desk.get(f"/team/{page}").text
        assert session.query(AuditEntry).filter_by(action="interviews.read").count() == times
        session.rollback()
