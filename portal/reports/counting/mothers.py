"""The mothers: who was active and who rested, the languages they speak, and what else they are."""

from datetime import date

from sqlalchemy import select

from portal.accounts.models import ActivePeriod, Member, Role
from portal.reports.counting.scope import Scope, table
from portal.reports.figures import Counts


def count(scope: Scope) -> Counts:
    """Everything about the mothers that their accounts tell."""
    first, until = scope.period.first, scope.until
    stretches: dict[int, list[tuple[date, date]]] = {}
    wanted = select(ActivePeriod.member_id, ActivePeriod.from_day, ActivePeriod.to_day)
    for member_id, from_day, to_day in scope.session.execute(wanted.where(ActivePeriod.from_day <= until)):
        stretches.setdefault(member_id, []).append((from_day, min(to_day or until, until)))
    mothers = scope.session.execute(
        select(
            Member.id, Member.trained_on, Member.languages, Member.hats, Member.created_at, Member.disabled_at
        ).where(Member.role == Role.MOTHER)
    ).all()
    active = [one for one in mothers if any(last >= first for _from, last in stretches.get(one.id, []))]
    there_at_the_end = {number for number, all_hers in stretches.items() if any(t == until for _f, t in all_hers)}
    ends_at = scope.period.ends_at
    resting = [
        one
        for one in mothers
        if one.id not in there_at_the_end
        and one.created_at < min(ends_at, scope.now)
        and (one.disabled_at is None or one.disabled_at >= ends_at)
    ]
    return Counts(
        {
            "mothers_active": len(active),
            "mothers_trained": sum(one.trained_on is not None and one.trained_on <= until for one in mothers),
            "mothers_resting": len(resting),
        },
        {
            "mothers_language": table((code, 1) for one in active for code in set(one.languages)),
            "mothers_hat": table((hat, 1) for one in active for hat in set(one.hats)),
        },
    )
