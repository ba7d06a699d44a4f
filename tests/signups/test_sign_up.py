"""Getting a place at the table."""

from contextlib import suppress
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.core.actors import GUEST, Actor, Role
from portal.core.audit import AuditEntry
from portal.core.errors import RuleBroken
from portal.core.text import Phone
from portal.events.facts import Cancelled
from portal.events.models import Event, Status
from portal.signups import event_changes, joining
from portal.signups import rules as list_rules
from portal.signups.models import SignUp, State, Way
from portal.signups.parties import Party
from tests.signups.cast import WEB, party

#: Says something in every field, and other than ``party()`` does.
WHOLE = Party("Nur", 2, 1, Phone("+4522334455", "22 33 44 55"), "nur@example.org", {"halal": 2})


@pytest.fixture
def sign_up(rules, now):
    def sign_up(event, who=None, *, token="t", by=GUEST, at=now, source=WEB):
        return rules(
            list_rules.sign_up,
            event_id=event.id,
            party=who or party(),
            source=source,
            form_token=token,
            by=by,
            now=at,
        )

    return sign_up


def test_a_party_that_fits_has_a_seat_and_the_first_number(make_event, sign_up):
    signup = sign_up(make_event(seats=4), party("Amina", 2, 2))
    assert (signup.state, signup.ticket.number, signup.queue_no) == (State.SEATED, 1, 1)


def test_a_family_of_four_waits_when_three_seats_are_left(make_event, sign_up):
    event = make_event(seats=5)
    sign_up(event, party("Amina", 2))
    assert sign_up(event, party("Olga", 2, 2)).state is State.WAITING


def test_a_small_party_is_seated_though_a_larger_one_waits(make_event, sign_up):
    event = make_event(seats=5)
    sign_up(event, party("Amina", 2))
    sign_up(event, party("Olga", 2, 2))
    assert sign_up(event, party("Nur", 1, 2)).state is State.SEATED


def test_everyone_fits_in_where_seats_are_unlimited(make_event, sign_up):
    event = make_event(seats=None)
    states = {sign_up(event, party(f"P{n}", 10)).state for n in range(5)}
    assert states == {State.SEATED}


def test_an_event_without_any_seats_only_has_a_waiting_list(make_event, sign_up):
    assert sign_up(make_event(seats=0)).state is State.WAITING


def test_the_same_form_sent_twice_is_one_sign_up(make_event, sign_up):
    event = make_event()
    assert sign_up(event).id == sign_up(event).id


@pytest.mark.parametrize("field", [one.name for one in fields(Party)])
def test_other_words_with_the_same_form_are_a_friend_on_the_same_phone(make_event, sign_up, field):
    event, friend = make_event(), replace(party(), **{field: getattr(WHOLE, field)})
    assert sign_up(event).id != sign_up(event, friend).id


def test_the_same_words_from_another_form_are_another_person_of_that_name(make_event, sign_up):
    event = make_event()
    assert sign_up(event, token="one").id != sign_up(event, token="two").id


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"status": Status.CANCELLED}, "cancelled"),
        ({"status": Status.DRAFT}, "not open yet"),
        ({"starts_in": timedelta(hours=-1)}, "list is closed"),
        ({"starts_in": timedelta(hours=-9)}, "over"),
    ],
)
def test_no_one_signs_up_where_the_list_is_not_open(make_event, sign_up, columns, words):
    with pytest.raises(RuleBroken) as refusal:
        sign_up(make_event(**columns))
    assert words in str(refusal.value.message)


def test_nobody_comes_back_to_a_list_that_is_closed(make_event, sign_up, rules, now):
    event = make_event(starts_in=timedelta(hours=2))
    signup = sign_up(event)
    rules(list_rules.cancel, signup=signup, by=GUEST, now=now)
    with pytest.raises(RuleBroken) as refusal:
        rules(list_rules.come_back, signup=signup, by=GUEST, now=event.starts_at)
    assert "list is closed" in str(refusal.value.message)
    assert signup.state is State.CANCELLED


