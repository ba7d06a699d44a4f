"""The commands of ``flask --app app``: each room brings its own."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the commands of all rooms."""
    from portal.accounts.commands import accounts
    from portal.catalogues import translations
    from portal.demo.commands import demo
    from portal.migrations.commands import database
    from portal.privacy.commands import privacy
    from portal.wording.commands import suggestions

    translations.add_command(suggestions)
    for group in (accounts, database, privacy, demo, translations):
        app.cli.add_command(group)
