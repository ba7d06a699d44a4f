"""What can be counted, put together for somebody: the evaluation, and the record of a mother's own experience.

The *report* counts what the group did in a period (``counting.py``). Each figure is declared once (``figures/``),
in the section in which it stands. For the group's own eyes it is about any period and opens to the rows behind a
figure. What is handed on is an *edition*: of a fixed quarter, half or year, made once and kept, with small counts
of people left out so that none of them can be worked out (``minimum_contributors.py``, ``suppression.py``,
``disclosure.py``). The editions of a year never overlap (``editions.py``).

The *record* a mother makes herself, for a job interview or a school; it tells what she did and nothing about
anybody else.
"""

from flask import Flask

from portal.core import features
from portal.core.features import Feature


def register(app: Flask) -> None:
    from portal.reports import edition_views, editions, record_views, view_model, views
    from portal.stories.pages import HANDED_ON

    for blueprint in (views.bp, edition_views.bp):
        app.register_blueprint(blueprint)
    features.register(app, Feature.RECORD, record_views.bp)
    HANDED_ON.provide(app, editions.holds_story)
    app.add_template_filter(view_model.say_number, "number")
