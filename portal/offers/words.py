"""An offer in one language: which words stand on it, and its facts as icon and words.

Its words are those in the reader's language or, where there are none, the Danish ones labelled as such; the theme
and the facts are translated once, in the catalogues.
"""

from dataclasses import dataclass

from portal.events.models import TextState
from portal.i18n import FALLBACK
from portal.offers.models import Offer


@dataclass(frozen=True)
class Words:
    """What an offer says, and in which language: the reader's, else Danish."""

    title: str
    description: str
    practical: str
    lang: str
    #: It is said in Danish, since nobody has said it in the reader's language.
    fallback: bool
    #: The text was made by a machine and no mother has confirmed it.
    machine: bool


def words(offer: Offer, lang: str) -> Words:
    """The words of an offer for a reader of ``lang``; what its theme is called where it has none at all."""
    own = offer.text(lang)
    text = own or offer.text(FALLBACK)
    if text is None:
        return Words(str(offer.theme.label), "", "", lang, False, False)
    machine = text.state is TextState.MACHINE
    return Words(text.title, text.description, text.practical, text.lang, own is None, machine)


def title(offer: Offer, lang: str) -> str:
    """The short name of an offer for a reader of ``lang``."""
    return words(offer, lang).title
