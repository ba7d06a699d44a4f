"""The front door: to the phone's own language, the code on a poster, and the pages about us."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    render_template,
    request,
)
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from portal.core.access import public
from portal.core.db import db, side_transaction, utcnow
from portal.core.own_language import in_own_language
from portal.core.web import secret_pages
from portal.events.codes import CODE, PLACE
from portal.posters.rules import PATIENCE, count_visit
from portal.signups.invitation_queries import head_by_code

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def front() -> BaseResponse:
    """To the events in the phone's language, or to a page of autonyms: no language is guessed."""
    answer = in_own_language("events.upcoming")
    answer.headers["Cache-Control"] = "private, max-age=300"
    return answer


@bp.get("/E/<code_and_place>")
@bp.get("/e/<code_and_place>")
@public
def poster(code_and_place: str) -> BaseResponse:
    """What a poster's QR code holds: ``/e/7K3F`` or, with the place where it hangs, ``/e/7K3F-L1``.

    The opening is counted; a reader is led on whether it could be or not.
    """
    code, _dash, place = code_and_place.upper().partition("-")
    if not CODE.fullmatch(code) or (place and not PLACE.fullmatch(place)):
        abort(404)
    event = head_by_code(code)
    if event is None:
        abort(404)
    if event.public and request.method == "GET":
        _count(event.id, place)
    return in_own_language("signups.invitation", code=code, p=place or "poster")


@bp.get("/<lang:lang>/about")
@public
def about(lang: str) -> str:
    """Who the mothers are, and what they do and do not do."""
    return render_template("home/about.html")


@bp.get("/<lang:lang>/privacy")
@public
def privacy(lang: str) -> str:
    """What happens with what one writes here."""
    return render_template("home/privacy.html")


@bp.get("/healthz")
@public
def healthz() -> Response:
    """Answers when the app is up and its database too."""
    db.session.execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")


@bp.get("/robots.txt")
@public
def robots() -> Response:
    """Search engines may read invitations, not tickets or the team's pages."""
    closed = "".join(f"Disallow: {path}\n" for path in (*secret_pages(), "/team/"))
    return Response(f"User-agent: *\n{closed}", mimetype="text/plain")


def _count(event_id: int, place: str) -> None:
    """Count an opening, if the database takes it at once: no reader waits for a count."""
    try:
        with side_transaction(patience=PATIENCE) as session:
            count_visit(session, event_id=event_id, place=place, now=utcnow())
    except (SQLAlchemyError, db.engine.dialect.loaded_dbapi.Error) as error:  # it begins at the driver itself
        current_app.logger.warning("an opening of a poster's code was not counted: %s", type(error).__name__)