def test_the_list_closes_when_it_says_so(make_event, sign_up, now):
    event = make_event()
    event_id, closes = event.id, event.starts_local - timedelta(days=2)
    from portal.core.db import transaction

    with transaction() as session:
        session.get_one(Event, event_id).closes_local = closes
    with pytest.raises(RuleBroken) as refusal:
        sign_up(event, at=event.closes_at)
    assert "Call us" in str(refusal.value.message)
    assert sign_up(event, at=event.closes_at - timedelta(seconds=1)).state is State.SEATED


def test_a_member_puts_somebody_on_the_list_until_the_event_is_over(make_event, sign_up):
    event, karen = make_event(), Actor(member_id=None, role=Role.COORDINATOR)
    with pytest.raises(RuleBroken) as refusal:
        sign_up(event, by=karen, at=event.ends_at)
    assert "is over" in str(refusal.value.message)


def test_a_mother_signs_up_a_guest_at_the_door_after_the_start(make_event, make_member, sign_up, now):
    fatma = make_member()
    actor = Actor(member_id=fatma.id, role=Role.MOTHER)
    source = list_rules.Source(way=Way.MOTHER, lang="tr")
    signup = sign_up(make_event(starts_in=timedelta(hours=-1)), by=actor, source=source)
    assert (signup.state, signup.way, signup.invited_by_id) == (State.SEATED, Way.MOTHER, fatma.id)


def test_the_event_remembers_when_it_first_was_full(make_event, sign_up, now, session):
    event = make_event(seats=2)
    sign_up(event, party("Amina", 1))
    assert event.first_full_at is None
    sign_up(event, party("Nur", 1), at=now + timedelta(minutes=5))
    sign_up(event, party("Olga", 1), at=now + timedelta(minutes=9))
    session.refresh(event)
    assert event.first_full_at == now + timedelta(minutes=5)


def test_it_is_full_when_a_party_that_was_there_takes_the_last_seat(make_event, sign_up, rules, now, session):
    grown, back, joined = (make_event(seats=seats) for seats in (2, 2, 3))
    amina, gone, one, two = (
        sign_up(event, party(name)) for event, name in zip((grown, back, joined, joined), "ABCD", strict=True)
    )
    rules(list_rules.cancel, signup=gone, by=GUEST, now=now)
    sign_up(back, party("Nur"))
    session.expire_all()
    assert [event.first_full_at for event in (grown, back, joined)] == [None] * 3
    later = now + timedelta(minutes=5)
    rules(list_rules.change, signup=amina, party=party("A", 2), by=GUEST, now=later)
    rules(list_rules.come_back, signup=gone, by=GUEST, now=later)
    rules(joining.merge, kept=one, other=two, adults=3, children=0, by=GUEST, now=later)
    session.expire_all()
    assert [event.first_full_at for event in (grown, back, joined)] == [later] * 3


def test_numbers_are_given_in_order_and_never_again(make_event, sign_up, rules, now):
    event = make_event()
    first = sign_up(event, party("Amina"))
    rules(list_rules.cancel, signup=first, by=GUEST, now=now)
    assert sign_up(event, party("Nur")).ticket.number == 2


def test_a_sign_up_keeps_how_it_came(make_event, sign_up, session):
    source = list_rules.Source(way=Way.POSTER, lang="ur", place="L1")
    sign_up(make_event(), party("نور", phone="+4522334455", diet={"halal": 1}), source=source)
    kept = session.query(SignUp).one()
    assert (kept.way, kept.place, kept.lang, kept.name, kept.phone, kept.diet) == (
        Way.POSTER,
        "L1",
        "ur",
        "نور",
        "+4522334455",
        {"halal": 1},
    )
    assert kept.consent_version == list_rules.CONSENT_VERSION


def test_a_change_keeps_and_forgets_what_a_sign_up_does(make_event, sign_up, rules, now):
    def said(signup):
        names = ("name", "adults", "children", "phone", "phone_typed", "email", "diet")
        return tuple(getattr(signup, name) for name in names)

    def change(to):
        rules(list_rules.change, signup=signup, party=to, by=GUEST, now=now)

    signup, whole = sign_up(event := make_event()), sign_up(event, WHOLE)
    plain, everything = said(signup), ("Nur", 2, 1, "+4522334455", "22 33 44 55", "nur@example.org", {"halal": 2})
    assert said(whole) == everything
    change(WHOLE)
    assert said(signup) == everything
    change(party())
    assert said(signup) == plain == ("Amina", 1, 0, None, None, None, {})


