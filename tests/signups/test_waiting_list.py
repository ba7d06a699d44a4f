"""The waiting list: who moves up, when, and how she hears of it."""

from datetime import timedelta

import pytest

from portal.core.actors import GUEST
from portal.core.errors import RuleBroken
from portal.events.facts import Cancelled
from portal.events.models import Event, Status
from portal.messages.models import MessageKind, OutboxMessage, Outcome
from portal.signups import event_changes
from portal.signups import rules as list_rules
from portal.signups.models import SignUp
from tests.signups.cast import WEB, party


class Evening:
    """An event and its list, told by names."""

    def __init__(self, event, rules, session, now):
        self.event, self.rules, self.session, self.now = event, rules, session, now

    def signs_up(self, name, adults=1, children=0, **more):
        self.rules(
            list_rules.sign_up,
            event_id=self.event.id,
            party=party(name, adults, children, **more),
            source=WEB,
            form_token=name,
            by=GUEST,
            now=self.now,
        )

    def of(self, name):
        return self.session.query(SignUp).filter_by(event_id=self.event.id, name=name).one()

    def does(self, rule, name, **more):
        self.rules(rule, signup=self.of(name), by=GUEST, now=self.now, **more)

    @property
    def states(self):
        self.session.expire_all()
        found = self.session.query(SignUp).filter_by(event_id=self.event.id).order_by(SignUp.id)
        return {signup.name: str(signup.state) for signup in found}

    @property
    def told(self):
        found = self.session.query(OutboxMessage).order_by(OutboxMessage.id)
        names = {s.id: s.name for s in self.session.query(SignUp)}
        return [(names[m.signup_id], m.kind, m.outcome) for m in found]


@pytest.fixture
def evening(make_event, rules, session, now):
    def evening(*, seats, starts_in=timedelta(days=7)):
        return Evening(make_event(seats=seats, starts_in=starts_in), rules, session, now)

    return evening


def test_cancelling_gives_the_seat_to_the_first_who_waits(evening):
    dinner = evening(seats=2)
    for name in ("Amina", "Bahar", "Chen", "Dilek"):
        dinner.signs_up(name)
    dinner.does(list_rules.cancel, "Amina")
    assert dinner.states == {"Amina": "cancelled", "Bahar": "seated", "Chen": "seated", "Dilek": "waiting"}


def test_each_party_that_fits_moves_up_and_the_others_keep_their_place(evening):
    dinner = evening(seats=4)
    dinner.signs_up("Amina", 2)
    dinner.signs_up("Bahar", 2)
    dinner.signs_up("Chen", 4)
    dinner.signs_up("Dilek", 1)
    dinner.signs_up("Elena", 1)
    dinner.does(list_rules.cancel, "Amina")
    assert dinner.states == {
        "Amina": "cancelled",
        "Bahar": "seated",
        "Chen": "waiting",
        "Dilek": "seated",
        "Elena": "seated",
    }
    assert list_rules.place_in_queue(dinner.session, dinner.of("Chen")) == 1


def test_who_moves_up_is_told_once_by_what_she_left(evening):
    dinner = evening(seats=3)
    dinner.signs_up("Amina", 3)
    dinner.signs_up("Bahar", phone="+4522334455", email="b@example.org")
    dinner.signs_up("Chen", email="c@example.org")
    dinner.signs_up("Dilek")
    dinner.does(list_rules.cancel, "Amina")
    dinner.does(list_rules.cancel, "Amina")
    assert dinner.told == [
        ("Bahar", MessageKind.PROMOTED, None),
        ("Chen", MessageKind.PROMOTED, None),
        ("Dilek", MessageKind.PROMOTED, None),
    ]


def test_in_the_last_day_the_seat_is_held_and_she_is_asked(evening):
    dinner = evening(seats=1, starts_in=timedelta(hours=20))
    dinner.signs_up("Amina")
    dinner.signs_up("Bahar", phone="+4522334455")
    dinner.does(list_rules.cancel, "Amina")
    assert dinner.states == {"Amina": "cancelled", "Bahar": "asked"}
    assert dinner.told == [("Bahar", MessageKind.SEAT_FREE, None)]
    dinner.signs_up("Chen")
    assert dinner.states["Chen"] == "waiting", "the held seat is not given to somebody else"


