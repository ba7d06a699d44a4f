"""A small poster of an offer, A5, in the language of those who will read it."""

from flask import render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.offers import words
from portal.offers.pages import bp, code_address, offer_of_code, short_link
from portal.posters.words import shorter_place


@bp.get("/team/offers/<code:code>/poster")
@allow(Permission.KEEP_OFFERS)
def poster(code: str) -> str:
    """The sheet, with the languages to choose from above it (``?lang=``)."""
    offer = offer_of_code(code)
    asked = request.args.get("lang", "")
    lang = asked if asked in LANGUAGES else FALLBACK
    tools = Markup(render_template("offers/poster_tools.html", offer=offer, chosen=lang))
    with force_locale(lang):
        return render_template(
            "offers/poster.html",
            offer=offer,
            tools=tools,
            words=words,
            said=words.words(offer, lang),
            when=words.when(offer),
            facts=words.facts(offer),
            place=shorter_place(offer.place_name, offer.address),
            caption=_("Point your phone at it: read more in your language"),
            qr=qr.svg(code_address(offer)),
            short=short_link(offer).split("//", 1)[1],
        )
