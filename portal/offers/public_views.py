"""The directory that everybody can read: by theme and area, and a page for each offer."""

from flask import abort, redirect, render_template, request, url_for

from portal.core.access import public
from portal.core.areas import all_areas
from portal.core.crypto import settings
from portal.core.db import db
from portal.core.own_language import in_own_language
from portal.core.text import name_of_website
from portal.core.web import Answer
from portal.events.models import Status
from portal.offers import queries, words
from portal.offers.models import Offer, Theme
from portal.offers.pages import bp, offer_of_code, short_link


@bp.get("/<lang:lang>/offers")
@public
def directory(lang: str) -> str:
    """Everything there is, or what there is of one theme or for one area."""
    session, areas = db.session(), all_areas()
    theme = next((one for one in Theme if one == request.args.get("theme")), None)
    area = next((one for one in areas if one.slug == request.args.get("area")), None)
    themes, area_ids = queries.choices(session)
    return render_template(
        "offers/list.html",
        offers=queries.published(session, theme=theme, area_id=area.id if area else None),
        themes=[one for one in Theme if one in themes],
        areas=[one for one in areas if one.id in area_ids],
        theme=theme,
        area=area.slug if area else None,
        words=words,
    )


@bp.get("/<lang:lang>/offers/<code:code>")
@public
def offer(lang: str, code: str) -> Answer:
    """One offer, as warm as an invitation; where it is closed, a kind word and the way to the others."""
    if code not in request.path:
        return redirect(url_for(".offer", lang=lang, code=code), 301)
    found = offer_of_code(code)
    if _was_public(found):
        return render_template("offers/closed.html", offer=found, words=words), 404
    return offer_page(_of_residents(found), lang)


@bp.get("/O/<code:code>")
@bp.get("/o/<code:code>")
@public
def short(code: str) -> Answer:
    """What a QR code or a short link holds: the offer in the phone's own language."""
    found = offer_of_code(code)
    if not _was_public(found):
        _of_residents(found)
    return in_own_language(".offer", code=code)


def offer_page(offer: Offer, lang: str, **more: object) -> str:
    """The page of an offer in one language."""
    return render_template(
        "offers/offer.html",
        offer=offer,
        words=words.words(offer, lang),
        when=words.when(offer),
        facts=words.facts(offer),
        organiser=words.organiser(offer),
        map_link=words.map_link(offer),
        host=name_of_website(offer.website) if offer.website else None,
        address=f"{settings().portal_url}{url_for('offers.offer', lang=lang, code=offer.code)}",
        short_link=short_link(offer),
        **more,
    )


def _was_public(offer: Offer) -> bool:
    """Whether it is closed and residents have seen it before: whoever publishes an offer has looked at it."""
    return offer.status is Status.CANCELLED and offer.confirmed_by_id is not None


def _of_residents(offer: Offer) -> Offer:
    if not offer.public:
        abort(404)
    return offer
