"""What the rows of the report's tables are called in the reader's language, and in which order they stand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Hat, Member
from portal.contacts.help_kinds import Help
from portal.contacts.models import Met
from portal.core.areas import Area
from portal.core.i18n import FALLBACK, language_name
from portal.enquiries.models import Asker
from portal.events import invitation
from portal.events.kinds import Kind
from portal.events.models import Event
from portal.money.models import Funder
from portal.offers import words as offer_words
from portal.offers.models import Offer, Theme
from portal.posters.models import Placement
from portal.reports.figure_types import REST, Counts, Rows, Table
from portal.reports.figures import TABLES
from portal.signups.models import Way

#: Rows that are told apart by us alone, in the order in which they stand.
_WORDS: Final[dict[Rows, dict[str, LazyString]]] = {
    Rows.ORGANISER: {"own": _("Our own"), "supported": _("Of our partners, with our support")},
    Rows.AGE: {"adults": _("Adults"), "children": _("Children"), "unknown": _("Nobody knows")},
    Rows.FIRST: {"first": _("Here for the first time"), "others": _("Everybody else")},
    Rows.NEW: {"new": _("New in Denmark"), "others": _("Everybody else")},
    Rows.TOOK_PART: {"yes": _("Took part"), "no": _("Did not take part"), "not_known": _("Not known yet")},
    Rows.FROM: {"professionals": _("For somebody else"), "herself": _("For herself")},
    Rows.OUTCOME: {
        "answered": _("A mother said yes"),
        "open": _("Still open"),
        "nobody": _("Nobody found"),
        "withdrawn": _("Withdrawn"),
        "closed": _("Closed before a mother said yes"),
    },
}
#: What a row is called that has an empty key.
_NONE: Final = {
    Rows.AREA: _("No area"),
    Rows.PLACE: _("A poster without a place"),
    Rows.LANGUAGE: _("No language was named"),
    Rows.HELP: _("Nothing was said"),
}
_ALL_OTHERS: Final = _("All others")
_GONE: Final = _("No longer here")
_CHOICES: Final[dict[Rows, Callable[[str], Any]]] = {
    Rows.KIND: lambda key: Kind(key).about.label,
    Rows.WAY: lambda key: Way(key).label,
    Rows.MET: lambda key: Met(key).label,
    Rows.HELP: lambda key: Help(key).label,
    Rows.THEME: lambda key: Theme(key).label,
    Rows.ASKER: lambda key: Asker(key).label,
    Rows.HAT: lambda key: Hat(key).label,
    Rows.LANGUAGE: language_name,
}
#: Rows that stand in the order of their names: nobody is ranked, and an area is found again.
_BY_NAME: Final = (Rows.MOTHER, Rows.AREA)


@dataclass
class Names:
    """What was looked up for some counts, so that naming a row asks nothing more."""

    areas: dict[str, Area] = field(default_factory=dict)
    funders: dict[int, Funder] = field(default_factory=dict)
    placements: dict[str, str] = field(default_factory=dict)
    mothers: dict[int, str] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    events: dict[int, Event] = field(default_factory=dict)

    @classmethod
    def load(cls, session: Session, *counts: Counts) -> "Names":
        """Look up what the rows of these counts are called: six queries and those of their words at most."""
        mothers = _ids(Rows.MOTHER, counts)
        offers = _ids(Rows.OFFER, counts)
        events = _ids(Rows.EVENT, counts)
        funders = select(Funder).options(selectinload(Funder.areas)).order_by(Funder.name)
        named = select(Member.id, Member.name).where(Member.id.in_(mothers))
        told = select(Offer).where(Offer.id.in_(offers)).options(selectinload(Offer.texts))
        held = select(Event).where(Event.id.in_(events)).options(selectinload(Event.texts))
        return cls(
            areas={area.slug: area for area in session.scalars(select(Area).order_by(Area.name))},
            funders={funder.id: funder for funder in session.scalars(funders)},
            placements={row.code: row.name for row in session.execute(select(Placement.code, Placement.name))},
            mothers={row.id: row.name for row in session.execute(named)} if mothers else {},
            offers={offer.id: offer for offer in session.scalars(told)} if offers else {},
            events={event.id: event for event in session.scalars(held)} if events else {},
        )

    def of(self, table: Table, key: str) -> str:
        """What a row is called. What the database no longer has is said to be gone."""
        rows = table.rows
        if key == REST:
            return str(_ALL_OTHERS)
        if not key and rows in _NONE:
            return str(_NONE[rows])
        if rows in _WORDS:
            return str(_WORDS[rows][key])
        if rows in _CHOICES:
            return str(_CHOICES[rows](key))
        return self._looked_up(rows, key) or str(_GONE)

    def in_order(self, table: Table, keys: Iterable[str], values: Callable[[str], int]) -> list[str]:
        """The keys as they stand below each other: as is usual where there is a usual order, else most first.

        What has no name of its own comes last, and all others after that.
        """
        words = list(_WORDS.get(table.rows, ()))

        def place(key: str) -> tuple[Any, ...]:
            last = (key == REST) + (key in ("", REST))
            if words:
                return last, words.index(key) if key in words else 0
            if table.rows is Rows.EVENT:
                event = self.events.get(int(key)) if key.isdigit() else None
                return last, event.starts_local if event else datetime.max
            name = self.of(table, key).casefold()
            return (last, name) if table.rows in _BY_NAME else (last, -values(key), name)

        return sorted(keys, key=place)

    def _looked_up(self, rows: Rows, key: str) -> str | None:
        if rows is Rows.AREA:
            return self.areas[key].name if key in self.areas else None
        if rows is Rows.PLACE:
            return self.placements.get(key)
        number = int(key)
        if rows is Rows.MOTHER:
            return self.mothers.get(number)
        if rows is Rows.FUNDER:
            return self.funders[number].name if number in self.funders else None
        lang = str(get_locale() or FALLBACK)
        if rows is Rows.OFFER:
            return offer_words.title(self.offers[number], lang) if number in self.offers else None
        return event_title(self.events[number], lang) if number in self.events else None


def event_title(event: Event, lang: str) -> str:
    """What an event is called: in the reader's language, else in Danish, else by its kind."""
    danish = event.text(FALLBACK)
    return danish.title if danish and not event.text(lang) else invitation.title(event, lang)


def _ids(rows: Rows, counts: Iterable[Counts]) -> set[int]:
    """The ids that the rows of a kind have in some counts."""
    return {
        int(key)
        for one in counts
        for name, table in one.tables.items()
        if TABLES[name].rows is rows
        for key in table
        if key.isdigit()
    }
