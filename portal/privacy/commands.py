"""``flask --app app privacy purge``, ``forget`` and ``register``."""

import click
from flask.cli import AppGroup

privacy = AppGroup("privacy", help="Blank what is past its time; say what is kept.")


@privacy.command("purge")
def purge_command() -> None:
    """Blank or delete everything whose time is up, and say how much. For a nightly timer."""
    from portal.privacy import purge

    for kind, count in purge.run().items():
        click.echo(f"{kind.replace('_', ' ')}: {count}")


@privacy.command("forget")
@click.argument("code")
@click.argument("number", type=click.IntRange(1, 1_000_000))
def forget_command(code: str, number: int) -> None:
    """Blank the party with this ticket NUMBER of the event CODE at once, because somebody asks for it."""
    from portal.core.db import transaction, utcnow
    from portal.core.errors import RuleBroken
    from portal.privacy import purge

    try:
        with transaction() as session:
            done = purge.forget_party(session, code=code.upper(), number=number, now=utcnow())
            now_at = purge.lives_on(session, code=code.upper(), number=number)
    except RuleBroken as broken:
        raise click.ClickException(str(broken.message)) from None
    purge.leave_no_trace()
    click.echo("Name, phone and e-mail are blanked." if done else "There is nothing to blank.")
    if now_at is not None:
        click.echo("The party was moved or joined. If that is her too: privacy forget {} {}".format(*now_at))


@privacy.command("register")
def register_command() -> None:
    """Print what is kept of whom, why and how long, as in docs/privacy.md."""
    from portal.privacy.describe import describe

    click.echo(describe(), nl=False)
