"""A mother notes the women she is in touch with. The notes are hers alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.contacts.models import Contact, Met, Reach, ReachWhen
from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.audit import AuditEntry
from portal.core.db import transaction

PERSONAL = (
    "nickname",
    "real_name",
    "phone",
    "words",
    "words_at",
    "agreed_at",
    "agreed_version",
    "reach",
    "reach_when",
)


def personal(contact):
    return {name: getattr(contact, name) for name in PERSONAL}


def nothing_personal(**but):
    blank = dict.fromkeys(PERSONAL)
    return {**blank, "reach": Reach.NOT_AT_ALL, "reach_when": ReachWhen.ANY_TIME, **but}


@pytest.mark.slow
def test_a_nickname_and_her_languages_are_enough(phone, session, fatma, today):
    answer = phone.press("/team/contacts/new", {"nickname": "Blue scarf", "languages": "ku", "since": today})
    assert (answer.status_code, answer.location) == (303, "/team/contacts?done=saved")
    contact = session.scalars(select(Contact)).one()
    assert personal(contact) == nothing_personal(nickname="Blue scarf")
    assert (contact.mother_id, contact.languages, contact.area_id, contact.met, contact.since.isoformat()) == (
        fatma.id,
        ["ku"],
        None,
        Met.ELSEWHERE,
        today,
    )
    assert "Blue scarf" in phone.get(answer.location).text


def test_her_own_languages_come_first_and_the_day_is_today(phone, today):
    page = phone.get("/team/contacts/new?met=at_event").text
    boxes = [part.split('"')[0] for part in page.split('name="languages" value="')[1:]]
    assert boxes[:3] == ["tr", "ku", "da"]
    assert f'value="{today}"' in page
    assert '<option value="at_event" dir="auto" selected>' in page


def test_an_empty_list_says_what_to_do(phone):
    page = phone.get("/team/contacts").text
    assert "Nobody is noted yet." in page
    assert "/team/contacts/new" in page


def test_with_her_agreement_the_rest_is_kept_with_the_wordings_version(note_her):
    contact = note_her()
    assert contact.agreed_at is not None
    assert personal(contact) == {
        "nickname": "Morning sun",
        "real_name": "Ayşe Yılmaz",
        "phone": "+4544770011",
        "words": "Wants to swim.\nAsks about the school.",
        "words_at": contact.agreed_at,
        "agreed_at": contact.agreed_at,
        "agreed_version": "2026-11",
        "reach": Reach.CALL,
        "reach_when": ReachWhen.EVENING,
    }


@pytest.mark.parametrize(
    "more", [{"real_name": "Ayşe"}, {"phone": "44770011"}, {"words": "Is alone."}, {"reach": "visit"}]
)
def test_without_the_tick_nothing_more_is_taken_and_what_was_typed_stays(phone, session, today, more):
    answer = phone.press("/team/contacts/new", {"nickname": "Sun", "since": today, **more})
    assert answer.status_code == 422
    assert "Please ask her first" in answer.text
    assert "<title>Error:" in answer.text
    (value,) = more.values()
    assert value in answer.text
    assert session.scalars(select(Contact)).all() == []


def test_taking_the_agreement_back_asks_once_and_then_blanks(phone, note_her, session, agreed):
    contact = note_her()
    address = f"/team/contacts/{contact.id}/edit"
    without = {**agreed, "agreed": [], "nickname": "Moon"}
    asked = phone.press(address, without)
    assert asked.status_code == 422
    assert "Save once more to delete them." in asked.text
    assert '<input type="hidden" name="forget" value="y">' in asked.text
    assert personal(session.get_one(Contact, contact.id))["real_name"] == "Ayşe Yılmaz"

    assert phone.press(address, {**without, "forget": "y"}).status_code == 303
    assert personal(session.get_one(Contact, contact.id)) == nothing_personal(nickname="Moon")


def test_something_new_is_never_taken_with_the_agreement_taken_back(phone, note_her, session, agreed):
    contact = note_her()
    sent = {**agreed, "agreed": [], "words": "Something else.", "forget": "y"}
    answer = phone.press(f"/team/contacts/{contact.id}/edit", sent)
    assert (answer.status_code, "Something else." in answer.text) == (422, True)
    assert session.get_one(Contact, contact.id).words == "Wants to swim.\nAsks about the school."


def test_words_keep_their_day_until_they_are_written_anew(phone, note_her, session, agreed, now):
    contact = note_her()
    long_ago = now - timedelta(days=60)
    with transaction() as writing:
        row = writing.get_one(Contact, contact.id)
        row.words_at = row.agreed_at = long_ago
    address = f"/team/contacts/{contact.id}/edit"
    phone.press(address, {**agreed, "nickname": "Star"})
    kept = session.get_one(Contact, contact.id)
    assert (kept.nickname, kept.words_at, kept.agreed_at) == ("Star", long_ago, long_ago)
    phone.press(address, {**agreed, "words": "New words."})
    assert session.get_one(Contact, contact.id).words_at > long_ago
    phone.press(address, {**agreed, "words": ""})
    gone = session.get_one(Contact, contact.id)
    assert (gone.words, gone.words_at, gone.real_name) == (None, None, "Ayşe Yılmaz")


def test_her_page_shows_all_and_the_reading_is_noted_without_data(phone, note_her, session, fatma):
    contact = note_her()
    page = phone.get(f"/team/contacts/{contact.id}").text
    for words in ("Morning sun", "Ayşe Yılmaz", "tel:+4544770011", "Wants to swim.", "Asks about the school."):
        assert words in page
    entries = session.scalars(select(AuditEntry).where(AuditEntry.subject == f"contact:{contact.id}")).all()
    assert [(entry.actor, entry.action) for entry in entries] == [
        (f"member:{fatma.id}", "contacts.create"),
        (f"member:{fatma.id}", "contacts.read"),
    ]


def test_whoever_does_not_want_to_be_reached_has_no_number_to_tap(phone, note_her):
    page = phone.get(f"/team/contacts/{note_her(reach='not_at_all').id}").text
    assert "Do not call, write or knock." in page
    assert "tel:+4544770011" not in page


def test_the_form_is_filled_when_she_edits(phone, note_her):
    page = phone.get(f"/team/contacts/{note_her(languages=[], more_languages=['so']).id}/edit").text
    for piece in (
        'value="Morning sun"',
        'value="so" checked',
        'value="Ayşe Yılmaz"',
        'value="44 77 00 11"',
        '<option value="daycare" dir="auto" selected>',
        '<option value="evening" dir="auto" selected>',
        "Wants to swim.",
    ):
        assert piece in page


def test_deleting_asks_once_blanks_everything_and_keeps_the_count(phone, note_her, session, fatma):
    contact = note_her()
    number = contact.id
    address = f"/team/contacts/{number}/delete"
    assert "Delete this contact?" in phone.get(address).text
    assert session.get_one(Contact, number).closed_at is None
    answer = phone.press(address)
    assert (answer.status_code, answer.location) == (303, "/team/contacts?done=deleted")
    row = session.get_one(Contact, number)
    assert personal(row) == nothing_personal()
    assert (row.mother_id, row.languages, row.met) == (fatma.id, ["tr"], Met.DAYCARE)
    assert row.closed_at is not None
    assert "Morning sun" not in phone.get("/team/contacts").text
    for path in ("", "/edit", "/delete"):
        assert phone.get(f"/team/contacts/{number}{path}").status_code == 404
    assert phone.press(address).status_code == 404


@pytest.mark.parametrize("role", [Role.MOTHER, Role.COORDINATOR])
def test_for_everyone_else_a_contact_does_not_exist(note_her, make_member, sign_in, session, role, *, agreed):
    number = note_her().id
    other = sign_in(make_member("Lone", role, lang="en"), opened=True)
    for path in ("", "/edit", "/delete"):
        assert other.get(f"/team/contacts/{number}{path}").status_code == 404
    for path in ("/edit", "/delete"):
        assert other.press(f"/team/contacts/{number}{path}", agreed).status_code == 404
    listed = other.get("/team/contacts")
    assert (listed.status_code, "Morning sun" in listed.text) == (200 if role is Role.MOTHER else 404, False)
    searched = other.press("/team/contacts", {"q": "Morning"})
    assert (searched.status_code, "Morning sun" in searched.text) == (200 if role is Role.MOTHER else 404, False)
    if role is Role.COORDINATOR:
        assert other.get("/team/contacts/new").status_code == 404
        assert other.press("/team/contacts/new", agreed).status_code == 404
    assert session.scalars(select(Contact.mother_id)).all() == [session.get_one(Contact, number).mother_id]
    assert session.get_one(Contact, number).closed_at is None


def test_a_known_phone_asks_for_the_pin_first(fatma, sign_in):
    answer = sign_in(fatma).get("/team/contacts")
    assert (answer.status_code, answer.location) == (303, "/team/open?next=/team/contacts")


@pytest.mark.parametrize(
    "wanted", ["morning", "SUN", "yilmaz", "ayse", "44 77 00 11", "٧٧٠٠", "hede", "turk", "Türk", "sun turk"]
)
def test_search_finds_her_by_what_the_mother_remembers(phone, note_her, session, wanted):
    with transaction() as writing:
        writing.add(Area(slug="hedeparken", name="Hedeparken"))
    area = session.scalars(select(Area.id)).one()
    note_her(nickname="Other", languages=["ur"], real_name="", phone="")
    note_her(area=str(area))
    answer = phone.press("/team/contacts", {"q": wanted})
    assert answer.status_code == 200
    assert ("Morning sun" in answer.text, "Other" in answer.text) == (True, False)


def test_a_search_that_finds_nobody_says_so(phone, note_her):
    note_her()
    page = phone.press("/team/contacts", {"q": "Zebra"}).text
    assert "Nobody matches this search." in page
    assert "Morning sun" in phone.press("/team/contacts", {"q": ""}).text


@pytest.mark.slow
def test_help_stands_on_every_page_with_numbers_to_tap(phone, note_her):
    number = note_her().id
    for path in ("", "/new", f"/{number}", f"/{number}/edit", f"/{number}/delete"):
        page = phone.get(f"/team/contacts{path}").text
        assert ('href="tel:112"' in page, 'href="tel:1888"' in page) == (True, True)
