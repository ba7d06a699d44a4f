"""The portal of the bydelsmødre. ``create_app`` puts the rooms together; each room explains itself.

A request comes in by a *view* (parse, authorise, choose the answer), which asks *rules* (every decision) that
change *models*; templates show the result. ``portal/db.py`` holds the only commit, ``portal/access.py`` the
only door, ``portal/errors.py`` the only way to refuse.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import access, catalogues, cli, collector, db, errors_pages, i18n, web
from portal.config import ROOT, Settings, from_environment


def create_app(settings: Settings | None = None) -> Flask:
    """The WSGI app for ``settings``, or for those of the environment."""
    settings = settings or from_environment()
    catalogues.compile_all()
    app = Flask(
        __name__,
        root_path=str(ROOT),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(ROOT / "instance"),
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=db.configure(settings.database_url),
        MAX_CONTENT_LENGTH=128 * 1024,
        MAX_FORM_MEMORY_SIZE=128 * 1024,
        MAX_FORM_PARTS=300,
        SEND_FILE_MAX_AGE_DEFAULT=365 * 24 * 3600,
        BABEL_DEFAULT_LOCALE=i18n.FALLBACK,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "translations"),
    )
    app.extensions["settings"] = settings
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    collector.init_app(app)
    db.db.init_app(app)
    i18n.babel.init_app(app, locale_selector=i18n.select_locale)
    web.init_app(app)
    access.init_app(app)
    errors_pages.init_app(app)
    _open_the_rooms(app)
    cli.init_app(app)
    return app


def _open_the_rooms(app: Flask) -> None:
    from portal.accounts.link_views import bp as links
    from portal.accounts.member_views import bp as members
    from portal.accounts.own_views import bp as me
    from portal.accounts.views import bp as accounts
    from portal.attendance.views import bp as attendance
    from portal.contacts.journal_views import bp as journal
    from portal.contacts.views import bp as contacts
    from portal.course.views import bp as course
    from portal.enquiries.views import ask, matching
    from portal.enquiries.views import bp as enquiries
    from portal.events.calendar_views import bp as calendar
    from portal.events.views import bp as events
    from portal.helping.views import bp as helping
    from portal.home.feature_views import bp as switches
    from portal.home.team_views import bp as team
    from portal.home.views import bp as home
    from portal.messages.views import bp as messages
    from portal.money.views import bp as money
    from portal.network.views import bp as network
    from portal.network.views import notices
    from portal.offers.views import bp as offers
    from portal.planning.views import bp as planning
    from portal.planning.visibility_views import bp as visibility
    from portal.posters.views import bp as posters
    from portal.reports.edition_views import bp as editions
    from portal.reports.goal_views import bp as goals
    from portal.reports.record_views import bp as record
    from portal.reports.views import bp as report
    from portal.signups.lists import bp as lists
    from portal.signups.views import bp as signups
    from portal.stories.line_views import bp as lines
    from portal.stories.views import bp as stories
    from portal.wording.views import bp as wording

    rooms = (
        home,
        events,
        calendar,
        signups,
        team,
        accounts,
        links,
        me,
        members,
        attendance,
        contacts,
        planning,
        posters,
        lists,
        messages,
        wording,
        switches,
        helping,
        visibility,
        offers,
        journal,
        enquiries,
        ask,
        matching,
        network,
        notices,
        course,
        record,
        money,
        stories,
        lines,
        report,
        editions,
        goals,
    )
    for room in rooms:
        app.register_blueprint(room)
