"""Lists in pages: a page is found by the row it begins after, so that the last one costs no more than the first.

The address names a page by ``a`` (after) or ``b`` (before), the moment that a row is sorted by, and its id.
Anything else there means the first page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Generic, NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import Session

from portal.core.db import UtcDateTime

Row = TypeVar("Row")

_ADDRESS: Final = re.compile(r"([ab])([0-9]{20})-([1-9][0-9]{0,8})")
_MOMENT: Final = "%Y%m%d%H%M%S%f"


class Order(NamedTuple):
    """What a list is sorted by: a mapped column of moments, and the id where two rows share one."""

    moment: Any
    id: Any
    newest_first: bool = False


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows in the order of their list; ``back`` and ``on`` name the pages beside it, where there are any."""

    rows: Sequence[Row]
    back: str | None = None
    on: str | None = None


def page(session: Session, query: Select[Row], order: Order, *, size: int, asked: str) -> Page[Row]:
    """The page that ``asked`` names: one statement, or two where nothing is left of it and the first is shown."""
    side, cursor = _read(asked, order)
    forward = order if side == "a" else order._replace(newest_first=not order.newest_first)
    if cursor is not None:
        rows = _rows(session, query.where(beyond(forward, *cursor)), forward, size)
        if side == "a" and rows:
            return Page(rows[:size], _name("b", rows[0], order), _next(rows, size, order))
        if side == "b" and len(rows) > size:
            rows = rows[size - 1 :: -1]
            return Page(rows, _name("b", rows[0], order), _name("a", rows[-1], order))
    rows = _rows(session, query, order, size)
    return Page(rows[:size], None, _next(rows, size, order))


def _read(asked: str, order: Order) -> tuple[str, tuple[datetime, int] | None]:
    """Which side of which row an address asks for."""
    found = _ADDRESS.fullmatch(asked)
    if found is None:
        return "a", None
    try:
        moment = datetime.strptime(found[2], _MOMENT)
    except ValueError:
        return "a", None
    if isinstance(order.moment.type, UtcDateTime):
        moment = moment.replace(tzinfo=UTC)
    return found[1], (moment, int(found[3]))


def _rows(session: Session, query: Select[Row], order: Order, size: int) -> Sequence[Row]:
    """One row more than a page has, where there is one."""
    columns = [column.desc() if order.newest_first else column for column in (order.moment, order.id)]
    return session.scalars(query.order_by(*columns).limit(size + 1)).all()


def beyond(order: Order, moment: datetime, row_id: int) -> ColumnElement[bool]:
    """The rows that follow the one with this moment and id."""
    if order.newest_first:
        return and_(order.moment <= moment, or_(order.moment < moment, order.id < row_id))
    return and_(order.moment >= moment, or_(order.moment > moment, order.id > row_id))


def _next(rows: Sequence[Any], size: int, order: Order) -> str | None:
    return _name("a", rows[size - 1], order) if len(rows) > size else None


def _name(side: str, row: Any, order: Order) -> str:
    moment: datetime = getattr(row, order.moment.key)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return f"{side}{moment:{_MOMENT}}-{getattr(row, order.id.key)}"
