"""How something goes when its time is up: what every purge is made of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, CursorResult, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from portal.core.crypto import settings
from portal.core.db import Base
from portal.core.i18n import to_local
from portal.core.personal_data import Keep
from portal.events.models import Event
from portal.privacy import data_register

Purge = Callable[[Session, datetime], int]
#: One for each pair of table and ``Keep`` in the register.
PURGES: Final[dict[tuple[str, Keep], Purge]] = {}


def purges(model: type[Base], keep: Keep) -> Callable[[Purge], Purge]:
    """Enter a function as the purge of a table and a ``Keep``."""

    def enter(purge: Purge) -> Purge:
        PURGES[str(model.__tablename__), keep] = purge
        return purge

    return enter


def long_over(now: datetime) -> Any:
    """The events whose lists have been kept long enough."""
    before = to_local(now - timedelta(days=settings().retention_days))
    return select(Event.id).where(Event.ends_local <= before)


def blank(session: Session, model: type[Base], keep: Keep, *where: ColumnElement[bool] | Any, **also: Any) -> int:
    """Blank the columns that are kept so long, in rows where one of them still holds something."""
    table = _table(model)
    columns = data_register.columns(table, keep)
    holds = or_(*(column.is_not(None) if column.nullable else column != "" for column in columns))
    values = {column.name: None if column.nullable else "" for column in columns}
    return _rows(session, update(table).where(holds, *where).values(**values, **also))


def delete_rows(session: Session, model: type[Base], where: ColumnElement[bool]) -> int:
    return _rows(session, delete(_table(model)).where(where))


def _rows(session: Session, statement: Any) -> int:
    result = session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
