"""Hosting, coming or not, the agenda, and what was to be talked about."""

from datetime import timedelta

import pytest

from portal.contacts.journal_models import TalkWish
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.events.models import Event, Status
from portal.network import queries
from portal.network import rules as network
from portal.network.models import AgendaPoint, HostWish, MeetingReply


@pytest.fixture
def replies(session):
    def replies() -> list[tuple[int, bool]]:
        session.expire_all()
        return [(row.member_id, row.coming) for row in session.query(MeetingReply)]

    return replies


@pytest.fixture
def reply(rules, meeting, actor, now):
    def say(member, coming, at=now, event=meeting):
        rules(network.reply, event_id=event.id, coming=coming, by=actor(member), now=at)

    return say


def test_she_says_that_she_comes_and_changes_her_mind(reply, replies, ayse):
    reply(ayse, True)
    reply(ayse, True)
    assert replies() == [(ayse.id, True)]
    reply(ayse, False)
    assert replies() == [(ayse.id, False)]


def test_an_answer_can_be_changed_until_the_meeting_is_over(reply, replies, meeting, ayse):
    reply(ayse, True, at=meeting.ends_at - timedelta(seconds=1))
    with pytest.raises(RuleBroken):
        reply(ayse, False, at=meeting.ends_at)
    assert replies() == [(ayse.id, True)]


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.DRAFT])
def test_nobody_answers_to_what_does_not_happen(reply, replies, make_meeting, ayse, status):
    with pytest.raises(RuleBroken):
        reply(ayse, True, event=make_meeting(status=status))
    assert replies() == []


def test_a_mother_who_rests_may_come_too(reply, replies, make_member):
    resting = make_member("Amal", active=False)
    reply(resting, True)
    assert replies() == [(resting.id, True)]


def test_a_wish_to_host_is_said_once_and_taken_back(rules, actor, ayse, now, session):
    by = actor(ayse)
    for later in (0, 1):
        rules(network.wish_to_host, by=by, now=now + timedelta(days=later))
    assert [(wish.member.name, wish.since) for wish in queries.host_wishes(session, now)] == [("Ayşe", now)]
    for _twice in range(2):
        rules(network.take_wish_back, by=by, now=now + timedelta(days=2))
    assert queries.host_wishes(session, now) == []
    rules(network.wish_to_host, by=by, now=now + timedelta(days=3))
    assert [row.closed_at is None for row in session.query(HostWish).order_by(HostWish.id)] == [False, True]


def test_the_coordinator_sees_who_has_waited_longest_and_who_is_a_host_already(
    rules, actor, meeting, fatma, ayse, now, session
):
    rules(network.wish_to_host, by=actor(fatma), now=now - timedelta(days=1))
    rules(network.wish_to_host, by=actor(ayse), now=now - timedelta(days=9))
    found = [(wish.member.name, wish.hosts and wish.hosts.id) for wish in queries.host_wishes(session, now)]
    assert found == [("Ayşe", None), ("Fatma", meeting.id)]


def test_whoever_has_hosted_has_had_her_wish_but_not_one_made_since(rules, actor, held, fatma, ayse, now, session):
    rules(network.wish_to_host, by=actor(fatma), now=now - timedelta(days=9))
    rules(network.wish_to_host, by=actor(ayse), now=now - timedelta(days=9))

    def close():
        with transaction() as writing:
            network.close_wishes_of_hosts(writing, event=writing.get_one(Event, held.id), now=now)

    close()
    assert [wish.member.name for wish in queries.host_wishes(session, now)] == ["Ayşe"]
    rules(network.wish_to_host, by=actor(fatma), now=now)
    close()
    assert [wish.member.name for wish in queries.host_wishes(session, now)] == ["Ayşe", "Fatma"]


@pytest.fixture
def agenda(session, meeting):
    def agenda() -> list[str]:
        session.expire_all()
        return [point.text for point in session.query(AgendaPoint).order_by(AgendaPoint.id)]

    return agenda


@pytest.fixture
def add(rules, meeting, actor, now):
    def add(member, text, at=now):
        rules(network.add_point, event_id=meeting.id, text=text, by=actor(member), now=at)

    return add


def test_a_point_is_added_once_and_its_writer_takes_it_back(
    rules, add, agenda, actor, meeting, ayse, now, session
):
    add(ayse, "Newroz")
    add(ayse, "Newroz")
    add(ayse, "Vinterjakker")
    assert agenda() == ["Newroz", "Vinterjakker"]
    first = session.query(AgendaPoint).order_by(AgendaPoint.id).first().id
    for _twice in range(2):
        rules(network.take_point_back, event_id=meeting.id, point_id=first, by=actor(ayse), now=now)
    assert agenda() == ["Vinterjakker"]


def test_a_mother_takes_no_point_of_another_but_the_coordinator_does(
    rules, add, agenda, actor, meeting, ayse, fatma, karen, now, session
):
    add(ayse, "Newroz")
    point_id = session.query(AgendaPoint).one().id
    with pytest.raises(RuleBroken):
        rules(network.take_point_back, event_id=meeting.id, point_id=point_id, by=actor(fatma), now=now)
    assert agenda() == ["Newroz"]
    rules(network.take_point_back, event_id=meeting.id, point_id=point_id, by=actor(karen), now=now)
    assert agenda() == []


def test_a_point_of_another_meeting_stays(rules, add, agenda, actor, make_meeting, ayse, now, session):
    add(ayse, "Newroz")
    point_id, other = session.query(AgendaPoint).one().id, make_meeting()
    rules(network.take_point_back, event_id=other.id, point_id=point_id, by=actor(ayse), now=now)
    assert agenda() == ["Newroz"]


@pytest.mark.slow
def test_the_agenda_closes_with_the_meeting_and_is_not_endless(add, agenda, meeting, ayse):
    with pytest.raises(RuleBroken):
        add(ayse, "Too late", at=meeting.ends_at)
    for number in range(network.MOST_POINTS):
        add(ayse, f"Point {number}")
    with pytest.raises(RuleBroken):
        add(ayse, "One more")
    assert len(agenda()) == network.MOST_POINTS


def test_the_coordinator_ticks_off_whom_we_have_talked_with(
    rules, actor, karen, fatma, ayse, held, meeting, wish_to_talk, now, session
):
    mine, hers = wish_to_talk(ayse), wish_to_talk(fatma)
    with pytest.raises(RuleBroken):
        rules(network.talked, event_id=meeting.id, wish_ids={mine}, by=actor(karen), now=now)
    for _twice in range(2):
        rules(network.talked, event_id=held.id, wish_ids={mine}, by=actor(karen), now=now)
    session.expire_all()
    found = [(row.id, row.event_id, row.closed_at) for row in session.query(TalkWish).order_by(TalkWish.id)]
    assert found == [(mine, held.id, now), (hers, None, None)]
