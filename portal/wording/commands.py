"""``flask --app app translations suggestions --lang ur``: better words, for whoever looks after the catalogues."""

import click
from flask.cli import with_appcontext

from portal.core.db import db
from portal.core.i18n import LANGUAGES
from portal.wording.export import po_of


@click.command("suggestions")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), required=True, help="Which language.")
@with_appcontext
def suggestions(lang: str) -> None:
    """Print the open suggestions of a language as a .po file to be read; every entry is fuzzy."""
    click.echo(po_of(db.session(), lang), nl=False)
