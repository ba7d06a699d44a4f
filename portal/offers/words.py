"""An offer in one language: which words stand on it, and its facts as icon and words.

Its words are those in the reader's language or, where there are none, the Danish ones labelled as such; the theme
and the facts are translated once, in the catalogues.
"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flask_babel import gettext as _
from markupsafe import Markup, escape

from portal.core.crypto import settings
from portal.core.i18n import FALLBACK, format_day, format_time
from portal.events.facts import StepFree
from portal.events.invitation import Fact, cost, map_address, plain, tongues
from portal.events.models import TextState
from portal.offers.models import Offer


@dataclass(frozen=True)
class OfferWords:
    """What an offer says, and in which language: the reader's, else Danish."""

    title: str
    description: str
    practical: str
    lang: str
    #: It is said in Danish, since nobody has said it in the reader's language.
    fallback: bool
    #: The text was made by a machine and no mother has confirmed it.
    machine: bool


def words(offer: Offer, lang: str) -> OfferWords:
    """The words of an offer for a reader of ``lang``; what its theme is called where it has none at all."""
    own = offer.text(lang)
    text = own or offer.text(FALLBACK)
    if text is None:
        return OfferWords(str(offer.theme.label), "", "", lang, False, False)
    machine = text.state is TextState.MACHINE
    return OfferWords(text.title, text.description, text.practical, text.lang, own is None, machine)


def title(offer: Offer, lang: str) -> str:
    """The short name of an offer for a reader of ``lang``."""
    return words(offer, lang).title


def when(offer: Offer) -> Markup:
    """On which days it is, and from when until when; that one makes an appointment; else: at any time."""
    found = []
    if offer.weekdays or offer.starts_local:
        found.append(escape(_days(offer.weekdays)))
    if offer.starts_local:
        hours = "–".join(format_time(one) for one in (offer.starts_local, offer.ends_local) if one)
        shown = Markup('<bdi dir="ltr" class="hours">{}</bdi>').format(hours)
        before, _mark, after = _("from %(time)s").partition("%(time)s")
        found.append(shown if offer.ends_local else Markup("{}{}{}").format(before, shown, after))
    line = Markup(" ").join(found)
    if offer.by_appointment:
        made = escape(_("By appointment"))
        return Markup("{} · {}").format(line, made) if line else made
    return line or escape(_("At any time"))


def where(offer: Offer) -> str:
    """The name of its place, else its address, else its area; empty where it is nowhere in particular."""
    return offer.place_name or offer.address or (offer.area.name if offer.area else "")


def facts(offer: Offer) -> list[Fact]:
    """The facts in a fixed order, that of an event: money, people, children, the way in, languages.

    Where one only calls or reads, nobody asks about children and stairs.
    """
    found = [price(offer), plain(offer.audience)]
    somewhere = bool(offer.place_name or offer.address)
    if somewhere:
        found.append(plain(offer.children))
    if offer.drop_in:
        found.append(Fact("door", escape(_("Just come, you need not sign up"))))
    if somewhere and offer.step_free is not StepFree.NOT_KNOWN:
        found.append(plain(offer.step_free))
    return found + tongues(offer.languages, offer.interpreter, by_us=offer.organiser is None)


def price(offer: Offer) -> Fact:
    """What it costs, as far as we know."""
    return Fact("coin", escape(_("Ask what it costs"))) if offer.cost_dkk is None else cost(offer.cost_dkk)


def organiser(offer: Offer) -> str:
    """Who offers it: a partner's name, or our own group's."""
    return offer.organiser.name if offer.organiser else settings().group_name


def map_link(offer: Offer) -> str | None:
    """Where a map shows the place."""
    return map_address(offer.address) if offer.address else None


def day_name(weekday: int) -> str:
    """A day of the week in the reader's language, 0 for Monday."""
    return format_day(date(2001, 1, 1 + weekday), "day")


def _days(weekdays: list[int]) -> str:
    """The days by name; three in a row as the first and the last of them."""
    days = sorted(set(weekdays))
    if not days or len(days) == 7:
        return _("Every day")
    rows = [[days[0]]]
    for before, day in pairwise(days):
        if day == before + 1:
            rows[-1].append(day)
        else:
            rows.append([day])
    named = [
        f"{day_name(row[0])} – {day_name(row[-1])}" if len(row) > 2 else " · ".join(map(day_name, row))
        for row in rows
    ]
    line = " · ".join(named)
    return line[0].upper() + line[1:]
