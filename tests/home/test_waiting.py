"""What waits for each on her first page: only what is to be done, each with the page where it is done."""

import re
from datetime import date, timedelta

import pytest

from portal.accounts.models import ActivePeriod
from portal.contacts.journal_models import HandOver, TalkWish
from portal.contacts.models import Contact, Met
from portal.core.actors import Role
from portal.core.db import transaction
from portal.core.features import Feature, FeatureOff, forget
from portal.enquiries.models import Answer, Asker, Enquiry, EnquiryAsk, EnquiryState
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Status
from portal.helping.models import EventTask, TaskKind
from portal.network.models import MeetingReply, Minutes, Notice, NoticeText
from portal.offers.models import Offer, Theme


@pytest.fixture
def fatma(make_member, today):
    """A mother who has just begun, so that nobody misses her."""
    member = make_member("Fatma", active=False)
    with transaction() as session:
        session.add(ActivePeriod(member_id=member.id, from_day=today))
    return member


@pytest.fixture
def add(app):
    def add(*rows):
        with transaction() as session:
            session.add_all(rows)
            session.flush()
            return rows[0].id

    return add


def waits(client):
    """What waits on a first page: each sentence with its address."""
    card = client.get("/team/").text.partition('id="waits"')[2].partition("</section>")[0]
    return {words: href for href, words in re.findall(r'<a href="([^"]+)">.*?<b>(.*?)</b>', card, re.DOTALL)}


def enquiry(now, state=EnquiryState.RECEIVED, **columns):
    values = {"asker": Asker.MUNICIPALITY, "spoken": "tr", "agreed_version": "1", "lang": "da", "received_at": now}
    token = f"{len(columns)}{state}{sorted(columns)}"[:12]
    return Enquiry(public_id=token, form_key=token, state=state, **{**values, **columns})


def test_a_quiet_day_looks_quiet(coordinator, fatma):
    page = coordinator.get("/team/").text
    assert waits(coordinator) == {}
    assert "Nothing waits for you today. Have a cup of tea." in page
    assert "What waits for you today" not in page


def test_everything_that_waits_for_the_coordinator_leads_to_its_one_next_step(
    coordinator, fatma, make_member, make_event, add, now, today
):
    make_member("Olga")  # active for long, and never seen
    new, ready = add(enquiry(now)), add(enquiry(now, called_back_at=now))
    tonight = make_event(starts_in=timedelta(days=2))
    later = make_event(starts_in=timedelta(days=30))
    for event in (tonight, later):
        add(EventTask(event_id=event.id, kind=TaskKind.CAKE, wanted=3, taken=1))
    meeting = make_event(kind=Kind.NETWORK_MEETING, audience=Audience.MOTHERS)
    add(TalkWish(mother_id=fatma.id, wished_on=today))
    offer = {"theme": Theme.HEALTH, "status": Status.PUBLISHED, "created_at": now}
    add(Offer(code="ALTE", confirmed_on=date(2020, 1, 1), **offer))
    add(Offer(code="NEUE", confirmed_on=today, **offer))
    assert waits(coordinator) == {
        "1 new enquiry: call back": f"/team/enquiries/{new}",
        "1 enquiry: ask a mother": f"/team/enquiries/{ready}",
        "2 hands are missing": f"/team/events/{tonight.code}/evening",
        "Fatma would like to talk with you": f"/team/network/{meeting.code}",
        "1 offer: is it still so?": "/team/offers",
        "1 mother has not been seen for a while: write to her": "/team/network/quiet",
    }


def test_two_of_a_kind_lead_to_the_list(coordinator, fatma, add, now):
    add(enquiry(now))
    add(enquiry(now, lang="en", asker=Asker.RED_CROSS, workplace="Røde Kors"))
    assert waits(coordinator) == {"2 new enquiries: call back": "/team/enquiries"}


@pytest.mark.slow
def test_what_is_switched_off_waits_for_nobody_but_who_has_asked_is_answered(
    app, coordinator, fatma, make_event, add, now
):
    asked = add(enquiry(now))
    add(EventTask(event_id=make_event(starts_in=timedelta(days=2)).id, kind=TaskKind.CAKE, wanted=3))
    for feature in (Feature.PROFESSIONALS, Feature.CONTACT, Feature.HELP):
        add(FeatureOff(feature=feature))
    forget(app)
    page = coordinator.get("/team/").text
    assert waits(coordinator) == {"1 new enquiry: call back": f"/team/enquiries/{asked}"}
    ways = [f'href="{path}"' in page for path in ("/team/enquiries", "/team/helpers", "/team/offers")]
    assert ways == [False, False, True]


@pytest.mark.slow
def test_what_is_asked_of_a_mother_names_no_woman(fatma, make_member, make_event, sign_in, add, now, today):
    olga = make_member("Olga")
    asked = add(enquiry(now, EnquiryState.ASKED, asked_at=now))
    add(EnquiryAsk(enquiry_id=asked, mother_id=fatma.id, answer=Answer.WAITING, asked_at=now))
    sara = {"nickname": "Sara", "languages": ["tr"], "met": Met.FRIEND, "since": today, "created_at": now}
    hers = add(Contact(mother_id=olga.id, **sara))
    handed = add(HandOver(contact_id=hers, from_id=olga.id, to_id=fatma.id))
    coming = make_event(kind=Kind.NETWORK_MEETING, audience=Audience.MOTHERS)
    held = make_event(kind=Kind.NETWORK_MEETING, audience=Audience.MOTHERS, starts_in=timedelta(hours=-20))
    with transaction() as session:
        session.get_one(ActivePeriod, 1).from_day = today - timedelta(days=30)
    add(Minutes(event_id=held.id, lang="da", text="Vi talte om vinterjakker.", updated_at=now))
    phone = sign_in(fatma)
    assert waits(phone) == {
        "1 person asks for a mother: can you?": "/team/asked",
        "Olga asks you to take over a contact": f"/team/contacts/asked/{handed}",
        "Network meeting: are you coming?": f"/team/network/{coming.code}",
        "Read what was said at the network meeting": f"/team/network/{held.code}",
    }
    assert "Sara" not in phone.get("/team/").text
    add(MeetingReply(event_id=coming.id, member_id=fatma.id, coming=False, replied_at=now))
    assert "Network meeting: are you coming?" not in waits(phone)


def test_notices_stand_on_her_first_page_in_her_language_until_their_last_day(fatma, sign_in, add, now, today):
    for until, title in ((today, "Vinterjakker"), (today - timedelta(days=1), "Gammelt")):
        text = NoticeText(lang="da", title=title, updated_at=now)
        add(Notice(until=until, created_at=now, texts=[text]))
    page = sign_in(fatma).get("/team/").text
    assert '<bdi lang="da" dir="ltr"><b>Vinterjakker</b></bdi>' in page
    assert "Gammelt" not in page


def test_the_coordinator_reads_no_notices_of_her_own_there(coordinator, add, now, today):
    text = NoticeText(lang="da", title="Vinterjakker", updated_at=now)
    add(Notice(until=today, created_at=now, texts=[text]))
    assert "Vinterjakker" not in coordinator.get("/team/").text


def test_a_mother_has_no_page_of_the_coordinators(fatma, sign_in):
    page = sign_in(fatma).get("/team/").text
    assert fatma.role is Role.MOTHER
    assert [path in page for path in ("/team/features", "/team/enquiries", "/team/record")] == [False, False, True]
