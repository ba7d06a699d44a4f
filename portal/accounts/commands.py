"""``flask --app app accounts``: the first coordinator, a way back for one who is locked out, and who there is."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from portal.accounts import members, sessions
from portal.accounts.members import Account, Profile
from portal.accounts.models import Member
from portal.core.actors import SYSTEM, Role
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import FALLBACK, TEAM_LANGUAGES
from portal.core.text import clean_line

accounts = AppGroup("accounts", help="Members: invite the first one, help one who is locked out, list all.")


@accounts.command()
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True)
@click.option("--name", required=True, help="What the others call her.")
@click.option(
    "--lang", type=click.Choice(list(TEAM_LANGUAGES)), default=FALLBACK, help="The language of her screen."
)
def invite(role: str, name: str, lang: str) -> None:
    """Open an account and print the link by which she comes in."""
    name = clean_line(name)
    if not 1 <= len(name) <= 80:
        raise click.BadParameter("write a name of at most 80 characters", param_hint="--name")
    now = utcnow()
    with transaction() as session:
        member = members.add(session, profile=Profile(name), account=Account(Role(role), lang), by=SYSTEM, now=now)
        token = members.invite(session, member_id=member.id, by=SYSTEM, now=now)
    _print_link(token)


@accounts.command()
@click.argument("name")
def link(name: str) -> None:
    """Print a new link for NAME (or her number in the list). Her phones are signed out; she chooses a new PIN."""
    member_id = _find(name)
    with transaction() as session:
        token = members.invite(session, member_id=member_id, recovery=True, by=SYSTEM, now=utcnow())
    _print_link(token)


@accounts.command("list")
def everyone() -> None:
    """Print every member: number, role, state, name."""
    for member in _all():
        state = "closed" if member.disabled_at else "in" if member.promise_accepted_at else "invited"
        click.echo(f"{member.id:>4}  {member.role:<11}  {state:<7}  {member.name}")


def _find(name: str) -> int:
    """The one open account that a number, a whole name or a part of one stands for."""
    wanted = clean_line(name).casefold()
    is_open = [member for member in _all() if member.disabled_at is None]
    whole = [m for m in is_open if wanted in (m.name.casefold(), str(m.id))]
    found = whole or [m for m in is_open if wanted and wanted in m.name.casefold()]
    if not found:
        raise click.ClickException(f"Nobody with an open account is called {name!r}. See: accounts list")
    if len(found) > 1:
        names = ", ".join(f"{member.id} {member.name}" for member in found)
        raise click.ClickException(f"Several are called so: {names}. Give the number instead.")
    return found[0].id


def _all() -> list[Member]:
    return list(db.session.scalars(select(Member).order_by(Member.id)))


def _print_link(token: str) -> None:
    click.echo("This link signs one phone in, once, within ten minutes:")
    click.echo(sessions.link_address(token))