@pytest.mark.parametrize(("minutes", "bahar"), [(0, "asked"), (1, "seated")])
def test_she_is_asked_from_the_moment_on_when_a_day_is_left(evening, minutes, bahar):
    dinner = evening(seats=1)
    dinner.now = dinner.event.starts_at - timedelta(days=1, minutes=minutes)
    for name in ("Amina", "Bahar"):
        dinner.signs_up(name)
    dinner.does(list_rules.cancel, "Amina")
    assert dinner.states["Bahar"] == bahar


@pytest.mark.parametrize(("comes", "bahar", "chen"), [(True, "seated", "waiting"), (False, "cancelled", "asked")])
def test_her_answer_takes_the_seat_or_gives_it_on(evening, comes, bahar, chen):
    dinner = evening(seats=1, starts_in=timedelta(hours=20))
    for name in ("Amina", "Bahar", "Chen"):
        dinner.signs_up(name)
    dinner.does(list_rules.cancel, "Amina")
    dinner.does(list_rules.answer, "Bahar", comes=comes)
    assert dinner.states == {"Amina": "cancelled", "Bahar": bahar, "Chen": chen}
    assert dinner.told[0][2] is (Outcome.YES if comes else Outcome.NO)
    dinner.does(list_rules.answer, "Bahar", comes=not comes)
    assert dinner.states["Bahar"] == bahar, "who was not asked has nothing to answer"


def test_nobody_moves_up_once_it_has_begun(evening, rules):
    dinner = evening(seats=1, starts_in=timedelta(hours=2))
    dinner.signs_up("Amina")
    dinner.signs_up("Bahar")
    dinner.now += timedelta(hours=2)
    rules(event_changes.set_seats, event_id=dinner.event.id, seats=9, by=GUEST, now=dinner.now)
    assert dinner.states == {"Amina": "seated", "Bahar": "waiting"}
    for rule, more in ((list_rules.cancel, {}), (list_rules.change, {"party": party("Amina", 2)})):
        with pytest.raises(RuleBroken) as refusal:
            dinner.does(rule, "Amina", **more)
        assert "begun" in str(refusal.value.message)


def test_who_still_waits_when_it_has_begun_moves_up_when_it_is_put_off(evening, rules):
    dinner = evening(seats=1, starts_in=timedelta(hours=2))
    for name in ("Amina", "Bahar"):
        dinner.signs_up(name)
    dinner.now = dinner.event.starts_at
    words = {"event_id": dinner.event.id, "by": GUEST, "now": dinner.now}
    rules(event_changes.set_seats, seats=2, **words)
    assert dinner.states["Bahar"] == "waiting"
    week = timedelta(days=7)
    starts, ends = dinner.event.starts_local + week, dinner.event.ends_local + week
    rules(event_changes.move, starts_local=starts, ends_local=ends, **words)
    assert dinner.states["Bahar"] == "seated"


def test_coming_back_is_the_end_of_the_queue(evening):
    dinner = evening(seats=1)
    for name in ("Amina", "Bahar", "Chen"):
        dinner.signs_up(name)
    dinner.does(list_rules.cancel, "Amina")
    dinner.does(list_rules.come_back, "Amina")
    assert dinner.states == {"Amina": "waiting", "Bahar": "seated", "Chen": "waiting"}
    assert list_rules.place_in_queue(dinner.session, dinner.of("Amina")) == 2
    assert dinner.of("Amina").cancelled_at is None
    assert dinner.of("Amina").ticket.number == 1, "the ticket in her hand stays good"
    dinner.does(list_rules.come_back, "Amina")
    assert list_rules.place_in_queue(dinner.session, dinner.of("Amina")) == 2


def test_a_purged_party_cannot_come_back(evening, rules, session):
    dinner = evening(seats=2)
    dinner.signs_up("Amina")
    dinner.does(list_rules.cancel, "Amina")
    row = dinner.of("Amina").id
    rules(lambda s: setattr(s.get_one(SignUp, row), "purged_at", dinner.now))
    with pytest.raises(RuleBroken) as refusal:
        dinner.does(list_rules.come_back, "Amina")
    assert "sign up again" in str(refusal.value.message)


