"""A demo that is loaded once for all tests that only read it, in a database of its own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal import create_app
from portal.core.db import db, transaction
from portal.demo import loader
from portal.migrations.commands import upgrade
from tests.conftest import SETTINGS


@pytest.fixture(scope="session")
def morning() -> datetime:
    """A morning on which the demo is opened for the first time."""
    return datetime(2026, 11, 23, 9, 15, tzinfo=ZoneInfo("Europe/Copenhagen")).astimezone(UTC)


@pytest.fixture(scope="session")
def _demo_app(new_database: Callable[[str], str], morning: datetime) -> Iterator[Flask]:
    app = create_app(replace(SETTINGS, database_url=new_database("demo")))
    with app.app_context():
        upgrade()
        with transaction() as session:
            loader.load(session, now=morning)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def loaded(_demo_app: Flask) -> Iterator[Session]:
    """A session for reading the demo."""
    with _demo_app.app_context():
        yield db.session()
        db.session.remove()
