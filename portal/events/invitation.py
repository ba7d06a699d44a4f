"""An invitation in one language: which words stand on it, and the facts as icon and words.

Its words come in three layers: kind and facts (translated once, in the catalogues), the event's own texts in
this language, and, where there are none, the Danish text labelled as such.
"""

from dataclasses import dataclass
from urllib.parse import quote

from flask_babel import gettext as _
from markupsafe import Markup, escape

from portal.core.crypto import settings
from portal.core.i18n import FALLBACK, LANGUAGES, autonym, language_name
from portal.events.fact_columns import ticks_of
from portal.events.facts import Audience, Bring, Children, Food, StepFree
from portal.events.models import Event, EventText, TextState

_TICKS = ticks_of(Event)


@dataclass(frozen=True)
class Fact:
    """One line of an invitation: the name of an icon, and words."""

    icon: str
    words: Markup


@dataclass(frozen=True)
class InvitationWords:
    """What an invitation says in the reader's language, and the Danish text where it has no own."""

    title: str
    description: str
    practical: str
    #: Set where the event has a text, but none in the reader's language.
    fallback: EventText | None
    #: The text was made by a machine and no mother has confirmed it.
    machine: bool


def words(event: Event, lang: str) -> InvitationWords:
    """The words of an event for a reader of ``lang``: its own text, else what its kind says."""
    about = event.kind.about
    own = event.text(lang)
    if own is not None:
        return InvitationWords(
            own.title,
            own.description or str(about.invitation),
            own.practical,
            None,
            own.state is TextState.MACHINE,
        )
    return InvitationWords(str(about.label), str(about.invitation), "", event.text(FALLBACK), False)


def title(event: Event, lang: str) -> str:
    """The short name of an event for a reader of ``lang``."""
    own = event.text(lang)
    return own.title if own is not None else str(event.kind.about.label)


def facts(event: Event) -> list[Fact]:
    """The facts in a fixed order, so that readers find them again: money, people, children, food, the way in."""
    found = [cost(event.cost_dkk), plain(event.audience)]
    if event.audience is not Audience.MOTHERS:
        found.append(plain(event.children))
    if event.food:
        found.append(Fact("food", _joined(escape(Food(value).label) for value in event.food)))
    if event.step_free is not StepFree.NOT_KNOWN:
        found.append(plain(event.step_free))
    found += tongues(event.languages, event.interpreter)
    found += [Fact(said.icon, escape(said.label)) for name, said in _TICKS.items() if getattr(event, name)]
    if event.bring:
        brought = _joined(escape(Bring(value).label) for value in event.bring)
        found.append(Fact("bag", Markup("{} {}").format(_("Bring:"), brought)))
    return found


def short_facts(event: Event) -> list[Fact]:
    """What one wants to know of an event before opening it: money, people, children."""
    return facts(event)[:3]


def organiser(event: Event) -> str:
    """Who invites: a partner's name, or our own group's."""
    return event.organiser.name if event.organiser else settings().group_name


def map_link(event: Event) -> str | None:
    """Where a map shows the place; never for a home."""
    if event.at_home or not event.address:
        return None
    return map_address(event.address)


def map_address(address: str) -> str:
    """Where a map shows an address."""
    return "https://www.openstreetmap.org/search?query=" + quote(address)


def plain(choice: Audience | Children | StepFree) -> Fact:
    """A fact that is one choice."""
    return Fact(choice.icon, escape(choice.label))


def cost(kroner: int) -> Fact:
    if kroner == 0:
        return Fact("gift", escape(_("Free of charge")))
    price = Markup('<bdi dir="ltr">{}&nbsp;kr.</bdi>').format(kroner)
    return Fact("coin", _filled(_("Price: %(price)s"), "%(price)s", price))


def tongues(languages: list[str], interpreter: list[str], *, by_us: bool = True) -> list[Fact]:
    """Which languages are spoken (``by_us``: by the mothers), and for which there is an interpreter."""
    found = []
    if languages:
        sentence = _("We speak: %(languages)s") if by_us else _("Languages: %(languages)s")
        found.append(Fact("speech", _named(sentence, languages)))
    if interpreter:
        found.append(Fact("interpreter", _named(_("Interpreter: %(languages)s"), interpreter)))
    return found


def _named(sentence: str, codes: list[str]) -> Markup:
    """Languages by their autonyms, so that each speaker finds hers; by the reader's word where it has none."""
    names = _joined(
        Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(
            code, LANGUAGES[code].dir if code in LANGUAGES else "auto", autonym(code)
        )
        if code in LANGUAGES
        else Markup("<bdi>{}</bdi>").format(language_name(code))
        for code in codes
    )
    return _filled(sentence, "%(languages)s", names)


def _filled(sentence: str, placeholder: str, value: Markup) -> Markup:
    before, _found, after = sentence.partition(placeholder)
    return Markup("{}{}{}").format(before, value, after)


def _joined(parts: object) -> Markup:
    return Markup(" · ").join(parts)  # type: ignore[arg-type]
