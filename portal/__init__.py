"""The portal of the bydelsmødre. ``create_app`` registers the packages; the docstring of each explains it.

A request is answered by a *view* (authorise, parse, choose the answer), which calls *rules* (every decision) that
change *models*; templates show the result. ``core/db.py`` holds the only commit, ``core/access.py`` the table of
permissions, ``core/errors.py`` the only way to refuse. A package may import those before it in ``PACKAGES``, never
a later one; ``core`` imports none.
"""

from typing import Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal import (
    accounts,
    attendance,
    contacts,
    course,
    demo,
    enquiries,
    events,
    helping,
    home,
    messages,
    money,
    network,
    offers,
    planning,
    posters,
    privacy,
    reports,
    signups,
    stories,
    wording,
)  # fmt: skip
from portal.core import catalogues, collector, db, i18n, web
from portal.core.catalogues import DOMAINS, TRANSLATIONS
from portal.core.config import ROOT, Settings, from_environment
from portal.migrations.commands import database

PACKAGES: Final = (
    accounts, messages, events, wording, signups, attendance, helping, planning, posters, offers, contacts,
    enquiries, network, course, money, stories, reports, privacy, demo, home,
)  # fmt: skip


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
        BABEL_TRANSLATION_DIRECTORIES=";".join([str(TRANSLATIONS)] * len(DOMAINS)),
        BABEL_DOMAIN=";".join(DOMAINS),
    )
    app.extensions["settings"] = settings
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    collector.init_app(app)
    db.db.init_app(app)
    i18n.babel.init_app(app, locale_selector=i18n.select_locale)
    web.init_app(app)
    for package in PACKAGES:
        package.register(app)
    app.cli.add_command(database)
    app.cli.add_command(catalogues.translations)
    return app
