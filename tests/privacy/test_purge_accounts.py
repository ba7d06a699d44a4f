"""Contacts, closed accounts, links, phones and logs go when their time is up."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts.models import Member, PhoneSession, SignInLink
from portal.attendance.models import AttendanceOp
from portal.contacts.journal_models import Conversation, HandOver, HandOverState
from portal.contacts.models import Contact, Met
from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.core.i18n import to_local
from portal.core.limits import RateBucket
from portal.core.personal_data import Keep
from portal.privacy import purge
from portal.privacy.data_register import columns
from portal.wording.models import WordingSuggestion
from tests.privacy.cast import NOTHING


def test_words_about_a_contact_go_after_ninety_days_and_the_rest_stays(contact, make_member, session, now):
    mother_id = make_member().id
    old, new = contact(mother_id, written_days_ago=90), contact(mother_id, written_days_ago=89)
    assert purge.run(now) == {**NOTHING, "words_about_contacts": 1}
    row = session.get_one(Contact, old)
    assert (row.words, row.words_at, row.nickname, row.phone) == (None, None, "Morning sun", "+4544770011")
    assert session.get_one(Contact, new).words == "Wants to swim."


def test_the_contacts_and_the_pin_of_a_closed_account_go_after_ninety_days(contact, make_member, session, now):
    long_closed = make_member("A", disabled_at=now - timedelta(days=90)).id
    just_closed = make_member("B", disabled_at=now - timedelta(days=89)).id
    gone, stays = contact(long_closed), contact(just_closed)
    assert purge.run(now) == {**NOTHING, "contacts_without_a_mother": 1, "pins_of_closed_accounts": 1}
    row = session.get_one(Contact, gone)
    assert (row.nickname, row.real_name, row.phone, row.words, row.agreed_at, row.closed_at) == (
        *[None] * 5,
        now,
    )
    assert (row.mother_id, row.languages, row.met) == (long_closed, ["tr"], Met.DAYCARE)
    assert session.get_one(Contact, stays).nickname == "Morning sun"
    assert session.get_one(Member, long_closed).pin_hash is None
    assert session.get_one(Member, just_closed).pin_hash is not None


def test_an_anonymous_contact_loses_exactly_what_its_columns_declare(contact, make_member, session, now):
    """``make_anonymous`` names the columns itself, unlike every other purge."""
    number = contact(make_member(disabled_at=now - timedelta(days=90)).id)
    table = Contact.__table__
    before = session.execute(select(table).where(table.c.id == number)).one()._mapping
    session.rollback()
    purge.run(now)
    after = session.execute(select(table).where(table.c.id == number)).one()._mapping
    declared = {column.name for keep in (Keep.CONTACT, Keep.WORDS) for column in columns(table, keep)}
    assert {name for name in before if before[name] != after[name]} == {*declared, "closed_at"}


def test_links_go_a_day_after_they_were_used_or_ran_out(make_member, add, session, now):
    mother_id = make_member().id

    def link(name, *, expires_at, used_at=None):
        add(
            SignInLink(
                token_digest=name, member_id=mother_id, created_at=now, expires_at=expires_at, used_at=used_at
            )
        )

    link("ran out", expires_at=now - timedelta(days=1))
    link("used", expires_at=now + timedelta(days=9), used_at=now - timedelta(days=1))
    link("used today", expires_at=now - timedelta(hours=1), used_at=now - timedelta(hours=2))
    link("fresh", expires_at=now + timedelta(minutes=10))
    assert purge.run(now) == {**NOTHING, "links": 2}
    assert sorted(session.scalars(select(SignInLink.token_digest))) == ["fresh", "used today"]


def test_phones_go_a_week_after_they_ended_and_what_was_counted_on_them_stays(
    make_member, past_event, tap, add, session, now
):
    mother_id = make_member().id

    def phone(name, *, expires_at, ended_at=None):
        return add(
            PhoneSession(
                token_digest=name,
                member_id=mother_id,
                created_at=now,
                last_seen_at=now,
                expires_at=expires_at,
                ended_at=ended_at,
            )
        )

    ran_out = phone("ran out", expires_at=now - timedelta(days=7))
    phone("ended", expires_at=now + timedelta(days=9), ended_at=now - timedelta(days=7))
    phone("ended today", expires_at=now + timedelta(days=9), ended_at=now)
    live = phone("live", expires_at=now + timedelta(days=9))
    event_id = past_event(ended_days_ago=7)
    on_old, on_live = tap(event_id, "one", session_id=ran_out), tap(event_id, "two", session_id=live)
    assert purge.run(now) == {**NOTHING, "phones": 2}
    assert sorted(session.scalars(select(PhoneSession.token_digest))) == ["ended today", "live"]
    assert session.get_one(AttendanceOp, on_old).session_id is None
    assert session.get_one(AttendanceOp, on_live).session_id == live


def test_tries_go_when_their_minutes_are_over(add, session, now):
    add(RateBucket(key="old", window=1, count=3, expires_at=now))
    add(RateBucket(key="new", window=1, count=3, expires_at=now + timedelta(seconds=1)))
    assert purge.run(now) == {**NOTHING, "tries": 1}
    assert session.scalars(select(RateBucket.key)).all() == ["new"]


def test_better_ways_to_say_something_are_kept_for_a_year(add, session, now):
    for days in (365, 364):
        add(
            WordingSuggestion(
                lang="ur",
                current="a",
                proposed=str(days),
                created_at=now - timedelta(days=days),
            )
        )
    assert purge.run(now) == {**NOTHING, "suggestions": 1}
    assert session.scalars(select(WordingSuggestion.proposed)).all() == ["364"]


def test_the_audit_log_is_kept_for_two_years(add, session, now):
    for days in (730, 729):
        add(AuditEntry(at=now - timedelta(days=days), actor="system", action="x", subject=str(days)))
    assert purge.run(now) == {**NOTHING, "audit_log": 1}
    assert session.scalars(select(AuditEntry.subject)).all() == ["729"]


def talk(contact_id, mother_id, moment):
    """A conversation that was noted at once."""
    return Conversation(
        contact_id=contact_id, mother_id=mother_id, day=moment.date(), helps=["letter"], created_at=moment
    )


@pytest.mark.slow
def test_a_contact_nobody_has_noted_goes_sixty_days_after_the_year(contact, make_member, add, session, now):
    mother_id = make_member().id
    day = to_local(now - timedelta(days=424)).date()
    gone, asked, touched, talked = (contact(mother_id) for _four in range(4))
    with transaction() as writing:
        for number, days in ((gone, 425), (asked, 424), (touched, 425), (talked, 425)):
            row = writing.get_one(Contact, number)
            row.created_at = now - timedelta(days=days)
            row.words = row.words_at = None
        writing.get_one(Contact, touched).in_touch_on = day
    add(talk(gone, mother_id, now - timedelta(days=425)), talk(talked, mother_id, now - timedelta(days=424)))
    assert purge.run(now) == {**NOTHING, "contacts_without_a_mother": 1}
    assert session.get_one(Contact, gone).closed_at == now
    assert session.scalars(select(Contact.id).where(Contact.nickname.is_not(None)).order_by(Contact.id)).all() == [
        asked,
        touched,
        talked,
    ]
    assert purge.run(now) == NOTHING
    assert [row.helps for row in session.scalars(select(Conversation))] == [["letter"], ["letter"]]


def test_a_conversation_noted_late_counts_from_the_day_it_was_noted(contact, make_member, add, session, now):
    mother_id = make_member().id
    number = contact(mother_id)
    with transaction() as writing:
        row = writing.get_one(Contact, number)
        row.created_at, row.words, row.words_at = now - timedelta(days=900), None, None
    late = talk(number, mother_id, now - timedelta(days=800))
    late.created_at = now - timedelta(days=10)
    add(late)
    assert purge.run(now) == NOTHING


def test_with_the_contact_go_the_words_of_its_conversations_and_the_open_question(
    contact, make_member, add, session, now
):
    closed = make_member("A", disabled_at=now - timedelta(days=90)).id
    other = make_member("B").id
    number = contact(closed)
    spoken = talk(number, closed, now)
    spoken.words, spoken.words_at = "She is afraid.", now
    spoken_id = add(spoken)
    asked = add(HandOver(contact_id=number, from_id=closed, to_id=other, along=["words"]))
    purge.run(now)
    row = session.get_one(Conversation, spoken_id)
    assert (row.words, row.words_at, row.helps) == (None, None, ["letter"])
    assert session.get_one(HandOver, asked).state is HandOverState.TAKEN_BACK


def test_words_about_a_conversation_go_after_ninety_days(contact, make_member, add, session, now):
    mother_id = make_member().id
    number = contact(mother_id)
    rows = []
    for days in (90, 89):
        one = talk(number, mother_id, now - timedelta(days=days))
        one.words, one.words_at = "She is afraid.", one.created_at
        rows.append(add(one))
    assert purge.run(now) == {**NOTHING, "words_about_conversations": 1}
    assert [session.get_one(Conversation, number).words for number in rows] == [None, "She is afraid."]
