"""Histories of a waiting list that nobody would think of, against a plain model of how a list should behave.

Hypothesis makes up the histories: people sign up, change, cancel, come back and answer; they take tasks, which are
seats, and give them back; two are joined, or one moves to another event; seats come and go; the event moves or is
cancelled; time passes over the 24-hour line and the start. After each step the list in the database must be the
list of the model: states, order, messages, tasks, and when it first was full.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

pytest.importorskip("hypothesis", reason="histories of the waiting list need hypothesis (requirements-dev.txt)")

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from portal.core.actors import GUEST, Actor, Role
from portal.core.db import db, transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.text import Phone
from portal.events.codes import new_code
from portal.events.facts import Cancelled
from portal.events.kinds import Kind
from portal.events.models import Event, Status
from portal.helping import taking
from portal.helping.models import EventTask, TaskKind, TaskTake
from portal.messages.models import OutboxMessage
from portal.signups import event_changes, joining, rules
from portal.signups.models import SignUp, Way
from portal.signups.parties import Party

pytestmark = pytest.mark.slow

MORNING = datetime(2027, 2, 1, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
REACH = {
    "sms": {"phone": Phone("+4544770000", "44 77 00 00"), "email": "amina@example.org"},
    "email": {"email": "amina@example.org"},
    "call": {},
}

#: The tasks of the event, and how many hands each needs.
TASKS = ((TaskKind.CAKE, 2), (TaskKind.CHAIRS, 1))

reaches = st.sampled_from(list(REACH))
counts = {"adults": st.integers(1, 4), "children": st.integers(0, 3)}
#: From the start of the event: the day before, when asking begins; the start itself; the end.
TURNING_POINTS = [-24 * HOUR] * 4 + [0 * HOUR, 3 * HOUR]


def reach_of(signup: SignUp) -> str:
    return "sms" if signup.phone else "email" if signup.email else "call"


class Refused(Exception):
    """The model says no."""


@dataclass(eq=False)
class Guest:
    """A party as the model sees it."""

    size: int
    reach: str  # sms, email or call
    state: str = ""
    arrived: int = 0
    joined: "Guest | None" = None  # with whom she is one party now
    tasks: set[int] = field(default_factory=set)
    by_task: bool = False  # her seat is one by a task
    knows: datetime | None = None  # the start she was told, if it is another than now


@dataclass
class Message:
    guest: int
    kind: str
    outcome: str = ""


@dataclass
class TheList:
    """How a list should behave, in plain words and no database."""

    seats: int | None
    starts: datetime
    closes: datetime
    ends: datetime
    announced: datetime
    now: datetime = MORNING
    cancelled: bool = False
    moved: bool = False
    first_full: datetime | None = None
    arrivals: int = 0
    places: list[int] = field(default_factory=list)  # how many hands each task needs
    guests: list[Guest] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    @property
    def free(self) -> float:
        if self.seats is None:
            return float("inf")
        return max(0, self.seats - self.taken)

    @property
    def taken(self) -> int:
        return sum(g.size for g in self.guests if g.state in ("seated", "asked"))

    @property
    def queue(self) -> list[Guest]:
        return sorted((g for g in self.guests if g.state == "waiting"), key=lambda g: g.arrived)

    def arrive(self, guest: Guest, *, member: bool) -> None:
        if self.cancelled or self.now >= self.ends or (self.now >= self.closes and not member):
            raise Refused
        self.arrivals += 1
        guest.arrived, guest.knows = self.arrivals, None
        guest.state = "seated" if guest.size <= self.free else "waiting"

    def sign_up(self, guest: Guest, *, member: bool) -> None:
        self.arrive(guest, member=member)
        self.guests.append(guest)

    def sign_up_by_task(self, guest: Guest, task: int) -> None:
        self.arrive(guest, member=False)
        self.needs_a_place(task)
        guest.state, guest.by_task = "seated", True
        guest.tasks.add(task)
        self.guests.append(guest)

    def take(self, guest: Guest, task: int) -> None:
        self.needs_time()
        if guest.state == "cancelled":
            raise Refused
        if task in guest.tasks:
            return
        self.needs_a_place(task)
        guest.tasks.add(task)
        guest.by_task = guest.by_task or guest.state == "waiting"
        self.settle(guest, "yes", "seat_free")
        guest.state = "seated"

    def give_back(self, guest: Guest, task: int) -> None:
        if task not in guest.tasks:
            return
        self.needs_time()
        guest.tasks.remove(task)
        if guest.tasks:
            return
        if guest.by_task and not self.keeps_seat(guest):
            self.arrivals += 1
            guest.arrived, guest.state = self.arrivals, "waiting"
            self.promote()
        guest.by_task = False

    def keeps_seat(self, guest: Guest) -> bool:
        """There is a seat without the task, and nobody waits who came earlier and would have it."""
        if self.seats is None:
            return True
        left = self.seats - self.taken + guest.size
        return self.taken <= self.seats and all(
            one.size > left for one in self.queue if one.arrived < guest.arrived
        )

    def needs_a_place(self, task: int) -> None:
        if sum(task in guest.tasks for guest in self.guests) >= self.places[task]:
            self.arrivals -= self.arrivals > max([g.arrived for g in self.guests], default=0)
            raise Refused

    def leave(self, guest: Guest) -> None:
        guest.state, guest.by_task, guest.tasks = "cancelled", False, set()

    def change(self, guest: Guest, size: int) -> None:
        self.needs_time()
        if guest.state == "cancelled":
            raise Refused
        if guest.state != "waiting" and size - guest.size > self.free:
            raise Refused
        guest.size = size
        self.promote()

    def cancel(self, guest: Guest) -> None:
        if guest.state != "cancelled":
            self.needs_time()
            self.leave(guest)
            self.settle(guest, "void")
            self.promote()

    def come_back(self, guest: Guest, *, member: bool) -> None:
        if guest.state == "cancelled":
            if guest.joined:
                raise Refused
            self.arrive(guest, member=member)

    def merge(self, kept: Guest, other: Guest, size: int) -> None:
        if other.joined is kept:
            return
        self.needs_time()
        states = {kept.state, other.state}
        if kept is other or "cancelled" in states or size > 10:
            raise Refused
        held = sum(g.size for g in (kept, other) if g.state != "waiting")
        if states != {"waiting"} and size > held + self.free:
            raise Refused
        other.joined, kept.size = kept, size
        kept.by_task = all(g.by_task for g in (kept, other) if g.state in ("seated", "asked")) and states != {
            "waiting"
        }
        kept.tasks |= other.tasks
        self.settle(other, "void")
        if "seated" in states:
            self.settle(kept, "yes", "seat_free")
            kept.state = "seated"
        elif "asked" in states and kept.state == "waiting":
            kept.state = "asked"
            self.tell(kept, "seat_free")
        elif states == {"waiting"}:
            kept.arrived, other.arrived = sorted((kept.arrived, other.arrived))
        self.leave(other)
        self.take_over_reach(kept, other)
        self.promote()

    def take_over_reach(self, kept: Guest, other: Guest) -> None:
        if "sms" in (kept.reach, other.reach):
            kept.reach = "sms"
        elif "email" in (kept.reach, other.reach):
            kept.reach = "email"

    def move_away(self, guest: Guest) -> None:
        if not self.cancelled or self.now >= self.ends:
            self.needs_time()
        if guest.state == "cancelled":
            raise Refused
        guest.joined = Guest(guest.size, guest.reach)
        self.leave(guest)
        self.settle(guest, "void")
        self.promote()

    def answer(self, guest: Guest, comes: bool) -> None:
        if guest.state == "asked":
            self.needs_time()
            guest.state = "seated" if comes else "cancelled"
            self.settle(guest, "yes" if comes else "no")
            self.promote()

    def move(self, by: timedelta) -> None:
        if self.cancelled:
            raise Refused
        before = self.starts
        self.starts, self.closes, self.ends = self.starts + by, self.closes + by, self.ends + by
        self.moved = self.starts != self.announced
        for guest in self.guests:
            self.settle(guest, "void", "event_moved")
            if guest.state != "cancelled":
                guest.knows = guest.knows or before
                if guest.knows == self.starts:
                    guest.knows = None
                else:
                    self.tell(guest, "event_moved")
        self.promote()

    def cancel_event(self) -> None:
        if not self.cancelled:
            if self.now >= self.ends:
                raise Refused
            self.cancelled = True
            for guest in self.guests:
                self.settle(guest, "void")
            self.tell_everyone("event_cancelled")

    def needs_time(self) -> None:
        if self.cancelled or self.now >= self.starts:
            raise Refused

    def promote(self) -> None:
        if self.cancelled or self.now >= self.starts:
            return
        for guest in self.queue:
            if guest.size <= self.free:
                late = self.now >= self.starts - 24 * HOUR
                guest.state = "asked" if late else "seated"
                self.tell(guest, "seat_free" if late else "promoted")

    def tell(self, guest: Guest, kind: str) -> None:
        self.messages.append(Message(self.guests.index(guest), kind))

    def tell_everyone(self, kind: str) -> None:
        for guest in self.guests:
            if guest.state != "cancelled":
                self.tell(guest, kind)

    def settle(self, guest: Guest, outcome: str, kind: str | None = None) -> None:
        for message in self.messages:
            if self.guests[message.guest] is guest and not message.outcome and kind in (None, message.kind):
                message.outcome = outcome

    def note_full(self) -> None:
        if self.first_full is None and (self.free == 0 or self.queue):
            self.first_full = self.now


class Histories(RuleBasedStateMachine):
    """Does everything twice: by the portal's rules, and in the model."""

    @initialize(
        seats=st.one_of(st.integers(2, 9), st.none()),
        closes_before=st.sampled_from([0, 6, 30]),
        parties=st.lists(st.tuples(*counts.values(), reaches), min_size=3, max_size=7),
    )
    def an_event(self, seats, closes_before, parties):
        starts = MORNING + 72 * HOUR
        closes = starts - closes_before * HOUR
        self.list = TheList(seats, starts, closes, starts + 3 * HOUR, announced=starts)
        self.forms = []  # of those who are on the list
        with transaction() as session:
            event = Event(
                code=new_code(session),
                kind=Kind.COMMUNAL_MEAL,
                status=Status.PUBLISHED,
                starts_local=to_local(starts),
                ends_local=to_local(starts + 3 * HOUR),
                closes_local=to_local(closes),
                seats=seats,
                created_at=MORNING,
            )
            elsewhere = Event(
                code=new_code(session),
                kind=Kind.WOMENS_CAFE,
                status=Status.PUBLISHED,
                starts_local=to_local(MORNING + timedelta(days=300)),
                ends_local=to_local(MORNING + timedelta(days=300, hours=3)),
                created_at=MORNING,
            )
            session.add_all([event, elsewhere])
            session.flush()
            tasks = [EventTask(event_id=event.id, kind=kind, wanted=wanted) for kind, wanted in TASKS]
            session.add_all(tasks)
        self.event_id, self.elsewhere_id = event.id, elsewhere.id
        self.list.places, self.tasks = [wanted for _kind, wanted in TASKS], [task.id for task in tasks]
        for adults, children, reach in parties:
            self.signs_up(adults, children, reach, member=False)

    @rule(**counts, reach=reaches, member=st.booleans())
    def somebody_signs_up(self, adults, children, reach, member):
        self.signs_up(adults, children, reach, member=member)

    def signs_up(self, adults, children, reach, *, member):
        form = {
            "event_id": self.event_id,
            "party": Party("Guest", adults, children, **REACH[reach]),
            "source": rules.Source(way=Way.MOTHER if member else Way.WEB, lang="da"),
            "form_token": f"{self.event_id}-{self.list.arrivals}",
            "by": self.actor(member),
        }
        guest = Guest(adults + children, reach)
        if self.both(lambda: self.list.sign_up(guest, member=member), rules.sign_up, **form):
            self.forms.append(form)

    @rule(task=st.integers(0, 1), children=st.integers(0, 2), reach=reaches)
    def somebody_signs_up_by_a_task(self, task, children, reach):
        guest = Guest(1 + children, reach)
        self.both(
            lambda: self.list.sign_up_by_task(guest, task),
            taking.sign_up,
            event_id=self.event_id,
            task_id=self.tasks[task],
            party=Party("Helper", 1, children, **REACH[reach]),
            brings=taking.Brings("", []),
            source=rules.Source(way=Way.WEB, lang="da"),
            form_token=f"task-{self.event_id}-{self.list.arrivals}-{len(self.list.guests)}",
            by=GUEST,
        )

    @rule(data=st.data(), task=st.integers(0, 1), state=st.sampled_from(["waiting", "asked", None]))
    def somebody_takes_a_task(self, data, task, state):
        guest, signup = self.somebody(data, state)
        words = {"task_id": self.tasks[task], "brings": taking.Brings("", []), "by": GUEST}
        self.both(lambda: self.list.take(guest, task), taking.take, signup=signup, **words)

    @precondition(lambda self: any(g.tasks for g in self.list.guests))
    @rule(data=st.data(), other=st.integers(1, 8))
    def somebody_gives_a_task_back(self, data, other):
        guest = data.draw(st.sampled_from([g for g in self.list.guests if g.tasks]))
        task = data.draw(st.sampled_from(sorted(guest.tasks))) if other < 8 else data.draw(st.integers(0, 1))
        signup = self.signups()[self.list.guests.index(guest)].id
        words = {"task_id": self.tasks[task], "keeps": False, "by": GUEST}
        self.both(lambda: self.list.give_back(guest, task), taking.give_back, signup=signup, **words)

    @rule(data=st.data())
    def somebody_sends_the_same_form_again(self, data):
        self.both(lambda: None, rules.sign_up, **data.draw(st.sampled_from(self.forms)))

    @rule(data=st.data(), **counts)
    def somebody_changes(self, data, adults, children):
        guest, signup = self.somebody(data)
        party = Party("Another name", adults, children, **REACH[guest.reach])
        self.both(lambda: self.list.change(guest, party.size), rules.change, signup=signup, party=party, by=GUEST)

    @rule(data=st.data(), state=st.sampled_from(["seated", None]))
    def somebody_cancels(self, data, state):
        guest, signup = self.somebody(data, state)
        self.both(lambda: self.list.cancel(guest), rules.cancel, signup=signup, by=GUEST)

    @precondition(lambda self: any(g.state == "cancelled" for g in self.list.guests))
    @rule(data=st.data(), member=st.booleans())
    def somebody_comes_back(self, data, member):
        guest, signup = self.somebody(data, "cancelled")
        self.both(
            lambda: self.list.come_back(guest, member=member),
            rules.come_back,
            signup=signup,
            by=self.actor(member),
        )

    @precondition(lambda self: any(g.state == "asked" for g in self.list.guests))
    @rule(data=st.data(), comes=st.booleans())
    def somebody_answers(self, data, comes):
        guest, signup = self.somebody(data, "asked")
        self.both(lambda: self.list.answer(guest, comes), rules.answer, signup=signup, comes=comes, by=GUEST)

    @precondition(lambda self: len(self.standing) > 1)
    @rule(data=st.data(), same=st.booleans(), more=st.sampled_from([0, 0, 0, 1, 4]))
    def two_are_joined(self, data, same, more):
        pair = data.draw(st.permutations(self.standing))[:2]
        self.join(*pair, same, more)

    @precondition(lambda self: self.list.queue and len(self.standing) > 1)
    @rule(data=st.data(), same=st.booleans(), more=st.sampled_from([0, 0, 1]), stays=st.booleans())
    def who_waits_is_joined_with_another(self, data, same, more, stays):
        waits = data.draw(st.sampled_from(self.list.queue))
        other = data.draw(st.sampled_from([guest for guest in self.standing if guest is not waits]))
        self.join(*((waits, other) if stays else (other, waits)), same, more)

    @rule(data=st.data())
    def any_two_are_joined(self, data):
        self.join(*(data.draw(st.sampled_from(self.list.guests)) for _twice in range(2)), False, 0)

    def join(self, kept, other, same, more):
        """As the people of both, or where the ``same`` people signed up twice as those of one; and some more."""
        size = (max if same else int.__add__)(kept.size, other.size) + more
        one, two = (self.signups()[self.list.guests.index(guest)].id for guest in (kept, other))
        self.both(
            lambda: self.list.merge(kept, other, size),
            joining.merge,
            kept=one,
            other=two,
            adults=size,
            children=0,
            by=self.actor(True),
        )

    @property
    def standing(self):
        return [guest for guest in self.list.guests if guest.state != "cancelled"]

    @rule(data=st.data(), state=st.sampled_from(["seated", "waiting", None]))
    def somebody_moves_to_another_event(self, data, state):
        guest, signup = self.somebody(data, state)
        moved_already = guest.joined is not None and guest.joined not in self.list.guests
        self.both(
            (lambda: None) if moved_already else (lambda: self.list.move_away(guest)),
            joining.move,
            signup=signup,
            to_id=self.elsewhere_id,
            seat=True,
            by=self.actor(True),
        )

    @rule(seats=st.one_of(st.none(), st.integers(0, 12)))
    def the_seats_change(self, seats):
        def change():
            self.list.seats = seats
            self.list.promote()

        same = seats == self.list.seats
        self.both(
            (lambda: None) if same else change,
            event_changes.set_seats,
            event_id=self.event_id,
            seats=seats,
            by=self.actor(True),
        )

    @rule(by=st.sampled_from([1, 24, 48]), later=st.booleans())
    def the_event_moves(self, by, later):
        shift = by * HOUR if later else -by * HOUR
        starts = self.list.starts + shift
        self.both(
            lambda: self.list.move(shift),
            event_changes.move,
            event_id=self.event_id,
            starts_local=to_local(starts),
            ends_local=to_local(starts + 3 * HOUR),
            by=self.actor(True),
        )

    @rule(by=st.sampled_from([1, 5]))
    def time_passes(self, by):
        self.list.now += by * HOUR

    @rule(moment=st.sampled_from(TURNING_POINTS), just_before=st.booleans())
    def it_comes_to_a_turning_point(self, moment, just_before):
        moment = self.list.starts + moment - timedelta(seconds=just_before)
        self.list.now = max(self.list.now, moment)

    @rule(seldom=st.integers(1, 12))
    def the_event_is_cancelled(self, seldom):
        if seldom < 12:  # little happens on a list after this
            return
        self.both(
            self.list.cancel_event,
            event_changes.cancel_event,
            event_id=self.event_id,
            reason=Cancelled.WEATHER,
            by=self.actor(True),
        )

    @invariant()
    def all_is_as_in_the_model(self):
        """The list is read once for all that must hold of it after each step."""
        db.session.rollback()
        signups = self.signups()
        self.the_list_is_the_models_list(signups)
        self.every_task_is_held_by_who_has_a_seat_and_by_no_more_than_are_wanted(signups)
        self.who_is_part_of_another_sign_up_is_counted_there_alone(signups)
        self.who_stands_for_two_can_be_reached_as_either(signups)
        self.everything_is_told_once(signups)

    def the_list_is_the_models_list(self, signups):
        event = db.session.get_one(Event, self.event_id)
        found = [(s.state, s.size, s.queue_no) for s in signups]
        assert found == [(g.state, g.size, g.arrived) for g in self.list.guests]
        assert event.first_full_at == self.list.first_full
        assert bool(event.moved_from_local) is self.list.moved
        queue = [s for s in signups if s.state == "waiting"]
        places = {rules.place_in_queue(db.session(), s): s.queue_no for s in queue}
        assert places == {place + 1: guest.arrived for place, guest in enumerate(self.list.queue)}

    def every_task_is_held_by_who_has_a_seat_and_by_no_more_than_are_wanted(self, signups):
        takes = select(TaskTake).where(TaskTake.task_id.in_(self.tasks), TaskTake.cancelled_at.is_(None))
        held = {(take.signup_id, self.tasks.index(take.task_id)) for take in db.session.scalars(takes)}
        assert held == {
            (signup.id, task)
            for signup, guest in zip(signups, self.list.guests, strict=True)
            for task in guest.tasks
        }
        assert [s.by_task for s in signups] == [g.by_task for g in self.list.guests]
        assert {s.state for s in signups if any(s.id == who for who, _task in held)} <= {"seated"}
        assert all(
            sum(task in g.tasks for g in self.list.guests) <= wanted
            for task, wanted in enumerate(self.list.places)
        )

    def who_is_part_of_another_sign_up_is_counted_there_alone(self, signups):
        left = [(s.replaced_by_id is not None, s.state == "cancelled") for s in signups]
        assert left == [(g.joined is not None, g.state == "cancelled") for g in self.list.guests]
        moved = [g for g in self.list.guests if g.joined and g.joined not in self.list.guests]
        there = select(SignUp).where(SignUp.event_id == self.elsewhere_id)
        assert sorted(s.size for s in db.session.scalars(there)) == sorted(g.size for g in moved)
        told = select(OutboxMessage).where(OutboxMessage.event_id == self.elsewhere_id)
        found = [str(m.kind) for m in db.session.scalars(told)]
        assert found == ["party_moved"] * len(moved)
        reached = sorted(reach_of(s) for s in db.session.scalars(there))
        assert reached == sorted(g.reach for g in moved)

    def who_stands_for_two_can_be_reached_as_either(self, signups):
        pairs = [
            (reach_of(s), g.reach) for s, g in zip(signups, self.list.guests, strict=True) if g.joined is None
        ]
        assert [found for found, _said in pairs] == [said for _found, said in pairs]

    def everything_is_told_once(self, signups):
        place = {signup.id: number for number, signup in enumerate(signups)}
        rows = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.event_id == self.event_id).order_by(OutboxMessage.id)
        )
        found = [(place[m.signup_id], str(m.kind), str(m.outcome or "")) for m in rows]
        expected = [(m.guest, m.kind, m.outcome) for m in self.list.messages]
        assert sorted(found) == sorted(expected)

    @invariant()
    def who_waits_does_not_fit_while_there_is_time(self):
        if not self.list.cancelled and self.list.now < self.list.starts:
            assert [g.size for g in self.list.queue if g.size <= self.list.free] == []

    def both(self, in_the_model, in_the_portal, **kwargs):
        """Do it in the model and in the portal: both do it, or both refuse."""
        try:
            in_the_model()
            refused = False
        except Refused:
            refused = True
        self.list.note_full()
        try:
            with transaction() as session:
                for role in {"signup", "kept", "other"} & kwargs.keys():
                    kwargs[role] = session.get_one(SignUp, kwargs[role])
                in_the_portal(session, now=self.list.now, **kwargs)
        except RuleBroken as broken:
            assert refused, broken.message
        else:
            assert not refused, "the model refuses this"
        return not refused

    def somebody(self, data, state=None):
        """A guest in the model and her sign-up's id."""
        numbers = [n for n, g in enumerate(self.list.guests) if state in (None, g.state)] or [0]
        number = data.draw(st.sampled_from(numbers))
        return self.list.guests[number], self.signups()[number].id

    def signups(self):
        return db.session.scalars(select(SignUp).where(SignUp.event_id == self.event_id).order_by(SignUp.id)).all()

    def actor(self, member):
        return self.mother if member else GUEST


#: A history that fails is told as it was; only the storm looks for the shortest one.
NO_SHRINKING = (Phase.explicit, Phase.generate)


def run_histories(mother, **how):
    """Make up histories and live through them; ``how`` many and how long."""
    machine = type("Histories", (Histories,), {"mother": Actor(member_id=mother.id, role=Role.MOTHER)})
    run_state_machine_as_test(
        machine, settings=settings(suppress_health_check=list(HealthCheck), database=None, **how)
    )


def test_every_history_of_the_list_goes_as_in_the_model(make_member):
    run_histories(make_member(), max_examples=40, stateful_step_count=30, derandomize=True, phases=NO_SHRINKING)


@pytest.mark.storm
def test_ever_new_histories_go_as_in_the_model(make_member):
    run_histories(make_member(), max_examples=200, stateful_step_count=40)
