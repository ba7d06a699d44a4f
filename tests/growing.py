"""Makes a small world many times as large: every row of every table that grows with use, copied by the database.

The copies of an event lie a week before and a week after it, then two weeks, and so on: each year holds as many as
the others. Whatever else is copied was written that much earlier, and what is older than a quarter is settled.
SQLite only.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Column, Date, DateTime, String, Table, select, text
from sqlalchemy.orm import Session

from portal.accounts.models import ActivePeriod, Member
from portal.core.actors import Role
from portal.core.db import Base, UtcDateTime

#: Tables that do not grow with use: who and what there is, and one row for each year, quarter or kind.
STAYS: Final = {
    "active_period", "area", "edition", "feature_off", "funder", "funder_area", "funding", "kind_template",
    "member", "member_area", "partner", "placement", "rate_bucket",
}  # fmt: skip
#: The copies of a row have its number and a multiple of this.
STEP: Final = 1_000
#: Later copies are settled.
_OPEN: Final = 26
_SETTLED: Final = {
    "course_interest.state": "'withdrawn'",
    "course_participant.name": "NULL",
    "enquiry.state": "'closed'",
    "enquiry_ask.answer": "'yes'",
    "event.status": "'published'",
    "hand_over.state": "'accepted'",
    "offer.status": "'cancelled'",
}
_SETTLED_AT: Final = {"answered_at", "closed_at", "ended_at", "purged_at", "used_at"}
_LONG_AGO: Final = "'2015-01-01 12:00:00.000000'"
_MORE_MOTHERS: Final = 20


def more_mothers(session: Session) -> None:
    """Twenty mothers beside the one who has done everything so far."""
    first = _mothers(session)[0]
    for n in range(_MORE_MOTHERS):
        more = Member(name=f"Mother {n}", role=Role.MOTHER, lang="da", created_at=first.created_at)
        more.languages, more.promise_accepted_at = ["tr", "da"], first.promise_accepted_at
        more.periods.append(ActivePeriod(from_day=first.periods[0].from_day))
        session.add(more)


def grow(session: Session, times: int, *, grown: int = 1) -> None:
    """Make everything that grows with use so many times as much as at first, shared among the active mothers.

    ``grown``: how many times as much there is already.
    """
    mothers = [member.id for member in _mothers(session)]
    session.execute(text("PRAGMA defer_foreign_keys=ON"))
    for table in Base.metadata.sorted_tables:
        if table.name not in STAYS:
            session.execute(text(_copies(table, range(grown, times), mothers)))


def _mothers(session: Session) -> list[Member]:
    found = session.scalars(select(Member).where(Member.role == Role.MOTHER).order_by(Member.id))
    return [member for member in found if any(period.to_day is None for period in member.periods)]


def _copies(table: Table, copies: range, mothers: list[int]) -> str:
    """SQL that adds copies with these numbers: ``p`` is the row that is copied, ``n`` the number of the copy."""
    values = {column.name: _value(column, mothers) for column in table.columns}
    for column in _unique_words(table):
        start = f'p."{column.name}"' if column.name == "code" else "p.id || '-'"
        values[column.name] = f"{start} || n"
    names = ", ".join(f'"{name}"' for name in values)
    return (
        f"WITH RECURSIVE numbers(n) AS (SELECT {copies[0]} UNION ALL "
        f"SELECT n + 1 FROM numbers WHERE n < {copies[-1]}) "
        f"INSERT INTO {table.name} ({names}) SELECT {', '.join(values.values())} "
        f"FROM numbers CROSS JOIN {table.name} AS p WHERE p.id < {STEP} ORDER BY n, p.id"
    )


def _value(column: Column[Any], mothers: list[int]) -> str:
    """SQL for one column of a copy."""
    old, key = f'p."{column.name}"', next(iter(column.foreign_keys), None)
    if column.primary_key:
        return f"{old} + n * {STEP}"
    if key is not None:
        return _reference(column, old, key.column.table.name, mothers)
    if settled := _SETTLED.get(str(column)):
        return f"CASE WHEN n > {_OPEN} THEN {settled} ELSE {old} END"
    if isinstance(column.type, UtcDateTime | DateTime | Date):
        return _moved(column, old)
    return old


def _reference(column: Column[Any], old: str, table: str, mothers: list[int]) -> str:
    if table not in STAYS:
        return f"{old} + n * {STEP}"
    if column.unique:
        return "NULL"
    if table == "member":
        shared = " ".join(f"WHEN {nth} THEN {member}" for nth, member in enumerate(mothers))
        return f"CASE WHEN {old} = {mothers[0]} THEN CASE n % {len(mothers)} {shared} END ELSE {old} END"
    return old


def _moved(column: Column[Any], old: str) -> str:
    """A day or moment, earlier; the time of an event in turn earlier and later."""
    written = isinstance(column.type, UtcDateTime | Date)
    weeks = "-(n + 1) / 2" if written else "(CASE n % 2 WHEN 0 THEN n ELSE -(n + 1) END) / 2"
    time = "" if isinstance(column.type, Date) else " %H:%M:%S.000000"
    moved = f"strftime('%Y-%m-%d{time}', {old}, (7 * ({weeks})) || ' days')"
    if column.name in _SETTLED_AT:
        return f"CASE WHEN n > {_OPEN} THEN coalesce({moved}, {_LONG_AGO}) ELSE {moved} END"
    return moved


def _unique_words(table: Table) -> Iterator[Column[Any]]:
    """The columns of words that have to differ from row to row."""
    for column in table.columns:
        if isinstance(column.type, String) and column.type.length and column.unique:
            yield column
