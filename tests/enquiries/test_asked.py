"""What a mother is asked, answers, and sees after her yes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.core.actors import GUEST
from portal.core.db import db, transaction
from portal.enquiries import queries
from portal.enquiries import rules as enquiries
from portal.enquiries.models import Answer, EnquiryAsk, EnquiryState, Result
from tests.enquiries.conftest import LEYLA, as_actor


@pytest.fixture
def known(fatma, sign_in):
    """Fatma's phone, not opened."""
    return sign_in(fatma)


@pytest.fixture
def opened(fatma, sign_in):
    """Fatma's phone, opened by PIN."""
    return sign_in(fatma, opened=True)


def test_nobody_needs_her_just_now(known):
    assert "Nobody needs you just now." in known.get("/team/asked").text


@pytest.mark.slow
def test_she_is_asked_with_two_large_buttons_and_says_yes(known, opened, bring_to, look, fatma):
    enquiry_id = bring_to(EnquiryState.ASKED)
    page = known.get("/team/asked")
    assert "Turkish" in page.text and "Marriage and divorce" in page.text and "This month" in page.text
    assert 'value="yes"' in page.text and 'value="no"' in page.text
    answer = known.press(f"/team/asked/{enquiry_id}", {"said": "yes"})
    assert answer.location == f"/team/asked/{enquiry_id}?done=yes"
    assert known.get(answer.location).location.startswith("/team/open?next=/team/asked/"), "her PIN is asked first"
    page = opened.get(answer.location)
    assert "Mette Sørensen" in page.text and "tel:+4544770011" in page.text
    assert look(enquiry_id).mother_id == fatma.id


def test_she_says_no_and_is_thanked(known, bring_to, look):
    enquiry_id = bring_to(EnquiryState.ASKED)
    answer = known.press(f"/team/asked/{enquiry_id}", {"said": "no"})
    assert "No is a good answer, too." in known.get(answer.location).text
    enquiry = look(enquiry_id)
    assert (enquiry.state, enquiry.mother_id, enquiry.asks[0].answer) == (
        EnquiryState.RECEIVED, None, Answer.NO,
    )  # fmt: skip


def test_after_three_days_she_is_not_asked_any_more(known, bring_to, fatma, now):
    enquiry_id = bring_to(EnquiryState.ASKED)
    assert [one.id for one in queries.asked_of(db.session(), fatma.id, now)] == [enquiry_id]
    with transaction() as session:
        session.scalars(select(EnquiryAsk)).one().asked_at = now - timedelta(days=3)
    assert queries.asked_of(db.session(), fatma.id, now) == []
    assert "Nobody needs you just now." in known.get("/team/asked").text
    answer = known.press(f"/team/asked/{enquiry_id}", {"said": "yes"})
    assert answer.status_code == 422 and "It is not with you any more." in answer.text


@pytest.mark.slow
def test_another_mother_answers_nothing_and_sees_nothing(bring_to, look, shazia, sign_in):
    phone = sign_in(shazia, opened=True)
    enquiry_id = bring_to(EnquiryState.ASKED)
    assert phone.press(f"/team/asked/{enquiry_id}", {"said": "yes"}).status_code == 422
    assert look(enquiry_id).state is EnquiryState.ASKED
    enquiry_id = bring_to(EnquiryState.ACCEPTED)
    assert phone.get(f"/team/asked/{enquiry_id}").status_code == 404
    for word in ("met", "give-back", "close"):
        assert phone.press(f"/team/asked/{enquiry_id}/{word}", {"result": "not_wanted"}).status_code == 404
    assert look(enquiry_id).state is EnquiryState.ACCEPTED


def test_an_answer_that_is_none_is_not_there(known, bring_to):
    enquiry_id = bring_to(EnquiryState.ASKED)
    for said in ("", "perhaps"):
        assert known.press(f"/team/asked/{enquiry_id}", {"said": said}).status_code == 404


