"""Signing in and one's own pages."""

from flask import Blueprint

from portal.access import Permission, allow, public

bp = Blueprint("accounts", __name__)


@bp.get("/team/hello")
@public
def unknown_phone() -> str:
    return ""


@bp.get("/team/promise")
@allow(Permission.OWN_PAGES, before_promise=True)
def promise() -> str:
    return ""


@bp.get("/team/open")
@allow(Permission.OWN_PAGES)
def open_phone() -> str:
    return ""
