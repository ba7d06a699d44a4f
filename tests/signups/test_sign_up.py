"""Getting a place at the table."""

from datetime import timedelta

import pytest

from portal.core.actors import GUEST, Actor, Role
from portal.core.errors import RuleBroken
from portal.events.models import Status
from portal.signups import rules as list_rules
from portal.signups.models import SignUp, State, Way
from portal.signups.parties import Party
from tests.signups.cast import WEB, party


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


def test_other_words_with_the_same_form_are_a_friend_on_the_same_phone(make_event, sign_up):
    event = make_event()
    assert sign_up(event, party("Amina")).id != sign_up(event, party("Nur")).id


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


def test_the_list_closes_when_it_says_so(make_event, sign_up, now):
    event = make_event()
    event_id, closes = event.id, event.starts_local - timedelta(days=2)
    from portal.core.db import transaction
    from portal.events.models import Event

    with transaction() as session:
        session.get_one(Event, event_id).closes_local = closes
    with pytest.raises(RuleBroken) as refusal:
        sign_up(event, at=event.closes_at)
    assert "Call us" in str(refusal.value.message)
    assert sign_up(event, at=event.closes_at - timedelta(seconds=1)).state is State.SEATED


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


@pytest.mark.parametrize(("adults", "children"), [(0, 3), (-1, 0), (1, -1), (8, 3), (10**9, 0)])
def test_a_party_is_one_adult_to_ten_people(adults, children):
    with pytest.raises(ValueError, match="at least one adult"):
        Party("Amina", adults, children)
