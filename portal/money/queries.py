"""Reading the money: what was given in a year, and what events cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from portal.events.models import Event, Status
from portal.i18n import to_local
from portal.money.models import Expense, Funder, Funding


class Days(Protocol):
    """What is asked of a period: ``reports.period.Period`` is one."""

    @property
    def years(self) -> range: ...
    @property
    def starts_local(self) -> datetime: ...
    @property
    def ends_local(self) -> datetime: ...


@dataclass(frozen=True)
class Cost:
    """The receipts of one event."""

    event: Event
    expenses: Sequence[Expense]

    @property
    def sum_ore(self) -> int:
        return sum(expense.amount_ore for expense in self.expenses)


def funding_in(session: Session, period: Days) -> dict[Funder, int]:
    """What each funder gave for the calendar years a period touches, in øre, by name."""
    query = (
        select(Funder, func.sum(Funding.amount_ore))
        .join(Funder.fundings)
        .where(Funding.year.in_(period.years))
        .group_by(Funder.id)
        .order_by(Funder.name)
    )
    return {funder: int(amount) for funder, amount in session.execute(query)}


def expenses_in(session: Session, period: Days, now: datetime) -> dict[int, int]:
    """What each event cost that was held in a period, in øre, by its id. Other events are left out."""
    query = (
        select(Expense.event_id, func.sum(Expense.amount_ore))
        .join(Expense.event)
        .where(
            Event.status == Status.PUBLISHED,
            Event.starts_local >= period.starts_local,
            Event.starts_local < period.ends_local,
            Event.ends_local <= to_local(now),
        )
        .group_by(Expense.event_id, Event.starts_local)
        .order_by(Event.starts_local, Expense.event_id)
    )
    return {event_id: int(amount) for event_id, amount in session.execute(query)}


def funders(session: Session) -> Sequence[Funder]:
    """Everybody who gives or gave, by name, with areas and amounts."""
    query = select(Funder).options(selectinload(Funder.areas), selectinload(Funder.fundings))
    return session.scalars(query.order_by(Funder.name, Funder.id)).all()


def costs_of_year(session: Session, year: int) -> list[Cost]:
    """The receipts of a year's events, event by event as they came, also of those to come and those cancelled."""
    with_words = contains_eager(Expense.event).selectinload(Event.texts)
    query = _of_year(select(Expense).join(Expense.event), year).options(with_words)
    found: dict[Event, list[Expense]] = {}
    for expense in session.scalars(query.order_by(Event.starts_local, Event.id, Expense.id)):
        found.setdefault(expense.event, []).append(expense)
    return [Cost(event, expenses) for event, expenses in found.items()]


def cost_of(session: Session, event: Event) -> Cost:
    """The receipts of one event, in the order they were noted."""
    query = select(Expense).where(Expense.event_id == event.id).order_by(Expense.id)
    return Cost(event, session.scalars(query).all())


def held_without_receipts(session: Session, year: int, now: datetime) -> Sequence[Event]:
    """Events of a year that were held and cost nothing so far, newest first; not what was only noted."""
    query = (
        _of_year(select(Event), year)
        .where(Event.status == Status.PUBLISHED, Event.ends_local <= to_local(now), Event.only_noted.is_(False))
        .where(~exists().where(Expense.event_id == Event.id))
        .order_by(Event.starts_local.desc(), Event.id.desc())
        .options(selectinload(Event.texts))
    )
    return session.scalars(query).all()


def years_known(session: Session) -> set[int]:
    """The years that hold funding or receipts."""
    days = session.scalars(select(Event.starts_local).join(Expense, Expense.event_id == Event.id).distinct())
    return set(session.scalars(select(Funding.year).distinct())) | {day.year for day in days}


def _of_year(query: Select[Any], year: int) -> Select[Any]:
    return query.where(Event.starts_local >= datetime(year, 1, 1), Event.starts_local < datetime(year + 1, 1, 1))
