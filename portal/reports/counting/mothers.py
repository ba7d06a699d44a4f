"""The mothers: who was active and who rested, the languages they speak, and what else they are."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.accounts.models import ActivePeriod, Member
from portal.core.actors import Role
from portal.reports.counting.scope import Scope, table
from portal.reports.figure_types import Counts


@dataclass(frozen=True)
class Mothers:
    """Mothers by what they were in a period, by name."""

    active: list[Any]
    #: Of all the years.
    trained: list[Any]
    resting: list[Any]


def count(scope: Scope) -> Counts:
    """Everything that the accounts of the mothers tell."""
    mothers = read(scope)
    return Counts(
        {
            "mothers_active": len(mothers.active),
            "mothers_trained": len(mothers.trained),
            "mothers_resting": len(mothers.resting),
        },
        {
            "mothers_language": table((code, 1) for one in mothers.active for code in set(one.languages)),
            "mothers_hat": table((hat, 1) for one in mothers.active for hat in set(one.hats)),
        },
    )


def read(scope: Scope) -> Mothers:
    """Look at every mother. Where the period goes on, its last day is today: nobody is active in days to come."""
    first, until, ends_at = scope.period.first, scope.until, scope.period.ends_at
    columns = (
        Member.id, Member.name, Member.languages, Member.hats, Member.trained_on, Member.created_at,
        Member.disabled_at,
    )  # fmt: skip
    query = select(*columns).where(Member.role == Role.MOTHER).order_by(Member.name, Member.id)
    everyone = scope.session.execute(query).all()
    last_days = _last_days(scope)
    return Mothers(
        active=[one for one in everyone if one.id in last_days and last_days[one.id] >= first],
        trained=[one for one in everyone if one.trained_on is not None and one.trained_on <= until],
        resting=[
            one
            for one in everyone
            if last_days.get(one.id) != until
            and one.created_at < min(ends_at, scope.now)
            and (one.disabled_at is None or one.disabled_at >= ends_at)
        ],
    )


def _last_days(scope: Scope) -> dict[int, date]:
    """The last day that each was active on, up to the end of the period."""
    columns = (ActivePeriod.member_id, ActivePeriod.from_day, ActivePeriod.to_day)
    found = scope.session.execute(select(*columns).where(ActivePeriod.from_day <= scope.until))
    last: dict[int, date] = {}
    for row in found:
        day = min(row.to_day or scope.until, scope.until)
        last[row.member_id] = max(day, last.get(row.member_id, day))
    return last
