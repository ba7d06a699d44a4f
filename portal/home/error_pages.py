"""Pages for what went wrong: a sentence in the reader's language and a way back, never a bare code."""

from flask import Flask, current_app, g, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import DataError, InterfaceError, NoResultFound, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import HTTPException

from portal.accounts.guard import current_actor, current_member
from portal.core.db import db
from portal.core.i18n import FALLBACK, LANGUAGES, phone_language


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _not_saved)
    app.register_error_handler(InterfaceError, _not_saved)
    with app.app_context():  # a transaction begins at the driver itself, as does the reading of an invitation
        app.register_error_handler(db.engine.dialect.loaded_dbapi.OperationalError, _not_saved)
    app.register_error_handler(NoResultFound, _gone)
    app.register_error_handler(ObjectDeletedError, _gone)
    app.register_error_handler(DataError, _strange_data)
    app.register_error_handler(OverflowError, _strange_data)
    app.register_error_handler(Exception, _our_fault)


def _http(error: HTTPException) -> tuple[str, int]:
    return _page(error.code or 500)


def _not_saved(error: Exception) -> tuple[str, int]:
    """The database is locked, full, read-only or away: nothing was saved, and the page says so."""
    _log(error)
    return _page(503)


def _gone(error: Exception) -> tuple[str, int]:
    """The page found a row that somebody took away before the rule could hold it: it is not here any more."""
    _log(error)
    return _page(404)


def _strange_data(error: Exception) -> tuple[str, int]:
    return _page(400)


def _our_fault(error: Exception) -> tuple[str, int]:
    if current_app.testing:
        raise error
    _log(error)
    return _page(500)


def _log(error: Exception) -> None:
    """The kind of error and where it rose; never its values, which may be somebody's name."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    current_app.logger.error("%s at %s in %s", type(error).__name__, where, request.endpoint)


def _page(code: int) -> tuple[str, int]:
    if db.session.registry.has():
        db.session.rollback()
    team = request.path.startswith("/team/") and code == 404 and current_actor().member_id is not None
    g.lang = g.get("lang") or _language_of_path() or phone_language() or FALLBACK
    if team:
        g.lang = current_member().lang
    words = {
        400: (_("That did not work"), _("Please go back and try once more.")),
        403: (_("This page is not open to you"), _("Go to the events, or call us.")),
        404: (
            _("This page is not here"),
            _("Perhaps the address was mistyped, or the event is over. See what else happens."),
        ),
        405: (_("That did not work"), _("Please go back and try once more.")),
        413: (_("That was too much text"), _("Please go back and write a little less.")),
        429: (_("Too many tries"), _("Please wait a while, or call us.")),
        503: (
            _("It was not saved"),
            _("Please try again in a moment, or call us. Nothing is lost or half done."),
        ),
    }
    title, advice = words.get(
        code, (_("Something went wrong here"), _("It is our fault. Please try again, or call us."))
    )
    return render_template("error.html", title=title, advice=advice, team=team), code


def _language_of_path() -> str | None:
    first = request.path.split("/", 2)[1] if "/" in request.path else ""
    return first if first in LANGUAGES else None
