"""A database that is in use survives the way to this version."""

import json
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


MEMBER = text(
    "INSERT INTO member (id, name, role, lang, languages, hats, pin_tries, created_at) "
    "VALUES (1, 'Karen', 'coordinator', 'da', '[]', '[]', 0, :created)"
).bindparams(bindparam("created", type_=UtcDateTime))
NOTE = text(
    "INSERT INTO wording_suggestion (id, lang, msgid, form, current, proposed, page, member_id, created_at) "
    "VALUES (1, 'tr', 'Free of charge', 0, 'Ücretsiz', 'Bedava', '/tr/about', 1, :created)"
).bindparams(bindparam("created", type_=UtcDateTime))
GOAL = text(
    "INSERT INTO goal (id, year, figure, target, created_at) VALUES (1, 2026, 'enquiries', 20, :created)"
).bindparams(bindparam("created", type_=UtcDateTime))
OFF = text("INSERT INTO feature_off (feature, off_at) VALUES (:feature, :created)").bindparams(
    bindparam("created", type_=UtcDateTime)
)
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def before_0007(app, monkeypatch, tmp_path):
    """A SQLite database at the version before: its folder, its engine, and how it is brought up to date."""
    url = f"sqlite:///{tmp_path}/portal.db"
    monkeypatch.setitem(app.config, "SQLALCHEMY_DATABASE_URI", url)
    command.upgrade(alembic_config(), "0006")
    engine = create_engine(url)
    yield tmp_path, engine, lambda: command.upgrade(alembic_config(), "head")
    engine.dispose()


@pytest.mark.once
def test_what_the_portal_keeps_no_more_is_written_to_a_file_first(before_0007, capsys):
    folder, engine, upgrade = before_0007
    with engine.begin() as connection:
        for row in (MEMBER, NOTE, GOAL):
            connection.execute(row, {"created": NOW})
        for feature in ("goals", "money"):
            connection.execute(OFF, {"feature": feature, "created": NOW})
    upgrade()
    path = folder / "removed-0007.json"
    assert str(path) in capsys.readouterr().err
    assert path.stat().st_mode & 0o777 == 0o600
    gone = json.loads(path.read_text(encoding="utf-8"))
    assert [(row["figure"], row["target"]) for row in gone["goal"]] == [("enquiries", 20)]
    assert [row["feature"] for row in gone["feature_off"]] == ["goals"]
    note = {"id": 1, "context": None, "msgid": "Free of charge", "form": 0, "member_id": 1}
    assert gone["wording_suggestion"] == [note]
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT lang, current, proposed, page FROM wording_suggestion")).all()
        assert [tuple(row) for row in kept] == [("tr", "Ücretsiz", "Bedava", "/tr/about")]
        assert connection.execute(text("SELECT feature FROM feature_off")).scalars().all() == ["money"]
        assert connection.execute(text("SELECT name FROM member")).scalars().all() == ["Karen"]


@pytest.mark.once
def test_columns_that_nothing_reads_are_written_to_a_file_first(before_0007):
    folder, engine, upgrade = before_0007
    with engine.begin() as connection:
        connection.execute(OFF, {"feature": "money", "created": NOW})
    upgrade()
    (row,) = json.loads((folder / "removed-0009.json").read_text(encoding="utf-8"))["feature_off"]
    assert row["off_at"].startswith("2026-11-01")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT feature FROM feature_off")).scalars().all() == ["money"]


@pytest.mark.once
def test_without_such_rows_no_file_is_written_and_one_that_is_there_stays(before_0007):
    folder, engine, upgrade = before_0007
    upgrade()
    assert not list(folder.glob("removed*"))
    command.stamp(alembic_config(), "base", purge=True)
    engine.dispose()
    (folder / "portal.db").unlink()
    (folder / "removed-0007.json").write_text("kept")
    command.upgrade(alembic_config(), "0006")
    with engine.begin() as connection:
        connection.execute(GOAL, {"created": NOW})
    upgrade()
    assert (folder / "removed-0007.json").read_text() == "kept"
    assert "enquiries" in (folder / "removed-0007-2.json").read_text(encoding="utf-8")
