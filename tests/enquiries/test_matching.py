"""Whom to ask: the order of the mothers, the reasons in words, and who is not asked first."""

from datetime import date, timedelta

import pytest

from portal.contacts.models import Contact, Met
from portal.core.areas import Area
from portal.core.db import db, transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.enquiries import rules as enquiries
from portal.enquiries.matching import candidates, languages_we_have, reasons
from portal.enquiries.models import Answer, Enquiry, EnquiryAsk, EnquiryState
from tests.enquiries.conftest import LEYLA, as_actor


@pytest.fixture
def ranked(look, now):
    """The names of those to ask first, and of the others."""

    def ranked(enquiry_id):
        found = candidates(db.session(), look(enquiry_id), now=now)
        return [one.member.name for one in found if one.first], [one.member.name for one in found if not one.first]

    return ranked


def has_contacts(member, number, now, **columns):
    with transaction() as session:
        for _n in range(number):
            session.add(
                Contact(mother_id=member.id, met=Met.FRIEND, since=date(2026, 1, 1), created_at=now, **columns)
            )


def was_asked(member_id, enquiry_id, at, answer=Answer.NO):
    with transaction() as session:
        session.add(EnquiryAsk(enquiry_id=enquiry_id, mother_id=member_id, answer=answer, asked_at=at))


def test_language_comes_before_area_before_few_contacts_before_long_ago(
    make_member, receive, ranked, hedeparken, now
):
    def here(session):
        return [session.get_one(Area, hedeparken)]

    names = ("Free", "Busy", "Near", "Other tongue")
    ids = {}
    for name in names:
        member = make_member(name, languages=["ar"] if name == "Other tongue" else ["tr"])
        ids[name] = member.id
        if name == "Busy":
            has_contacts(member, 2, now)
        if name in ("Near", "Other tongue"):
            with transaction() as session:
                session.get_one(type(member), ids[name]).areas = here(session)
    make_member("Resting", languages=["tr"], active=False)
    make_member("Closed", languages=["tr"], disabled_at=now)
    asked_before = make_member("Asked in May", languages=["tr"]).id
    enquiry_id, earlier = receive(area_id=hedeparken), receive()
    was_asked(asked_before, earlier, now - timedelta(days=180))
    assert ranked(enquiry_id) == (["Near", "Free", "Asked in May", "Busy"], ["Other tongue"])


def test_closed_contacts_do_not_count_and_open_enquiries_do(make_member, bring_to, receive, ranked, now, fatma):
    bring_to(EnquiryState.ACCEPTED)
    other = make_member("Emine", languages=["tr"])
    has_contacts(other, 3, now, closed_at=now)
    assert ranked(receive()) == (["Emine", "Fatma"], [])


def test_the_reasons_are_said_in_words(make_member, receive, look, hedeparken, now):
    asked = now - timedelta(days=205)
    member = make_member("Fatma", languages=["tr"])
    member_id = member.id
    with transaction() as session:
        session.get_one(type(member), member_id).areas = [session.get_one(Area, hedeparken)]
    has_contacts(member, 2, now)
    make_member("Aisha", languages=["so"])
    enquiry_id, earlier = receive(area_id=hedeparken), receive()
    was_asked(member_id, earlier, asked)
    enquiry = look(enquiry_id)
    fatma, aisha = candidates(db.session(), enquiry, now=now)
    area = "\N{FIRST STRONG ISOLATE}Hedeparken\N{POP DIRECTIONAL ISOLATE}"
    assert reasons(fatma, enquiry) == [
        "speaks Turkish",
        f"knows {area}",
        "2 open contacts",
        f"asked last in {to_local(asked):%B %Y}",
    ]
    assert reasons(aisha, enquiry) == [
        "does not speak Turkish",
        f"is not in {area}",
        "0 open contacts",
        "never asked before",
    ]


def test_one_without_the_language_is_asked_only_when_nobody_else_is_left(
    make_member, receive, rules, look, karen, fatma, now
):
    aisha_id, by = make_member("Aisha", languages=["so"]).id, as_actor(karen)
    enquiry_id, about = receive(), {"by": by, "now": now}
    rules(enquiries.call_back, enquiry_id=enquiry_id, **about)
    with pytest.raises(RuleBroken) as broken:
        rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=aisha_id, **about)
    assert "Please ask those first who speak the language" in str(broken.value.message)
    rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=fatma.id, **about)
    rules(enquiries.answer, enquiry_id=enquiry_id, yes=False, by=as_actor(fatma), now=now)
    rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=aisha_id, **about)
    assert look(enquiry_id).state is EnquiryState.ASKED


@pytest.mark.parametrize("how", ["resting", "closed", "coordinator", "nobody"])
def test_who_is_not_active_is_not_asked(make_member, receive, rules, session, karen, now, how):
    who = {
        "resting": lambda: make_member("Resting", active=False).id,
        "closed": lambda: make_member("Closed", disabled_at=now).id,
        "coordinator": lambda: karen.id,
        "nobody": lambda: 999,
    }[how]()
    enquiry_id, about = receive(), {"by": as_actor(karen), "now": now}
    rules(enquiries.call_back, enquiry_id=enquiry_id, **about)
    with pytest.raises(RuleBroken) as broken:
        rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=who, **about)
    assert "She is not active just now" in str(broken.value.message)
    assert session.get_one(Enquiry, enquiry_id).asks == []


def test_who_let_it_pass_in_silence_stands_below_and_can_be_asked(bring_to, rules, ranked, karen, fatma, now):
    enquiry_id = bring_to(EnquiryState.ASKED)
    later = now + timedelta(days=3)
    rules(enquiries.let_silence_pass, later)
    assert ranked(enquiry_id) == ([], ["Fatma"])
    rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=fatma.id, by=as_actor(karen), now=later)


def test_who_has_not_promised_to_keep_silent_is_not_asked_and_her_languages_are_not_offered(
    app, receive, look, make_member, now
):
    make_member("Fatma", languages=["tr"])
    make_member("Invited only", languages=["tr", "so"], promise_accepted_at=None)
    found = candidates(db.session(), look(receive(LEYLA)), now=now)
    assert [one.member.name for one in found] == ["Fatma"]
    assert languages_we_have(db.session(), now=now) == ["tr"]
