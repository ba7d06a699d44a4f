"""When a mother is active: a history of periods, so that a report can ask about any day.

Both ends of a period are days on which she was active. Resting counts at once: the last active day is
yesterday. Whoever rests and comes back on the same day was never away, and one who comes back and rests on the
same day was never there; neither leaves a trace. Who rests until a day has a period that begins on it: there is at
most one such plan.
"""

from datetime import date, datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.accounts.models import ActivePeriod, Member
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local

_DAY: Final = timedelta(days=1)
#: Nobody was a mother here before the first course of all.
_FIRST_DAY: Final = date(2000, 1, 1)
#: Nobody knows further ahead when she is back.
_LONGEST_REST: Final = timedelta(days=2 * 365)


def today(now: datetime) -> date:
    """The day it is in Denmark."""
    return to_local(now).date()


def rest(session: Session, *, member_id: int, until: date | None = None, by: Actor, now: datetime) -> None:
    """She rests from today on: for as long as she likes, or until a day on which she is active again by itself.

    Who rests already goes on resting, and what was planned for her return is as this says.
    """
    member = _locked(session, member_id)
    day = today(now)
    if until is not None and not day < until <= day + _LONGEST_REST:
        raise RuleBroken(_("Choose a day that is still to come, within two years."), "until")
    if until is not None and member.disabled_at is not None:
        raise RuleBroken(_("This account is closed. Open it again first."), "until")
    if until is not None and member.role is not Role.MOTHER:
        raise RuleBroken(_("Only a mother rests until a day."), "until")
    before = [(period.from_day, period.to_day) for period in member.periods]
    for period in [p for p in member.periods if p.from_day <= day and (p.to_day is None or p.to_day >= day)]:
        if period.from_day == day:
            member.periods.remove(period)
        else:
            period.to_day = day - _DAY
    _plan(member, day, until)
    if [(period.from_day, period.to_day) for period in member.periods] != before:
        audit.record(session, "members.rest", member, by=by, now=now)


def come_back(session: Session, *, member_id: int, by: Actor, now: datetime) -> None:
    """She is active again from today on, earlier than planned perhaps; active already, or no mother: nothing."""
    member = _locked(session, member_id)
    day = today(now)
    if member.active_on(day) or member.role is not Role.MOTHER:
        return
    rested_today = next((p for p in member.periods if p.to_day == day - _DAY), None)
    if rested_today is not None:
        _plan(member, day, None)
        rested_today.to_day = None
    else:
        _plan(member, day, day)
    audit.record(session, "members.come_back", member, by=by, now=now)


def add(
    session: Session, *, member_id: int, from_day: date, to_day: date | None, by: Actor, now: datetime
) -> None:
    """Put in a period of the past that nobody noted. Periods come in order and never overlap."""
    member = _locked(session, member_id)
    if not _FIRST_DAY <= from_day <= today(now):
        raise RuleBroken(_("Choose a first day that is not in the future."), "from_day")
    if to_day is not None and not from_day <= to_day <= today(now):
        raise RuleBroken(_("Choose a last day after the first one, and not in the future."), "to_day")
    if any(_overlap(period, from_day, to_day) for period in member.periods):
        raise RuleBroken(_("She was active on some of these days already. Remove that period first."), "from_day")
    member.periods.append(ActivePeriod(from_day=from_day, to_day=to_day))
    audit.record(session, "members.add_period", member, by=by, now=now)


def remove(session: Session, *, member_id: int, period_id: int, by: Actor, now: datetime) -> None:
    """Take out a period that was not so. One that is gone, or another's, changes nothing."""
    member = _locked(session, member_id)
    for period in [p for p in member.periods if p.id == period_id]:
        member.periods.remove(period)
        audit.record(session, "members.remove_period", member, by=by, now=now)


def _plan(member: Member, day: date, until: date | None) -> None:
    """Let her next period begin on a day, or let there be none. A plan is moved, so that no day is taken twice."""
    plans = [period for period in member.periods if period.from_day > day]
    for period in plans if until is None else plans[1:]:
        member.periods.remove(period)
    if until is not None and plans:
        plans[0].from_day, plans[0].to_day = until, None
    elif until is not None:
        member.periods.append(ActivePeriod(from_day=until))


def _locked(session: Session, member_id: int) -> Member:
    return session.get_one(Member, member_id, with_for_update=True)


def _overlap(period: ActivePeriod, from_day: date, to_day: date | None) -> bool:
    return (to_day is None or period.from_day <= to_day) and (period.to_day is None or from_day <= period.to_day)
