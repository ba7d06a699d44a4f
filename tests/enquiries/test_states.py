"""Every action in every state by everyone: the table, and a sentence wherever it does not allow it."""

import itertools
from datetime import timedelta

import pytest

from portal.core.actors import GUEST, SYSTEM, Actor, Role
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.enquiries import rules as enquiries
from portal.enquiries import states
from portal.enquiries.models import Answer, Enquiry, EnquiryState, Result
from portal.enquiries.states import DONE, STEPS, Action, Who
from tests.enquiries.conftest import LEYLA, as_actor
from tests.findings import same

#: What may be done, said once more and independently of the table: state, action, who, and where it leads.
ALLOWED = """
    received  call_back    received      coordinator
    received  ask          asked         coordinator
    received  set_meeting  received      coordinator
    received  close        closed        coordinator
    received  give_up      nobody_found  coordinator
    received  withdraw     withdrawn     coordinator asker
    asked     yes          accepted      asked
    asked     no           received      asked
    asked     let_pass     received      clock
    asked     take_back    received      coordinator
    asked     set_meeting  asked         coordinator
    asked     withdraw     withdrawn     coordinator asker
    accepted  set_meeting  accepted      coordinator
    accepted  meet         met           coordinator mother
    accepted  close        closed        coordinator mother
    accepted  give_back    received      coordinator mother
    accepted  withdraw     withdrawn     coordinator asker
    met       close        closed        coordinator mother
    nobody_found  reopen   received      coordinator
    nobody_found  withdraw withdrawn     coordinator asker
"""
TWICE = """
    accepted yes mother  met meet mother  met meet coordinator  closed close mother  closed close coordinator
    nobody_found give_up coordinator  withdrawn withdraw coordinator  withdrawn withdraw asker
"""


def rows(text):
    return [line.split() for line in text.strip().splitlines()]


def test_the_table_is_the_reviewed_one():
    found = {(state, action, step.to, who) for (state, action), step in STEPS.items() for who in step.by}
    assert found == {(s, a, to, who) for s, a, to, *parts in rows(ALLOWED) for who in parts}
    words = TWICE.split()
    twice = {tuple(words[n : n + 3]) for n in range(0, len(words), 3)}
    assert {(s, a, who) for (s, a), parts in DONE.items() for who in parts} == twice


def deed(action, mother_id):
    """The rule of an action, and the words it wants besides."""
    return {
        Action.CALL_BACK: (enquiries.call_back, {}),
        Action.ASK: (enquiries.ask, {"mother_id": mother_id}),
        Action.TAKE_BACK: (enquiries.take_back, {}),
        Action.YES: (enquiries.answer, {"yes": True}),
        Action.NO: (enquiries.answer, {"yes": False}),
        Action.SET_MEETING: (enquiries.set_meeting, {"starts_local": None, "place": None}),
        Action.MEET: (enquiries.met, {}),
        Action.CLOSE: (enquiries.close, {"result": Result.ON_TO_OTHERS}),
        Action.GIVE_BACK: (enquiries.give_back, {}),
        Action.GIVE_UP: (enquiries.give_up, {}),
        Action.REOPEN: (enquiries.reopen, {}),
        Action.WITHDRAW: (enquiries.withdraw, {}),
    }[action]


EVERYONE = ("coordinator", "fatma", "shazia", "asker", "door pass", "clock")
PARTS = {
    "coordinator": "coordinator",
    "asker": "asker",
    "clock": "clock",
    ("fatma", "asked"): "asked",
    ("fatma", "accepted"): "mother",
    ("fatma", "met"): "mother",
    ("fatma", "closed"): "mother",
}


@pytest.mark.slow
@pytest.mark.parametrize("state", list(EnquiryState))
def test_each_action_by_each_person_does_what_the_table_says_and_else_nothing(
    state, bring_to, rules, look, fatma, shazia, karen, now
):
    people = {
        "coordinator": as_actor(karen),
        "fatma": as_actor(fatma),
        "shazia": as_actor(shazia),
        "asker": GUEST,
        "door pass": Actor(session_id=1, door_event_id=1),
        "clock": SYSTEM,
    }
    allowed = {(s, a, who): to for s, a, to, *parts in rows(ALLOWED) for who in parts}
    shazia_id = shazia.id
    found, expected, enquiry_id = {}, {}, None
    for action, name in itertools.product([a for a in Action if a is not Action.LET_PASS], EVERYONE):
        enquiry_id = enquiry_id or bring_to(state)  # one that was refused stands as it stood
        part = PARTS.get(name) or PARTS.get((name, str(state)))
        rule, words = deed(action, shazia_id)
        try:
            rules(rule, enquiry_id=enquiry_id, by=people[name], now=now, **words)
            told = None
        except RuleBroken as broken:
            told = str(broken.message)
        enquiry = look(enquiry_id)
        twice = part is not None and Who(part) in DONE.get((state, action), ())
        to = state if twice else allowed.get((str(state), str(action), part))
        found[action, name] = (str(enquiry.state), told is None)
        expected[action, name] = (str(to or state), to is not None)
        assert told is None or told.endswith("."), told
        enquiry_id = enquiry_id if told else None
    same(found, expected)


def test_silence_of_three_days_goes_back_to_the_queue_by_itself(bring_to, rules, look, now):
    enquiry_id = bring_to(EnquiryState.ASKED)
    assert rules(enquiries.let_silence_pass, now + timedelta(days=2, hours=23)) == 0
    later = now + timedelta(days=3)
    assert rules(enquiries.let_silence_pass, later) == 1
    enquiry = look(enquiry_id)
    assert (enquiry.state, [ask.answer for ask in enquiry.asks]) == (EnquiryState.RECEIVED, [Answer.SILENT])
    assert rules(enquiries.let_silence_pass, later) == 0


