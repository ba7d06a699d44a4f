"""What the rows of the report's tables are called in the reader's language, and in which order they stand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

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
#: Rows that stand in the order in which they are known: as is usual, or by the day of the event.
_AS_KNOWN: Final = (*_WORDS, Rows.EVENT)


@dataclass(frozen=True)
class Names:
    """What was looked up for some counts, in the reader's language, so that naming a row asks nothing more."""

    areas: Mapping[str, Area]
    funders: Sequence[Funder]
    known: Mapping[Rows, Mapping[str, str]]

    @classmethod
    def load(cls, session: Session, *counts: Counts) -> "Names":
        """Look up what the rows of these counts are called: six queries and those of their words at most."""

        def told(rows: Rows, query: Select[*tuple[Any, ...]], column: InstrumentedAttribute[int]) -> Sequence[Any]:
            tables = [table for one in counts for key, table in one.tables.items() if TABLES[key].rows is rows]
            wanted = {int(key) for table in tables for key in table if key.isdigit()}
            return session.execute(query.where(column.in_(wanted))).all() if wanted else []

        lang = str(get_locale() or FALLBACK)
        areas = session.scalars(select(Area).order_by(Area.name)).all()
        funders = session.scalars(select(Funder).options(selectinload(Funder.areas)).order_by(Funder.name)).all()
        mothers = told(Rows.MOTHER, select(Member.id, Member.name), Member.id)
        offers = told(Rows.OFFER, select(Offer).options(selectinload(Offer.texts)), Offer.id)
        held = select(Event).options(selectinload(Event.texts)).order_by(Event.starts_local)
        known = {rows: {key: str(word) for key, word in words.items()} for rows, words in _WORDS.items()} | {
            Rows.AREA: {area.slug: area.name for area in areas},
            Rows.FUNDER: {str(funder.id): funder.name for funder in funders},
            Rows.PLACE: dict(session.execute(select(Placement.code, Placement.name)).all()),
            Rows.MOTHER: {str(row.id): row.name for row in mothers},
            Rows.OFFER: {str(offer.id): offer_words.title(offer, lang) for (offer,) in offers},
            Rows.EVENT: {str(one.id): _title(one, lang) for (one,) in told(Rows.EVENT, held, Event.id)},
        }
        return cls({area.slug: area for area in areas}, funders, known)

    def of(self, table: Table, key: str) -> str:
        """What a row is called. What the database no longer has is said to be gone."""
        if key == REST:
            return str(_ALL_OTHERS)
        if not key and table.rows in _NONE:
            return str(_NONE[table.rows])
        if table.rows in _CHOICES:
            return str(_CHOICES[table.rows](key))
        return self.known[table.rows].get(key) or str(_GONE)

    def in_order(self, table: Table, keys: Iterable[str], values: Callable[[str], int]) -> list[str]:
        """The keys as they stand below each other: as is usual where there is a usual order, else most first.

        What has no name of its own comes last, and all others after that.
        """
        order = list(self.known[table.rows]) if table.rows in _AS_KNOWN else []

        def place(key: str) -> tuple[Any, ...]:
            last = (key == REST) + (key in ("", REST))
            if table.rows in _AS_KNOWN:
                return last, order.index(key) if key in order else len(order)
            name = self.of(table, key).casefold()
            return (last, name) if table.rows in _BY_NAME else (last, -values(key), name)

        return sorted(keys, key=place)


def _title(event: Event, lang: str) -> str:
    """What an event is called: in the reader's language, else in Danish, else by its kind."""
    danish = event.text(FALLBACK)
    return danish.title if danish and not event.text(lang) else invitation.title(event, lang)
