"""What the database holds, row by row; and setting it back to a moment that was kept."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.core import features
from portal.core.db import Base, db

#: Written whenever anybody does anything: what was done, and how often somebody tried.
_TRACES = {"audit_entry", "rate_bucket"}
_TRACES_IN = {"phone_session": {"last_seen_at", "opened_until_at"}}
#: Tables that are only added to: the last row counts of those with the same value in this column.
_LAST_OF = {"attendance_op": "subject", "mother_line": "member_id"}
_OF_EACH_ROW = {"id", "op_id", "tapped_at", "received_at", "created_at"}

Row = dict[str, Any]
Rows = dict[tuple[Any, ...], Row]
#: A value and where it is stored: table, row, column, and the part of the column where it holds several values.
Place = tuple[Any, ...]


class Stored:
    """The database of a test, on SQLite."""

    def __init__(self, app: Flask, folder: Path) -> None:
        self.app = app
        self.path = Path(db.engine.url.database or "")
        self.folder = folder

    def rows(self) -> Rows:
        """Every row of every table, but for the traces."""
        found: Rows = {}
        with db.engine.connect() as connection:
            for name in Base.metadata.tables.keys() - _TRACES:
                table, left_out = Base.metadata.tables[name], _TRACES_IN.get(name, set())
                for row in connection.execute(select(table).order_by(*table.primary_key)).mappings():
                    key = [row[column.name] for column in table.primary_key]
                    if name in _LAST_OF:
                        key, left_out = [row[_LAST_OF[name]]], _OF_EACH_ROW
                    values = {column: value for column, value in row.items() if column not in left_out}
                    found[name, *key] = values
        return found

    def keep(self, name: str) -> Path:
        """Keep what is there now."""
        kept = self.folder / name
        kept.unlink(missing_ok=True)
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(kept)) as copy:
            source.backup(copy)
        return kept

    def set_back(self, kept: Path) -> None:
        """Make it again what it was."""
        db.session.remove()
        with closing(sqlite3.connect(kept)) as source, closing(sqlite3.connect(self.path)) as copy:
            source.backup(copy)
        features.forget(self.app)


def changes(before: Rows, after: Rows) -> set[Place]:
    """Every place where the two differ; of a row that came or went, its table and key."""
    found: set[Place] = set()
    for key in before.keys() | after.keys():
        if key not in before or key not in after:
            found.add(key)
        else:
            found |= {(*key, *place) for place in _differing(before[key], after[key])}
    return found


def _differing(before: Row, after: Row) -> Iterator[Place]:
    for name in before:
        one, other = before[name], after[name]
        if one == other:
            continue
        parts, others = _parts(one), _parts(other)
        if parts is None or others is None:
            yield (name,)
        else:
            yield from ((name, key) for key in parts.keys() | others.keys() if parts.get(key) != others.get(key))


def _parts(value: Any) -> Row | None:
    """The parts of a value that holds several: the day and the time, or what stands in a JSON object."""
    if isinstance(value, datetime):
        return {"day": value.date(), "time": value.time()}
    if isinstance(value, str) and value.startswith("{"):
        value = json.loads(value)
    return value if isinstance(value, dict) else None
