"""What the pages of this package share: their blueprint, how an offer is found, and its addresses."""

from flask import Blueprint, abort

from portal.core.crypto import settings
from portal.core.db import db
from portal.offers import queries
from portal.offers.models import Offer

bp = Blueprint("offers", __name__)


def offer_of_code(code: str) -> Offer:
    """An offer for whoever may see all of them, whatever its status; 404 where there is none."""
    offer = queries.by_code(db.session(), code)
    if offer is None:
        abort(404)
    return offer


def code_address(offer: Offer) -> str:
    """What its QR code holds: all in upper case, which needs fewer and so larger squares."""
    return f"{settings().portal_url}/o/{offer.code}".upper()


def short_link(offer: Offer) -> str:
    """What one copies and sends: it leads each phone to its own language."""
    return f"{settings().portal_url}/o/{offer.code}"
