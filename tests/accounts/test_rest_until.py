"""Resting until a day: the next period stands in the future, so that everything which asks ``active_on`` knows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.accounts import members, periods
from portal.accounts.models import ActivePeriod, Member
from portal.core.actors import Role
from portal.core.errors import RuleBroken

NOON = datetime(2027, 1, 10, 11, 0, tzinfo=UTC)
DAY = date(2027, 1, 10)
BEGAN = date(2026, 5, 1)
MARCH, APRIL = date(2027, 3, 1), date(2027, 4, 1)
RESTED = (BEGAN, DAY - timedelta(days=1))


@pytest.fixture
def ayse(make_member):
    return make_member("Ayşe", periods=[ActivePeriod(from_day=BEGAN)], active=False)


@pytest.fixture
def history(session, ayse):
    def history() -> list[tuple[date, date | None]]:
        session.expire_all()
        return [(p.from_day, p.to_day) for p in session.get_one(Member, ayse.id).periods]

    return history


@pytest.fixture
def rest(rules, ayse, by):
    return lambda until=None, now=NOON: rules(periods.rest, member_id=ayse.id, until=until, by=by, now=now)


@pytest.fixture
def come_back(rules, ayse, by):
    return lambda now: rules(periods.come_back, member_id=ayse.id, by=by, now=now)


def test_she_rests_until_a_day_and_is_active_on_it_by_itself(rest, session, ayse, history):
    rest(MARCH)
    assert history() == [RESTED, (MARCH, None)]
    member = session.get_one(Member, ayse.id)
    active = [member.active_on(day) for day in (DAY, MARCH - timedelta(days=1), MARCH, APRIL)]
    assert active == [False, False, True, True]
    assert [member.resting_until(day) for day in (DAY, MARCH)] == [MARCH, None]


def test_without_a_day_nobody_asks_when(rest, session, ayse):
    rest()
    assert session.get_one(Member, ayse.id).resting_until(DAY) is None


@pytest.mark.parametrize("until", [DAY - timedelta(days=1), DAY, date(2029, 1, 11), date(9999, 12, 31)])
def test_a_day_that_is_not_ahead_or_too_far_is_refused(rest, history, until):
    with pytest.raises(RuleBroken) as refused:
        rest(until)
    assert refused.value.field == "until"
    assert history() == [(BEGAN, None)]


def test_another_day_moves_the_plan_and_never_makes_a_second_one(rest, history):
    rest(MARCH)
    rest(APRIL, NOON + timedelta(days=3))
    assert history() == [RESTED, (APRIL, None)]
    rest(MARCH, NOON + timedelta(days=4))
    rest(MARCH, NOON + timedelta(days=4))
    assert history() == [RESTED, (MARCH, None)]


def test_resting_without_a_day_takes_the_plan_back(rest, history):
    rest(MARCH)
    rest(None, NOON + timedelta(days=3))
    assert history() == [RESTED]


def test_coming_back_earlier_moves_the_plan(rest, come_back, history):
    rest(MARCH)
    come_back(NOON + timedelta(days=20))
    assert history() == [RESTED, (DAY + timedelta(days=20), None)]


def test_coming_back_on_the_same_day_leaves_no_trace(rest, come_back, history):
    rest(MARCH)
    come_back(NOON + timedelta(hours=1))
    assert history() == [(BEGAN, None)]


def test_coming_back_on_the_very_day_changes_nothing(rest, come_back, history):
    rest(MARCH)
    come_back(datetime(2027, 3, 1, 11, tzinfo=UTC))
    assert history() == [RESTED, (MARCH, None)]


def test_whoever_rests_again_on_the_day_of_her_return_was_never_back(rest, history):
    rest(MARCH)
    rest(APRIL, datetime(2027, 3, 1, 11, tzinfo=UTC))
    assert history() == [RESTED, (APRIL, None)]


def test_a_closed_account_plans_no_return(rest, rules, ayse, by, history):
    rest(MARCH)
    rules(members.close, member_id=ayse.id, by=by, now=NOON + timedelta(days=1))
    assert history() == [RESTED]


def test_a_period_of_the_past_fits_in_beside_a_plan(rest, rules, ayse, by, history):
    rest(MARCH)
    earlier = date(2025, 1, 1), date(2025, 12, 31)
    rules(periods.add, member_id=ayse.id, from_day=earlier[0], to_day=earlier[1], by=by, now=NOON)
    with pytest.raises(RuleBroken):
        rules(periods.add, member_id=ayse.id, from_day=DAY, to_day=None, by=by, now=NOON)
    assert history() == [earlier, RESTED, (MARCH, None)]


def test_only_a_mother_plans_to_be_back(rules, make_member, by):
    karen = make_member("Karen", Role.COORDINATOR)
    with pytest.raises(RuleBroken):
        rules(periods.rest, member_id=karen.id, until=MARCH, by=by, now=NOON)


def test_a_closed_account_does_not_come_back_by_itself(rules, rest, history, ayse, by, make_member):
    rules(members.close, member_id=ayse.id, by=by, now=NOON)
    with pytest.raises(RuleBroken) as refused:
        rest(MARCH)
    assert refused.value.field == "until"
    assert history() == [RESTED]
