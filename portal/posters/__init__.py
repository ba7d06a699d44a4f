"""Posters: the front door, on paper and in a chat, and what each place where one hangs has brought.

An event is printed as a sheet (A4, A5) or as small cards to hand out, in one language or several; words are
fitted to the page beforehand (``fit.py``), because a page cannot shrink them by itself. A *placement* is a
place where posters hang, such as a laundry; its short code stands in the QR code, so that openings and sign-ups
can be counted for each.
"""

from flask import Flask


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.posters import file_views, pages, picture_views, placement_views, places_views, sheet_views  # noqa: F401

    app.register_blueprint(pages.bp)
