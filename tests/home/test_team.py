"""The first page behind a sign-in."""

from datetime import timedelta

import pytest

from portal.attendance.models import AttendanceOp, OpKind
from portal.core.actors import Role
from portal.core.db import transaction
from portal.events.facts import Audience
from portal.events.models import EventMother, EventText, Status


@pytest.fixture
def titled(make_event, now):
    """Make an event with a title."""

    def make(title, **columns):
        event = make_event(**columns)
        with transaction() as session:
            session.add(EventText(event_id=event.id, lang="en", title=title, updated_at=now))
        return event

    return make


@pytest.mark.parametrize("starts_in", [timedelta(hours=23), timedelta(minutes=-30), timedelta(hours=-49)])
def test_it_opens_on_tonights_event_for_an_active_mother(titled, make_member, sign_in, starts_in):
    event = titled("Sunday dinner", starts_in=starts_in)
    page = sign_in(make_member(lang="en")).get("/team/").text
    assert "<h1>Sunday dinner</h1>" in page
    assert f'<a class="button" href="/team/events/{event.code}/door">' in page


def test_of_several_the_nearest_comes_first_and_the_others_are_a_tap_away(titled, make_member, sign_in):
    over = titled("Yesterday", starts_in=timedelta(hours=-30))
    soon = titled("Network meeting", starts_in=timedelta(hours=5), audience=Audience.MOTHERS)
    later = titled("Tomorrow", starts_in=timedelta(hours=23))
    page = sign_in(make_member(lang="en")).get("/team/").text
    assert "<h1>Network meeting</h1>" in page
    chips = page[page.index('class="chips"') :].partition("</nav>")[0]
    assert [e.code in chips for e in (over, soon, later)] == [True, False, True]


def test_what_was_counted_stands_on_it(make_event, make_member, sign_in, now):
    event = make_event(starts_in=timedelta(0), seats=None)
    estimate = {"op_id": "a", "subject": "estimate", "kind": OpKind.ESTIMATE, "amount": 40}
    with transaction() as session:
        session.add(AttendanceOp(event_id=event.id, tapped_at=now, received_at=now, **estimate))
    page = sign_in(make_member(lang="en")).get("/team/").text
    assert "<b>40</b>about, not counted" in page


def test_on_a_quiet_day_it_says_what_comes_next(titled, make_member, sign_in):
    titled("Newroz", starts_in=timedelta(days=9))
    titled("A draft", starts_in=timedelta(days=3), status=Status.DRAFT)
    titled("Cancelled", starts_in=timedelta(days=3), status=Status.CANCELLED)
    titled("Long ago", starts_in=timedelta(days=-9))
    page = sign_in(make_member("Fatma", lang="en")).get("/team/").text
    assert "<h1>Hello Fatma</h1>" in page and "Nothing to count today." in page
    assert [title in page for title in ("Newroz", "A draft", "Cancelled", "Long ago")] == [
        True,
        False,
        False,
        False,
    ]


def test_a_mother_who_rests_is_greeted_and_can_still_find_everything(titled, make_member, sign_in):
    event = titled("Sunday dinner", starts_in=timedelta(0))
    page = sign_in(make_member("Fatma", lang="en", active=False)).get("/team/").text
    assert "You are resting just now" in page
    assert f"/team/events/{event.code}/door" in page and 'href="/team/guest"' in page


def test_without_any_event_it_says_so(make_member, sign_in):
    assert "No events are planned just now." in sign_in(make_member(lang="en")).get("/team/").text


@pytest.mark.slow
def test_the_coordinator_gets_the_ways_to_her_work_and_a_mother_her_contacts(make_member, sign_in):
    leader = sign_in(make_member("Karen", Role.COORDINATOR, lang="en")).get("/team/").text
    mother = sign_in(make_member("Fatma", lang="en")).get("/team/").text
    for path, hers in (("/team/events/new", leader), ("/team/calls", leader), ("/team/contacts", mother)):
        assert [f'href="{path}"' in page for page in (leader, mother)] == [hers is leader, hers is mother]


def test_a_host_sees_that_she_is_one(make_event, make_member, sign_in):
    event, fatma, olga = make_event(), make_member("Fatma", lang="en"), make_member("Olga", lang="en")
    with transaction() as session:
        session.add(EventMother(event_id=event.id, member_id=fatma.id, hosting=True))
    assert "You are one of the hosts" in sign_in(fatma).get("/team/").text
    assert "You are one of the hosts" not in sign_in(olga).get("/team/").text


def test_after_the_event_a_guest_is_signed_up_for_another_one(make_event, make_member, sign_in):
    make_event(starts_in=timedelta(hours=-30))
    assert 'href="/team/guest"' in sign_in(make_member(lang="en")).get("/team/").text


def test_a_phone_that_is_not_known_is_sent_to_sign_in(client):
    assert client.get("/team/").status_code == 303