def test_after_three_days_her_yes_comes_too_late_though_nobody_has_looked(bring_to, rules, fatma, now):
    enquiry_id = bring_to(EnquiryState.ASKED)
    with pytest.raises(RuleBroken) as broken:
        rules(enquiries.answer, enquiry_id=enquiry_id, yes=True, by=as_actor(fatma), now=now + timedelta(days=3))
    assert "Three days have gone by" in str(broken.value.message)


def test_after_three_days_another_mother_can_be_asked_though_nobody_has_looked(
    bring_to, rules, look, shazia, karen, now
):
    enquiry_id, shazia_id = bring_to(EnquiryState.ASKED), shazia.id
    later = now + timedelta(days=3)
    rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=shazia_id, by=as_actor(karen), now=later)
    assert [(ask.mother_id == shazia_id, ask.answer) for ask in look(enquiry_id).asks] == [
        (False, Answer.SILENT),
        (True, Answer.WAITING),
    ]


def test_two_weeks_without_a_meeting_are_flagged(bring_to, look, now):
    enquiry = look(bring_to(EnquiryState.ACCEPTED))
    assert not states.is_slow(enquiry, now + timedelta(days=13, hours=23))
    assert states.is_slow(enquiry, now + timedelta(days=14))
    assert not states.is_slow(look(bring_to(EnquiryState.MET)), now + timedelta(days=15))


def test_nobody_is_asked_before_the_coordinator_has_called_back(receive, rules, look, fatma, karen, now):
    enquiry_id, words = receive(), {"mother_id": fatma.id, "by": as_actor(karen), "now": now}
    with pytest.raises(RuleBroken) as broken:
        rules(enquiries.ask, enquiry_id=enquiry_id, **words)
    assert "Please call the workplace first" in str(broken.value.message)
    rules(enquiries.call_back, enquiry_id=enquiry_id, by=as_actor(karen), now=now)
    rules(enquiries.ask, enquiry_id=enquiry_id, **words)
    assert look(enquiry_id).state is EnquiryState.ASKED


def test_a_woman_who_asks_for_herself_is_not_called_back_by_a_workplace(receive, rules, look, fatma, karen, now):
    enquiry_id = receive(LEYLA)
    rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=fatma.id, by=as_actor(karen), now=now)
    assert look(enquiry_id).state is EnquiryState.ASKED


def test_what_cannot_have_come_of_it_is_refused(bring_to, rules, look, fatma, now):
    by = as_actor(fatma)
    for state, result in ((EnquiryState.ACCEPTED, Result.IN_TOUCH), (EnquiryState.MET, Result.NO_CONTACT)):
        enquiry_id = bring_to(state)
        with pytest.raises(RuleBroken) as broken:
            rules(enquiries.close, enquiry_id=enquiry_id, result=result, by=by, now=now)
        assert broken.value.field == "result"
        assert look(enquiry_id).state is state


def test_a_mother_who_gave_it_back_is_not_asked_for_it_again(bring_to, rules, look, fatma, karen, now):
    enquiry_id, fatma_id = bring_to(EnquiryState.ACCEPTED), fatma.id
    rules(enquiries.give_back, enquiry_id=enquiry_id, by=as_actor(fatma), now=now)
    enquiry = look(enquiry_id)
    assert (enquiry.state, enquiry.mother_id, enquiry.accepted_at) == (EnquiryState.RECEIVED, None, None)
    with pytest.raises(RuleBroken):
        rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=fatma_id, by=as_actor(karen), now=now)


def words_of(enquiry):
    return (enquiry.call_her, enquiry.her_phone, enquiry.reach, enquiry.reach_when)


@pytest.mark.parametrize("state", [EnquiryState.MET, EnquiryState.CLOSED, EnquiryState.WITHDRAWN])
def test_her_words_are_erased_at_once_when_she_is_met_or_has_withdrawn(state, bring_to, look):
    enquiry = look(bring_to(state, LEYLA))
    assert words_of(enquiry) == (None, None, None, None)
    assert enquiry.purged_at is not None


@pytest.mark.parametrize(
    "state", [EnquiryState.RECEIVED, EnquiryState.ASKED, EnquiryState.ACCEPTED, EnquiryState.NOBODY_FOUND]
)
def test_her_words_stay_while_somebody_needs_them(state, bring_to, look):
    assert None not in words_of(look(bring_to(state, LEYLA)))


def test_a_role_that_is_no_part_of_it_has_no_part(bring_to, look):
    enquiry = look(bring_to(EnquiryState.ASKED))
    assert states.part_of(enquiry, Actor(member_id=999, role=Role.MOTHER)) is None


@pytest.mark.parametrize("state", EnquiryState)
def test_the_day_beside_a_state_is_the_day_it_began(bring_to, look, now, state):
    enquiry_id = bring_to(state)
    with transaction() as session:
        session.get_one(Enquiry, enquiry_id).received_at = now - timedelta(days=5)
    began = now - timedelta(days=5) if state is EnquiryState.RECEIVED else now
    assert states.since(look(enquiry_id)) == began


def test_a_mother_who_is_asked_after_another_is_asked_since_then(bring_to, rules, look, karen, shazia, now):
    enquiry_id = bring_to(EnquiryState.ASKED)
    later = now + timedelta(days=1)
    rules(enquiries.take_back, enquiry_id=enquiry_id, by=as_actor(karen), now=later)
    rules(enquiries.ask, enquiry_id=enquiry_id, mother_id=shazia.id, by=as_actor(karen), now=later)
    assert states.since(look(enquiry_id)) == later
