"""Who is a member, who may change that, and why there is always a coordinator."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from portal.accounts import members, sessions
from portal.accounts.members import Account, Profile
from portal.accounts.models import Member, PhoneSession
from portal.accounts.periods import today
from portal.core.actors import Role
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import RuleBroken
from tests.races import one_won

SHAZIA = Profile(
    name="Shazia", languages=["ur", "da", "xx"], hats=["health_mediator", "queen"], areas=["hedeparken"]
)


def phone_of(rules, member, now):
    token = rules(sessions.make_link, now=now, member_id=member.id)
    return rules(sessions.use_link, token=token, label="Android", now=now)[0]


def signed_in(session, member) -> int:
    session.expire_all()
    return len(
        session.scalars(
            select(PhoneSession).where(PhoneSession.member_id == member.id, PhoneSession.ended_at.is_(None))
        ).all()
    )


def test_a_new_mother_is_active_from_today_and_has_only_what_exists(rules, by, areas, now, session):
    added = rules(members.add, profile=SHAZIA, account=Account(Role.MOTHER, "ur"), by=by, now=now)
    member = session.get_one(Member, added.id)
    assert (member.name, member.role, member.lang) == ("Shazia", Role.MOTHER, "ur")
    assert (member.languages, member.hats, [a.slug for a in member.areas]) == (
        ["da", "ur"],
        ["health_mediator"],
        ["hedeparken"],
    )
    assert [(p.from_day, p.to_day) for p in member.periods] == [(today(now), None)]
    acts = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == f"member:{member.id}")).all()
    assert sorted(acts) == ["members.add", "members.come_back"]


def test_a_new_coordinator_is_no_active_mother(rules, by, now, session):
    added = rules(members.add, profile=Profile("Ida"), account=Account(Role.COORDINATOR, "da"), by=by, now=now)
    assert session.get_one(Member, added.id).periods == []


def test_another_role_signs_all_her_phones_out(rules, by, now, session, make_member):
    fatma = make_member("Fatma")
    phone_of(rules, fatma, now)
    same = Account(Role.MOTHER, "tr")
    rules(members.change, member_id=fatma.id, profile=Profile("Fatma K."), account=same, by=by, now=now)
    assert signed_in(session, fatma) == 1
    other = Account(Role.COORDINATOR, "tr")
    rules(members.change, member_id=fatma.id, profile=Profile("Fatma K."), account=other, by=by, now=now)
    assert signed_in(session, fatma) == 0
    member = session.get_one(Member, fatma.id)
    assert (member.name, member.role, member.lang, member.active_on(today(now))) == (
        "Fatma K.",
        Role.COORDINATOR,
        "tr",
        False,
    )
    rules(members.change, member_id=fatma.id, profile=Profile("Fatma K."), account=same, by=by, now=now)
    session.expire_all()
    assert session.get_one(Member, fatma.id).active_on(today(now))


def test_the_last_coordinator_can_neither_leave_nor_become_a_mother(rules, lone, by, now, session, make_member):
    closed = make_member("Ida", Role.COORDINATOR)
    rules(members.close, member_id=closed.id, by=by, now=now)
    mother = Account(Role.MOTHER, "da")
    with pytest.raises(RuleBroken) as refused:
        rules(members.change, member_id=lone.id, profile=Profile("Lone"), account=mother, by=by, now=now)
    assert (refused.value.message, refused.value.field) == (members.ONE_COORDINATOR, "role")
    with pytest.raises(RuleBroken):
        rules(members.close, member_id=lone.id, by=by, now=now)
    rules(members.open_again, member_id=closed.id, by=by, now=now)
    assert session.get_one(Member, closed.id).periods == []
    rules(members.close, member_id=closed.id, by=by, now=now)
    rules(members.change, member_id=closed.id, profile=Profile("Ida"), account=mother, by=by, now=now)
    session.expire_all()
    assert [(m.role, m.disabled_at) for m in session.scalars(select(Member).order_by(Member.id))] == [
        (Role.COORDINATOR, None),
        (Role.MOTHER, now),
    ]


def test_two_coordinators_who_leave_at_once_do_not_both_leave(at_once, by, lone, now, make_member):
    ida = make_member("Ida", Role.COORDINATOR)
    ids = [lone.id, ida.id]
    told = at_once(*(partial(members.close, member_id=member_id, by=by, now=now) for member_id in ids))
    one_won(told)
    still_open = db.session.scalars(select(Member.id).where(Member.disabled_at.is_(None))).all()
    assert still_open == [ids[0] if told[0] else ids[1]]


def test_a_closed_account_ends_phones_and_links_and_opens_again_without_them(rules, by, now, session, make_member):
    fatma = make_member("Fatma")
    phone_of(rules, fatma, now)
    token = rules(members.invite, member_id=fatma.id, by=by, now=now)
    for _again in range(2):
        rules(members.close, member_id=fatma.id, by=by, now=now)
    session.expire_all()
    assert (signed_in(session, fatma), session.get_one(Member, fatma.id).active_on(today(now))) == (0, False)
    for _again in range(2):
        rules(members.open_again, member_id=fatma.id, by=by, now=now)
    session.expire_all()
    assert session.get_one(Member, fatma.id).active_on(today(now))
    with pytest.raises(RuleBroken):
        rules(sessions.use_link, token=token, label="", now=now)


def test_a_closed_account_gets_no_link(rules, by, now, make_member):
    fatma = make_member("Fatma", disabled_at=now)
    with pytest.raises(RuleBroken):
        rules(members.invite, member_id=fatma.id, by=by, now=now)


def test_a_lost_phone_is_signed_out_at_once_and_her_pin_goes_when_the_new_link_is_used(
    rules, by, now, session, make_member
):
    fatma = make_member("Fatma")
    phone_of(rules, fatma, now)
    token = rules(members.invite, member_id=fatma.id, recovery=True, by=by, now=now)
    session.expire_all()
    assert (signed_in(session, fatma), session.get_one(Member, fatma.id).pin_hash is None) == (0, False)
    rules(sessions.use_link, token=token, label="", now=now)
    session.expire_all()
    assert (signed_in(session, fatma), session.get_one(Member, fatma.id).pin_hash) == (1, None)


def test_a_second_link_ends_the_first(rules, by, now, session, make_member):
    fatma = make_member("Fatma")
    first = rules(members.invite, member_id=fatma.id, by=by, now=now)
    second = rules(members.invite, member_id=fatma.id, by=by, now=now)
    assert [sessions.usable(sessions.find_link(session, token), now) for token in (first, second)] == [False, True]


def test_the_promise_is_kept_with_its_first_date_and_wording(rules, now, session, make_member):
    fatma = make_member("Fatma", promise_accepted_at=None, promise_version=None)
    rules(members.accept_promise, member_id=fatma.id, now=now)
    session.expire_all()
    before = session.get_one(Member, fatma.id)
    assert (before.promise_accepted_at, before.promise_version) == (now, members.PROMISE_VERSION)
    rules(members.accept_promise, member_id=fatma.id, now=now + timedelta(days=366))
    session.expire_all()
    assert session.get_one(Member, fatma.id).promise_accepted_at == now


def test_what_she_says_of_herself_changes_nothing_else(rules, by, areas, now, session, make_member):
    fatma = make_member("Fatma", lang="tr")
    rules(members.describe, member_id=fatma.id, profile=SHAZIA, by=by, now=now)
    session.expire_all()
    member = session.get_one(Member, fatma.id)
    assert (member.name, member.languages, member.role, member.lang) == (
        "Shazia",
        ["da", "ur"],
        Role.MOTHER,
        "tr",
    )


def test_a_language_that_we_lack_changes_nothing(rules, session, make_member):
    fatma = make_member("Fatma", lang="tr")
    rules(members.read_in, member_id=fatma.id, lang="tlh")
    session.expire_all()
    assert session.get_one(Member, fatma.id).lang == "tr"
