"""The mothers: who was active, trained or resting, and how their accounts describe them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from portal.accounts.models import ActivePeriod, Hat, Member
from portal.core.actors import Role
from portal.core.i18n import language_name
from portal.reports.drill_down import page_of_mother
from portal.reports.figure_types import Behind, BehindRows, Counted, Figure, Rows, Table
from portal.reports.minimum_contributors import NAMES, OPEN
from portal.reports.scope import Scope, once


@dataclass(frozen=True)
class Mothers:
    """Mothers by what they were in a period, by name."""

    active: list[Any]
    #: Of all the years.
    trained: list[Any]
    resting: list[Any]


@once
def mothers_of(scope: Scope) -> Mothers:
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


def active(scope: Scope) -> int:
    """How many mothers were active on a day of the period."""
    return len(mothers_of(scope).active)


def _active(mothers: Mothers) -> list[Any]:
    return mothers.active


def _with_hats(mothers: Mothers) -> list[Any]:
    return [one for one in mothers.active if one.hats]


def _languages(mother: Any) -> list[str]:
    return [language_name(code) for code in mother.languages]


def _hats(mother: Any) -> list[str]:
    return [str(Hat(hat).label) for hat in mother.hats]


def _rows(
    chosen: Callable[[Mothers], list[Any]], about: Callable[[Any], Iterable[str]] = lambda _one: ()
) -> BehindRows:
    """Some of the mothers by name, with a few words about each."""
    return lambda scope: [
        Behind(one.name, page_of_mother(one.id), about=", ".join(about(one))) for one in chosen(mothers_of(scope))
    ]


def _trained(scope: Scope) -> list[Behind]:
    return [Behind(one.name, page_of_mother(one.id), one.trained_on) for one in mothers_of(scope).trained]


MOTHERS_ACTIVE: Final = Figure(
    "mothers_active",
    _("Active mothers"),
    _("Neighbourhood mothers who were active on at least one day of the period."),
    Counted(active, _rows(_active)),
    OPEN,
)
MOTHERS_TRAINED: Final = Figure(
    "mothers_trained",
    _("Trained mothers"),
    _("Neighbourhood mothers who had completed the course by the end of the period, in all the years."),
    Counted(lambda scope: len(mothers_of(scope).trained), _trained),
    OPEN,
)
MOTHERS_RESTING: Final = Figure(
    "mothers_resting",
    _("Mothers resting"),
    _("Mothers with an account who were not active on the last day of the period; where it still goes on, today."),
    Counted(lambda scope: len(mothers_of(scope).resting), _rows(lambda mothers: mothers.resting)),
)
MOTHERS_LANGUAGE: Final = Table(
    "mothers_language",
    Rows.LANGUAGE,
    _("Mothers"),
    _("The languages of the active mothers. One who speaks several counts in each."),
    Counted(
        lambda scope: [(code, 1) for one in mothers_of(scope).active for code in set(one.languages)],
        _rows(_active, _languages),
    ),
    NAMES,
)
MOTHERS_HAT: Final = Table(
    "mothers_hat",
    Rows.HAT,
    _("Mothers"),
    _("What active mothers also are."),
    Counted(
        lambda scope: [(hat, 1) for one in mothers_of(scope).active for hat in set(one.hats)],
        _rows(_with_hats, _hats),
    ),
)
