"""A mother notes that she talked with a contact: a few taps, hers alone, corrected or taken away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.contacts import journal_rules
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation, Introduction, TookPart
from portal.contacts.models import Contact
from portal.core import features
from portal.core.actors import SYSTEM, Role
from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.core.features import Feature
from portal.core.i18n import format_day, to_local


def kept(session):
    return session.scalars(select(Conversation).order_by(Conversation.id)).all()


@pytest.mark.slow
def test_one_tap_on_what_she_helped_with_is_enough_and_the_day_is_today(phone, note_her, session, fatma, today):
    contact = note_her()
    page = phone.get(f"/team/contacts/{contact.id}/talk").text
    assert f'value="{today}"' in page
    answer = phone.press(f"/team/contacts/{contact.id}/talk", {"helps": ["school", "letter"], "day": today})
    (row,) = kept(session)
    assert (answer.status_code, answer.location) == (
        303,
        f"/team/contacts/{contact.id}/talks/{row.id}?done=noted",
    )
    assert (row.contact_id, row.mother_id, row.day.isoformat(), row.helps, row.quarters, row.words) == (
        contact.id,
        fatma.id,
        today,
        ["letter", "school"],
        None,
        None,
    )
    shown = phone.get(answer.location).text
    assert ("It is noted." in shown, "A letter explained" in shown) == (True, True)


@pytest.mark.slow
def test_the_list_has_one_tap_for_each_and_shows_the_last_day(phone, note_her, talked, now):
    contact = note_her()
    page = phone.get("/team/contacts").text
    assert (f'href="/team/contacts/{contact.id}/talk"' in page, "Last:" in page) == (True, False)
    days = [to_local(now).date() - timedelta(days=days) for days in (9, 4, 30)]
    for day in days:
        talked(contact, day=day.isoformat())
    page = phone.get("/team/contacts").text
    assert f"Last: {format_day(days[1], 'full_year')}" in page


@pytest.mark.slow
def test_her_page_shows_the_conversations_newest_first_with_words_and_hours(phone, note_her, talked, now):
    contact = note_her()
    old = to_local(now).date() - timedelta(days=400)
    talked(contact, day=old.isoformat(), helps=["health"], quarters="8")
    talked(contact, helps=["work"], words="Has a job interview.")
    page = phone.get(f"/team/contacts/{contact.id}").text
    assert page.index("Work and education") < page.index("Health · 2 hours")
    assert "Has a job interview." in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("helps", [], "Tap what you helped with."),
        ("helps", "magic", "Choose among these."),
        ("helps", ["letter"] * 40, "Choose among these."),
        ("quarters", "3", "Choose one of these."),
        ("quarters", "-1", "Choose one of these."),
        ("quarters", ["1", "2"], "This was sent twice."),
        ("day", "", "Write the day"),
        ("day", "tomorrow", "Write the date as"),
        ("day", "2999-01-01", "Look at the year once more."),
        ("day", "1900-01-01", "Choose today or a day before."),
        ("words", "x" * 2001, "This is too long."),
        ("words", "Her number is 010190-1234.", "leave out the CPR number"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_nothing_is_noted(
    phone, note_her, session, today, field, value, words
):
    contact = note_her()
    sent = {"helps": ["letter"], "day": today, field: value}
    answer = phone.press(f"/team/contacts/{contact.id}/talk", sent)
    assert (answer.status_code, words in answer.text, "<title>Error:" in answer.text) == (422, True, True)
    assert kept(session) == []


def test_tomorrow_is_refused_and_today_is_not(rules, note_her, now):
    contact = note_her()
    today = to_local(now).date()
    with pytest.raises(RuleBroken, match="day"):
        rules(
            journal_rules.note,
            contact=contact,
            talk=journal_rules.ConversationNote(day=today + timedelta(days=1), helps=["letter"]),
            by=None,
            now=now,
        )


def test_words_are_kept_only_where_she_agreed(phone, session, today):
    phone.press("/team/contacts/new", {"nickname": "Sun", "since": today})
    contact = session.scalars(select(Contact)).one()
    page = phone.get(f"/team/contacts/{contact.id}/talk").text
    assert ('name="words"' in page, "Words can be kept when she knows and agrees." in page) == (False, True)
    sent = {"helps": ["letter"], "day": today, "words": "She is afraid."}
    assert phone.press(f"/team/contacts/{contact.id}/talk", sent).status_code == 303
    assert [row.words for row in kept(session)] == [None]


def test_words_are_refused_by_the_rule_too_where_the_agreement_was_taken_back_meanwhile(rules, note_her, now):
    number = note_her(agreed=[], real_name="", phone="", words="", reach="not_at_all").id
    talk = journal_rules.ConversationNote(day=to_local(now).date(), helps=[Help.LETTER], words="She is afraid.")
    with pytest.raises(RuleBroken, match="words"):
        rules(
            lambda session: journal_rules.note(
                session, contact=session.get_one(Contact, number), talk=talk, by=SYSTEM, now=now
            )
        )


def test_pressing_twice_notes_one_conversation(phone, note_her, session, today):
    contact = note_her()
    sent = {"helps": ["letter", "health"], "day": today, "quarters": "2"}
    first, second = (phone.press(f"/team/contacts/{contact.id}/talk", sent) for _twice in range(2))
    assert (first.location, len(kept(session))) == (second.location, 1)
    phone.press(f"/team/contacts/{contact.id}/talk", {**sent, "helps": ["letter"]})
    assert len(kept(session)) == 2


def test_the_same_again_a_minute_later_is_a_second_conversation(phone, note_her, talked, session, now):
    contact = note_her()
    with transaction() as writing:
        writing.get_one(Conversation, talked(contact).id).created_at = now - timedelta(minutes=2)
    talked(contact)
    assert len(kept(session)) == 2


@pytest.mark.slow
def test_a_conversation_is_corrected_and_its_words_keep_their_day(phone, note_her, talked, session, today, now):
    contact = note_her()
    talk = talked(contact, words="First words.")
    long_ago = now - timedelta(days=60)
    with transaction() as writing:
        writing.get_one(Conversation, talk.id).words_at = long_ago
    here = f"/team/contacts/{contact.id}/talks/{talk.id}/edit"
    page = phone.get(here).text
    assert ('value="letter" checked' in page, "First words." in page) == (True, True)
    sent = {"helps": ["rings", "marriage"], "day": today, "words": "First words."}
    assert phone.press(here, sent).status_code == 422
    assert phone.press(here, {**sent, "helps": ["marriage"], "quarters": "12"}).status_code == 303
    row = kept(session)[0]
    assert (row.helps, row.quarters, row.words, row.words_at) == (["marriage"], 12, "First words.", long_ago)
    phone.press(here, {**sent, "helps": ["marriage"], "words": "New words."})
    assert kept(session)[0].words_at > long_ago
    phone.press(here, {**sent, "helps": ["marriage"], "words": ""})
    assert (kept(session)[0].words, kept(session)[0].words_at) == (None, None)


@pytest.mark.slow
def test_taking_a_conversation_away_asks_once(phone, note_her, talked, session, make_offer):
    contact = note_her()
    talk = talked(contact)
    phone.press(f"/team/contacts/{contact.id}/talks/{talk.id}/offers", {"offer": str(make_offer())})
    here = f"/team/contacts/{contact.id}/talks/{talk.id}/delete"
    assert "Take this conversation away?" in phone.get(here).text
    assert len(kept(session)) == 1
    assert phone.press(here).location == f"/team/contacts/{contact.id}?done=taken_away"
    assert (kept(session), session.scalars(select(Introduction)).all()) == ([], [])
    assert phone.press(here).status_code == 404


@pytest.mark.slow
def test_one_tap_keeps_words_ninety_days_more(phone, note_her, talked, session, now):
    contact = note_her()
    talk = talked(contact, words="Wants to learn Danish.")
    old = now - timedelta(days=80)
    with transaction() as writing:
        writing.get_one(Conversation, talk.id).words_at = old
        writing.get_one(Contact, contact.id).words_at = old
    assert phone.press(f"/team/contacts/{contact.id}/talks/{talk.id}/keep").status_code == 303
    assert phone.press(f"/team/contacts/{contact.id}/keep").location.endswith("?done=kept")
    assert session.get_one(Conversation, talk.id).words_at > old + timedelta(days=79)
    assert session.get_one(Contact, contact.id).words_at > old + timedelta(days=79)


def test_where_there_are_no_words_there_is_nothing_to_keep(phone, note_her, talked, session):
    contact = note_her(words="")
    talk = talked(contact)
    phone.press(f"/team/contacts/{contact.id}/talks/{talk.id}/keep")
    phone.press(f"/team/contacts/{contact.id}/keep")
    assert (session.get_one(Conversation, talk.id).words_at, session.get_one(Contact, contact.id).words_at) == (
        None,
        None,
    )


@pytest.mark.parametrize("how", ["deleted", "agreement taken back"])
def test_the_words_of_conversations_go_with_the_contact_and_the_counts_stay(
    phone, note_her, talked, session, agreed, how
):
    contact = note_her(real_name="", phone="", words="")
    talk = talked(contact, words="She is afraid.", quarters="4")
    if how == "deleted":
        phone.press(f"/team/contacts/{contact.id}/delete")
    else:
        without = {"nickname": "Sun", "since": agreed["since"], "met": "daycare"}
        here = f"/team/contacts/{contact.id}/edit"
        assert "Save once more" in phone.press(here, without).text
        assert session.get_one(Conversation, talk.id).words == "She is afraid."
        phone.press(here, {**without, "forget": "y"})
    row = session.get_one(Conversation, talk.id)
    assert (row.words, row.words_at, row.helps, row.quarters) == (None, None, ["letter"], 4)


@pytest.mark.slow
def test_an_offer_is_two_taps_away_and_noted_once(phone, note_her, talked, session, make_offer):
    contact = note_her()
    swim, draft = make_offer(), make_offer("Kladde", status="draft")
    talk = talked(contact)
    here = f"/team/contacts/{contact.id}/talks/{talk.id}"
    page = phone.get(here).text
    assert f'name="offer" value="{swim}"' in page
    assert f'value="{draft}"' not in page
    for _twice in range(2):
        answer = phone.press(f"{here}/offers", {"offer": str(swim)})
        assert answer.location == f"{here}?done=told"
    told = session.scalars(select(Introduction)).one()
    assert (told.conversation_id, told.offer_id, told.took_part) == (
        talk.id,
        swim,
        TookPart.NOT_KNOWN,
    )
    assert "You told her of" in phone.get(here).text
    refused = phone.press(f"{here}/offers", {"offer": str(draft)})
    assert (refused.status_code, "This offer is no longer there." in refused.text) == (422, True)
    for nonsense in ("", "999", "x", "1e9"):
        assert phone.press(f"{here}/offers", {"offer": nonsense}).status_code == 404
    assert phone.press(f"/team/contacts/{contact.id}/introductions/{told.id}/remove").status_code == 303
    assert session.scalars(select(Introduction)).all() == []


@pytest.mark.slow
def test_whether_she_took_part_is_said_later_and_may_be_said_anew(
    phone, note_her, talked, session, make_offer, now
):
    contact = note_her()
    talk = talked(contact)
    phone.press(f"/team/contacts/{contact.id}/talks/{talk.id}/offers", {"offer": str(make_offer())})
    told = session.scalars(select(Introduction)).one()
    assert "Did she take part?" in phone.get(f"/team/contacts/{contact.id}").text
    here = f"/team/contacts/{contact.id}/introductions/{told.id}"
    for said in ("yes", "no", "not_known"):
        assert phone.press(here, {"took_part": said}).status_code == 303
        assert session.scalars(select(Introduction.took_part)).one() == said
    assert phone.press(here, {"took_part": "perhaps"}).status_code == 400


def test_that_she_is_still_in_touch_is_one_tap(phone, note_her, session, now):
    contact = note_her()
    assert phone.press(f"/team/contacts/{contact.id}/in-touch").location == "/team/contacts?done=in_touch"
    assert session.get_one(Contact, contact.id).in_touch_on == to_local(now).date()
    assert "Last:" in phone.get("/team/contacts").text


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.MOTHER, Role.COORDINATOR])
def test_for_everyone_else_no_conversation_exists(
    note_her, talked, make_member, sign_in, session, today, make_offer, phone, role
):
    contact = note_her()
    talk = talked(contact, words="She is afraid.")
    here, sent = f"/team/contacts/{contact.id}", {"helps": ["health"], "day": today, "took_part": "yes"}
    phone.press(f"{here}/talks/{talk.id}/offers", {"offer": str(make_offer())})
    told = session.scalars(select(Introduction.id)).one()
    other = sign_in(make_member("Lone", role, lang="en"), opened=True)
    gets = ["talk", f"talks/{talk.id}", f"talks/{talk.id}/edit", f"talks/{talk.id}/delete", "hand-over"]
    assert {path: other.get(f"{here}/{path}").status_code for path in gets} == dict.fromkeys(gets, 404)
    posts = [
        "talk",
        "keep",
        "in-touch",
        f"talks/{talk.id}/edit",
        f"talks/{talk.id}/delete",
        f"talks/{talk.id}/keep",
        f"talks/{talk.id}/offers",
        f"introductions/{told}",
        f"introductions/{told}/remove",
        "hand-over",
        "hand-overs/1/back",
    ]
    assert {path: other.press(f"{here}/{path}", sent).status_code for path in posts} == dict.fromkeys(posts, 404)
    row = session.get_one(Conversation, talk.id)
    assert (row.helps, row.words, len(kept(session))) == (["letter"], "She is afraid.", 1)


@pytest.mark.slow
def test_her_own_conversation_is_not_found_at_another_contact(phone, note_her, talked):
    one, two = note_her(), note_her(nickname="Other")
    talk = talked(one)
    for path in ("", "/edit", "/delete"):
        assert phone.get(f"/team/contacts/{two.id}/talks/{talk.id}{path}").status_code == 404
    assert phone.press(f"/team/contacts/{two.id}/talks/{talk.id}/delete").status_code == 404


@pytest.mark.slow
def test_the_audit_log_says_what_was_done_and_holds_no_word(phone, note_her, talked, session):
    contact = note_her()
    talk = talked(contact, words="She is afraid.")
    phone.get(f"/team/contacts/{contact.id}/talks/{talk.id}")
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id).offset(1)).all()
    assert [(entry.action, entry.subject) for entry in entries] == [
        ("contacts.create", f"contact:{contact.id}"),
        ("journal.note", f"conversation:{talk.id}"),
        ("contacts.read", f"contact:{contact.id}"),
    ]


@pytest.mark.slow
def test_where_the_journal_is_switched_off_the_contacts_stay(phone, note_her, talked, app, now):
    contact = note_her()
    talked(contact)
    with transaction() as writing:
        features.switch(writing, off={Feature.JOURNAL}, by=SYSTEM, now=now)
    features.forget(app)
    assert "I talked with her" not in phone.get("/team/contacts").text
    assert "I talked with her" not in phone.get(f"/team/contacts/{contact.id}").text
    assert phone.get(f"/team/contacts/{contact.id}/talk").status_code == 404
