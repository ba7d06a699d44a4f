"""Wording: the words of events and of the portal, in every language, and the people who make them better.

A mother sees which events need her language, with the Danish words beside her own field, and confirms or
corrects with one thumb. A machine may write a first version where an address is set (``machine.py``); it is
labelled as such until a mother has confirmed it. Every public page takes "a better way to say this": the
sentence of that page and what it should rather say are collected and handed to whoever looks after the
catalogues, as a .po file for review.
"""

from flask import Flask


def register(app: Flask) -> None:
    from portal.core import catalogues

    # Each of these adds its views to a blueprint below.
    from portal.wording import better_views, collected_views, commands, pages, translate_views  # noqa: F401

    app.register_blueprint(pages.bp)
    catalogues.translations.add_command(commands.suggestions)
