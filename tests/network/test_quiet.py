"""Not seen for a while: what counts as being seen, in which order, and what the page never says."""

import re
from datetime import UTC, timedelta

import pytest

from portal.accounts.models import ActivePeriod, Member
from portal.attendance.models import AttendanceOp, OpKind
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact, Met
from portal.core.actors import Role
from portal.core.db import transaction, utcnow
from portal.core.i18n import ZONE
from portal.events.models import EventMother
from portal.network import queries, quiet
from portal.network.models import MeetingReply
from portal.signups import rules as signups
from portal.signups.models import Way
from tests.pages import flat
from tests.signups.cast import party

LONG_AGO, LATELY = timedelta(days=121), timedelta(days=119)


@pytest.fixture
def now():
    """Noon, so that two hours earlier is the same day in Denmark, whenever the tests run: days are what counts."""
    return utcnow().astimezone(ZONE).replace(hour=12, minute=0, second=0, microsecond=0).astimezone(UTC)


@pytest.fixture
def names(session, now):
    def names() -> list[str]:
        session.expire_all()
        return [one.member.name for one in queries.quiet(session, now)]

    return names


def _took_part(session, mother, at, event):
    session.add(EventMother(event_id=event.id, member_id=mother.id, took_part=True))


def _hosts(session, mother, at, event):
    session.add(EventMother(event_id=event.id, member_id=mother.id, hosting=True))


def _replied(session, mother, at, event):
    session.add(MeetingReply(event_id=event.id, member_id=mother.id, coming=False, replied_at=at))


def _counted(session, mother, at, event):
    op = {"kind": OpKind.WALK_IN, "subject": "walkin:1", "op_id": "1", "tapped_at": at, "received_at": at}
    session.add(AttendanceOp(event_id=event.id, member_id=mother.id, **op))


def _invited(session, mother, at, event):
    signups.sign_up(
        session,
        event_id=event.id,
        party=party("Guest"),
        source=signups.Source(way=Way.MOTHER, lang="da"),
        form_token="x",
        by=_actor(mother),
        now=at,
    )


def _noted(session, mother, at, event):
    _contact(session, mother, at)


def _talked(session, mother, at, event):
    contact = _contact(session, mother, at - timedelta(days=200))
    session.add(Conversation(contact_id=contact.id, mother_id=mother.id, day=at.date(), created_at=at))


def _contact(session, mother, at):
    contact = Contact(mother_id=mother.id, nickname="S", met=Met.AT_EVENT, since=at.date(), created_at=at)
    session.add(contact)
    session.flush()
    return contact


def _actor(mother):
    from portal.core.actors import Actor

    return Actor(member_id=mother.id, role=Role.MOTHER)


SEEN = (_took_part, _hosts, _replied, _counted, _invited, _noted, _talked)


@pytest.mark.parametrize("seen", SEEN, ids=lambda one: one.__name__.strip("_"))
@pytest.mark.parametrize(("ago", "found"), [(LONG_AGO, ["Ayşe"]), (LATELY, [])])
def test_each_of_these_is_being_seen(seen, ago, found, names, make_event, ayse, now):
    event = make_event(starts_in=-ago)
    assert names() == ["Ayşe"], "she has never been seen"
    with transaction() as session:
        seen(session, session.merge(ayse), now - ago - timedelta(hours=2), session.merge(event))
    assert names() == found


def test_only_active_mothers_are_asked_after_and_nobody_who_is_new_or_back(names, make_member, karen, now, today):
    make_member("Resting", active=False)
    make_member("Closed", disabled_at=now)
    make_member("New", active=False, periods=[ActivePeriod(from_day=today - timedelta(days=5))])
    make_member(
        "Back",
        active=False,
        periods=[
            ActivePeriod(from_day=today - timedelta(days=900), to_day=today - timedelta(days=300)),
            ActivePeriod(from_day=today - timedelta(days=100)),
        ],
    )
    assert names() == []


def test_the_longest_ago_comes_first_and_who_was_written_to_waits_for_a_month(
    names, make_member, make_event, ayse, karen, actor, rules, now
):
    amal = make_member("Amal")
    ids = ayse.id, amal.id
    events = [make_event(starts_in=-timedelta(days=days)).id for days in (300, 200)]
    with transaction() as session:
        for member_id, event_id in zip(ids, events, strict=True):
            session.add(EventMother(event_id=event_id, member_id=member_id, took_part=True))
    assert names() == ["Ayşe", "Amal"]
    rules(quiet.written_to, member_id=ids[0], by=actor(karen), now=now - timedelta(days=29))
    assert names() == ["Amal", "Ayşe"]
    rules(quiet.written_to, member_id=ids[0], by=actor(karen), now=now - timedelta(days=31))
    assert names() == ["Ayşe", "Amal"]


def test_the_page_says_a_month_and_a_kind_line_and_no_number(
    sign_in, karen, make_member, make_event, session, now
):
    leyla = make_member("Leyla", lang="tr")
    event, leyla_id = make_event(starts_in=-timedelta(days=150)), leyla.id
    with transaction() as writing:
        writing.add(EventMother(event_id=event.id, member_id=leyla_id, took_part=True))
    desk = sign_in(karen, opened=True)
    page = flat(desk.get("/team/network/quiet"))
    card = page.split("<bdi>Leyla</bdi>")[1].split("</section>")[0]
    assert f"Last seen: {now - timedelta(days=150):%B}" in card
    assert '<textarea id="line-' in card
    assert 'lang="tr" dir="ltr" readonly' in card or 'readonly lang="tr" dir="ltr"' in card
    words = re.sub(r"<[^>]*>", "", card)
    assert re.findall(r"\d", words) == []
    done = desk.press(f"/team/network/quiet/{leyla_id}/written")
    assert done.location == "/team/network/quiet?done=written"
    assert session.get_one(Member, leyla_id).written_to_on is not None
    assert "You have written to her" in desk.get("/team/network/quiet").text


def test_a_mother_finds_no_such_page(sign_in, ayse):
    assert sign_in(ayse, opened=True).get("/team/network/quiet").status_code == 404
