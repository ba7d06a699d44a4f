"""Fixtures of all tests: an app on an empty database for each test, and a client that checks every page."""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from cryptography.fernet import Fernet
from flask import Flask, g
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from portal import create_app
from portal.accounts import sessions
from portal.accounts.models import ActivePeriod, Member
from portal.core import features
from portal.core.actors import Role
from portal.core.config import Settings
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import to_instant, to_local
from portal.events.codes import new_code
from portal.events.models import Event, Status
from portal.migrations.commands import upgrade
from tests.pages import CheckingClient

pytest_plugins = ["tests.clock", "tests.asked", "tests.browser.fixtures", "tests.databases", "tests.races"]

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
    """Begin with what takes longest, so that no worker of pytest-xdist is left with it at the end.

    Each worker begins with an equal part of the items in a row: the tests in a browser are dealt out among these
    parts, the others stay together, as those of a module share what was made for them.
    """
    items.sort(
        key=lambda item: (item.get_closest_marker("browser") is None, item.get_closest_marker("slow") is None)
    )
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    browser = sum(item.get_closest_marker("browser") is not None for item in items)
    others, size = items[browser:], -(-(len(items) - browser) // workers)
    items[:] = [
        item
        for one in range(workers)
        for item in (*items[one:browser:workers], *others[one * size : (one + 1) * size])
    ]


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what stays until the end: modules, mappers and the tests themselves."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _quick_pins() -> Iterator[None]:
    """To hash PINs as the portal does took a third of all tests' time; what that costs has a test of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sessions, "_hasher", lambda: QUICK_HASHER)
        yield


@pytest.fixture(scope="session", autouse=True)
def _remembered_switches() -> Iterator[None]:
    """A page asks which parts are on every few seconds; a slow machine must not see one query more for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(features, "_REMEMBERED", 3600.0)
        yield


@lru_cache
def _hash(pin: str) -> str:
    """Most members of tests have the same PIN, and each hash takes as long as three queries."""
    return QUICK_HASHER.hash(pin)


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder in memory, where the machine has one: SQLite is set as for real, and waits for no disk."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="portal-", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def _app(database_url: str, pytestconfig: pytest.Config) -> Iterator[Flask]:
    app = create_app(replace(SETTINGS, database_url=database_url))
    if cache := getattr(pytestconfig, "cache", None):
        # Templates take longer to compile than to import the portal; what has not changed is compiled already.
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(cache.mkdir("templates")))
    app.test_client_class = CheckingClient
    app.testing = True
    with app.app_context():
        upgrade()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(_app: Flask, empty_database: Callable[[], None]) -> Iterator[Flask]:
    """The app on an empty, migrated database, with its context pushed."""
    with _app.app_context():
        empty_database()
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
    """Make a published event a week from now (``starts_in=timedelta``); any column may be given.

    A local time that comes twice in the night of autumn means the first. A test that asks for the second
    would get an event that has begun: it fails here.
    """

    def make(*, starts_in: timedelta = timedelta(days=7), hours: float = 3, **columns: Any) -> Event:
        starts = to_local(now + starts_in)
        assert to_instant(starts) > now or starts_in <= timedelta(), "Ask for another hour: this one comes twice."
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
                member.pin_hash = _hash(pin)
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