def test_every_step_is_noted_without_a_word_of_what_she_said(
    make_event, make_member, sign_up, rules, now, session
):
    event, at = make_event(seats=1, starts_in=timedelta(hours=20)), now + timedelta(minutes=1)
    fatma, day = Actor(member_id=make_member().id, role=Role.MOTHER), timedelta(days=1)
    amina, olga = sign_up(event, at=at), sign_up(event, party("Olga"), at=at)
    for rule, more in (
        (list_rules.change, {"signup": amina, "party": party("Noor")}),
        (list_rules.cancel, {"signup": amina}),
        (list_rules.answer, {"signup": olga, "comes": False}),
        (list_rules.come_back, {"signup": amina}),
        (event_changes.set_seats, {"event_id": event.id, "seats": 2}),
        (
            event_changes.move,
            {"event_id": event.id, "starts_local": event.starts_local + day, "ends_local": event.ends_local + day},
        ),
        (event_changes.cancel_event, {"event_id": event.id, "reason": Cancelled.ILLNESS}),
    ):
        rules(rule, **more, by=fatma, now=at)
    entries = [(entry.actor, entry.action, entry.subject, entry.at) for entry in session.query(AuditEntry)]
    assert entries == [
        ("guest", "signups.create", f"signup:{amina.id}", at),
        ("guest", "signups.create", f"signup:{olga.id}", at),
        (fatma.name_for_audit, "signups.change", f"signup:{amina.id}", at),
        (fatma.name_for_audit, "signups.cancel", f"signup:{amina.id}", at),
        (fatma.name_for_audit, "signups.answer", f"signup:{olga.id}", at),
        (fatma.name_for_audit, "signups.come_back", f"signup:{amina.id}", at),
        (fatma.name_for_audit, "events.seats", f"event:{event.id}", at),
        (fatma.name_for_audit, "events.move", f"event:{event.id}", at),
        (fatma.name_for_audit, "events.cancel", f"event:{event.id}", at),
    ]


def test_a_list_is_read_anew_when_it_is_locked_also_where_it_was_read_before(make_event, rules):
    event_id = make_event(seats=4).id

    def read_before(session):
        event = session.get_one(Event, event_id)
        assert event.seats == 4
        session.execute(text("UPDATE event SET seats = 2"))
        list_rules.lock_event(session, event_id)
        return event.seats

    assert rules(read_before) == 2


@pytest.mark.parametrize(
    ("rule", "more", "read", "by_then"),
    [
        (list_rules.change, {"party": WHOLE}, State.SEATED, State.CANCELLED),
        (list_rules.cancel, {}, State.SEATED, State.CANCELLED),
        (list_rules.come_back, {}, State.CANCELLED, State.SEATED),
        (list_rules.answer, {"comes": True}, State.ASKED, State.CANCELLED),
    ],
)
def test_a_party_is_decided_on_as_it_is_by_then(
    make_event, sign_up, rules, now, session, rule, more, read, by_then
):
    signup_id = sign_up(make_event()).id

    def read_before(session):
        row = session.get_one(SignUp, signup_id)
        row.state = read
        session.flush()
        session.execute(text("UPDATE signup SET state = :by_then"), {"by_then": str(by_then)})
        with suppress(RuleBroken):
            rule(session, signup=row, by=GUEST, now=now, **more)

    rules(read_before)
    assert session.get_one(SignUp, signup_id).state is by_then
    assert [entry.action for entry in session.query(AuditEntry)] == ["signups.create"]


@pytest.mark.parametrize(("adults", "children"), [(0, 3), (-1, 0), (1, -1), (8, 3), (10**9, 0)])
def test_a_party_is_one_adult_to_ten_people(adults, children):
    with pytest.raises(ValueError, match="at least one adult"):
        Party("Amina", adults, children)
