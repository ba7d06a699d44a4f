"""Reading the money: what was given in a year, and what events cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, union_all
from sqlalchemy.orm import Session, contains_eager, selectinload

from portal.core.i18n import to_local
from portal.core.paging import Page, page
from portal.core.periods import Period
from portal.events.models import Event, Status
from portal.events.queries import BY_START, NEWEST_FIRST
from portal.money.models import Expense, Funder, Funding

#: So many events stand on a page of a year.
PAGE: Final = 40


@dataclass(frozen=True)
class Cost:
    event: Event
    expenses: Sequence[Expense]

    @property
    def sum_ore(self) -> int:
        return sum(expense.amount_ore for expense in self.expenses)


def funding_in(session: Session, period: Period) -> dict[Funder, int]:
    """What each funder gave for the calendar years a period touches, in øre, by name."""
    query = (
        select(Funder, func.sum(Funding.amount_ore))
        .join(Funder.fundings)
        .where(Funding.year.in_(period.years))
        .group_by(Funder.id)
        .order_by(Funder.name)
    )
    return {funder: int(amount) for funder, amount in session.execute(query)}


def expenses_in(session: Session, period: Period, now: datetime) -> dict[int, int]:
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


def costs_page(session: Session, year: int, *, asked: str) -> Page[Cost]:
    """The page that ``asked`` names of a year's events with receipts, as they came."""
    query = _of_year(select(Event), year).where(_has_receipts()).options(selectinload(Event.texts))
    found = page(session, query, BY_START, size=PAGE, asked=asked)
    expenses: dict[int, list[Expense]] = {event.id: [] for event in found.rows}
    for expense in session.scalars(select(Expense).where(Expense.event_id.in_(expenses)).order_by(Expense.id)):
        expenses[expense.event_id].append(expense)
    return Page([Cost(event, expenses[event.id]) for event in found.rows], found.back, found.on)


def cost_of_year(session: Session, year: int) -> int:
    """What all receipts of a year's events make up, in øre."""
    return int(session.scalar(_of_year(select(func.sum(Expense.amount_ore)).join(Expense.event), year)) or 0)


def cost_of(session: Session, event: Event) -> Cost:
    """The receipts of one event, in the order they were noted."""
    query = select(Expense).where(Expense.event_id == event.id).order_by(Expense.id)
    return Cost(event, session.scalars(query).all())


def held_without_receipts(session: Session, year: int, now: datetime, *, asked: str = "") -> Page[Event]:
    """The page that ``asked`` names of a year's events that were held and cost nothing so far, newest first.

    What was only noted is left out.
    """
    query = (
        _of_year(select(Event), year)
        .where(Event.status == Status.PUBLISHED, Event.ends_local <= to_local(now), Event.only_noted.is_(False))
        .where(~_has_receipts())
        .options(selectinload(Event.texts))
    )
    return page(session, query, NEWEST_FIRST, size=PAGE, asked=asked)


def years_known(session: Session) -> set[int]:
    """The years that hold funding or receipts: each year from the first event to the last is looked up."""
    first, last = (select(end(Event.starts_local)).scalar_subquery() for end in (func.min, func.max))
    ends = session.execute(select(first, last)).one()
    funded = set(session.scalars(select(Funding.year).distinct()))
    if ends[0] is None:
        return funded
    years = range(ends[0].year, ends[1].year + 1)
    with_receipts = select(Event.id).where(_has_receipts())
    asked = [select(literal(year)).where(_of_year(with_receipts, year).exists()) for year in years]
    return funded | set(session.scalars(union_all(*asked)))


def _has_receipts() -> ColumnElement[bool]:
    return exists().where(Expense.event_id == Event.id)


def _of_year(query: Select[Any], year: int) -> Select[Any]:
    return query.where(Event.starts_local >= datetime(year, 1, 1), Event.starts_local < datetime(year + 1, 1, 1))