def test_a_party_that_grows_beyond_what_is_free_stays_as_it_was(evening):
    dinner = evening(seats=4)
    dinner.signs_up("Amina", 2)
    dinner.signs_up("Bahar", 1)
    with pytest.raises(RuleBroken) as refusal:
        dinner.does(list_rules.change, "Amina", party=party("Amina", 2, 2))
    assert refusal.value.field == "adults"
    assert "1 seat left" in str(refusal.value.message)
    assert dinner.of("Amina").size == 2
    dinner.does(list_rules.change, "Amina", party=party("Amina", 2, 1))
    assert dinner.of("Amina").size == 3
    with pytest.raises(RuleBroken) as refusal:
        dinner.does(list_rules.change, "Amina", party=party("Amina", 2, 2))
    assert "no more seats" in str(refusal.value.message)


def test_a_party_that_shrinks_makes_room(evening):
    dinner = evening(seats=3)
    dinner.signs_up("Amina", 3)
    dinner.signs_up("Bahar", 1)
    dinner.does(list_rules.change, "Amina", party=party("Amina", 2))
    assert dinner.states == {"Amina": "seated", "Bahar": "seated"}


def test_a_waiting_party_that_changes_keeps_its_place_and_is_tried_again(evening):
    dinner = evening(seats=3)
    dinner.signs_up("Amina", 2)
    dinner.signs_up("Bahar", 3)
    dinner.signs_up("Chen", 2)
    dinner.does(list_rules.change, "Bahar", party=party("Bahar", 4))
    assert list_rules.place_in_queue(dinner.session, dinner.of("Bahar")) == 1
    dinner.does(list_rules.change, "Bahar", party=party("Bahar", 1))
    assert dinner.states == {"Amina": "seated", "Bahar": "seated", "Chen": "waiting"}


def test_a_cancelled_party_is_not_changed(evening):
    dinner = evening(seats=3)
    dinner.signs_up("Amina")
    dinner.does(list_rules.cancel, "Amina")
    with pytest.raises(RuleBroken):
        dinner.does(list_rules.change, "Amina", party=party("Amina", 2))


def test_fewer_seats_take_nobodys_place_and_stop_the_queue_until_there_is_room(evening, rules):
    dinner = evening(seats=4)
    for name, adults in (("Amina", 2), ("Bahar", 2), ("Chen", 1)):
        dinner.signs_up(name, adults)
    rules(event_changes.set_seats, event_id=dinner.event.id, seats=2, by=GUEST, now=dinner.now)
    assert dinner.states == {"Amina": "seated", "Bahar": "seated", "Chen": "waiting"}
    dinner.does(list_rules.cancel, "Amina")
    assert dinner.states["Chen"] == "waiting"
    rules(event_changes.set_seats, event_id=dinner.event.id, seats=3, by=GUEST, now=dinner.now)
    assert dinner.states["Chen"] == "seated"


def test_lifting_the_limit_seats_everyone(evening, rules):
    dinner = evening(seats=1)
    for name in ("Amina", "Bahar", "Chen"):
        dinner.signs_up(name, 3)
    rules(event_changes.set_seats, event_id=dinner.event.id, seats=None, by=GUEST, now=dinner.now)
    assert set(dinner.states.values()) == {"seated"}


def test_a_moved_event_keeps_its_list_and_shifts_its_closing(evening, rules, session):
    dinner = evening(seats=1)
    event_id, starts, ends = dinner.event.id, dinner.event.starts_local, dinner.event.ends_local
    closes = starts - timedelta(days=1)
    rules(lambda s: setattr(s.get_one(Event, event_id), "closes_local", closes))
    dinner.signs_up("Amina", phone="+4522334455")
    dinner.signs_up("Bahar")
    week = timedelta(days=7)

    def move(by):
        rules(
            event_changes.move,
            event_id=event_id,
            starts_local=starts + by,
            ends_local=ends + by,
            by=GUEST,
            now=dinner.now,
        )
        session.expire_all()
        return session.get_one(Event, event_id)

    moved = move(week)
    assert (moved.starts_local, moved.closes_local, moved.moved_from_local, moved.version) == (
        starts + week,
        closes + week,
        starts,
        2,
    )
    assert dinner.states == {"Amina": "seated", "Bahar": "waiting"}
    assert dinner.told == [
        ("Amina", MessageKind.EVENT_MOVED, None),
        ("Bahar", MessageKind.EVENT_MOVED, None),
    ]
    assert move(week).version == 2, "the same time again is no move"
    assert move(timedelta()).moved_from_local is None, "back where it was announced"


