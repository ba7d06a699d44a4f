"""The database: our declarative base, the engine's settings, and the only two ways to write.

``transaction()`` is the write transaction around the rules of a POST: it opens late, commits once, and is
the only place where a session is committed. ``side_transaction()`` is a small transaction of its own for what
must be kept even when the request is refused or is a GET: rate limits, who read what, last seen.

SQLite has one writer. ``BEGIN IMMEDIATE`` takes that place at once, so that a count of seats cannot grow
stale between reading and writing; it is ignored on a connection that has already read, so the wrapper
ends the request's reads first. On PostgreSQL the rules lock the event's row instead (``FOR UPDATE``).
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import wraps
from typing import Any, ClassVar, ParamSpec, TypeVar

from flask import g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Enum, MetaData, Table, event, types
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry

from portal.core.personal_data import Keep, check, pseudonymous

_Args = ParamSpec("_Args")
_Row = TypeVar("_Row")


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


def enum_column(kind: type[StrEnum]) -> Enum:
    """A column that stores a StrEnum by its value, the same way on both databases."""
    return Enum(
        kind,
        native_enum=False,
        length=30,
        validate_strings=True,
        values_callable=lambda e: [m.value for m in e],
    )


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

    #: What the audit log calls such a row, where that is not the name of its table.
    audit_kind: ClassVar[str | None] = None

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
        raise RuntimeError("something was changed outside db.transaction() or db.side_transaction()")


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
def side_transaction(*, patience: timedelta | None = None) -> Iterator[Session]:
    """A small write transaction of its own, kept whatever becomes of the request; never in ``transaction()``.

    ``patience``: how long it waits for somebody else's writing before it raises, where that is not as usual.
    """
    if db.session().info.get(_WRITING):
        raise RuntimeError("side_transaction() inside transaction() would wait for itself")
    db.session().rollback()
    with Session(db.engine, info={_WRITING: True}) as session:
        session.connection(execution_options={_WRITING: True, _PATIENCE: patience})
        yield session
        session.commit()


def once_per_transaction(load: Callable[_Args, _Row]) -> Callable[_Args, _Row]:
    """Let a function that loads a row by what an address says do so once in each transaction of the session.

    A page and the check before it may then both ask for the row. A write transaction, or the rollback that begins
    one, ends what is kept, so nothing is older than the session's own rows. None is not kept.
    """

    @wraps(load)
    def loaded(*args: _Args.args, **kwargs: _Args.kwargs) -> _Row:
        kept: dict[Any, Any] = g.setdefault("rows_of_transaction", {})
        key = (load, args, *sorted(kwargs.items()))
        during, row = kept.get(key, (None, None))
        if row is None or during is not db.session().get_transaction():
            row = load(*args, **kwargs)
            kept[key] = db.session().get_transaction(), row
        return row

    return loaded


def utcnow() -> datetime:
    """The present instant, aware. Views pass it to rules as ``now``."""
    return datetime.now(UTC)


def configure(url: str) -> dict[str, Any]:
    """Engine options for a database address."""
    options: dict[str, Any] = {"pool_pre_ping": not url.startswith("sqlite")}
    if url.startswith("sqlite"):
        options["connect_args"] = {"timeout": 10}
    return options
