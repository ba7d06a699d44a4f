"""A professional asks for a mother: choices alone, and no word about the woman."""

import re

import pytest
from sqlalchemy import select

from portal.contacts.help_kinds import Help
from portal.core.db import transaction
from portal.core.features import FeatureOff, forget
from portal.core.forms import make_token
from portal.enquiries.links import token_of
from portal.enquiries.models import Asker, Enquiry, EnquiryState, Soon
from portal.enquiries.receiving import PER_HOUR

METTE = {
    "agreed": "yes",
    "asker": "municipality",
    "name": "Mette Sørensen",
    "workplace": "Familiehuset",
    "phone": "44 77 00 11",
    "spoken": "tr",
    "theme": "marriage",
    "soon": "this_week",
}


@pytest.fixture
def send(client):
    """Send the form as a professional does; changes go by keyword."""

    def send(token=None, **changes):
        data = {"token": token or make_token("professionals"), **METTE, **changes}
        return client.post("/en/professionals", data=data)

    return send


@pytest.fixture
def saved(session):
    return lambda: session.scalars(select(Enquiry).order_by(Enquiry.id)).all()


def test_she_sends_choices_and_gets_a_link_that_says_received(send, saved, client, hedeparken):
    answer = send(area=str(hedeparken))
    (enquiry,) = saved()
    assert answer.location == f"/q/{token_of(enquiry)}?lang=en&done=sent"
    assert (enquiry.asker, enquiry.asker_name, enquiry.workplace, enquiry.asker_phone, enquiry.asker_email) == (
        Asker.MUNICIPALITY, "Mette Sørensen", "Familiehuset", "+4544770011", None,
    )  # fmt: skip
    assert (enquiry.spoken, enquiry.area_id, enquiry.theme, enquiry.soon) == (
        "tr", hedeparken, Help.MARRIAGE, Soon.THIS_WEEK,
    )  # fmt: skip
    assert (enquiry.state, enquiry.lang, enquiry.agreed_version) == (EnquiryState.RECEIVED, "en", "2026-11")
    page = client.get(answer.location)
    assert "We have received it." in page.text and "within three working days" in page.text
    assert "Set-Cookie" not in page.headers and "Set-Cookie" not in answer.headers


def test_the_form_has_no_field_for_words_about_her(client):
    page = client.get("/en/professionals")
    fields = set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', page.text))
    assert fields == {
        "token", "agreed", "asker", "name", "workplace", "phone", "email", "spoken", "area", "theme", "soon",
    }  # fmt: skip
    assert "<textarea" not in page.text
    assert "Set-Cookie" not in page.headers and page.headers["Cache-Control"] == "private, no-store"


def test_without_her_agreement_it_stops_and_offers_a_card(send, saved):
    answer = send(agreed="no")
    assert answer.status_code == 422
    assert "Please ask her first." in answer.text
    assert 'href="/tr/professionals/card"' in answer.text
    assert saved() == []


@pytest.mark.parametrize("lang", ["da", "en", "tr", "ar", "ur", "ru"])
def test_the_card_names_no_trouble_and_the_neutral_address(client, lang):
    page = client.get(f"/{lang}/professionals/card")
    assert f">localhost/{lang}/contact<" in page.text
    assert "tel:+4544770000" in page.text
    english = client.get("/en/professionals/card").text.casefold()
    card = english.partition("<section")[2].partition("</section>")[0]
    for word in ("help", "trouble", "violence", "divorce", "problem", "danger", "enquir"):
        assert word not in card


def test_where_residents_cannot_write_the_card_leads_to_the_events(app, client, now):
    with transaction() as session:
        session.add(FeatureOff(feature="contact"))
    forget(app)
    assert ">localhost/da/<" in client.get("/da/professionals/card").text
    card = client.get("/en/professionals/card").text
    assert "<strong>Call us</strong>" in card and "write to us" not in card
    page = client.post("/en/professionals", data={"agreed": "no"})
    assert "A small card to give her" in page.text and "she can write" not in page.text


def test_it_says_which_languages_active_mothers_speak_and_no_number(client, make_member):
    make_member("Fatma", languages=["tr", "da"])
    make_member("Emine", languages=["tr"])
    make_member("Resting", languages=["so"], active=False)
    page = client.get("/en/professionals")
    assert "<p>Danish · Turkish</p>" in page.text


def test_pressing_twice_is_one_enquiry_and_other_words_are_another(send, saved):
    token = make_token("professionals")
    assert send(token).location == send(token).location
    assert len(saved()) == 1
    send(token, spoken="ar")
    assert len(saved()) == 2


@pytest.mark.slow
def test_a_flood_from_one_address_is_refused_in_a_sentence(send, saved):
    for number in range(PER_HOUR):
        assert send(name=f"Mette {number}").status_code == 303
    answer = send(name="One more")
    assert answer.status_code == 422 and "Many have written from here" in answer.text
    assert len(saved()) == PER_HOUR


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("agreed", "", "Please ask her first."),
        ("agreed", "perhaps", "Please ask her first."),
        ("agreed", ["yes", "no"], "This was sent twice."),
        ("asker", "", "Choose one of these."),
        ("asker", "herself", "Choose one of these."),
        ("asker", "on the moon", "Choose one of these."),
        ("name", "\u200f\u0000 ", "Write your name."),
        ("name", "Mette 010190-1234", "leave out the CPR number"),
        ("name", "x" * 10_000, "This is too long."),
        ("workplace", "", "Write where you work"),
        ("workplace", "010190-1234", "leave out the CPR number"),
        ("phone", "", "Write a phone number or an e-mail address"),
        ("phone", "twelve", "Look at the number once more"),
        ("email", "nobody", "Look at the e-mail address once more"),
        ("spoken", "", "Choose a language."),
        ("spoken", "xx", "Choose a language."),
        ("spoken", ["tr", "ar"], "This was sent twice."),
        ("area", "999", "Choose one of these."),
        ("theme", "", "Choose one of these."),
        ("soon", "yesterday", "Choose one of these."),
        ("token", "x" * 50, "This page was open for a long time."),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_saved(send, saved, field, value, words):
    answer = send(**{field: value}) if field != "token" else send(token=value)
    assert answer.status_code == 422
    assert words in answer.text
    assert "<title>Error:" in answer.text
    assert saved() == []


def test_an_e_mail_alone_is_enough(send, saved):
    assert send(phone="", email="mette@example.org").status_code == 303
    assert [(one.asker_phone, one.asker_email) for one in saved()] == [(None, "mette@example.org")]


def test_a_form_with_nothing_in_it_is_refused(client):
    assert client.post("/en/professionals", data={}).status_code == 422