def test_a_draft_moves_without_telling_anyone(make_event, rules, now, session):
    draft = make_event(status=Status.DRAFT)
    event_id, starts, ends = draft.id, draft.starts_local, draft.ends_local
    day = timedelta(days=1)
    rules(
        event_changes.move, event_id=event_id, starts_local=starts + day, ends_local=ends + day, by=GUEST, now=now
    )
    moved = session.get_one(Event, event_id)
    assert (moved.moved_from_local, session.query(OutboxMessage).count()) == (None, 0)


def test_a_cancelled_event_tells_everyone_once_and_takes_no_more(evening, rules):
    dinner = evening(seats=1)
    dinner.signs_up("Amina", email="a@example.org")
    dinner.signs_up("Bahar")
    for _ in range(2):
        rules(
            event_changes.cancel_event,
            event_id=dinner.event.id,
            reason=Cancelled.ILLNESS,
            by=GUEST,
            now=dinner.now,
        )
    assert dinner.told == [
        ("Amina", MessageKind.EVENT_CANCELLED, None),
        ("Bahar", MessageKind.EVENT_CANCELLED, None),
    ]
    dinner.session.refresh(dinner.event)
    assert dinner.event.version == 2
    with pytest.raises(RuleBroken):
        dinner.signs_up("Chen")
    with pytest.raises(RuleBroken):
        dinner.does(list_rules.cancel, "Amina")
    with pytest.raises(RuleBroken):
        rules(
            event_changes.move,
            event_id=dinner.event.id,
            starts_local=dinner.event.starts_local + timedelta(days=1),
            ends_local=dinner.event.ends_local + timedelta(days=1),
            by=GUEST,
            now=dinner.now,
        )


def test_an_event_that_is_over_is_not_cancelled(evening, rules):
    dinner = evening(seats=1)
    dinner.now = dinner.event.ends_at
    with pytest.raises(RuleBroken):
        rules(
            event_changes.cancel_event,
            event_id=dinner.event.id,
            reason=Cancelled.OTHER,
            by=GUEST,
            now=dinner.now,
        )


def test_news_that_has_not_left_is_replaced_by_later_news(evening, rules):
    dinner = evening(seats=1)
    starts, ends = dinner.event.starts_local, dinner.event.ends_local
    for name in ("Amina", "Bahar"):
        dinner.signs_up(name)
    dinner.does(list_rules.cancel, "Amina")
    for days in (1, 2):
        rules(
            event_changes.move,
            event_id=dinner.event.id,
            starts_local=starts + timedelta(days=days),
            ends_local=ends + timedelta(days=days),
            by=GUEST,
            now=dinner.now,
        )
    promoted = ("Bahar", MessageKind.PROMOTED)
    moved = ("Bahar", MessageKind.EVENT_MOVED)
    assert dinner.told == [(*promoted, None), (*moved, Outcome.VOID), (*moved, None)]
    rules(
        event_changes.cancel_event,
        event_id=dinner.event.id,
        reason=Cancelled.ILLNESS,
        by=GUEST,
        now=dinner.now,
    )
    assert dinner.told == [
        (*promoted, Outcome.VOID),
        (*moved, Outcome.VOID),
        (*moved, Outcome.VOID),
        ("Bahar", MessageKind.EVENT_CANCELLED, None),
    ]


def test_seats_lowered_to_what_is_taken_make_the_event_full(evening, rules, session):
    dinner = evening(seats=4)
    event_id = dinner.event.id
    dinner.signs_up("Amina", adults=2)
    assert session.get_one(Event, event_id).first_full_at is None
    rules(event_changes.set_seats, event_id=event_id, seats=2, by=GUEST, now=dinner.now)
    assert (session.get_one(Event, event_id).first_full_at, session.get_one(Event, event_id).version) == (
        dinner.now,
        2,
    )


def test_who_comes_back_to_a_full_list_no_longer_counts_as_seated(evening):
    dinner = evening(seats=1)
    dinner.signs_up("Amina")
    dinner.signs_up("Bahar")
    dinner.does(list_rules.cancel, "Amina")
    dinner.does(list_rules.come_back, "Amina")
    assert dinner.of("Amina").state == "waiting"
