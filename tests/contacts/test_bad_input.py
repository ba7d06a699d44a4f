"""Whatever is sent: a sentence beside the field, nothing half saved, and never a fault of ours."""

import pytest
from sqlalchemy import select

from portal.contacts.models import Contact


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("nickname", "", "Write a nickname"),
        ("nickname", "\u200f\u202e\u0000 ", "Write a nickname"),
        ("nickname", "x" * 10_000, "This is too long."),
        ("nickname", "010190-1234", "leave out the CPR number"),
        ("words", "Her number is 010190-1234.", "leave out the CPR number"),
        ("words", "x" * 10_000, "This is too long."),
        ("words", "x" * 2001, "This is too long."),
        ("real_name", "😀" * 81, "This is too long."),
        ("phone", "twelve", "Look at the number once more"),
        ("languages", "xx", "Choose among these."),
        ("languages", ["tr"] * 99, "Choose among these."),
        ("more_languages", "tr", "Choose among these."),
        ("area", "999", "Choose one of these."),
        ("area", "1e9", "Choose one of these."),
        ("met", "on the moon", "Choose one of these."),
        ("reach", "carrier pigeon", "Choose one of these."),
        ("since", "", "Write the day, or about the day."),
        ("since", "yesterday", "Write the date as"),
        ("since", "0001-01-01", "Look at the year once more."),
        ("since", "1901-01-01", "Choose today or a day before."),
        ("since", "2199-01-01", "Choose today or a day before."),
        ("nickname", ["One", "Two"], "This was sent twice."),
        ("since", ["2020-01-01", "2020-01-02"], "This was sent twice."),
        ("agreed", ["y", "y"], "This was sent twice."),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_saved(phone, session, agreed, field, value, words):
    answer = phone.press("/team/contacts/new", {**agreed, field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert "<title>Error:" in answer.text
    assert session.scalars(select(Contact)).all() == []


def test_strange_letters_are_kept_and_strange_marks_are_not(note_her):
    contact = note_her(nickname="\u202eفاطمہ 🌙\u0000", phone="\u200e٤٤٧٧٠٠١١", since="٢٠٢٠-٠١-٠١")
    assert (contact.nickname, contact.phone, contact.since.isoformat()) == (
        "فاطمہ 🌙",
        "+4544770011",
        "2020-01-01",
    )


@pytest.mark.parametrize("number", ["0", "-1", "9999999999", "99999999999999999999", "x", "1.5", "١"])
def test_a_number_that_is_no_contact_is_a_page_that_is_not_there(phone, number):
    assert phone.get(f"/team/contacts/{number}").status_code == 404
    assert phone.press(f"/team/contacts/{number}/delete").status_code in (404, 405)


@pytest.mark.slow
def test_a_search_may_be_anything(phone, note_her):
    note_her()
    assert phone.press("/team/contacts", {"q": "\u0000\u202e😀"}).status_code == 200
    assert phone.press("/team/contacts", {"q": "x" * 10_000}).status_code == 422
    assert phone.press("/team/contacts", {"q": ["a", "b"]}).status_code == 422


def test_nothing_changes_without_the_sessions_token(phone, note_her, session):
    number = note_her().id
    for path in ("/new", f"/{number}/edit", f"/{number}/delete", ""):
        assert phone.post(f"/team/contacts{path}", data={"nickname": "Thief"}).status_code == 400
    assert session.scalars(select(Contact.nickname)).all() == ["Morning sun"]
