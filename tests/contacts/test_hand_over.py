"""A contact is handed to another mother: only what the first chose goes along, and each step is taken once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts import members, periods
from portal.contacts import hand_over_rules
from portal.contacts.journal_models import Along, Conversation, HandOver, HandOverState
from portal.contacts.models import Contact, Met, Reach, ReachWhen
from portal.core.actors import SYSTEM, Actor, Role
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local

STEPS = {"yes": hand_over_rules.accept, "no": hand_over_rules.decline, "back": hand_over_rules.take_back}
OFFERED, ACCEPTED, DECLINED, TAKEN_BACK = HandOverState
#: Every state by every step: what it is afterwards, or None where the step is refused.
TRANSITIONS = {
    (OFFERED, "yes"): ACCEPTED,
    (OFFERED, "no"): DECLINED,
    (OFFERED, "back"): TAKEN_BACK,
    (ACCEPTED, "yes"): ACCEPTED,
    (ACCEPTED, "no"): None,
    (ACCEPTED, "back"): None,
    (DECLINED, "yes"): None,
    (DECLINED, "no"): DECLINED,
    (DECLINED, "back"): None,
    (TAKEN_BACK, "yes"): None,
    (TAKEN_BACK, "no"): None,
    (TAKEN_BACK, "back"): TAKEN_BACK,
}
TO_REACH = {OFFERED: None, ACCEPTED: "yes", DECLINED: "no", TAKEN_BACK: "back"}


@pytest.fixture
def step(rules, fatma, shazia, now):
    """Take a step: Shazia says yes or no, Fatma takes back."""
    who = {"yes": shazia.id, "no": shazia.id, "back": fatma.id}

    def step(name, hand_over_id):
        by = Actor(member_id=who[name], role=Role.MOTHER, opened=True)
        return rules(STEPS[name], hand_over_id=hand_over_id, by=by, now=now)

    return step


@pytest.fixture
def hand_over(phone, shazia, session):
    """Ask Shazia by the form, and give the hand-over's row."""

    def hand_over(contact, *along):
        sent = {"to": str(shazia.id), "along": list(along)}
        answer = phone.press(f"/team/contacts/{contact.id}/hand-over", sent)
        assert answer.status_code == 303, answer.text
        return session.scalars(select(HandOver).order_by(HandOver.id.desc())).first()

    return hand_over


def taken_over(session, contact_id):
    return session.scalars(select(Contact).where(Contact.from_contact_id == contact_id)).all()


@pytest.mark.parametrize(("state", "name"), TRANSITIONS)
def test_every_step_from_every_state(note_her, hand_over, step, session, state, name):
    contact = note_her()
    contact_id = contact.id
    handed = hand_over(contact).id
    if TO_REACH[state]:
        step(TO_REACH[state], handed)
    after = TRANSITIONS[state, name]
    if after is None:
        with pytest.raises(RuleBroken):
            step(name, handed)
    else:
        step(name, handed)
    session.rollback()
    row = session.get_one(HandOver, handed)
    assert row.state is (after or state)
    assert (row.answered_at is None) == (row.state is OFFERED)
    gone = row.state is ACCEPTED
    assert len(taken_over(session, contact_id)) == gone
    assert (session.get_one(Contact, contact_id).closed_at is not None) == gone


@pytest.mark.slow
def test_on_yes_she_has_a_contact_of_her_own_and_the_old_row_is_anonymous(
    phone, her_phone, note_her, talked, hand_over, session, shazia, fatma, now
):
    contact = note_her()
    number, agreed_at = contact.id, contact.agreed_at
    talk = talked(contact, words="Secret of the conversation.").id
    handed = hand_over(contact, "real_name", "phone", "words").id
    answer = her_phone.press(f"/team/contacts/asked/{handed}/yes")
    (new,) = taken_over(session, number)
    assert answer.location == f"/team/contacts/{new.id}?done=taken_over"
    assert (new.mother_id, new.nickname, new.languages, new.met, new.since, new.closed_at) == (
        shazia.id,
        "Morning sun",
        ["tr"],
        Met.DAYCARE,
        to_local(now).date(),
        None,
    )
    assert (new.real_name, new.phone, new.words, new.reach, new.reach_when) == (
        "Ayşe Yılmaz",
        "+4544770011",
        "Wants to swim.\nAsks about the school.",
        Reach.CALL,
        ReachWhen.EVENING,
    )
    assert (new.agreed_at, new.agreed_version) == (agreed_at, "2026-11")
    old = session.get_one(Contact, number)
    assert (old.nickname, old.real_name, old.phone, old.words, old.mother_id) == (None, None, None, None, fatma.id)
    row = session.get_one(Conversation, talk)
    assert (row.contact_id, row.mother_id, row.words, row.helps) == (number, fatma.id, None, ["letter"])
    assert phone.get(f"/team/contacts/{number}").status_code == 404
    assert "\u2068Shazia\u2069 has taken over a contact from you." in phone.get("/team/contacts").text


