"""Posters: an event on paper and in a chat, and what each place where a poster hangs has brought.

An event is drawn as a sheet (A4, A5, a small page for a chat) or as cards to hand out, in one language or
several. A longer title has smaller letters by the class of its length (``words.length_class``), and where scripts
run ``static/fit.js`` lowers what is still too large. A *placement* is a place where posters hang, such as a
laundry; its short code stands in the QR code, so that openings and sign-ups can be counted for each.
"""

from flask import Flask


def register(app: Flask) -> None:
    from portal.posters import placement_views, views  # noqa: F401  (adds its views to the blueprint)
    from portal.posters.words import length_class

    app.jinja_env.filters["length_class"] = length_class
    app.register_blueprint(views.bp)
