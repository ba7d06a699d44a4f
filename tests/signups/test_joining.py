"""Two sign-ups that become one, joined on a list or moved to another: nobody is counted twice."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from portal.core.actors import GUEST, Actor, Role
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import RuleBroken
from portal.events.facts import Audience, Cancelled
from portal.events.models import Event, Status
from portal.messages.models import OutboxMessage
from portal.signups import event_changes, joining
from portal.signups import rules as signups
from portal.signups.list_queries import Glance, glances
from portal.signups.models import SignUp, State, Way

KAREN = Actor(role=Role.COORDINATOR, opened=True)
SEATED, ASKED, WAITING, CANCELLED = State.SEATED, State.ASKED, State.WAITING, State.CANCELLED


@pytest.fixture
def merge(rules, now):
    def merge(kept: SignUp, other: SignUp, adults: int, children: int = 0, **more: Any) -> None:
        kept_id, other_id = kept.id, other.id

        def run(session, **words):
            joining.merge(
                session, kept=session.get_one(SignUp, kept_id), other=session.get_one(SignUp, other_id), **words
            )

        rules(run, adults=adults, children=children, **{"by": KAREN, "now": now, **more})

    return merge


@pytest.fixture
def move(rules, now):
    def move(signup: SignUp, to: Event, *, seat: bool = False, **more: Any) -> SignUp:
        signup_id, to_id = signup.id, to.id

        def run(session, **words):
            return joining.move(session, signup=session.get_one(SignUp, signup_id), to_id=to_id, **words)

        return rules(run, seat=seat, **{"by": KAREN, "now": now, **more})

    return move


def put_in(rules, signup: SignUp, state: State) -> None:
    """Put a party where it has come by a longer history."""
    signup_id = signup.id
    rules(lambda session: setattr(session.get_one(SignUp, signup_id), "state", state))


def told(signup: SignUp) -> list[tuple[str, str]]:
    rows = db.session.query(OutboxMessage).filter_by(signup_id=signup.id).order_by(OutboxMessage.id)
    return [(str(row.kind), str(row.outcome or "open")) for row in rows]


def test_a_family_that_signed_up_twice_becomes_one_party(make_event, sign_up, merge, session):
    event = make_event(seats=10)
    amina = sign_up(event, "Amina", 2, 1, diet={"halal": 2})
    omar = sign_up(
        event, "Omar", 1, 2, phone="+4544770001", email="omar@example.org", diet={"halal": 3, "no_nuts": 1}
    )
    merge(amina, omar, 2, 2)
    assert (amina.name, amina.adults, amina.children, amina.state) == ("Amina", 2, 2, SEATED)
    assert (amina.phone, amina.phone_typed, amina.email) == ("+4544770001", "+4544770001", "omar@example.org")
    assert amina.diet == {"halal": 4, "no_nuts": 1}  # five were asked for, and they are four
    assert (omar.state, omar.replaced_by_id, omar.cancelled_at is not None) == (CANCELLED, amina.id, True)
    assert glances([event.id])[event.id] == Glance(taken=4)
    actions = [(entry.action, entry.subject) for entry in session.query(AuditEntry).order_by(AuditEntry.id)][-2:]
    assert actions == [("signups.merge", f"signup:{amina.id}"), ("signups.merge", f"signup:{omar.id}")]


@pytest.mark.parametrize(
    ("adults", "diet"),
    [
        (4, {"halal": 4, "vegetarian": 3, "no_nuts": 1}),  # two halves of a family: what both asked for
        (3, {"halal": 3, "vegetarian": 2, "no_nuts": 1}),  # the same people twice: what either asked for
        (2, {"halal": 2, "vegetarian": 2, "no_nuts": 1}),
    ],
)
def test_the_same_people_twice_ask_for_their_dishes_once(make_event, sign_up, merge, adults, diet):
    event = make_event(seats=None)
    for children in (0, 1, 2):  # one adult with children is as many people as so many adults
        amina = sign_up(event, f"Amina {adults} {children}", 3, diet={"halal": 3, "vegetarian": 1})
        again = sign_up(event, f"Amina K {children}", 2, diet={"halal": 2, "vegetarian": 2, "no_nuts": 1})
        merge(amina, again, adults - min(children, adults - 1), min(children, adults - 1))
        assert amina.diet == diet


def test_what_she_told_of_herself_stays(make_event, sign_up, merge):
    event = make_event()
    amina = sign_up(event, "Amina", phone="+4544770001", email="amina@example.org")
    merge(amina, sign_up(event, "Omar", phone="+4544770002", email="omar@example.org"), 2)
    assert (amina.phone, amina.email) == ("+4544770001", "amina@example.org")


def test_freed_seats_go_to_the_queue(make_event, sign_up, merge):
    event = make_event(seats=4)
    amina, again, olga = sign_up(event, "Amina", 2), sign_up(event, "Amina K", 2), sign_up(event, "Olga", 2)
    merge(amina, again, 2)
    assert (amina.size, olga.state) == (2, SEATED)
    assert told(olga) == [("promoted", "open")]


@pytest.mark.parametrize(
    ("kept", "other", "together"),
    [
        (SEATED, SEATED, SEATED),
        (SEATED, ASKED, SEATED),
        (ASKED, SEATED, SEATED),
        (SEATED, WAITING, SEATED),
        (WAITING, SEATED, SEATED),
        (ASKED, ASKED, ASKED),
        (ASKED, WAITING, ASKED),
        (WAITING, ASKED, ASKED),
        (WAITING, WAITING, WAITING),
    ],
)
def test_the_better_place_of_the_two_is_kept_but_never_beyond_the_seats(
    make_event, sign_up, merge, rules, kept, other, together
):
    event = make_event(seats=None)
    one, two = sign_up(event, "One", 2), sign_up(event, "Two", 2)
    put_in(rules, one, kept)
    put_in(rules, two, other)
    held = 2 * [kept, other].count(SEATED) + 2 * [kept, other].count(ASKED)
    rules(lambda session: setattr(session.get_one(Event, event.id), "seats", held))
    if together is not WAITING:
        with pytest.raises(RuleBroken) as broken:
            merge(one, two, held + 1)
        assert broken.value.field == "adults" and f"{held} seats" in str(broken.value.message)
        assert (one.size, one.state, two.state) == (2, kept, other)
    merge(one, two, held or 4)
    assert (one.size, one.state, two.state, two.replaced_by_id) == (held or 4, together, CANCELLED, one.id)


def test_it_may_take_what_is_free_besides(make_event, sign_up, merge):
    event = make_event(seats=6)
    amina, omar, waits = sign_up(event, "Amina", 2), sign_up(event, "Omar", 2), sign_up(event, "Big", 5)
    merge(amina, omar, 6)
    assert (amina.size, amina.state, waits.state) == (6, SEATED, WAITING)


def test_who_lost_seats_to_a_smaller_room_keeps_what_both_held(make_event, sign_up, merge, rules):
    event = make_event(seats=4)
    amina, omar = sign_up(event, "Amina", 2), sign_up(event, "Omar", 2)
    rules(lambda session: setattr(session.get_one(Event, event.id), "seats", 1))
    with pytest.raises(RuleBroken):
        merge(amina, omar, 5)
    merge(amina, omar, 4)
    assert (amina.size, amina.state) == (4, SEATED)


def test_two_who_wait_keep_the_earlier_place(make_event, sign_up, merge, session):
    event = make_event(seats=2)
    sign_up(event, "Sits", 2)
    early, between, late = (sign_up(event, name) for name in ("Early", "Between", "Late"))
    merge(late, early, 2)
    assert signups.place_in_queue(session, late) == 1
    assert signups.place_in_queue(session, between) == 2
    assert (late.queue_no, early.queue_no) == (2, 4)


def test_the_earlier_place_is_kept_also_by_one_who_came_back_to_the_end(
    make_event, sign_up, merge, rules, now, session
):
    event = make_event(seats=2)
    sign_up(event, "Sits", 2)
    back, waits, between = (sign_up(event, name) for name in ("Back", "Waits", "Between"))
    for rule in (signups.cancel, signups.come_back):
        rules(lambda session, rule=rule: rule(session, signup=session.get_one(SignUp, back.id), by=GUEST, now=now))
    merge(back, waits, 2)
    assert [signups.place_in_queue(session, one) for one in (back, between)] == [1, 2]


def test_two_who_wait_and_now_fit_get_their_seat(make_event, sign_up, merge):
    event = make_event(seats=3)
    sign_up(event, "Sits", 2)
    one, two = sign_up(event, "One", 2), sign_up(event, "Two", 2)
    merge(two, one, 1)
    assert (two.state, told(two)) == (SEATED, [("promoted", "open")])


def test_the_question_to_one_who_was_asked_is_answered_or_stays_open(make_event, sign_up, merge, rules, now):
    event = make_event(seats=2, starts_in=timedelta(hours=20))
    gone, sits, asked, waits = (sign_up(event, name) for name in ("Gone", "Sits", "Asked", "Waits"))
    rules(lambda session: signups.cancel(session, signup=session.get_one(SignUp, gone.id), by=GUEST, now=now))
    assert (asked.state, told(asked)) == (ASKED, [("seat_free", "open")])
    merge(waits, asked, 1)
    assert (waits.state, told(waits), told(asked)) == (ASKED, [("seat_free", "open")], [("seat_free", "void")])
    merge(waits, sits, 1)
    assert (waits.state, told(waits)) == (SEATED, [("seat_free", "yes")])


def test_a_party_is_at_most_ten_people_and_at_least_one_adult(make_event, sign_up, merge):
    event = make_event(seats=None)
    one, two = sign_up(event, "One", 6), sign_up(event, "Two", 5)
    for adults, children in ((11, 0), (6, 5), (0, 3), (3, -1)):
        with pytest.raises(RuleBroken) as broken:
            merge(one, two, adults, children)
        assert broken.value.field == "children"
    assert (one.size, two.size, two.state) == (6, 5, SEATED)


def test_joining_twice_is_the_same_as_once(make_event, sign_up, merge, session):
    event = make_event()
    one, two = sign_up(event, "One", 2), sign_up(event, "Two")
    for _twice in range(2):
        merge(one, two, 3)
    assert (one.size, glances([event.id])[event.id]) == (3, Glance(taken=3))
    assert session.query(AuditEntry).filter_by(action="signups.merge").count() == 2


def test_what_cannot_be_joined(make_event, sign_up, merge, rules, now):
    event = make_event()
    one, two, elsewhere = sign_up(event, "One"), sign_up(event, "Two"), sign_up(make_event(), "Elsewhere")
    gone = sign_up(event, "Gone")
    rules(lambda session: signups.cancel(session, signup=session.get_one(SignUp, gone.id), by=GUEST, now=now))
    for kept, other, words in (
        (one, one, "Choose another"),
        (one, elsewhere, "Choose another"),
        (one, gone, "not on the list any more"),
        (gone, one, "not on the list any more"),
    ):
        with pytest.raises(RuleBroken, match="None") as broken:
            merge(kept, other, 2)
        assert words in str(broken.value.message)
    with pytest.raises(RuleBroken) as broken:
        merge(one, two, 2, now=event.starts_at)
    assert "has begun" in str(broken.value.message)
    rules(lambda session: setattr(session.get_one(SignUp, two.id), "purged_at", now))
    with pytest.raises(RuleBroken) as broken:
        merge(one, two, 2)
    assert "deleted" in str(broken.value.message)
    rules(event_changes.cancel_event, event_id=event.id, reason=Cancelled.WEATHER, by=KAREN, now=now)
    with pytest.raises(RuleBroken) as broken:
        merge(one, two, 2)
    assert "cancelled" in str(broken.value.message)
    assert [signup.replaced_by_id for signup in (one, two, elsewhere, gone)] == [None] * 4


@pytest.mark.parametrize("gone", [0, 1])
@pytest.mark.parametrize("deed", ["merge", "move"])
def test_a_party_that_went_meanwhile_is_neither_joined_nor_moved(make_event, sign_up, rules, now, deed, gone):
    event, there = make_event(), make_event().id
    ids = [sign_up(event, name).id for name in ("One", "Two")]

    def read_before(session):
        rows = [session.get_one(SignUp, number) for number in ids]
        session.execute(text("UPDATE signup SET state = 'cancelled' WHERE id = :id"), {"id": ids[gone]})
        if deed == "merge":
            joining.merge(session, kept=rows[0], other=rows[1], adults=2, children=0, by=KAREN, now=now)
        else:
            joining.move(session, signup=rows[gone], to_id=there, seat=False, by=KAREN, now=now)

    with pytest.raises(RuleBroken) as broken:
        rules(read_before)
    assert "not on the list any more" in str(broken.value.message)


def test_a_party_moves_to_another_event_with_all_it_said(make_event, sign_up, move, make_member, rules, session):
    here, there = make_event(seats=3), make_event(seats=3)
    amina = sign_up(here, "Amina", 2, 1, phone="+4544770001", email="a@example.org", diet={"halal": 3})
    fatma = make_member().id

    def invite(session):
        row = session.get_one(SignUp, amina.id)
        row.way, row.place, row.invited_by_id, row.consent_version, row.lang = Way.MOTHER, "L1", fatma, "old", "ur"

    rules(invite)
    waits = sign_up(here, "Waits", 2)
    new = move(amina, there, seat=True)
    said = ("name", "adults", "children", "phone", "phone_typed", "email", "diet", "lang", "way", "place")
    assert {name: getattr(new, name) for name in said} == {name: getattr(amina, name) for name in said}
    assert (new.invited_by_id, new.consent_version) == (fatma, "old")
    assert (new.event_id, new.state, new.ticket.number, new.replaced_by_id) == (there.id, SEATED, 1, None)
    assert new.ticket.public_id != amina.ticket.public_id
    assert (amina.state, amina.replaced_by_id, waits.state) == (CANCELLED, new.id, SEATED)
    assert glances([here.id, there.id]) == {here.id: Glance(taken=2), there.id: Glance(taken=3)}
    assert session.query(AuditEntry).filter_by(action="signups.move").one().subject == f"signup:{amina.id}"


def test_where_there_is_no_seat_she_waits_unless_she_was_promised_one(make_event, sign_up, move):
    here, there = make_event(), make_event(seats=2)
    sign_up(there, "Sits")
    amina = sign_up(here, "Amina", 2)
    with pytest.raises(RuleBroken) as broken:
        move(amina, there, seat=True)
    assert "taken just now" in str(broken.value.message)
    assert (amina.state, glances([there.id])[there.id]) == (SEATED, Glance(taken=1))
    assert move(amina, there).state is WAITING


def test_moving_twice_is_the_same_as_once_and_the_news_of_the_old_event_is_settled(
    make_event, sign_up, move, rules, now, session
):
    here, there = make_event(), make_event()
    amina = sign_up(here, "Amina")
    starts, ends = here.starts_local + timedelta(days=1), here.ends_local + timedelta(days=1)
    rules(event_changes.move, event_id=here.id, starts_local=starts, ends_local=ends, by=KAREN, now=now)
    assert move(amina, there).id == move(amina, there).id
    assert session.query(SignUp).filter_by(event_id=there.id).count() == 1
    assert told(amina) == [("event_moved", "void")]


def test_who_was_moved_stands_on_the_call_list_until_she_knows(make_event, sign_up, move):
    here, there, further = make_event(), make_event(), make_event(seats=1)
    amina = sign_up(here, "Amina", phone="+4544770001")
    olga, noor = sign_up(here, "Olga", email="olga@example.org"), sign_up(here, "Noor", 2)
    new = [move(signup, there) for signup in (amina, olga, noor)]
    assert move(amina, there) is new[0]
    rows = db.session.query(OutboxMessage).filter_by(event_id=there.id).order_by(OutboxMessage.id)
    assert [(row.signup_id, str(row.kind), row.closed_at) for row in rows] == [
        (new[0].id, "party_moved", None),
        (new[1].id, "party_moved", None),
        (new[2].id, "party_moved", None),
    ]
    last = move(new[2], further)
    assert (last.state, told(last)) == (WAITING, [("party_moved", "open")])
    assert told(new[2]) == [("party_moved", "void")]


def test_there_and_back_again_is_a_new_arrival(make_event, sign_up, move):
    here, there = make_event(seats=1), make_event()
    amina, olga = sign_up(here, "Amina"), sign_up(here, "Olga")
    back = move(move(amina, there), here)
    assert (amina.state, olga.state, back.state, back.ticket.number) == (CANCELLED, SEATED, WAITING, 3)
    assert joining.standing_of(amina) == joining.JoinedParty(back, elsewhere=False)


def test_from_a_cancelled_event_a_party_can_still_move(make_event, sign_up, move, rules, now):
    here, there = make_event(), make_event()
    amina, olga = sign_up(here, "Amina"), sign_up(here, "Olga")
    rules(event_changes.cancel_event, event_id=here.id, reason=Cancelled.ILLNESS, by=KAREN, now=now)
    assert move(amina, there).state is SEATED
    assert (amina.state, told(amina)) == (CANCELLED, [("event_cancelled", "void")])
    with pytest.raises(RuleBroken):
        move(olga, there, now=here.ends_at)


def test_what_cannot_be_moved(make_event, sign_up, move, rules, now):
    here, there = make_event(), make_event(starts_in=timedelta(days=9))
    mothers = make_event(audience=Audience.MOTHERS)
    draft, begun = make_event(status=Status.DRAFT), make_event(starts_in=timedelta())
    off, over = make_event(status=Status.CANCELLED), make_event(starts_in=-timedelta(days=2))
    amina, gone = sign_up(here, "Amina"), sign_up(here, "Gone")
    rules(lambda session: signups.cancel(session, signup=session.get_one(SignUp, gone.id), by=GUEST, now=now))
    for signup, to, moment, words in (
        (amina, here, now, "already"),
        (amina, mothers, now, "only for the mothers"),
        (amina, draft, now, "not open yet"),
        (amina, begun, now, "has begun"),
        (amina, over, now, "has begun"),
        (amina, off, now, "cancelled"),
        (gone, there, now, "not on the list any more"),
        (amina, there, here.starts_at, "has begun"),
    ):
        with pytest.raises(RuleBroken) as broken:
            move(signup, to, now=moment)
        assert words in str(broken.value.message)
    rules(lambda session: setattr(session.get_one(SignUp, amina.id), "purged_at", now))
    with pytest.raises(RuleBroken) as broken:
        move(amina, there)
    assert "deleted" in str(broken.value.message)
    assert db.session.query(SignUp).count() == 2


def test_among_the_mothers_a_party_moves_from_meeting_to_meeting(make_event, sign_up, move):
    one, two = make_event(audience=Audience.MOTHERS), make_event(audience=Audience.MOTHERS)
    assert move(sign_up(one, "Fatma"), two).state is SEATED


def test_who_is_part_of_another_sign_up_never_comes_back_beside_it(make_event, sign_up, merge, move, rules, now):
    event, there = make_event(), make_event()
    one, two, three = (sign_up(event, name) for name in ("One", "Two", "Three"))
    merge(one, two, 2)
    move(three, there)
    for signup_id in (two.id, three.id):
        with pytest.raises(RuleBroken) as broken:
            rules(
                lambda session, signup_id=signup_id: signups.come_back(
                    session, signup=session.get_one(SignUp, signup_id), by=KAREN, now=now
                )
            )
        assert "part of another one" in str(broken.value.message)
    assert [one.state, two.state, three.state] == [SEATED, CANCELLED, CANCELLED]


def test_a_row_of_joinings_leads_to_the_one_that_is_left(make_event, sign_up, merge, move):
    event, there = make_event(), make_event()
    one, two, three = (sign_up(event, name) for name in ("One", "Two", "Three"))
    merge(two, one, 1)
    merge(three, two, 1)
    assert joining.standing_of(one) == joining.JoinedParty(three, elsewhere=False)
    new = move(three, there)
    assert joining.standing_of(one) == joining.JoinedParty(new, elsewhere=True)
    assert joining.standing_of(new) is None


def test_a_circle_of_joinings_ends_however_it_came_about(make_event, sign_up, rules):
    event = make_event()
    one, two, three = (sign_up(event, name) for name in ("One", "Two", "Three"))

    def turn(session):
        for signup, into in ((one, two), (two, three), (three, two)):
            session.get_one(SignUp, signup.id).replaced_by_id = into.id

    rules(turn)
    assert joining.standing_of(one) == joining.JoinedParty(three, elsewhere=False)
