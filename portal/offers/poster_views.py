"""A small poster of an offer, A5, in the language of those who will read it."""

from flask import render_template, request
from flask_babel import force_locale
from flask_babel import gettext as _
from markupsafe import Markup

from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.offers import words
from portal.offers.models import Offer
from portal.offers.pages import bp, code_address, offer_of_code, short_link
from portal.posters.fit import LONGEST_PLACE, Words, fit


@bp.get("/team/offers/<code:code>/poster")
@allow(Permission.KEEP_OFFERS)
def poster(code: str) -> str:
    """The sheet, with the languages to choose from above it (``?lang=``)."""
    offer = offer_of_code(code)
    asked = request.args.get("lang", "")
    lang = asked if asked in LANGUAGES else FALLBACK
    tools = Markup(render_template("offers/poster_tools.html", offer=offer, chosen=lang))
    short = short_link(offer).split("//", 1)[1]
    with force_locale(lang):
        said = _said(offer, lang)
        return render_template(
            "offers/poster.html",
            offer=offer,
            tools=tools,
            words=words,
            said=words.words(offer, lang),
            when=words.when(offer),
            facts=words.facts(offer),
            place=said.place,
            caption=said.caption,
            fit=fit(said, short, alone=True),
            qr=qr.svg(code_address(offer)),
            short=short,
        )


def _said(offer: Offer, lang: str) -> Words:
    """What the sheet says as plain text, for reckoning how large its title may be."""
    place = ", ".join(dict.fromkeys(part for part in (offer.place_name, offer.address) if part))
    return Words(
        lang=lang,
        title=words.title(offer, lang),
        kind=str(offer.theme.label),
        day=words.when(offer).striptags(),
        hours="",
        place=place if len(place) <= LONGEST_PLACE else words.where(offer)[:LONGEST_PLACE],
        landmark=offer.landmark,
        caption=_("Point your phone at it: read more in your language"),
        call="",
        facts=tuple(str(fact.words.striptags()) for fact in words.facts(offer)),
    )
