"""Wording: the words of events and of the portal, in every language, and the people who make them better.

A mother sees which events need her language, with the Danish words beside her own field, and confirms or
corrects with one thumb. A machine may write a first version where an address is set (``machine.py``); it is
labelled as such until a mother has confirmed it. Every public page takes "a better way to say this": a note
for the coordinator, who reads it and ticks it off.
"""

from flask import Flask


def register(app: Flask) -> None:
    # Each of these adds its views to the blueprint.
    from portal.wording import note_views, pages, translate_views  # noqa: F401

    app.register_blueprint(pages.bp)
