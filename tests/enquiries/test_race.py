"""Two at the same moment: whatever the order, exactly one wins and the other is told so."""

from functools import partial

import pytest

from portal.core.actors import GUEST
from portal.core.db import db
from portal.enquiries import receiving
from portal.enquiries import rules as enquiries
from portal.enquiries.models import Answer, Enquiry, EnquiryState
from portal.enquiries.receiving import Wanted
from tests.enquiries.conftest import METTE, as_actor
from tests.races import ROUNDS, one_won


@pytest.fixture
def at_once(at_once, now):
    """All at this moment."""
    return partial(at_once, now=now)


def deed(rule, **words):
    return lambda session, now: rule(session, now=now, **words)


@pytest.mark.slow
def test_two_coordinators_asking_two_mothers_ask_one(bring_to, look, at_once, karen, make_member, fatma, shazia):
    one, other = as_actor(karen), as_actor(make_member("Lone", karen.role))
    mothers = [fatma.id, shazia.id]
    for _round in range(ROUNDS):
        enquiry_id = bring_to(EnquiryState.RECEIVED)
        asking = [
            deed(enquiries.ask, enquiry_id=enquiry_id, mother_id=mother_id, by=by)
            for mother_id, by in zip(mothers, (one, other), strict=True)
        ]
        told = at_once(*asking)
        one_won(told)
        enquiry = look(enquiry_id)
        assert [ask.mother_id for ask in enquiry.asks] == [mothers[told.index(None)]]


@pytest.mark.slow
def test_a_yes_and_the_taking_back_at_the_same_moment(bring_to, look, at_once, karen, fatma):
    mother, coordinator, fatma_id = as_actor(fatma), as_actor(karen), fatma.id
    for _round in range(ROUNDS):
        enquiry_id = bring_to(EnquiryState.ASKED)
        told = at_once(
            deed(enquiries.answer, enquiry_id=enquiry_id, yes=True, by=mother),
            deed(enquiries.take_back, enquiry_id=enquiry_id, by=coordinator),
        )
        one_won(told)
        enquiry = look(enquiry_id)
        stands = (enquiry.state, enquiry.mother_id, enquiry.asks[0].answer)
        if told[0] is None:
            assert stands == (EnquiryState.ACCEPTED, fatma_id, Answer.YES)
        else:
            assert stands == (EnquiryState.RECEIVED, None, Answer.TAKEN_BACK)


@pytest.mark.slow
def test_a_yes_and_a_no_of_two_phones_are_one_answer(bring_to, look, at_once, fatma):
    mother = as_actor(fatma)
    for _round in range(ROUNDS):
        enquiry_id = bring_to(EnquiryState.ASKED)
        one_won(
            at_once(*(deed(enquiries.answer, enquiry_id=enquiry_id, yes=yes, by=mother) for yes in (True, False)))
        )
        assert len(look(enquiry_id).asks) == 1


@pytest.mark.slow
def test_a_meeting_and_a_withdrawal_at_the_same_moment(bring_to, look, at_once, fatma):
    mother = as_actor(fatma)
    for _round in range(ROUNDS):
        enquiry_id = bring_to(EnquiryState.ACCEPTED)
        told = at_once(
            deed(enquiries.met, enquiry_id=enquiry_id, by=mother),
            deed(enquiries.withdraw, enquiry_id=enquiry_id, by=GUEST),
        )
        one_won(told)
        assert look(enquiry_id).state is (EnquiryState.MET if told[0] is None else EnquiryState.WITHDRAWN)


@pytest.mark.slow
def test_two_mothers_never_both_have_it(bring_to, rules, look, at_once, karen, fatma, shazia, now):
    """Fatma's question is taken back and Shazia is asked: both say yes at the same moment."""
    mothers, coordinator, shazia_id = (as_actor(fatma), as_actor(shazia)), as_actor(karen), shazia.id
    for _round in range(ROUNDS):
        enquiry_id = bring_to(EnquiryState.ASKED)
        rules(enquiries.take_back, enquiry_id=enquiry_id, by=coordinator, now=now)
        rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=shazia_id, by=coordinator, now=now)
        one_won(at_once(*(deed(enquiries.answer, enquiry_id=enquiry_id, yes=True, by=by) for by in mothers)))
        assert look(enquiry_id).mother_id == shazia_id


def test_the_same_form_pressed_twice_at_once_is_one_enquiry(app, at_once):
    for turn in range(ROUNDS):
        words = {"wanted": Wanted(spoken="tr"), "lang": "en", "form_token": str(turn), "address": str(turn)}
        told = at_once(*(deed(receiving.receive, who=METTE, **words) for _press in range(2)))
        assert told == [None, None]
        assert db.session.query(Enquiry).count() == turn + 1
