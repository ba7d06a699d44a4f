"""A database that is in use survives the way to this version."""

from alembic import command
from sqlalchemy import create_engine, text

from portal.migrations.commands import alembic_config


def test_events_that_are_there_get_the_columns_of_series(app, monkeypatch, new_database):
    """An event of the first version belongs to no series, and nothing on it was changed by hand."""
    url = new_database("first_version")
    monkeypatch.setitem(app.config, "SQLALCHEMY_DATABASE_URI", url)
    command.upgrade(alembic_config(), "0001")
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO event (code, kind, audience, status, starts_local, ends_local, place_name, "
                "address, landmark, at_home, cost_dkk, children, step_free, food, languages, interpreter, "
                "bring, no_photos, met_at_door, version, next_number, created_at) VALUES ('7K3F', "
                "'communal_meal', 'everyone', 'published', '2026-12-06 17:00:00', '2026-12-06 20:00:00', "
                "'Salen', '', '', false, 0, 'welcome', 'yes', '[]', '[]', '[]', '[]', false, false, 1, 1, "
                "'2026-11-01 12:00:00')"
            )
        )
    command.upgrade(alembic_config(), "head")
    with engine.connect() as connection:
        row = connection.execute(text("SELECT code, series_id, by_hand FROM event")).one()
    engine.dispose()
    assert (row.code, row.series_id, row.by_hand) in (
        ("7K3F", None, "[]"),
        ("7K3F", None, []),
    )
