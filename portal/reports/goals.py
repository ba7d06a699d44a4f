"""Goals: what the group wants to reach in a year, and how far it has come by what the report counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.periods import Period
from portal.money.funders import FIRST_YEAR, YEARS_AHEAD
from portal.reports.figure_types import Counts, Figure
from portal.reports.figures import FIGURES
from portal.reports.formatting import say_number
from portal.reports.models import Goal

#: What can be aimed at, in the order of the report: more of it is better, and a year is made of it. Money is given
#: and not reached, and nobody can work towards a median.
AIMS: Final = (
    "mothers_active",
    "women_helped",
    "contacts_new",
    "events_own",
    "events_supported",
    "participants",
    "first_time",
    "new_in_denmark",
    "enquiries",
    "enquiries_professionals",
    "enquiries_answered",
    "meetings",
    "meeting_mothers",
    "introductions",
    "introductions_took_part",
    "course_evenings",
    "course_completed",
    "conversations",
    "events_information",
    "events_social",
    "events_visibility",
    "reached",
    "signups_people",
    "hands",
)
MOST: Final = 1_000_000


@dataclass(frozen=True)
class Progress:
    """A goal, and what was counted towards it: None where an outside edition does not show the figure."""

    goal: Goal
    value: int | None

    @property
    def figure(self) -> Figure:
        return FIGURES[self.goal.figure]

    @property
    def percent(self) -> int:
        """How much of the bar is full; never more than all of it."""
        return min(100, (self.value or 0) * 100 // self.goal.target)

    @property
    def text(self) -> str:
        """How many there are, as the reader writes it."""
        return say_number(self.value, self.figure.unit)

    @property
    def target_text(self) -> str:
        return say_number(self.goal.target, self.figure.unit)

    @property
    def reached(self) -> bool:
        return self.value is not None and self.value >= self.goal.target


def set_goal(session: Session, *, year: int, figure: str, target: int, by: Actor, now: datetime) -> Goal:
    """Aim at so many in a year. The same once more is one goal; another number is changed, not set."""
    if not FIRST_YEAR <= year <= to_local(now).year + YEARS_AHEAD:
        raise RuleBroken(_("Look at the year once more."))
    if figure not in AIMS:
        raise RuleBroken(_("Choose one of these."), "figure")
    same = select(Goal).where(Goal.year == year, Goal.figure == figure)
    goal = session.scalar(same)
    if goal is None:
        goal = Goal(year=year, figure=figure, target=target, created_at=now, created_by_id=by.member_id)
        try:
            with session.begin_nested():
                session.add(goal)
            _record(session, "set", goal.id, by, now)
        except IntegrityError:  # the other press was first (PostgreSQL)
            goal = session.scalars(same).one()
    if goal.target != target:
        raise RuleBroken(_("There is a goal for this already. Choose it in the list to change it."), "figure")
    return goal


def change(session: Session, *, goal_id: int, target: int, by: Actor, now: datetime) -> None:
    """Aim at another number."""
    session.get_one(Goal, goal_id, with_for_update=True, populate_existing=True).target = target
    _record(session, "change", goal_id, by, now)


def remove(session: Session, *, goal_id: int, by: Actor, now: datetime) -> None:
    """It is no goal any more. Twice is the same as once."""
    if goal := session.get(Goal, goal_id, with_for_update=True):
        session.delete(goal)
        _record(session, "remove", goal_id, by, now)


def targets(session: Session, year: int) -> dict[str, int]:
    """What the group wants to reach in a year, by the key of the figure."""
    return {goal.figure: goal.target for goal in session.scalars(select(Goal).where(Goal.year == year))}


def towards(year: int, targets: Mapping[str, int], counts: Counts) -> list[Progress]:
    """What was counted towards some targets of a year, in the order of the report."""
    goals = {key: Goal(year=year, figure=key, target=targets[key]) for key in AIMS if key in targets}
    return [Progress(goal, _whole(counts.figures.get(key))) for key, goal in goals.items()]


def progress(session: Session, year: int, counts: Counts) -> list[Progress]:
    """Every goal of a year with what was counted, in the order of the report."""
    goals = session.scalars(select(Goal).where(Goal.year == year)).all()
    found = {goal.figure: Progress(goal, _whole(counts.figures.get(goal.figure))) for goal in goals}
    return [found[key] for key in AIMS if key in found]


def in_period(session: Session, period: Period, counts: Counts) -> list[Progress]:
    """For the report of a period: the goals of its year, and none where it lies in more than one."""
    return progress(session, period.first.year, counts) if len(period.years) == 1 else []


def years_known(session: Session) -> set[int]:
    """The years that have goals."""
    return set(session.scalars(select(Goal.year).distinct()))


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _record(session: Session, verb: str, goal_id: int, by: Actor, now: datetime) -> None:
    audit.record(session, actor=by.name_for_audit, action=f"goals.{verb}", subject=f"goal:{goal_id}", now=now)
