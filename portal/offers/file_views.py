"""The code of an offer as a file, for a newsletter, a screen or somebody else's poster."""

from flask import Response

from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.web import as_file
from portal.offers.pages import bp, code_address, offer_of_code


@bp.get("/team/offers/<code:code>/qr.svg")
@allow(Permission.KEEP_OFFERS)
def qr_svg(code: str) -> Response:
    """The code of an offer as an SVG."""
    offer = offer_of_code(code)
    return as_file(qr.svg_file(code_address(offer)), mimetype="image/svg+xml", name=f"{offer.code}.svg")


@bp.get("/team/offers/<code:code>/qr.png")
@allow(Permission.KEEP_OFFERS)
def qr_png(code: str) -> Response:
    """The same as a PNG, large and crisp."""
    offer = offer_of_code(code)
    return as_file(qr.png_file(code_address(offer)), mimetype="image/png", name=f"{offer.code}.png")
