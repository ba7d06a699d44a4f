"""Attendance: who came, counted at the door on several phones at once, also where there is no signal.

Every tap is a row that is only ever added (``models.AttendanceOp``): *party 14 is here with 2 adults and
3 children*, *a guest without a sign-up*, *take that back*, *one more who is new in Denmark*, *we were about 40*.
``tally.tally`` folds the rows into numbers; the last tap about a thing holds. A tap carries an id that was made
where it was tapped, so one that is sent twice counts once, and nothing is lost when two phones count together.

``rules.record`` decides whether a tap is taken. A phone without a network keeps its taps (``static/door.js``)
and says of each how long ago it was when it sends them, so that no phone's clock needs to be right. Parties are
counted by the numbers on their tickets, whatever became of their sign-up: who waited and came anyway is here too.

Around the list: a guest signed up on the spot (``guest_views``), a door pass for another phone (``pass_views``,
``passes``), the list on paper, and who of us took part.
"""

from flask import Flask


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.accounts.link_views import DOOR_OF
    from portal.attendance import (  # noqa: F401
        door_views,
        guest_views,
        pages,
        paper_views,
        pass_views,
        passes,
        queries,
        tap_views,
    )
    from portal.signups.joining import COUNTED_IN

    COUNTED_IN.provide(app, queries.counted_in)
    DOOR_OF.provide(app, passes.door_of)
    app.register_blueprint(pages.bp)
