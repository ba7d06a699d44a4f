"""Active and resting: a history, with the days on which somebody changes her mind twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.accounts import periods
from portal.accounts.models import ActivePeriod, Member
from portal.core.errors import RuleBroken

NOON = datetime(2027, 5, 10, 10, 0, tzinfo=UTC)
DAY = date(2027, 5, 10)


def history(session, member) -> list[tuple[date, date | None]]:
    session.expire_all()
    return [(p.from_day, p.to_day) for p in session.get_one(Member, member.id).periods]


@pytest.fixture
def ayse(make_member):
    return make_member("Ayşe", periods=[ActivePeriod(from_day=date(2027, 1, 1))], active=False)


def test_resting_counts_at_once_so_her_last_active_day_is_yesterday(ayse, rules, by, session):
    rules(periods.rest, member_id=ayse.id, by=by, now=NOON)
    assert history(session, ayse) == [(date(2027, 1, 1), date(2027, 5, 9))]
    member = session.get_one(Member, ayse.id)
    assert [member.active_on(DAY - timedelta(days=1)), member.active_on(DAY)] == [True, False]


def test_resting_twice_changes_nothing(ayse, rules, by, session):
    for moment in (NOON, NOON + timedelta(days=3)):
        rules(periods.rest, member_id=ayse.id, by=by, now=moment)
    assert history(session, ayse) == [(date(2027, 1, 1), date(2027, 5, 9))]


def test_one_who_rests_and_is_back_the_same_day_was_never_away(ayse, rules, by, session):
    rules(periods.rest, member_id=ayse.id, by=by, now=NOON)
    rules(periods.come_back, member_id=ayse.id, by=by, now=NOON + timedelta(hours=1))
    assert history(session, ayse) == [(date(2027, 1, 1), None)]


def test_one_who_is_back_and_rests_the_same_day_was_never_there(ayse, rules, by, session):
    rules(periods.rest, member_id=ayse.id, by=by, now=NOON)
    later = NOON + timedelta(days=30)
    rules(periods.come_back, member_id=ayse.id, by=by, now=later)
    rules(periods.rest, member_id=ayse.id, by=by, now=later)
    assert history(session, ayse) == [(date(2027, 1, 1), date(2027, 5, 9))]


def test_coming_back_later_begins_a_new_period(ayse, rules, by, session):
    rules(periods.rest, member_id=ayse.id, by=by, now=NOON)
    rules(periods.come_back, member_id=ayse.id, by=by, now=NOON + timedelta(days=1))
    assert history(session, ayse) == [(date(2027, 1, 1), date(2027, 5, 9)), (date(2027, 5, 11), None)]


def test_coming_back_when_she_is_active_changes_nothing(ayse, rules, by, session):
    rules(periods.come_back, member_id=ayse.id, by=by, now=NOON)
    assert history(session, ayse) == [(date(2027, 1, 1), None)]


def test_the_day_is_the_one_in_denmark(ayse, rules, by, session):
    late_evening = datetime(2027, 5, 9, 22, 30, tzinfo=UTC)  # 00:30 on the tenth in Denmark
    rules(periods.rest, member_id=ayse.id, by=by, now=late_evening)
    assert history(session, ayse) == [(date(2027, 1, 1), date(2027, 5, 9))]


def test_a_period_of_the_past_can_be_put_in_and_taken_out(ayse, rules, by, session):
    first, last = date(2025, 3, 1), date(2026, 2, 28)
    rules(periods.add, member_id=ayse.id, from_day=first, to_day=last, by=by, now=NOON)
    assert history(session, ayse) == [(first, last), (date(2027, 1, 1), None)]
    gone = session.get_one(Member, ayse.id).periods[0].id
    rules(periods.remove, member_id=ayse.id, period_id=gone, by=by, now=NOON)
    rules(periods.remove, member_id=ayse.id, period_id=gone, by=by, now=NOON)
    assert history(session, ayse) == [(date(2027, 1, 1), None)]


@pytest.mark.parametrize(
    ("from_day", "to_day", "field"),
    [
        (date(2026, 12, 1), date(2027, 1, 1), "from_day"),
        (date(2026, 12, 1), None, "from_day"),
        (date(2027, 2, 1), date(2027, 3, 1), "from_day"),
        (DAY + timedelta(days=1), None, "from_day"),
        (date(1, 1, 1), date(2001, 1, 1), "from_day"),
        (date(2026, 12, 1), date(2026, 11, 30), "to_day"),
        (date(2026, 12, 1), DAY + timedelta(days=1), "to_day"),
    ],
)
def test_a_period_that_overlaps_or_lies_ahead_is_refused(ayse, rules, by, session, from_day, to_day, field):
    with pytest.raises(RuleBroken) as refused:
        rules(periods.add, member_id=ayse.id, from_day=from_day, to_day=to_day, by=by, now=NOON)
    assert refused.value.field == field
    assert history(session, ayse) == [(date(2027, 1, 1), None)]


def test_anothers_period_stays(ayse, make_member, rules, by, session):
    amal = make_member("Amal")
    rules(periods.remove, member_id=ayse.id, period_id=amal.periods[0].id, by=by, now=NOON)
    assert len(history(session, amal)) == 1
