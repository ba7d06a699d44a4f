"""Yes, no, taking back and deleting at the same moment: one of them happens, and the rows agree which."""

import pytest
from sqlalchemy import select

from portal.contacts import hand_over_rules, journal_rules, queries, rules
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation, HandOver, HandOverState
from portal.contacts.models import Contact, Met
from portal.core.actors import Actor, Role
from portal.core.db import db, transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from tests.races import ROUNDS, one_won


@pytest.fixture
def cast(fatma, shazia, now):
    """A contact that Fatma asks Shazia to take over: the numbers of both rows, and the deeds."""
    first = Actor(member_id=fatma.id, role=Role.MOTHER, opened=True)
    other = Actor(member_id=shazia.id, role=Role.MOTHER, opened=True)

    def cast():
        with transaction() as session:
            contact = Contact(
                mother_id=first.member_id,
                nickname="Sun",
                languages=["tr"],
                met=Met.NEIGHBOUR,
                since=now.date(),
                created_at=now,
            )
            session.add(contact)
            session.flush()
            handed = hand_over_rules.offer(
                session, contact=contact, to_id=other.member_id, along=[], by=first, now=now
            )
            ids = contact.id, handed.id

        def delete(session):
            contact = queries.my(session, first, ids[0], lock=True)
            if contact is None:
                raise RuleBroken("gone", None)
            rules.delete(session, contact=contact, by=first, now=now)

        deeds = {
            "yes": lambda session: hand_over_rules.accept(session, hand_over_id=ids[1], by=other, now=now),
            "no": lambda session: hand_over_rules.decline(session, hand_over_id=ids[1], by=other, now=now),
            "back": lambda session: hand_over_rules.take_back(session, hand_over_id=ids[1], by=first, now=now),
            "delete": delete,
        }
        return *ids, deeds

    return cast


def outcome(contact_id, handed_id):
    """The state, whether the old contact is closed, and how many new ones there are."""
    db.session.rollback()
    new = db.session.scalars(select(Contact).where(Contact.from_contact_id == contact_id)).all()
    state = db.session.get_one(HandOver, handed_id).state
    return state, db.session.get_one(Contact, contact_id).closed_at is not None, len(new)


@pytest.mark.slow
def test_yes_and_taking_back_at_once_is_one_of_the_two(cast, at_once):
    for _round in range(ROUNDS):
        contact_id, handed_id, deeds = cast()
        told = at_once(deeds["yes"], deeds["back"])
        one_won(told)
        expected = (HandOverState.ACCEPTED, True, 1) if told[0] is None else (HandOverState.TAKEN_BACK, False, 0)
        assert outcome(contact_id, handed_id) == expected


@pytest.mark.slow
def test_yes_twice_at_once_makes_one_contact(cast, at_once):
    for _round in range(ROUNDS):
        contact_id, handed_id, deeds = cast()
        assert at_once(deeds["yes"], deeds["yes"]) == [None, None]
        assert outcome(contact_id, handed_id) == (HandOverState.ACCEPTED, True, 1)


@pytest.mark.slow
def test_yes_and_no_at_once_is_one_of_the_two(cast, at_once):
    for _round in range(ROUNDS):
        contact_id, handed_id, deeds = cast()
        told = at_once(deeds["yes"], deeds["no"])
        one_won(told)
        expected = (HandOverState.ACCEPTED, True, 1) if told[0] is None else (HandOverState.DECLINED, False, 0)
        assert outcome(contact_id, handed_id) == expected


@pytest.mark.slow
def test_yes_and_deleting_at_once_wait_for_each_other(cast, at_once):
    for _round in range(ROUNDS):
        contact_id, handed_id, deeds = cast()
        told = at_once(deeds["yes"], deeds["delete"])
        one_won(told)
        expected = (HandOverState.ACCEPTED, True, 1) if told[0] is None else (HandOverState.TAKEN_BACK, True, 0)
        assert outcome(contact_id, handed_id) == expected


def test_two_taps_at_once_note_one_conversation(cast, at_once, fatma, now):
    by = Actor(member_id=fatma.id, role=Role.MOTHER, opened=True)
    talk = journal_rules.ConversationNote(day=to_local(now).date(), helps=[Help.LETTER])
    for _round in range(ROUNDS):
        contact_id, _handed, _deeds = cast()

        def tap(session, contact_id=contact_id):
            contact = queries.my(session, by, contact_id, lock=True)
            journal_rules.note(session, contact=contact, talk=talk, by=by, now=now)

        assert at_once(tap, tap) == [None, None]
        noted = db.session.scalars(select(Conversation).where(Conversation.contact_id == contact_id)).all()
        assert len(noted) == 1


def test_two_taps_at_once_are_one_wish_to_talk(at_once, fatma, now):
    by = Actor(member_id=fatma.id, role=Role.MOTHER, opened=True)

    def tap(session):
        journal_rules.wish_to_talk(session, by=by, now=now)

    assert at_once(tap, tap, tap) == [None, None, None]
    assert db.session.query(journal_rules.TalkWish).count() == 1
