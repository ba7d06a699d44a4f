"""``flask --app app privacy purge`` and ``register``."""

import click
from flask.cli import AppGroup

privacy = AppGroup("privacy", help="Blank what is past its time; say what is kept.")


@privacy.command("purge")
def purge_command() -> None:
    """Blank or delete everything whose time is up, and say how much. For a nightly timer."""
    from portal.privacy import purge

    for kind, count in purge.run().items():
        click.echo(f"{kind.replace('_', ' ')}: {count}")


@privacy.command("register")
def register_command() -> None:
    """Print what is kept of whom, why and how long, as in docs/privacy.md."""
    from portal.privacy.describe import describe

    click.echo(describe(), nl=False)
