"""Home: the first pages of residents and of members, made from what all the other packages know.

For residents: the way from ``/`` or a poster's code to one's own language, who we are, and what happens with data.
For members: the page that opens on tonight's event, with what waits for her.
"""

from flask import Flask


def register(app: Flask) -> None:
    from portal.home import error_pages, feature_views, team_views, views

    error_pages.init_app(app)
    for blueprint in (views.bp, team_views.bp, feature_views.bp):
        app.register_blueprint(blueprint)
