"""Making an event like another one."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from portal.core.actors import Actor, Role
from portal.core.errors import RuleBroken
from portal.events.fact_columns import ticks_of
from portal.events.facts import Audience
from portal.events.models import Event, EventMother, EventText, Status, TextState
from portal.events.rules import EventPlan
from portal.planning.copies import copy_event, plan_of
from tests.planning.cast import COORDINATOR

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def dinner(make_event, make_member, rules) -> Event:
    """Last year's dinner, with words in two languages and a host."""
    event = make_event(
        kind="mothers_day",
        audience=Audience.WOMEN,
        starts_local=datetime(2026, 5, 10, 17, 30),
        ends_local=datetime(2026, 5, 11, 0, 30),
        closes_local=datetime(2026, 5, 8, 12),
        moved_from_local=datetime(2026, 5, 9, 17, 30),
        seats=60,
        food=["halal"],
        languages=["da", "tr"],
        landmark="Døren ved vaskeriet",
        cost_dkk=20,
        next_number=31,
        first_full_at=NOW - timedelta(days=200),
        version=9,
    )
    fatma = make_member("Fatma")

    def furnish(session):
        row = session.get_one(Event, event.id)
        row.texts = [
            EventText(lang="da", title="Mors dag", description="Mad", practical="Kom", updated_at=NOW),
            EventText(
                lang="tr", title="Anneler Günü", state=TextState.OUTDATED, updated_at=NOW, updated_by_id=fatma.id
            ),
        ]
        row.mothers = [EventMother(member_id=fatma.id, hosting=True)]

    rules(furnish)
    return event


def copied(rules, event, day, **more):
    def make(session):
        return copy_event(
            session, event=session.get_one(Event, event.id), day=day, by=COORDINATOR, now=NOW, **more
        )

    return rules(make)


def test_everything_is_copied_but_dates_and_people(rules, dinner, session):
    copy = copied(rules, dinner, date(2027, 5, 9))
    assert replace(plan_of(copy), starts_local=None, ends_local=None, closes_local=None) == replace(
        plan_of(dinner), starts_local=None, ends_local=None, closes_local=None
    )
    assert (copy.starts_local, copy.ends_local, copy.closes_local) == (
        datetime(2027, 5, 9, 17, 30),
        datetime(2027, 5, 10, 0, 30),
        datetime(2027, 5, 7, 12),
    )
    assert (copy.status, copy.version, copy.next_number, copy.published_at) == (Status.DRAFT, 1, 1, None)
    assert (copy.moved_from_local, copy.first_full_at, copy.mothers) == (None, None, [])
    assert copy.code != dinner.code


def test_words_are_copied_with_their_state_and_who_wrote_them(rules, dinner, session):
    copy = copied(rules, dinner, date(2027, 5, 9))
    said = {
        text.lang: (text.title, text.description, text.practical, text.state, text.updated_at, text.updated_by_id)
        for text in copy.texts
    }
    fatma = dinner.mothers[0].member_id
    assert said == {
        "da": ("Mors dag", "Mad", "Kom", TextState.UP_TO_DATE, NOW, None),
        "tr": ("Anneler Günü", "", "", TextState.OUTDATED, NOW, fatma),
    }


def test_a_series_takes_its_hosts_along(rules, dinner, session):
    copy = copied(rules, dinner, date(2027, 5, 9), with_hosts=True)
    assert [part.member_id for part in copy.mothers if part.hosting] == [dinner.mothers[0].member_id]


def test_the_copy_does_not_share_its_lists_with_the_first(rules, dinner, session):
    copy = copied(rules, dinner, date(2027, 5, 9))
    assert copy.food == dinner.food and copy.food is not dinner.food


def test_the_clock_stays_across_summer_time_and_a_time_that_does_not_exist_is_refused(rules, make_event):
    thursday = make_event(starts_local=datetime(2027, 3, 18, 17), ends_local=datetime(2027, 3, 18, 20))
    assert copied(rules, thursday, date(2027, 4, 1)).starts_local == datetime(2027, 4, 1, 17)
    night = make_event(starts_local=datetime(2027, 3, 21, 2, 30), ends_local=datetime(2027, 3, 21, 5))
    with pytest.raises(RuleBroken) as broken:
        copied(rules, night, date(2027, 3, 28))
    assert broken.value.field == "start"


def test_a_plan_holds_nothing_that_a_copy_forgets(dinner):
    said = plan_of(dinner, with_hosts=True)
    usual = EventPlan(kind=said.kind, starts_local=said.starts_local, ends_local=said.ends_local)
    forgotten = {one.name for one in fields(EventPlan)} - {"new_partner", "kind", "starts_local", "ends_local"}
    same = {name for name in forgotten if getattr(said, name) == getattr(usual, name)}
    assert same == {
        "organiser_id", "area_id", "at_home", "children", "step_free", "interpreter", "bring",
        *ticks_of(Event),
    }  # fmt: skip
    assert said.hosts == {dinner.mothers[0].member_id}


def test_who_made_the_copy_is_noted(rules, dinner, make_member, session):
    karen = make_member("Karen", Role.COORDINATOR)

    def make(session):
        row = session.get_one(Event, dinner.id)
        by = Actor(member_id=karen.id, role=Role.COORDINATOR)
        return copy_event(session, event=row, day=date(2027, 5, 9), by=by, now=NOW)

    assert rules(make).created_by_id == karen.id


def test_another_time_of_day_is_no_other_day(make_event):
    event = make_event(starts_local=datetime(2026, 12, 4, 17), ends_local=datetime(2026, 12, 4, 20))
    assert plan_of(event, date(2027, 1, 1)).starts_local.time() == time(17)
