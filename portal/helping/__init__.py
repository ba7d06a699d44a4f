"""Helping hands: the tasks an event needs, and the residents who take one.

The coordinator says what is needed: three cakes, two for coffee, somebody who interprets Arabic. A resident takes
a task on the invitation or on ``/<lang>/help``, without an account. Whoever takes a task has a seat by it, also
when the event is full. Being asked again another time is a yes of its own (``Helper``).
"""

from flask import Flask

from portal.core import features, web
from portal.core.features import Feature


def register(app: Flask) -> None:
    # Each of these adds its views to a blueprint below.
    from portal.helping import for_signups, help_views, helper_views, pages, task_views, ticket_views  # noqa: F401
    from portal.signups.task_seats import TASKS

    TASKS.provide(app, for_signups)
    features.register(app, Feature.HELP, pages.bp)
    web.secret_page(app, "/h/", "helping.my_yes", "helper_token")
