"""A mother's own line: hers to write, to change and to take back, and nobody else's."""

from datetime import timedelta

import pytest

from portal.accounts.models import Member
from portal.core.actors import Actor, Role
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.stories import lines, queries
from portal.stories.models import MotherLine
from tests.pages import flat

LINE = "Jeg har fået mod til at tale foran mange."


@pytest.fixture
def her(fatma):
    return Actor(member_id=fatma.id, role=Role.MOTHER)


@pytest.fixture
def say(rules, her, now):
    def say(text=LINE, *, by=her, **more):
        rules(lines.write, **{"text": text, "lang": "da", "named": False, "by": by, "now": now, **more})

    return say


@pytest.fixture
def phone(fatma, sign_in):
    return sign_in(fatma)


def said(session):
    session.rollback()
    return [(line.text, line.lang, line.named) for line in queries.lines(session)]


def test_one_line_at_a_time_and_the_old_one_is_blanked(say, session):
    say()
    say()
    say("Bir ailem daha var.", lang="tr", named=True)
    assert said(session) == [("Bir ailem daha var.", "tr", True)]
    rows = session.query(MotherLine).order_by(MotherLine.id)
    assert [row.text for row in rows] == [None, "Bir ailem daha var."]


def test_taken_back_it_is_gone(say, rules, her, session, now):
    say()
    rules(lines.take_back, by=her, now=now)
    rules(lines.take_back, by=her, now=now)
    assert said(session) == []
    assert [row.text for row in session.query(MotherLine)] == [None]


def test_each_mother_has_her_own_and_they_stand_in_the_order_of_writing(say, make_member, rules, session, now):
    other = Actor(member_id=make_member("Amal").id, role=Role.MOTHER)
    say()
    say("لدي بيت ثان.", lang="ar", by=other, now=now + timedelta(minutes=1))
    rules(lines.take_back, by=other, now=now)
    assert said(session) == [(LINE, "da", False)]


def test_a_line_is_short_and_not_empty(say, session):
    say("å" * lines.LONGEST)
    for text in ("", "å" * (lines.LONGEST + 1)):
        with pytest.raises(RuleBroken, match="text"):
            say(text)
    assert len(said(session)) == 1


def test_who_cannot_take_it_back_any_more_does_not_stand_in_the_report(say, fatma, session, now):
    say()
    number = session.query(MotherLine.id).scalar()
    assert [line.id for line in queries.lines_of(session, [number])] == [number]
    session.rollback()
    with transaction() as writing:
        writing.get_one(Member, fatma.id).disabled_at = now
    assert said(session) == queries.lines_of(session, [number]) == []


@pytest.mark.slow
def test_she_writes_it_reads_it_and_takes_it_back_on_her_own_phone(phone, session):
    assert 'href="/team/line"' in phone.get("/team/me").text
    empty = phone.get("/team/line").text
    assert "also goes to those who give us money" in empty and "Take it back" not in empty
    form = {"text": LINE, "lang": "da", "named": "y"}
    assert phone.press("/team/line", form).location == "/team/line?done=saved"
    page = flat(phone.get("/team/line"))
    assert f'<p lang="da" dir="ltr">{LINE}</p><small><bdi>Fatma</bdi> · in Danish</small>' in page
    assert LINE in phone.get("/team/line/take-back").text
    assert phone.press("/team/line/take-back").location == "/team/line?done=taken_back"
    assert LINE not in phone.get("/team/line").text
    assert phone.get("/team/line/take-back").status_code == 404
    assert said(session) == []


def test_the_coordinator_reads_it_and_cannot_write_it(say, desk):
    say()
    assert LINE in desk.get("/team/stories").text
    for path in ("/team/line", "/team/line/take-back"):
        assert desk.get(path).status_code == desk.press(path, {"text": "x", "lang": "da"}).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "", "Write a sentence, or take your line back."),
        ("text", "\u200f\u0000 ", "Write a sentence, or take your line back."),
        ("text", "x" * 201, "Use at most 200 characters."),
        ("text", "😀" * 90_000, "Use at most 200 characters."),
        ("text", "Mit nummer er 010190-1234.", "leave out the CPR number"),
        ("text", "Ring til mig: 44 77 00 11", "leave out phone numbers and e-mail addresses"),
        ("text", "Skriv til fatma@example.org", "leave out phone numbers and e-mail addresses"),
        ("lang", "xx", "Choose a language."),
        ("lang", "", "Choose a language."),
        ("text", ["One", "Two"], "This was sent twice."),
        ("named", ["y", "y"], "This was sent twice."),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_saved(phone, session, field, value, words):
    answer = phone.press("/team/line", {"text": LINE, "lang": "da", field: value})
    if "😀" in value:  # more than any form may send
        assert answer.status_code in (413, 422)
    else:
        assert (answer.status_code, words in answer.text) == (422, True)
        assert "<title>Error:" in answer.text
    assert session.query(MotherLine).count() == 0
