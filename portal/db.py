"""The database: our declarative base, the engine's settings, and the only two ways to write.

``transaction()`` is the write transaction around the rules of a POST: it opens late, commits once, and is
the only place where a session is committed. ``note()`` is a small transaction of its own for what must be
kept even when the request is refused or is a GET: rate limits, who read what, last seen.

SQLite has one writer. ``BEGIN IMMEDIATE`` takes that place at once, so that a count of seats cannot grow
stale between reading and writing; it is ignored on a connection that has already read, so the wrapper
ends the request's reads first. On PostgreSQL the rules lock the event's row instead (``FOR UPDATE``).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, MetaData, Select, Table, event, types
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry

from portal.personal_data import Keep, check, pseudonymous


class UtcDateTime(types.TypeDecorator[datetime]):
    """An aware instant; stored as UTC, refused when naive. Columns of this type are named ``*_at``."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all models. Wall times (``*_local``) are naive; instants (``*_at``) are aware UTC."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    registry = registry(
        metadata=metadata,
        type_annotation_map={list[str]: JSON, list[int]: JSON, dict[str, int]: JSON, dict[str, Any]: JSON},
    )

    id: Mapped[int] = mapped_column(
        primary_key=True, info=pseudonymous("stands for the row in other tables", Keep.ROW)
    )


@event.listens_for(Table, "after_parent_attach")
def _refuse_an_undeclared_column(table: Table, metadata: MetaData) -> None:
    if metadata is Base.metadata:
        check(table)


db = SQLAlchemy(model_class=Base)

_WRITING = "portal_writing"
_PATIENCE = "portal_patience"

#: How many milliseconds SQLite waits while somebody else writes.
_BUSY = 10_000
#: ``secure_delete`` overwrites what is blanked or deleted: a purged name must not linger in the file.
_PRAGMAS = (
    "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY}", "secure_delete=ON",
)  # fmt: skip


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # we say BEGIN ourselves, in _begin
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    # Said to the driver itself: by way of SQLAlchemy it takes as long as a query.
    driver: Any = connection.connection.driver_connection
    options = connection.get_execution_options()
    patience: timedelta | None = options.get(_PATIENCE)
    if connection.dialect.name == "sqlite":
        if patience is not None:
            driver.execute(f"PRAGMA busy_timeout={_milliseconds(patience)}")
        try:
            driver.execute("BEGIN IMMEDIATE" if options.get(_WRITING) else "BEGIN")
        finally:
            if patience is not None:
                driver.execute(f"PRAGMA busy_timeout={_BUSY}")
    elif patience is not None:
        driver.execute(f"SET LOCAL lock_timeout = {_milliseconds(patience)}")


def _milliseconds(patience: timedelta) -> int:
    return int(patience.total_seconds() * 1000)


@event.listens_for(Session, "before_flush")
def _refuse_a_write_outside(session: Session, _context: object, _instances: object) -> None:
    if not session.info.get(_WRITING):
        session.expunge_all()
        raise RuntimeError("something was changed outside db.transaction() or db.note()")


@contextmanager
def transaction() -> Iterator[Session]:
    """The write transaction: commits at the end, rolls back when anything raises.

    Open it around the rules only, never around parsing or rendering. Objects read before it are expired
    by it, so the rules read again what they decide on.
    """
    session = db.session()
    if session.info.get(_WRITING):
        raise RuntimeError("a write transaction is open already; rules take part in the one of their view")
    session.rollback()  # end the request's reads, or BEGIN IMMEDIATE would be ignored
    session.info[_WRITING] = True
    try:
        session.connection(execution_options={_WRITING: True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(_WRITING, None)


@contextmanager
def note(*, patience: timedelta | None = None) -> Iterator[Session]:
    """A small write transaction of its own, kept whatever becomes of the request; never in ``transaction()``.

    ``patience``: how long it waits for somebody else's writing before it raises, where that is not as usual.
    """
    if db.session().info.get(_WRITING):
        raise RuntimeError("note() inside transaction() would wait for itself")
    db.session().rollback()
    with Session(db.engine, info={_WRITING: True}) as session:
        session.connection(execution_options={_WRITING: True, _PATIENCE: patience})
        yield session
        session.commit()


class Question:
    """A query for the columns of one row, put together once and asked of the driver itself.

    Only for the page that everybody opens at once: asked by way of SQLAlchemy it would take four times as long.
    """

    def __init__(self, statement: Select[Any]) -> None:
        dialect = db.engine.dialect
        self._compiled: Any = statement.compile(dialect=dialect)
        self._readers = [
            column.type.dialect_impl(dialect).result_processor(dialect, None) or (lambda value: value)
            for column in statement.selected_columns
        ]

    def first(self, **parameters: Any) -> list[Any] | None:
        """The values of the first row, read as the columns' types say."""
        values = self._compiled.construct_params(parameters)
        if self._compiled.positional:
            values = [values[name] for name in self._compiled.positiontup]
        with closing(db.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(self._compiled.string, values)
            row = cursor.fetchone()
        return None if row is None else [read(value) for read, value in zip(self._readers, row, strict=True)]


def utcnow() -> datetime:
    """The present instant, aware. Views pass it to rules as ``now``."""
    return datetime.now(UTC)


def configure(url: str) -> dict[str, Any]:
    """Engine options for a database address."""
    options: dict[str, Any] = {"pool_pre_ping": not url.startswith("sqlite")}
    if url.startswith("sqlite"):
        options["connect_args"] = {"timeout": 10}
    return options