@pytest.mark.slow
@pytest.mark.parametrize("along", [*Along, None])
def test_nothing_that_was_not_chosen_is_found_on_her_pages(her_phone, note_her, talked, hand_over, session, along):
    contact = note_her()
    number = contact.id
    talked(contact, words="Secret of the conversation.")
    handed = hand_over(contact, *([along] if along else [])).id
    before = her_phone.get("/team/contacts").text + her_phone.get(f"/team/contacts/asked/{handed}").text
    assert [words for words in ("Fatma", "Turkish") if words not in before] == []
    her_words = {
        Along.REAL_NAME: "Ayşe Yılmaz",
        Along.PHONE: "44770011",
        Along.WORDS: "Wants to swim.",
        "talk": "Secret of the conversation.",
    }
    assert [words for words in (*her_words.values(), "Morning sun", "44 77 00 11") if words in before] == []
    her_phone.press(f"/team/contacts/asked/{handed}/yes")
    (new,) = taken_over(session, number)
    here = f"/team/contacts/{new.id}"
    seen = [her_phone.get(path).text for path in ("/team/contacts", here, f"{here}/edit", f"{here}/talk")]
    seen.append(her_phone.press("/team/contacts", {"q": "Morning"}).text)
    assert {what for what, words in her_words.items() if any(words in page for page in seen)} == (
        {along} if along else set()
    )
    assert (new.agreed_at is None) == (along is None)
    assert new.reach is (Reach.CALL if along is Along.PHONE else Reach.NOT_AT_ALL)
    session.expire_all()
    assert her_phone.get(f"/team/contacts/{number}").status_code == 404


def test_words_that_go_along_keep_their_ninety_days(note_her, hand_over, her_phone, session, now):
    contact = note_her()
    old = now - timedelta(days=50)
    with transaction() as writing:
        writing.get_one(Contact, contact.id).words_at = old
    number = contact.id
    her_phone.press(f"/team/contacts/asked/{hand_over(contact, 'words').id}/yes")
    assert [new.words_at for new in taken_over(session, number)] == [old]


def test_what_was_deleted_meanwhile_does_not_go_along(phone, note_her, hand_over, her_phone, session, agreed):
    contact = note_her()
    number = contact.id
    handed = hand_over(contact, "real_name", "phone", "words").id
    without = {"nickname": "Moon", "since": agreed["since"], "met": "daycare", "forget": "y"}
    assert phone.press(f"/team/contacts/{number}/edit", without).status_code == 303
    her_phone.press(f"/team/contacts/asked/{handed}/yes")
    (new,) = taken_over(session, number)
    assert (new.nickname, new.real_name, new.phone, new.words, new.agreed_at) == ("Moon", *[None] * 4)


def test_yes_twice_leads_to_the_same_contact(note_her, hand_over, her_phone, session):
    contact = note_her()
    number = contact.id
    handed = hand_over(contact).id
    first, second = (her_phone.press(f"/team/contacts/asked/{handed}/yes") for _twice in range(2))
    assert (first.location, len(taken_over(session, number))) == (second.location, 1)
    assert "You have answered this already." in her_phone.get(f"/team/contacts/asked/{handed}").text


def test_no_leaves_everything_as_it_was_and_is_told(phone, note_her, hand_over, her_phone, session):
    contact = note_her()
    number = contact.id
    handed = hand_over(contact, "phone").id
    assert her_phone.press(f"/team/contacts/asked/{handed}/no").location == "/team/contacts?done=declined"
    assert session.get_one(Contact, number).phone == "+4544770011"
    assert "\u2068Shazia\u2069 cannot take her over just now." in phone.get(f"/team/contacts/{number}").text
    refused = her_phone.press(f"/team/contacts/asked/{handed}/yes")
    assert (refused.status_code, "Morning sun" in refused.text) == (422, False)


@pytest.mark.slow
def test_taken_back_the_question_is_gone(phone, note_her, hand_over, her_phone, session):
    contact = note_her()
    number, handed = contact.id, hand_over(contact).id
    assert "She has not answered yet." in phone.get(f"/team/contacts/{number}").text
    assert phone.press(f"/team/contacts/{number}/hand-overs/{handed}/back").status_code == 303
    assert "asks you to take over" not in her_phone.get("/team/contacts").text
    page = her_phone.get(f"/team/contacts/asked/{handed}").text
    assert ("This has been taken back." in page, "Turkish" in page) == (True, False)
    assert her_phone.press(f"/team/contacts/asked/{handed}/yes").status_code == 422
    assert hand_over(contact).id != handed


def test_a_deleted_contact_is_offered_to_nobody(phone, note_her, hand_over, her_phone, session):
    contact = note_her()
    number, handed = contact.id, hand_over(contact).id
    phone.press(f"/team/contacts/{number}/delete")
    assert session.get_one(HandOver, handed).state is TAKEN_BACK
    assert her_phone.press(f"/team/contacts/asked/{handed}/yes").status_code == 422
    assert taken_over(session, number) == []


