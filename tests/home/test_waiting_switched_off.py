"""What waits on the first page leads to a page that is there, whatever has been switched off meanwhile."""

from datetime import timedelta

import pytest

from portal.contacts import journal_rules
from portal.contacts import rules as contacts
from portal.contacts.models import Met, Reach, ReachWhen
from portal.contacts.rules import Notes
from portal.core.actors import Actor, Role
from portal.core.db import transaction
from portal.core.features import Feature, FeatureOff, forget
from portal.core.i18n import to_local
from portal.enquiries import receiving
from portal.enquiries import rules as enquiries
from portal.enquiries.receiving import Herself, Wanted

LEYLA = Herself(call_her="Leyla", phone="+4520304050", reach=Reach.CALL, reach_when=ReachWhen.MORNING)


@pytest.fixture
def fatma(make_member):
    return make_member("Fatma")


@pytest.fixture
def karen(make_member):
    return make_member("Karen", Role.COORDINATOR)


@pytest.fixture
def switch_off(app, now):
    def switch_off(*parts: Feature) -> None:
        with transaction() as session:
            session.add_all(FeatureOff(feature=part) for part in parts)
        forget(app)

    return switch_off


@pytest.mark.slow
def test_an_enquiry_that_came_before_both_forms_were_switched_off_still_gets_its_answer(
    rules, now, fatma, karen, sign_in, switch_off
):
    mother, desk, fatma_id = sign_in(fatma), sign_in(karen, opened=True), fatma.id
    by = Actor(member_id=karen.id, role=Role.COORDINATOR, opened=True)
    about = {"who": LEYLA, "wanted": Wanted(spoken="tr"), "lang": "en", "form_token": "1", "address": "::1"}
    enquiry_id = rules(receiving.receive, now=now, **about).id
    switch_off(Feature.PROFESSIONALS, Feature.CONTACT)
    assert f'href="/team/enquiries/{enquiry_id}"' in desk.get("/team/").text
    rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=fatma_id, by=by, now=now)
    assert 'href="/team/asked"' in mother.get("/team/").text
    assert 'href="/team/enquiries' not in desk.get("/team/").text, "nothing waits for her"


def test_a_wish_to_talk_leads_to_a_page_that_is_there_without_meetings_too(
    rules, now, fatma, karen, sign_in, switch_off
):
    desk, fatma_id = sign_in(karen, opened=True), fatma.id
    rules(journal_rules.wish_to_talk, by=Actor(member_id=fatma_id, role=Role.MOTHER), now=now)
    switch_off(Feature.MEETINGS)
    page = desk.get("/team/").text
    assert "would like to talk with you" in page and "/team/network" not in page
    step = page.partition("would like to talk with you")[0].rpartition("href=")[2]
    assert step.startswith('"/team/members"')


def test_without_the_journal_she_is_still_told_of_contacts_that_will_be_deleted(
    rules, now, fatma, sign_in, switch_off
):
    phone, by = sign_in(fatma), Actor(member_id=fatma.id, role=Role.MOTHER, opened=True)
    then = now - timedelta(days=366)
    notes = Notes(nickname="Sun", languages=["tr"], area_id=None, met=Met.NEIGHBOUR, since=to_local(then).date())
    rules(contacts.note_down, notes=notes, by=by, now=then)
    switch_off(Feature.JOURNAL)
    assert "1 contact: still in touch?" in phone.get("/team/").text
