"""A resident writes for herself, on pages that say no more than "write to us"."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.contacts.models import Reach, ReachWhen
from portal.core.actors import GUEST
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.core.forms import make_token
from portal.core.i18n import to_local
from portal.enquiries import rules as enquiries
from portal.enquiries.links import token_of
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.privacy import purge
from tests.enquiries.conftest import LEYLA, as_actor

HER = {"call_her": "Leyla", "spoken": "ur", "phone": "20 30 40 50", "reach": "text", "reach_when": "morning"}


@pytest.fixture
def write(client):
    def write(token=None, lang="en", **changes):
        return client.post(f"/{lang}/contact", data={"token": token or make_token("contact"), **HER, **changes})

    return write


@pytest.fixture
def saved(session):
    return lambda: session.scalars(select(Enquiry).order_by(Enquiry.id)).all()


def test_she_writes_and_her_page_says_received(write, saved, client):
    answer = write()
    (enquiry,) = saved()
    assert answer.location == f"/q/{token_of(enquiry)}?lang=en&done=sent"
    assert (enquiry.asker, enquiry.call_her, enquiry.her_phone, enquiry.reach, enquiry.reach_when) == (
        Asker.HERSELF, "Leyla", "+4520304050", Reach.TEXT, ReachWhen.MORNING,
    )  # fmt: skip
    assert (enquiry.spoken, enquiry.area_id, enquiry.theme) == ("ur", None, None)
    page = client.get(answer.location)
    assert "We have received it." in page.text
    assert "Set-Cookie" not in page.headers and "Set-Cookie" not in answer.headers


def test_the_pages_are_neutral_and_ask_for_no_theme(write, client, saved):
    form = client.get("/en/contact")
    page = client.get(write().location)
    assert re.findall(r"<(?:title|h1)>([^<]*)", form.text)[0].startswith("Write to us ·")
    assert "<h1>Write to us</h1>" in form.text and "<h1>Your message to us</h1>" in page.text
    assert 'name="theme"' not in form.text
    for answer in (form, page):
        body = answer.text.partition("<main")[2].partition('<footer class="footer">')[0]
        for word in ("mother", "help", "enquir", "violence", "divorce", "marriage", "trouble"):
            assert word not in body.casefold(), word
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Set-Cookie" not in answer.headers


def test_leave_this_page_is_a_plain_link_to_the_weather(client, write):
    for address in ("/ur/contact", write().location):
        assert 'href="/leave"' in client.get(address).text
    answer = client.get("/leave")
    assert (answer.status_code, answer.location) == (303, "https://www.dmi.dk/")
    assert (answer.headers["Cache-Control"], answer.headers["Clear-Site-Data"]) == ("no-store", '"cache"')
    assert "does not erase the history" in client.get("/en/contact").text


def test_her_own_language_is_chosen_and_every_other_stands_in_its_own_name(client):
    page = client.get("/ur/contact")
    assert '<option value="ur" dir="auto" selected>اردو</option>' in page.text
    assert '<option value="tr" dir="auto">Türkçe</option>' in page.text


def test_pressing_twice_is_one(write, saved):
    token = make_token("contact")
    assert write(token).location == write(token).location
    assert len(saved()) == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("call_her", "", "Write a name. A nickname will do."),
        ("call_her", "010190-1234", "leave out the CPR number"),
        ("phone", "", "Write a number where we may reach you."),
        ("phone", "010190-1234", "leave out the CPR number"),
        ("phone", "x" * 5000, "Look at the number once more"),
        ("reach", "not_at_all", "Choose one of these."),
        ("reach", "visit", "Choose one of these."),
        ("reach_when", "she_calls", "Choose one of these."),
        ("reach_when", ["morning", "evening"], "This was sent twice."),
        ("spoken", "xx", "Choose a language."),
        ("area", "7", "Choose one of these."),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_saved(write, saved, field, value, words):
    answer = write(**{field: value})
    assert answer.status_code == 422 and words in answer.text and "<title>Error:" in answer.text
    assert saved() == []


def test_what_she_typed_in_any_digits_and_script_is_kept(write, saved):
    assert write(call_her="\u202eفاطمہ\u0000", phone="\u200e٢٠٣٠٤٠٥٠").status_code == 303
    assert [(one.call_her, one.her_phone) for one in saved()] == [("فاطمہ", "+4520304050")]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (EnquiryState.RECEIVED, "We have received it."),
        (EnquiryState.ASKED, "We have received it."),
        (EnquiryState.ACCEPTED, "It is passed on."),
        (EnquiryState.MET, "It is passed on."),
        (EnquiryState.CLOSED, "It is closed."),
        (EnquiryState.NOBODY_FOUND, "We have found nobody for now."),
        (EnquiryState.WITHDRAWN, "You have taken it back."),
    ],
)
def test_her_link_says_where_it_stands_and_whether_she_can_take_it_back(client, bring_to, look, state, words):
    enquiry = look(bring_to(state, LEYLA))
    page = client.get(f"/q/{token_of(enquiry)}")
    assert words in page.text
    can = state not in (EnquiryState.MET, EnquiryState.CLOSED, EnquiryState.WITHDRAWN)
    assert ("Yes, take it back" in page.text) is can
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_she_takes_it_back_and_what_she_wrote_is_gone(client, bring_to, look):
    enquiry_id = bring_to(EnquiryState.ACCEPTED, LEYLA)
    token = token_of(look(enquiry_id))
    answer = client.post(f"/q/{token}/withdraw?lang=tr", data={"token": make_token("withdraw")})
    assert (answer.status_code, answer.location) == (303, f"/q/{token}?lang=tr")
    enquiry = look(enquiry_id)
    assert (enquiry.state, enquiry.call_her, enquiry.her_phone) == (EnquiryState.WITHDRAWN, None, None)


def test_where_nobody_was_found_she_can_have_it_deleted_and_it_is_not_opened_again(
    client, bring_to, look, rules, karen, now
):
    enquiry_id, by = bring_to(EnquiryState.NOBODY_FOUND, LEYLA), as_actor(karen)
    client.post(f"/q/{token_of(look(enquiry_id))}/withdraw", data={"token": make_token("withdraw")})
    enquiry = look(enquiry_id)
    assert (enquiry.state, enquiry.call_her, enquiry.her_phone) == (EnquiryState.WITHDRAWN, None, None)
    with pytest.raises(RuleBroken):
        rules(enquiries.reopen, enquiry_id=enquiry_id, by=by, now=now)


def test_where_a_first_meeting_was_planned_goes_with_her_number(bring_to, look, now):
    enquiry_id = bring_to(EnquiryState.NOBODY_FOUND, LEYLA)
    with transaction() as session:
        enquiry = session.get_one(Enquiry, enquiry_id)
        enquiry.meeting_place, enquiry.meeting_local = "At her home", to_local(now)
    purge.run(now + timedelta(days=30))
    enquiry = look(enquiry_id)
    assert (enquiry.her_phone, enquiry.meeting_place, enquiry.meeting_local) == (None, None, None)


def test_once_they_have_met_it_cannot_be_taken_back(client, bring_to, look):
    enquiry_id = bring_to(EnquiryState.MET)
    answer = client.post(f"/q/{token_of(look(enquiry_id))}/withdraw", data={"token": make_token("withdraw")})
    assert answer.status_code == 422 and "They have met already." in answer.text
    assert look(enquiry_id).state is EnquiryState.MET


def test_withdrawing_needs_the_token_of_the_page(client, bring_to, look):
    enquiry_id = bring_to(EnquiryState.RECEIVED)
    assert client.post(f"/q/{token_of(look(enquiry_id))}/withdraw").status_code == 422
    assert look(enquiry_id).state is EnquiryState.RECEIVED


def test_a_foreign_or_mistyped_link_is_not_there(client, bring_to, look):
    token = token_of(look(bring_to(EnquiryState.RECEIVED)))
    for wrong in (token[:-1], token + "x", token[:10], "x", token.upper(), "%00", "🌙", token[:10] + "é" * 22):
        assert client.get(f"/q/{wrong}").status_code == 404, wrong


def test_the_link_opens_whatever_the_switches_say_and_is_stored_nowhere(bring_to, look, rules, now):
    enquiry = look(bring_to(EnquiryState.RECEIVED))
    stored = {str(getattr(enquiry, column.key)) for column in Enquiry.__table__.columns}
    assert not any(token_of(enquiry)[10:] in value for value in stored)
    rules(enquiries.withdraw, enquiry_id=enquiry.id, by=GUEST, now=now)
