"""A database that is in use survives the way to this version."""

from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import bindparam, create_engine, text

from portal.core.db import UtcDateTime
from portal.migrations.commands import alembic_config

EVENT = text(
    "INSERT INTO event (code, kind, audience, status, starts_local, ends_local, place_name, "
    "address, landmark, at_home, cost_dkk, children, step_free, food, languages, interpreter, "
    "bring, no_photos, met_at_door, version, next_number, created_at) VALUES (:code, "
    ":kind, 'everyone', 'published', :starts, '2027-01-06 20:00:00', "
    "'Salen', '', '', false, 0, 'welcome', 'yes', '[]', '[]', '[]', '[]', false, false, 1, 1, :created)"
).bindparams(bindparam("created", type_=UtcDateTime))


@pytest.fixture
def first_version(app, monkeypatch, new_database):
    """Events of the first version (``(code, kind, starts, created)`` each), then brought up to date."""

    @contextmanager
    def upgraded(name, *events):
        url = new_database(name)
        monkeypatch.setitem(app.config, "SQLALCHEMY_DATABASE_URI", url)
        command.upgrade(alembic_config(), "0001")
        engine = create_engine(url)
        with engine.begin() as connection:
            for code, kind, starts, created in events:
                made = datetime.fromisoformat(created).replace(tzinfo=UTC)
                connection.execute(EVENT, {"code": code, "kind": kind, "starts": starts, "created": made})
        command.upgrade(alembic_config(), "head")
        with engine.connect() as connection:
            yield connection
        engine.dispose()

    return upgraded


@pytest.mark.slow
def test_events_that_are_there_get_the_columns_of_series(first_version):
    """An event of the first version belongs to no series, and nothing on it was changed by hand."""
    dinner = ("7K3F", "communal_meal", "2026-12-06 17:00:00", "2026-11-01 12:00:00")
    with first_version("first_version", dinner) as connection:
        row = connection.execute(text("SELECT code, series_id, by_hand FROM event")).one()
    assert (row.code, row.series_id, row.by_hand) in (
        ("7K3F", None, "[]"),
        ("7K3F", None, []),
    )


@pytest.mark.slow
def test_what_was_written_down_after_it_had_begun_is_taken_over_as_noted(first_version):
    """Starts are Danish time, creation is UTC: an hour apart in winter, two in summer."""
    events = [
        ("WINB", "stand", "2026-12-06 17:00:00", "2026-12-06 15:59:59"),
        ("WINA", "stand", "2026-12-06 17:00:00", "2026-12-06 16:00:00"),
        ("SUMB", "article", "2026-06-06 17:00:00", "2026-06-06 14:59:59"),
        ("SUMA", "article", "2026-06-06 17:00:00", "2026-06-06 15:00:00"),
        ("MEAL", "communal_meal", "2026-06-06 17:00:00", "2026-06-09 15:00:00"),
    ]
    with first_version("noted_afterwards", *events) as connection:
        noted = connection.execute(text("SELECT code FROM event WHERE only_noted ORDER BY code")).scalars().all()
    assert noted == ["SUMA", "WINA"]
