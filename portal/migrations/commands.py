"""``flask --app app database upgrade``: bring the database to this version of the portal."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from click import ClickException
from flask import Flask, current_app
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from portal.core.config import ROOT, CannotStart
from portal.core.db import db

database = AppGroup("database", help="Bring the database up to date.")


def alembic_config() -> Config:
    """Alembic's settings, from the running app: there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "portal" / "migrations"))
    config.attributes["url"] = current_app.config["SQLALCHEMY_DATABASE_URI"]
    return config


@database.command("upgrade")
def upgrade_command() -> None:
    """Apply every migration that is missing."""
    try:
        upgrade()
    except CannotStart as error:
        raise ClickException(str(error)) from None


def upgrade() -> None:
    """Apply every migration that is missing. Raises CannotStart where it cannot be reached or is newer."""
    with _told_plainly():
        command.upgrade(alembic_config(), "head")


def refuse_when_behind(app: Flask) -> None:
    """Raise CannotStart, with the command that helps, unless the database is at this version of the portal."""
    with app.app_context(), _told_plainly():
        script = ScriptDirectory.from_config(alembic_config())
        with db.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
        db.engine.dispose()  # workers that are forked from here share no connection
        if current is not None:
            script.get_revision(current)
        if current != script.get_current_head():
            raise CannotStart(
                "the database is not at this version of the portal. "
                "Bring it up to date with: flask --app app database upgrade"
            )


@contextmanager
def _told_plainly() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise CannotStart(f"the database that DATABASE_URL names does not answer ({reason}).") from None
    except CommandError:
        raise CannotStart(
            "the database is of a newer version of the portal. Install that version, or restore an older backup."
        ) from None


@database.command("revise")
def revise_command() -> None:
    """Write the next migration from the difference between models and database."""
    command.revision(alembic_config(), message="next", autogenerate=True)
