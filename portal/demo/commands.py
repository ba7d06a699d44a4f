"""``flask --app app demo load``: look around before there are people of one's own."""

from click import ClickException
from flask.cli import AppGroup

from portal.core.config import CannotStart
from portal.demo import loader
from portal.migrations.commands import upgrade

demo = AppGroup("demo", help="A year that was and a calendar to come, of invented people.")


@demo.command("load")
def load() -> None:
    """Fill an empty database with the demo, and print links to sign in with."""
    try:
        upgrade()
    except CannotStart as error:
        raise ClickException(str(error)) from None
    if not loader.load_if_empty():
        raise ClickException("The demo is loaded into an empty database only; this one has members already.")
    loader.print_links()
