"""The coordinator's pages: what waits for her, whom to ask, and what she presses."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Member
from portal.core import features
from portal.core.actors import SYSTEM
from portal.core.audit import AuditEntry
from portal.core.db import db, transaction
from portal.core.i18n import to_local
from portal.enquiries import queries
from portal.enquiries import rules as enquiries
from portal.enquiries.links import token_of
from portal.enquiries.models import Answer, Enquiry, EnquiryAsk, EnquiryState, Result
from tests.enquiries.conftest import LEYLA, as_actor


@pytest.mark.slow
def test_an_empty_queue_says_so(desk):
    assert "Nothing waits for you." in desk.get("/team/enquiries").text


@pytest.mark.slow
def test_her_way_from_call_back_to_the_yes(desk, receive, look, fatma, sign_in):
    enquiry_id = receive()
    here = f"/team/enquiries/{enquiry_id}"
    assert "Call back" in desk.get("/team/enquiries").text
    page = desk.get(here)
    assert "Mette Sørensen" in page.text and "Ask her" not in page.text
    assert desk.press(f"{here}/called-back").status_code == 303
    page = desk.get(here)
    assert "speaks Turkish · 0 open contacts · never asked before" in page.text
    assert f'name="mother" value="{fatma.id}"' in page.text
    assert desk.press(f"{here}/ask", {"mother": fatma.id}).location == f"{here}?done=yes"
    assert "Ask her" not in desk.get(here).text
    sign_in(fatma).press(f"/team/asked/{enquiry_id}", {"said": "yes"})
    page = desk.get(here)
    assert "A mother said yes: <bdi>Fatma</bdi>" in page.text
    assert "Please call back and say so:" in page.text
    assert look(enquiry_id).state is EnquiryState.ACCEPTED


@pytest.mark.slow
def test_for_a_woman_who_wrote_herself_nobody_needs_to_be_called_back(desk, bring_to):
    page = desk.get(f"/team/enquiries/{bring_to(EnquiryState.ACCEPTED, LEYLA)}")
    assert "You need not do anything." in page.text
    assert "Say nothing of the portal until she herself is on the line." in page.text


def test_reading_who_asks_is_kept_in_the_audit_log(desk, bring_to, session, karen):
    enquiry_id, actor = bring_to(EnquiryState.RECEIVED), f"member:{karen.id}"
    desk.get(f"/team/enquiries/{enquiry_id}")
    read = session.scalars(select(AuditEntry).where(AuditEntry.action == "enquiries.read")).all()
    assert [(entry.actor, entry.subject) for entry in read] == [(actor, f"enquiry:{enquiry_id}")]


def test_three_days_of_silence_are_seen_and_written_when_she_looks(desk, bring_to, look, now):
    enquiry_id = bring_to(EnquiryState.ASKED)
    with transaction() as session:
        session.scalars(select(EnquiryAsk)).one().asked_at = now - timedelta(days=3)
    assert queries.waiting_for_coordinator(db.session(), now) == [look(enquiry_id)]
    assert "Ask a mother" in desk.get("/team/enquiries").text
    enquiry = look(enquiry_id)
    assert (enquiry.state, enquiry.asks[0].answer) == (EnquiryState.RECEIVED, Answer.SILENT)


@pytest.mark.slow
def test_one_that_takes_long_is_flagged(desk, bring_to, look, now):
    enquiry_id = bring_to(EnquiryState.ACCEPTED)
    assert "Nothing waits for you." in desk.get("/team/enquiries").text
    with transaction():
        look(enquiry_id).accepted_at = now - timedelta(days=14)
    assert "Said yes two weeks ago, not met" in desk.get("/team/enquiries").text
    assert "Ask her how it goes." in desk.get(f"/team/enquiries/{enquiry_id}").text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("state", "press", "to"),
    [
        (EnquiryState.ASKED, "take-back", EnquiryState.RECEIVED),
        (EnquiryState.ACCEPTED, "met", EnquiryState.MET),
        (EnquiryState.ACCEPTED, "give-back", EnquiryState.RECEIVED),
        (EnquiryState.RECEIVED, "give-up", EnquiryState.NOBODY_FOUND),
        (EnquiryState.NOBODY_FOUND, "reopen", EnquiryState.RECEIVED),
        (EnquiryState.ASKED, "withdraw", EnquiryState.WITHDRAWN),
    ],
)
def test_one_press_moves_it_on(desk, bring_to, look, state, press, to):
    enquiry_id = bring_to(state)
    page = desk.get(f"/team/enquiries/{enquiry_id}")
    assert f'action="/team/enquiries/{enquiry_id}/{press}"' in page.text
    assert desk.press(f"/team/enquiries/{enquiry_id}/{press}").status_code == 303
    assert look(enquiry_id).state is to


@pytest.mark.slow
def test_every_form_on_her_page_is_one_that_the_table_allows(desk, bring_to):
    offered = {
        EnquiryState.RECEIVED: {"ask", "meeting", "close", "give-up", "withdraw"},
        EnquiryState.ASKED: {"meeting", "take-back", "withdraw"},
        EnquiryState.ACCEPTED: {"meeting", "met", "close", "give-back", "withdraw"},
        EnquiryState.MET: {"close"},
        EnquiryState.CLOSED: set(),
        EnquiryState.NOBODY_FOUND: {"reopen", "withdraw"},
        EnquiryState.WITHDRAWN: set(),
    }
    for state, words in offered.items():
        here = f"/team/enquiries/{bring_to(state)}"
        found = set(desk.get(here).text.split(f'action="{here}/')[1:])
        assert {form.partition('"')[0] for form in found} == words, state


@pytest.mark.slow
def test_a_refused_press_says_why(desk, bring_to, look):
    enquiry_id = bring_to(EnquiryState.CLOSED)
    answer = desk.press(f"/team/enquiries/{enquiry_id}/withdraw")
    assert (answer.status_code, "This is closed already." in answer.text) == (422, True)
    assert "<title>Error:" in answer.text
    assert look(enquiry_id).state is EnquiryState.CLOSED


def test_she_plans_a_first_meeting_and_takes_it_away_again(desk, bring_to, look, now):
    enquiry_id = bring_to(EnquiryState.ASKED)
    here = f"/team/enquiries/{enquiry_id}/meeting"
    day = (to_local(now) + timedelta(days=3)).date()
    planned = {"day": day.isoformat(), "time": "14:30", "place": "Familiehuset, rum 2"}
    assert desk.press(here, planned).status_code == 303
    enquiry = look(enquiry_id)
    assert (f"{enquiry.meeting_local:%Y-%m-%d %H:%M}", enquiry.meeting_place) == (
        f"{day} 14:30",
        "Familiehuset, rum 2",
    )
    assert desk.press(here, {"day": "", "time": "", "place": ""}).status_code == 303
    assert (look(enquiry_id).meeting_local, look(enquiry_id).meeting_place) == (None, None)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"day": "2027-01-04", "time": "14:30"}, "Write the day, the time and the place, or nothing."),
        ({"day": "2020-01-04", "time": "14:30", "place": "Huset"}, "Choose a time to come."),
        ({"day": "2027-03-28", "time": "02:30", "place": "Huset"}, "There is no such time"),
        ({"day": "soon", "time": "14:30", "place": "Huset"}, "Write the date as"),
        ({"day": "2027-01-04", "time": "noon", "place": "Huset"}, "Write the time as"),
        ({"day": "2027-01-04", "time": "14:30", "place": "010190-1234"}, "leave out the CPR number"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_beside_the_field(desk, bring_to, look, sent, words):
    enquiry_id = bring_to(EnquiryState.ASKED)
    answer = desk.press(f"/team/enquiries/{enquiry_id}/meeting", sent)
    assert answer.status_code == 422 and words in answer.text
    assert look(enquiry_id).meeting_local is None


@pytest.mark.slow
def test_she_closes_with_what_came_of_it(desk, bring_to, look):
    enquiry_id = bring_to(EnquiryState.MET)
    here = f"/team/enquiries/{enquiry_id}"
    assert desk.press(f"{here}/close", {"result": "no_contact"}).status_code == 422
    assert desk.press(f"{here}/close", {}).status_code == 422
    assert desk.press(f"{here}/close", {"result": "in_touch"}).status_code == 303
    enquiry = look(enquiry_id)
    assert (enquiry.state, enquiry.result) == (EnquiryState.CLOSED, Result.IN_TOUCH)
    assert "They are in touch" in desk.get("/team/enquiries").text


@pytest.mark.parametrize("mother", ["", "x", "-1", "999999999999", "0", "٣"])
def test_asking_nobody_is_refused_in_a_sentence(desk, bring_to, mother):
    answer = desk.press(f"/team/enquiries/{bring_to(EnquiryState.RECEIVED)}/ask", {"mother": mother})
    assert answer.status_code == 422 and "She is not active just now" in answer.text


def test_what_is_not_there_is_not_there(desk):
    for path in ("/team/enquiries/99", "/team/asked/99"):
        assert desk.get(path).status_code == 404
    for word in ("met", "ask", "meeting", "close"):
        assert desk.press(f"/team/enquiries/99/{word}").status_code == 404


def test_what_is_under_way_goes_on_when_the_forms_are_switched_off(app, client, desk, bring_to, look, rules, now):
    token = token_of(look(bring_to(EnquiryState.RECEIVED)))
    off = {features.Feature.PROFESSIONALS, features.Feature.CONTACT}
    rules(features.switch, off=off, by=SYSTEM, now=now)
    features.forget(app)
    closed = ("/en/professionals", "/en/professionals/card", "/en/contact")
    assert [client.get(path).status_code for path in closed] == [404, 404, 404]
    assert client.get(f"/q/{token}").status_code == 200
    assert client.get("/leave").status_code == 303
    assert desk.get("/team/enquiries").status_code == 200


def test_the_nightly_purge_lets_silence_pass(bring_to, look, now):
    from portal.privacy import purge

    enquiry_id = bring_to(EnquiryState.ASKED)
    purge.run(now + timedelta(days=3))
    assert look(enquiry_id).state is EnquiryState.RECEIVED


def test_one_given_up_long_ago_cannot_be_opened_again(bring_to, rules, look, karen, now):
    from portal.core.errors import RuleBroken
    from portal.privacy import purge

    enquiry_id = bring_to(EnquiryState.NOBODY_FOUND)
    purge.run(now + timedelta(days=91))
    with pytest.raises(RuleBroken):
        rules(enquiries.reopen, enquiry_id=enquiry_id, by=as_actor(karen), now=now + timedelta(days=91))
    assert look(enquiry_id).state is EnquiryState.NOBODY_FOUND


@pytest.mark.parametrize("state", [EnquiryState.ACCEPTED, EnquiryState.MET])
def test_what_is_with_a_mother_who_is_none_any_more_waits_for_the_coordinator(
    desk, bring_to, look, rules, fatma, karen, now, state
):
    from portal.accounts import members

    enquiry_id = bring_to(state)
    assert queries.waiting_for_coordinator(db.session(), now) == []
    rules(members.close, member_id=fatma.id, by=as_actor(karen), now=now)
    assert queries.waiting_for_coordinator(db.session(), now) == [look(enquiry_id)]
    step = {EnquiryState.ACCEPTED: "Give it to somebody else", EnquiryState.MET: "Close it"}[state]
    waiting = desk.get("/team/enquiries").text.partition("Your next step")[2]
    assert f'<span class="state state-stop">{step}</span>' in waiting


def test_a_mother_who_is_asked_can_be_told_in_her_language_and_no_more_than_that(desk, bring_to, session, fatma):
    with transaction() as write:
        write.get_one(Member, fatma.id).lang = "tr"
    enquiry_id = bring_to(EnquiryState.ASKED)
    page = desk.get(f"/team/enquiries/{enquiry_id}").text
    (words,) = re.findall(r'<p class="card message" lang="tr" dir="ltr">([^<]+)</p>', page)
    assert "Merhaba Fatma" in words and "/team/asked" in words
    enquiry = session.get_one(Enquiry, enquiry_id)
    assert not [
        secret for secret in (enquiry.asker_name, enquiry.workplace, enquiry.asker_phone) if secret in words
    ]
    assert "card message" not in desk.get(f"/team/enquiries/{bring_to(EnquiryState.ACCEPTED)}").text
