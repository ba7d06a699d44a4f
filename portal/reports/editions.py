"""Editions: the report of a quarter, a half or a year that is over, for whoever is not of the group.

Each is made once and kept as it was handed on. What it tells of people is decided by ``disclosure.py``, knowing
all that other editions of the year tell; what is nobody's secret leaves as it is (``guards.py``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portal.accounts.queries import hold_coordinators
from portal.core import audit
from portal.core.actors import Actor
from portal.core.areas import Area
from portal.core.crypto import digest
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.periods import Period, Stretch
from portal.events.models import Event, Status
from portal.reports import disclosure
from portal.reports.counting import count
from portal.reports.edition_content import FamilyTold, content_of
from portal.reports.figures import Counts
from portal.reports.guards import FAMILIES, FEW_TENDER
from portal.reports.models import Edition, QuarterCount
from portal.reports.quarters import count_quarter, people_of
from portal.reports.told import Told
from portal.stories.queries import lines, lines_of, stories_in, stories_of


@dataclass(frozen=True)
class Draft:
    """An edition as it would be now, and what was counted for it in quarters that no edition was made of yet."""

    content: dict[str, Any]
    counted: Mapping[int, dict[str, Any]]


def is_over(year: int, stretch: Stretch, today: date) -> bool:
    """Whether nothing more can happen in it."""
    return Period.of(year, stretch).last < today


def first_year(session: Session, today: date) -> int:
    """The year of the first event that the portal knows of."""
    first = session.scalar(select(func.min(Event.starts_local)).where(Event.status == Status.PUBLISHED))
    return min(first.year, today.year) if first else today.year


def made(session: Session) -> Sequence[Edition]:
    """All editions that were made."""
    return session.scalars(select(Edition).order_by(Edition.year, Edition.id)).all()


def holds_story(session: Session, story_id: int) -> bool:
    """Whether a story stands in an edition (``stories.pages.HANDED_ON``)."""
    return any(story_id in content.get("stories", []) for content in session.scalars(select(Edition.content)))


def edition_of(session: Session, year: int, stretch: Stretch) -> Edition | None:
    """The edition of a stretch, if it was made."""
    return session.scalar(select(Edition).where(Edition.year == year, Edition.stretch == stretch))


def draft(session: Session, *, year: int, stretch: Stretch, now: datetime) -> Draft:
    """Put an edition together and write nothing. Refused before the stretch is over, and once it was made."""
    _check(session, year, stretch, now)
    period, quarters = Period.of(year, stretch), frozenset(stretch.quarters)
    rows = session.scalars(select(QuarterCount).where(QuarterCount.year == year).order_by(QuarterCount.id))
    known = {row.quarter: row.counts for row in rows}
    counted = {
        quarter: count_quarter(session, Period.of(year, Stretch(f"q{quarter}")), now=now)
        for quarter in stretch.quarters
        if quarter not in known
    }
    known |= counted
    before = session.scalars(select(Edition).where(Edition.year == year).order_by(Edition.id)).all()
    areas = session.scalars(select(Area.slug).order_by(Area.name)).all()
    families = []
    for family in FAMILIES:
        people = people_of(family, known, areas)
        earlier = [_told(one, family.total) for one in before]
        told = disclosure.decide(people, earlier, quarters, sizes=_sizes_are_large(known, quarters))
        families.append(FamilyTold(family, people, told))
    counts = count(session, period, now=now)
    content = content_of(counts, {quarter: known[quarter] for quarter in stretch.quarters}, families)
    stories = stories_in(session, period)
    content["stories"] = [story.id for part in stories.values() for story in part]
    content["lines"] = [line.id for line in lines(session)]
    return Draft(content, counted)


def words_in(session: Session, content: Mapping[str, Any]) -> str:
    """A mark of the words of people in an edition, another one as soon as any changes; empty without any."""
    stories = [(one.id, one.text) for part in stories_of(session, content["stories"]).values() for one in part]
    said = [(one.id, one.text, one.named) for one in lines_of(session, content["lines"])]
    return digest("edition", repr(stories), repr(said)) if stories or said else ""


def make(
    session: Session, *, year: int, stretch: Stretch, by: Actor, now: datetime, read: str | None = None
) -> Edition:
    """Make an edition. What it tells depends on all others of its year, so only one is made at a time.

    ``read``: the mark of the words that were looked at before. A mother may write her line at any moment, and what
    nobody has read does not leave the house.
    """
    hold_coordinators(session)
    drafted = draft(session, year=year, stretch=stretch, now=now)
    if read is not None and read != words_in(session, drafted.content):
        raise RuleBroken(
            _("A story or a line was written or taken back meanwhile. Please read them once more, and tick this."),
            "read",
        )
    for quarter, counts in drafted.counted.items():
        session.add(QuarterCount(year=year, quarter=quarter, counts=counts, counted_at=now))
    edition = Edition(year=year, stretch=stretch, content=drafted.content, made_at=now, made_by_id=by.member_id)
    session.add(edition)
    session.flush()
    audit.record(
        session, actor=by.name_for_audit, action="editions.make", subject=f"edition:{edition.id}", now=now
    )
    return edition


def counts_of(content: Mapping[str, Any]) -> Counts:
    """What an edition shows: a figure that is None is not shown; of a table ``REST`` is all others."""
    return Counts(dict(content["figures"]), {key: dict(rows) for key, rows in content["tables"].items()})


def _check(session: Session, year: int, stretch: Stretch, now: datetime) -> None:
    over = is_over(year, stretch, to_local(now).date())
    if not over or _goes_on(session, Period.of(year, stretch), now):
        raise RuleBroken(_("It is not over yet. An edition is made when nothing more can happen in it."))
    if edition_of(session, year, stretch) is not None:
        raise RuleBroken(
            _(
                "This edition is made already, and it stays as it was handed on: "
                "a second one would tell what was noted in between."
            )
        )


def _goes_on(session: Session, period: Period, now: datetime) -> bool:
    """Whether an event that began on its last evening lasts until after midnight: it would never be counted."""
    began = (Event.starts_local >= period.starts_local, Event.starts_local < period.ends_local)
    on = exists().where(Event.status == Status.PUBLISHED, *began, Event.ends_local > to_local(now))
    return bool(session.scalar(select(on)))


def _told(edition: Edition, family: str) -> Told:
    told = edition.content["told"][family]
    rows = {table: frozenset(shown) for table, shown in told["rows"].items()}
    return Told(frozenset(edition.stretch.quarters), total=told["total"], rows=rows, sizes=told["sizes"])


def _sizes_are_large(known: Mapping[int, Mapping[str, Any]], quarters: frozenset[int]) -> bool:
    """Whether each gathering at which somebody was counted was so large that its size is no secret."""
    least = [known[quarter]["least"] for quarter in quarters if known[quarter]["least"] is not None]
    return bool(least) and min(least) >= FEW_TENDER
