"""Sign-ups: how a party gets a place at the table.

A party (a name, adults and children) is *seated* when it fits into what is free, else it *waits* in order of
arrival. Whatever frees a seat calls ``rules.promote``: it walks the queue and seats each party that fits;
the others keep their place. In the last 24 hours nobody is seated unasked: the seat is held (*asked*) while
the coordinator calls, or until the guest says yes on her own ticket. Promotion stops at the start.

Everything that changes seats lives here, also what follows when an event is moved, cancelled or resized
(``event_changes.py``), and when two sign-ups become one (``joining.py``). Every function that decides about seats
holds the event's row (``lock_event``). What each party was last told of day, time and place, and so who has to
hear of a change, is ``what_changed.py``; what she is told is ``call_letters.py``.
"""

from flask import Flask

from portal.core import web


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.events.queries import SEATS_TAKEN
    from portal.signups import (  # noqa: F401
        call_views,
        export_views,
        invitation_views,
        joining_views,
        list_pages,
        list_queries,
        list_views,
        search_views,
        views,
    )

    web.secret_page(app, "/t/", "signups.ticket", "token")
    SEATS_TAKEN.provide(app, list_queries.seats_taken)
    for blueprint in (views.bp, list_pages.bp):
        app.register_blueprint(blueprint)
