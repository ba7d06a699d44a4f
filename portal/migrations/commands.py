"""``flask --app app database upgrade``: bring the database to this version of the portal."""

from alembic import command
from alembic.config import Config
from flask import current_app
from flask.cli import AppGroup

from portal.config import ROOT

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
    upgrade()


def upgrade() -> None:
    """Apply every migration that is missing."""
    command.upgrade(alembic_config(), "head")


@database.command("revise")
def revise_command() -> None:
    """Write the next migration from the difference between models and database."""
    command.revision(alembic_config(), message="next", autogenerate=True)
