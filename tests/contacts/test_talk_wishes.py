"""A mother would like to talk: her name and the day for the coordinator, and nothing of what it is about."""

from dataclasses import asdict
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts import members
from portal.contacts import journal_rules
from portal.contacts.journal_models import TalkWish
from portal.contacts.journal_queries import talk_wishes_open
from portal.core.actors import Actor, Role
from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.core.i18n import to_local
from portal.network import meetings


@pytest.mark.slow
def test_one_tap_tells_the_coordinator_a_name_and_a_day_and_no_more(phone, note_her, talked, session, fatma, now):
    contact = note_her()
    talk = talked(contact, words="She is afraid.")
    here = f"/team/contacts/{contact.id}/talks/{talk.id}"
    assert "I would like to talk about this" in phone.get(here).text
    answer = phone.press("/team/contacts/talk-wish", {"next": here})
    assert answer.location == f"{here}?done=wished"
    assert "You would like to talk." in phone.get(here).text
    (wish,) = talk_wishes_open(session)
    assert asdict(wish) == {"id": wish.id, "name": "Fatma", "wished_on": to_local(now).date()}
    row = session.scalars(select(TalkWish)).one()
    assert (row.mother_id, row.event_id, row.closed_at) == (fatma.id, None, None)
    actions = session.scalars(select(AuditEntry.action)).all()
    assert [action for action in actions if "wish" in action] == []


def test_one_open_wish_for_a_mother_and_a_day(phone, session, rules, fatma, make_member, sign_in, now):
    for _thrice in range(3):
        phone.press("/team/contacts/talk-wish")
    assert len(session.scalars(select(TalkWish)).all()) == 1
    by = Actor(member_id=fatma.id, role=Role.MOTHER, opened=True)
    rules(journal_rules.wish_to_talk, by=by, now=now + timedelta(days=1))
    sign_in(make_member("Lone"), opened=True).press("/team/contacts/talk-wish")
    today = to_local(now).date()
    assert [(wish.name, (wish.wished_on - today).days) for wish in talk_wishes_open(session)] == [
        ("Fatma", 0),
        ("Lone", 0),
        ("Fatma", 1),
    ]


def test_once_it_was_talked_about_she_may_wish_again_the_same_day(phone, session, now):
    phone.press("/team/contacts/talk-wish")
    with transaction() as writing:
        writing.scalars(select(TalkWish)).one().closed_at = now
    assert talk_wishes_open(session) == []
    phone.press("/team/contacts/talk-wish")
    assert len(talk_wishes_open(session)) == 1
    assert len(session.scalars(select(TalkWish)).all()) == 2


def test_it_can_be_taken_back_as_if_it_had_never_been_and_only_hers_goes(
    phone, session, make_member, sign_in, now
):
    sign_in(make_member("Lone"), opened=True).press("/team/contacts/talk-wish")
    phone.press("/team/contacts/talk-wish")
    assert "You would like to talk." in phone.get("/team/contacts").text
    answer = phone.press("/team/contacts/talk-wish/back")
    assert answer.location == "/team/contacts?done=unwished"
    assert [wish.name for wish in talk_wishes_open(session)] == ["Lone"]


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "/da/", "", "/team/\\evil"])
def test_it_leads_back_to_a_page_of_ours_only(phone, there):
    assert phone.press("/team/contacts/talk-wish", {"next": there}).location == "/team/contacts?done=wished"


def test_a_coordinator_sees_no_page_of_it(make_member, sign_in):
    karen = sign_in(make_member("Karen", Role.COORDINATOR), opened=True)
    assert karen.press("/team/contacts/talk-wish").status_code == 404
    assert karen.press("/team/contacts/talk-wish/back").status_code == 404


def test_a_mother_whose_account_is_closed_wishes_to_talk_no_more(rules, session, fatma, make_member, now):
    by = Actor(member_id=make_member("Karen", Role.COORDINATOR).id, role=Role.COORDINATOR, opened=True)
    rules(journal_rules.wish_to_talk, by=Actor(member_id=fatma.id, role=Role.MOTHER), now=now)
    assert [wish.name for wish in talk_wishes_open(session)] == ["Fatma"]
    rules(members.close, member_id=fatma.id, by=by, now=now)
    assert talk_wishes_open(session) == []
    assert meetings.talk_wishes(session, now=now) == []
