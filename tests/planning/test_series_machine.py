"""Histories of a series that nobody would think of, against a plain list of dates.

Dates are changed alone and with all that follow, over both changes of the clock, added, published, cancelled and
thrown away, while time passes. After each step the events in the database must be the list of the model.
"""

from copy import copy
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

pytest.importorskip("hypothesis", reason="histories of a series need hypothesis (requirements-dev.txt)")

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

from portal.core.db import db, transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import ZONE
from portal.events.codes import new_code
from portal.events.facts import Cancelled
from portal.events.kinds import Kind
from portal.events.models import Event, Repeat, Status
from portal.events.rules import EventPlan
from portal.planning import discards, series
from portal.planning.copies import plan_of
from tests.planning.cast import COORDINATOR

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)
#: A Thursday before the clocks go back, a Thursday and a Sunday before they go forward.
FIRST_DAYS = [date(2026, 10, 8), date(2027, 3, 11), date(2027, 3, 7)]
#: On the night of 28 March 2027 no clock shows anything from two to three.
NO_SUCH_HOUR = datetime(2027, 3, 28, 2), datetime(2027, 3, 28, 3)

clocks = st.sampled_from([time(1, 30), time(2, 30), time(16), time(17), time(19), time(22)])
shifts = st.sampled_from([-DAY, DAY, 3 * DAY, 7 * DAY])
places = st.sampled_from(["Beboerhuset", "Huset", "Parken", ""])


class Refused(Exception):
    """The model says no."""


@dataclass
class Day:
    """One date as the model sees it. ``before`` is how long before the start the list closes."""

    made: int
    starts: datetime
    ends: datetime
    before: timedelta | None
    seats: int
    place: str
    status: str = "draft"
    by_hand: set[str] = field(default_factory=set)

    @property
    def closes(self) -> datetime | None:
        return None if self.before is None else self.starts - self.before

    def over(self, now: datetime) -> bool:
        return now >= instant(self.ends)

    def check(self, old: "Day | None", now: datetime) -> None:
        """What no date may be."""
        for local in (self.starts, self.ends, self.closes):
            if local and NO_SUCH_HOUR[0] <= local < NO_SUCH_HOUR[1]:
                raise Refused
        late = self.ends.date() > self.starts.date() and self.ends - self.starts > timedelta(hours=12)
        if late or instant(self.ends) <= instant(self.starts) or self.status == "cancelled":
            raise Refused
        if self.status == "published" and old is not None:
            moved = self.starts != old.starts
            if not self.place or (moved and now >= min(instant(old.starts), instant(self.starts))):
                raise Refused
            if self.ends != old.ends and old.over(now):
                raise Refused


def instant(local: datetime) -> datetime:
    return local.replace(tzinfo=ZONE).astimezone(UTC)


def changed(day: Day, what: dict, now: datetime) -> Day:
    """A date with some things changed, as by hand: each clock stands by itself, the closing goes along."""
    new = copy(day)
    on = day.starts.date() + what.get("day", timedelta(0))
    start, end = what.get("start", day.starts.time()), what.get("end", day.ends.time())
    new.starts = datetime.combine(on, start)
    new.ends = datetime.combine(on + DAY if end < start else on, end)
    new.before = what.get("closes", day.before)
    new.seats, new.place = what.get("seats", day.seats), what.get("place", day.place)
    new.check(day, now)
    return new


