"""Planning: the coordinator's desk, where an event is made in minutes.

A new event begins with its kind and its date; everything else is filled in from the last event like it, from
the kind's template, or from what is usual (``drafts.py``), and is saved as she goes. One screen shows the whole
event, what is still missing, and the invitation in any language before anybody else sees it. A *series* is a
row of events that share an origin (``series.py``): a change goes to one date or to all that follow, but never
over what was changed on one date by hand. The calendar (``calendar_views.py``) shows clashes, school holidays
and days of feast as hints. The evening has a page of its own (``evening_views.py``): what must be ready before
it, and afterwards who came, whom to thank and the next one.

What an event must be stands in ``events/rules.py``; what a change does to its list, in ``signups``.
"""

from flask import Flask

from portal.core import features
from portal.core.features import Feature


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.planning import (  # noqa: F401
        begin_views,
        calendar_views,
        edit_views,
        evening_views,
        event_views,
        list_views,
        pages,
        series_views,
        text_views,
        visibility_views,
    )

    app.register_blueprint(pages.bp)
    features.register(app, Feature.VISIBILITY, visibility_views.bp)
