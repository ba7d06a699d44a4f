"""Events: anything the group does together, and the invitation that a resident reads in her own language.

An invitation's words come from three layers. The *kind* and the *facts* (``kinds.py``, ``facts.py``) are
choices that are translated once, so that an event with nothing but a kind, a date and a place reads well in
every language. *Texts* per language add what is special. Where a text is missing, the Danish one is shown and
says so. A published event is cancelled or moved, never deleted, since its code hangs on paper in a stairwell;
its *version* grows with every change that a reader could see. The lists and calendars are here; the invitation's
page, which takes sign-ups, and the count of seats are in ``signups``.
"""

from flask import Flask

from portal.core import web


def register(app: Flask) -> None:
    from portal.events import calendar_views, views

    for blueprint in (views.bp, calendar_views.bp):
        app.register_blueprint(blueprint)
    web.first_page(app, "events.upcoming")