class Histories(RuleBasedStateMachine):
    """Does everything twice: by the portal's rules, and in the model."""

    @initialize(first=st.sampled_from(FIRST_DAYS), count=st.integers(2, 7), start=clocks, closing=st.booleans())
    def a_series(self, first, count, start, closing):
        self.now = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=20)
        starts = datetime.combine(first, start)
        self.days = [Day(0, starts, starts + timedelta(hours=3), DAY if closing else None, 10, "Beboerhuset")]
        with transaction() as session:
            one = self.days[0]
            event = Event(
                code=new_code(session),
                kind=Kind.COMMUNAL_MEAL,
                status=Status.DRAFT,
                starts_local=one.starts,
                ends_local=one.ends,
                closes_local=one.closes,
                seats=one.seats,
                place_name=one.place,
                created_at=self.now,
            )
            session.add(event)
        self.codes = [event.code]  # in the order they were made; SQLite gives the number of a lost row again
        self.series_id = None
        if not self.adds(first + 7 * n * DAY for n in range(1, count)):
            self.adds([first + 1 * DAY])  # some later day has no such hour
        self.publishes(self.days[0]) if closing else None

    def adds(self, days):
        days = sorted(set(days))
        before = list(self.days)

        def in_the_model():
            new = [day for day in days if day not in {one.starts.date() for one in self.days}]
            held = [one for one in self.in_order() if one.status != "cancelled"] or self.in_order()
            like = ([one for one in held if not one.by_hand] or held)[-1]
            for number, day in enumerate(new):
                if day < self.now.astimezone(ZONE).date():
                    raise Refused
                shift = datetime.combine(day, like.starts.time()) - like.starts
                made = Day(
                    len(self.codes) + number,
                    like.starts + shift,
                    like.ends + shift,
                    like.before,
                    like.seats,
                    like.place,
                )
                made.check(None, self.now)
                self.days.append(made)

        def in_the_portal(session):
            made = series.make(
                session, event_id=self.any_id(), repeat=Repeat.WEEKLY, days=days, by=COORDINATOR, now=self.now
            )
            return made.id

        if not self.both(in_the_model, in_the_portal):
            self.days = before
            return False
        self.series_id = self.result
        known = select(Event.code).where(Event.series_id == self.series_id).order_by(Event.id)
        self.codes += [code for code in db.session.scalars(known) if code not in self.codes]
        return True

    @precondition(lambda self: self.days)
    @rule(data=st.data())
    def a_date_is_added(self, data):
        others = [one.starts.date() + n * DAY for one in self.days for n in (1, 2, 7)]
        own = self.in_order()[0].starts.date()
        self.adds([data.draw(st.sampled_from([day for day in others if day != own]))])

    @precondition(lambda self: self.days)
    @rule(
        data=st.data(),
        following=st.booleans(),
        day=st.none() | shifts,
        start=st.none() | clocks,
        end=st.none() | clocks,
        closes=st.sampled_from(["left", "left", DAY, None]),
        seats=st.none() | st.integers(1, 3),
        place=st.none() | places,
    )
    def a_date_is_changed(self, data, following, closes, **fields):
        one = data.draw(st.sampled_from(self.days))
        what = {name: value for name, value in fields.items() if value is not None}
        if closes != "left":
            what["closes"] = closes
        before = [copy(day) for day in self.days]

        def in_the_model():
            new = changed(one, what, self.now)
            differs = self.differences(one, new)
            for place, other in enumerate(self.days):
                mine = other is one
                later = other.starts > one.starts and other.status != "cancelled" and not other.over(self.now)
                if mine or not (following and later):
                    continue
                names = differs - other.by_hand
                self.days[place] = changed(other, {name: what[name] for name in names}, self.now)
            new.by_hand = one.by_hand - differs if following else one.by_hand | differs
            self.days[self.days.index(one)] = new

        def in_the_portal(session):
            event = session.get_one(Event, self.id_of(one))
            starts, ends = self.times(one, what)
            plan = plan_of(event)
            if "closes" in what:
                plan = replace(plan, closes_local=starts - closes if closes else None)
            plan = replace(
                plan,
                starts_local=starts,
                ends_local=ends,
                seats=what.get("seats", one.seats),
                place_name=what.get("place", one.place),
            )
            self.saves(session, event, plan, following)

        if not self.both(in_the_model, in_the_portal):
            self.days = before

    def times(self, one, what):
        on = one.starts.date() + what.get("day", timedelta(0))
        starts = datetime.combine(on, what.get("start", one.starts.time()))
        end = what.get("end", one.ends.time())
        return starts, datetime.combine(on + DAY if end < starts.time() else on, end)

    def differences(self, old, new):
        pairs = {
            "day": (old.starts.date(), new.starts.date()),
            "start": (old.starts.time(), new.starts.time()),
            "end": (old.ends.time(), new.ends.time()),
            "closes": (old.before, new.before),
            "seats": (old.seats, new.seats),
            "place": (old.place, new.place),
        }
        return {name for name, (was, is_) in pairs.items() if was != is_}

    def saves(self, session, event, plan: EventPlan, following):
        series.save(
            session,
            event_id=event.id,
            plan=plan,
            seen=event.version,
            following=following,
            by=COORDINATOR,
            now=self.now,
        )

    @precondition(lambda self: self.days)
    @rule()
    def all_drafts_are_published(self):
        ready = [one for one in self.days if one.status == "draft" and one.place]
        ready = [one for one in ready if self.now < instant(one.starts)]

        def in_the_model():
            for one in ready:
                one.status = "published"

        def in_the_portal(session):
            return series.publish_all(session, series_id=self.series_id, by=COORDINATOR, now=self.now)

        self.both(in_the_model, in_the_portal)
        assert self.result == len(ready)

    def publishes(self, one):
        """One date alone, as her own page does it."""
        from portal.events import rules

        one.status = "published"
        with transaction() as session:
            rules.publish(session, event_id=self.id_of(one), by=COORDINATOR, now=self.now)

    @precondition(lambda self: self.days)
    @rule(data=st.data(), after=st.booleans())
    def dates_are_taken_out(self, data, after):
        one = data.draw(st.sampled_from(self.days))
        out = [other for other in self.days if other.starts > one.starts] if after else [one]
        before = [copy(day) for day in self.days]

        def in_the_model():
            for other in out:
                if other.status == "draft":
                    self.days.remove(other)
                elif other.status == "published":
                    if other.over(self.now):
                        raise Refused
                    other.status = "cancelled"

        def in_the_portal(session):
            series.take_out(
                session,
                series_id=self.series_id,
                event_ids=[self.id_of(other) for other in out],
                reason=Cancelled.WEATHER,
                by=COORDINATOR,
                now=self.now,
            )

        if not self.both(in_the_model, in_the_portal):
            self.days = before

    @precondition(lambda self: self.days)
    @rule(data=st.data())
    def a_draft_is_thrown_away(self, data):
        one = data.draw(st.sampled_from(self.days))

        def in_the_model():
            if one.status != "draft":
                raise Refused
            self.days.remove(one)

        def in_the_portal(session):
            discards.discard_draft(session, event_id=self.id_of(one), by=COORDINATOR, now=self.now)

        self.both(in_the_model, in_the_portal)

    @rule(days=st.integers(1, 6))
    def time_passes(self, days):
        self.now += days * DAY

    @invariant()
    def the_events_are_the_models_list(self):
        db.session.rollback()
        rows = db.session.scalars(
            select(Event).where(Event.series_id == self.series_id).order_by(Event.starts_local, Event.id)
        )
        found = [
            (
                e.code,
                e.status,
                e.starts_local,
                e.ends_local,
                e.closes_local,
                e.seats,
                e.place_name,
                set(e.by_hand),
            )
            for e in rows
        ]
        assert found == [
            (self.codes[d.made], d.status, d.starts, d.ends, d.closes, d.seats, d.place, d.by_hand)
            for d in self.in_order()
        ]

    def in_order(self):
        return sorted(self.days, key=lambda one: (one.starts, one.made))

    def id_of(self, one):
        return db.session.scalars(select(Event.id).where(Event.code == self.codes[one.made])).one()

    def any_id(self):
        return self.id_of(self.in_order()[0])

    def both(self, in_the_model, in_the_portal):
        """Do it in the model and in the portal: both do it, or both refuse."""
        refused = False
        try:
            in_the_model()
        except Refused:
            refused = True
        try:
            with transaction() as session:
                self.result = in_the_portal(session)
        except RuleBroken as broken:
            assert refused, broken.message
        else:
            assert not refused, "the model refuses this"
        return not refused


#: A history that fails is told as it was; only the storm looks for the shortest one.
NO_SHRINKING = (Phase.explicit, Phase.generate)


def run_histories(**how):
    run_state_machine_as_test(
        Histories, settings=settings(suppress_health_check=list(HealthCheck), database=None, **how)
    )


def test_every_history_of_a_series_goes_as_in_the_model(app):
    run_histories(max_examples=30, stateful_step_count=15, derandomize=True, phases=NO_SHRINKING)


@pytest.mark.storm
def test_ever_new_histories_go_as_in_the_model(app):
    run_histories(max_examples=300, stateful_step_count=25)