def test_only_one_mother_is_asked_at_a_time_and_pressing_twice_asks_once(
    phone, note_her, hand_over, make_member, session
):
    contact = note_her()
    assert hand_over(contact).id == hand_over(contact).id
    other = make_member("Lone", lang="en").id
    answer = phone.press(f"/team/contacts/{contact.id}/hand-over", {"to": str(other)})
    assert (answer.status_code, "You have asked a mother already." in answer.text) == (422, True)
    assert len(session.scalars(select(HandOver)).all()) == 1


@pytest.mark.slow
def test_nobody_is_asked_who_rests_is_closed_no_mother_or_herself(
    phone, note_her, make_member, shazia, fatma, session, rules, now
):
    contact = note_her()
    nobodys = {
        "herself": fatma.id,
        "resting": make_member("Rest", active=False).id,
        "closed": make_member("Closed", disabled_at=now).id,
        "coordinator": make_member("Karen", Role.COORDINATOR).id,
        "no promise": make_member("New", promise_accepted_at=None).id,
        "nobody": 999,
    }
    page = phone.get(f"/team/contacts/{contact.id}/hand-over").text
    assert page.count('name="to"') == 1
    by = Actor(member_id=fatma.id, role=Role.MOTHER, opened=True)
    for who, number in nobodys.items():
        answer = phone.press(f"/team/contacts/{contact.id}/hand-over", {"to": str(number)})
        assert answer.status_code == 422, who
        with pytest.raises(RuleBroken):
            rules(
                lambda session, to_id: hand_over_rules.offer(
                    session,
                    contact=session.get_one(Contact, contact.id),
                    to_id=to_id,
                    along=[],
                    by=by,
                    now=now,
                ),
                to_id=number,
            )
    answer = phone.press(f"/team/contacts/{contact.id}/hand-over", {})
    assert (answer.status_code, "Choose a mother." in answer.text) == (422, True)
    assert session.scalars(select(HandOver)).all() == []


def test_whoever_went_to_rest_meanwhile_comes_back_first(
    note_her, hand_over, her_phone, shazia, rules, session, now
):
    contact = note_her()
    number, handed = contact.id, hand_over(contact).id
    rules(periods.rest, member_id=shazia.id, by=SYSTEM, now=now - timedelta(days=2))
    answer = her_phone.press(f"/team/contacts/asked/{handed}/yes")
    assert (answer.status_code, "You are resting just now." in answer.text) == (422, True)
    assert taken_over(session, number) == []
    rules(periods.come_back, member_id=shazia.id, by=SYSTEM, now=now)
    assert her_phone.press(f"/team/contacts/asked/{handed}/yes").status_code == 303


def test_a_mother_who_speaks_her_language_comes_first(phone, note_her, make_member, shazia):
    make_member("Aalia", lang="en", languages=["ur"])
    page = phone.get(f"/team/contacts/{note_her().id}/hand-over").text
    assert page.index("Shazia") < page.index("Aalia")


def test_only_what_there_is_can_be_chosen(phone, session, today, shazia):
    phone.press("/team/contacts/new", {"nickname": "Sun", "since": today})
    number = session.scalars(select(Contact.id)).one()
    assert 'name="along"' not in phone.get(f"/team/contacts/{number}/hand-over").text
    sent = {"to": str(shazia.id), "along": ["words"]}
    assert phone.press(f"/team/contacts/{number}/hand-over", sent).status_code == 422


@pytest.mark.slow
def test_a_hand_over_is_nobodys_but_the_two_mothers(note_her, hand_over, make_member, sign_in, phone, session):
    contact = note_her()
    number, handed = contact.id, hand_over(contact).id
    for other in (make_member("Lone", lang="en"), make_member("Karen", Role.COORDINATOR, lang="en")):
        strange = sign_in(other, opened=True)
        assert strange.get(f"/team/contacts/asked/{handed}").status_code == 404
        for path in (f"asked/{handed}/yes", f"asked/{handed}/no", f"{number}/hand-overs/{handed}/back"):
            assert strange.press(f"/team/contacts/{path}").status_code == 404
    # Not even the first answers herself.
    assert phone.press(f"/team/contacts/asked/{handed}/yes").status_code == 404
    assert session.get_one(HandOver, handed).state is OFFERED


def test_the_account_of_the_first_may_be_closed_before_the_yes(
    note_her, hand_over, her_phone, fatma, rules, session, now
):
    contact = note_her()
    number, handed = contact.id, hand_over(contact).id
    rules(members.close, member_id=fatma.id, by=SYSTEM, now=now)
    assert her_phone.press(f"/team/contacts/asked/{handed}/yes").status_code == 303
    assert len(taken_over(session, number)) == 1
