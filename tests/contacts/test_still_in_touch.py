"""A contact that nobody has noted for a year is asked about on the list; danger has its numbers everywhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact
from portal.core import features
from portal.core.actors import SYSTEM
from portal.core.db import transaction
from portal.core.features import Feature

QUESTION = "Are you still in touch?"


@pytest.fixture
def made(note_her, session):
    """A contact that was noted so many days ago."""

    def made(days, now):
        number = note_her(agreed=[], real_name="", phone="", words="", reach="not_at_all").id
        with transaction() as writing:
            writing.get_one(Contact, number).created_at = now - timedelta(days=days)
        return number

    return made


@pytest.mark.parametrize(("days", "asked"), [(364, False), (365, True), (424, True)])
def test_after_a_year_she_is_asked_and_a_day_before_she_is_not(phone, made, now, days, asked):
    made(days, now)
    assert (QUESTION in phone.get("/team/contacts").text) is asked


def test_yes_keeps_her_for_another_year(phone, made, session, now):
    number = made(400, now)
    page = phone.get("/team/contacts").text
    assert f'action="/team/contacts/{number}/in-touch"' in page
    assert f'href="/team/contacts/{number}/delete"' in page
    phone.press(f"/team/contacts/{number}/in-touch")
    assert QUESTION not in phone.get("/team/contacts").text
    with transaction() as writing:
        writing.get_one(Contact, number).in_touch_on = (now - timedelta(days=366)).date()
    assert QUESTION in phone.get("/team/contacts").text


def test_a_conversation_keeps_her_too_also_one_noted_late(phone, made, talked, session, now):
    number = made(900, now)
    talk = talked(session.get_one(Contact, number), day=(now - timedelta(days=700)).date().isoformat())
    assert QUESTION not in phone.get("/team/contacts").text
    with transaction() as writing:
        writing.get_one(Conversation, talk.id).created_at = now - timedelta(days=690)
    assert QUESTION in phone.get("/team/contacts").text


def test_the_question_stays_where_the_journal_is_switched_off(app, phone, made, now):
    number = made(400, now)
    with transaction() as writing:
        features.switch(writing, off={Feature.JOURNAL}, by=SYSTEM, now=now)
    features.forget(app)
    assert QUESTION in phone.get("/team/contacts").text
    assert phone.press(f"/team/contacts/{number}/in-touch").status_code == 303


def test_nobody_elses_quiet_contact_is_asked_about(made, her_phone, now):
    made(400, now)
    assert QUESTION not in her_phone.get("/team/contacts").text


def test_without_offers_the_journal_asks_of_none(app, phone, note_her, talked, make_offer, now):
    contact, swim = note_her(), make_offer()
    talk = talked(contact)
    with transaction() as writing:
        features.switch(writing, off={Feature.OFFERS}, by=SYSTEM, now=now)
    features.forget(app)
    here = f"/team/contacts/{contact.id}/talks/{talk.id}"
    assert "Did you tell her of an offer?" not in phone.get(here).text
    assert phone.press(f"{here}/offers", {"offer": str(swim)}).status_code == 404


def pages(contact, talk):
    return [
        "/team/contacts",
        f"/team/contacts/{contact.id}",
        f"/team/contacts/{contact.id}/talk",
        f"/team/contacts/{contact.id}/talks/{talk.id}",
        f"/team/contacts/{contact.id}/talks/{talk.id}/edit",
        f"/team/contacts/{contact.id}/talks/{talk.id}/delete",
        f"/team/contacts/{contact.id}/hand-over",
    ]


@pytest.mark.slow
def test_help_stands_on_every_page_of_the_journal_with_numbers_to_tap(phone, note_her, talked):
    contact = note_her()
    for path in pages(contact, talked(contact)):
        page = phone.get(path).text
        assert [number for number in ("112", "1888", "+4544770000") if f'href="tel:{number}"' not in page] == []


def test_the_childrens_line_and_whom_to_call_now_stand_there_where_they_are_set(app, phone, note_her, monkeypatch):
    set_ = replace(app.extensions["settings"], child_line="+4544776655", call_now="+4520304050")
    monkeypatch.setitem(app.extensions, "settings", set_)
    page = phone.get(f"/team/contacts/{note_her().id}/talk").text
    numbers = ("112", "1888", "+4544776655", "+4520304050", "+4544770000")
    assert [f'href="tel:{number}"' in page for number in numbers] == [True, True, True, True, False]


@pytest.mark.slow
def test_many_contacts_have_a_search_above_them_and_few_do_not(phone, note_her):
    for _seven in range(7):
        note_her()
    assert 'role="search"' not in phone.get("/team/contacts").text
    note_her()
    assert 'role="search"' in phone.get("/team/contacts").text