def test_pressing_yes_twice_is_one_yes(known, bring_to):
    enquiry_id = bring_to(EnquiryState.ASKED)
    pressed = [known.press(f"/team/asked/{enquiry_id}", {"said": "yes"}).status_code for _n in range(2)]
    assert pressed == [303, 303]


@pytest.mark.slow
def test_a_resident_is_reached_with_care_and_forgotten_when_they_have_met(opened, bring_to):
    enquiry_id = bring_to(EnquiryState.ACCEPTED, LEYLA)
    page = opened.get(f"/team/asked/{enquiry_id}")
    assert "Say nothing of the portal, or of why you call, until she herself is on the line." in page.text
    assert "Leyla" in page.text and "tel:+4520304050" in page.text and "Call her · In the morning" in page.text
    opened.press(f"/team/asked/{enquiry_id}/met")
    page = opened.get(f"/team/asked/{enquiry_id}")
    assert "You have met." in page.text
    assert "Leyla" not in page.text and "+4520304050" not in page.text


@pytest.mark.slow
def test_a_planned_first_meeting_stands_on_top(opened, bring_to, rules, karen, now):
    enquiry_id = bring_to(EnquiryState.ACCEPTED)
    starts = (now + timedelta(days=2)).replace(tzinfo=None, hour=14, minute=30, second=0)
    about = {"starts_local": starts, "place": "Familiehuset, rum 2", "by": as_actor(karen), "now": now}
    rules(enquiries.set_meeting, enquiry_id=enquiry_id, **about)
    page = opened.get(f"/team/asked/{enquiry_id}")
    assert "Your first meeting" in page.text and "14:30" in page.text and "Familiehuset, rum 2" in page.text


@pytest.mark.slow
def test_she_says_that_they_have_met_and_how_it_ended(opened, bring_to, look):
    enquiry_id = bring_to(EnquiryState.ACCEPTED)
    assert opened.press(f"/team/asked/{enquiry_id}/met").location.endswith("?done=met")
    assert opened.press(f"/team/asked/{enquiry_id}/close", {"result": "no_contact"}).status_code == 422
    answer = opened.press(f"/team/asked/{enquiry_id}/close", {"result": "helped_once"})
    assert "Thank you. It is closed now." in opened.get(answer.location).text
    enquiry = look(enquiry_id)
    assert (enquiry.state, enquiry.result) == (EnquiryState.CLOSED, Result.HELPED_ONCE)
    assert opened.get(f"/team/asked/{enquiry_id}").status_code == 404


@pytest.mark.slow
def test_she_gives_it_back_kindly(opened, bring_to, look):
    enquiry_id = bring_to(EnquiryState.ACCEPTED)
    answer = opened.press(f"/team/asked/{enquiry_id}/give-back")
    assert "Thank you for saying so." in opened.get(answer.location).text
    assert look(enquiry_id).state is EnquiryState.RECEIVED
    assert opened.get(f"/team/asked/{enquiry_id}").status_code == 404


@pytest.mark.parametrize("who", ["asker", "coordinator"])
def test_she_is_told_not_to_call_when_it_was_withdrawn_or_taken_from_her(
    known, bring_to, rules, karen, fatma, now, who
):
    enquiry_id = bring_to(EnquiryState.ACCEPTED)
    if who == "asker":
        rules(enquiries.withdraw, enquiry_id=enquiry_id, by=GUEST, now=now)
    else:
        rules(enquiries.give_back, enquiry_id=enquiry_id, by=as_actor(karen), now=now)
    assert "This is not with you any more. Please do not call." in known.get("/team/asked").text
    assert queries.gone_from_her(db.session(), fatma.id, now + timedelta(days=8)) == []


@pytest.mark.slow
def test_pressing_twice_how_it_ended_or_that_she_gives_it_back_is_once(opened, bring_to):
    for state, press, sent in (
        (EnquiryState.MET, "close", {"result": "helped_once"}),
        (EnquiryState.ACCEPTED, "give-back", {}),
    ):
        here = f"/team/asked/{bring_to(state)}/{press}"
        assert opened.press(here, sent).location == opened.press(here, sent).location
