"""Editions: the report of a quarter, a half or a year that is over, for whoever is not of the group.

Each is made once and kept as it was handed on. A year is *cut* in one way only: whole, into halves or into
quarters. The first edition that is made of it decides that for all others. So no two editions count the same event
or enquiry, and nothing can be worked out by subtracting one from another; what is left to protect is each edition
by itself (``disclosure.py``).
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portal.accounts.queries import hold_coordinators
from portal.core import audit
from portal.core.actors import Actor
from portal.core.crypto import digest
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.periods import Period, Stretch
from portal.events.models import Event, Status
from portal.reports.counting import count_in
from portal.reports.disclosure import edition_content
from portal.reports.figure_types import Counts
from portal.reports.figures import gatherings
from portal.reports.models import Edition
from portal.reports.scope import scope_of
from portal.stories.queries import lines, lines_of, stories_in, stories_of


class Cut(StrEnum):
    """How the editions of a year cut it; the coarsest first."""

    YEAR = "year"
    HALVES = "halves"
    QUARTERS = "quarters"

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        return _STRETCHES[self]


_STRETCHES: Final = {
    Cut.YEAR: (Stretch.YEAR,),
    Cut.HALVES: (Stretch.H1, Stretch.H2),
    Cut.QUARTERS: (Stretch.Q1, Stretch.Q2, Stretch.Q3, Stretch.Q4),
}


def is_over(year: int, stretch: Stretch, today: date) -> bool:
    """Whether nothing more can happen in it."""
    return Period.of(year, stretch).last < today


def first_year(session: Session, today: date) -> int:
    """The year of the first event that the portal knows of."""
    first = session.scalar(select(func.min(Event.starts_local)).where(Event.status == Status.PUBLISHED))
    return min(first.year, today.year) if first else today.year


def made(session: Session) -> Sequence[Edition]:
    return session.scalars(select(Edition).order_by(Edition.year, Edition.id)).all()


def holds_story(session: Session, story_id: int) -> bool:
    """Whether a story stands in an edition (``stories.pages.HANDED_ON``)."""
    return any(story_id in content.get("stories", []) for content in session.scalars(select(Edition.content)))


def edition_of(session: Session, year: int, stretch: Stretch) -> Edition | None:
    """The edition of a stretch, if it was made."""
    return session.scalar(select(Edition).where(Edition.year == year, Edition.stretch == stretch))


def cut_of(stretch: Stretch) -> Cut:
    """The cut that a stretch is part of."""
    return next(cut for cut in Cut if stretch in cut.stretches)


def stretches_made(session: Session, year: int) -> Sequence[Stretch]:
    """The stretches of a year of which an edition was made."""
    return session.scalars(select(Edition.stretch).where(Edition.year == year)).all()


def offered(made: Collection[Stretch]) -> dict[Cut, tuple[Stretch, ...]]:
    """The stretches of which an edition can be made, now or when they are over, by the cuts that can be chosen.

    ``made``: those of the year that were. As soon as there is one, there is one cut. A year from before this rule
    may have editions that overlap: then its cut is the finest of them, and what overlaps any is not offered.
    """
    if not made:
        return {cut: cut.stretches for cut in Cut}
    cut = max(map(cut_of, made), key=list(Cut).index)
    known = {quarter for stretch in made for quarter in stretch.quarters}
    return {cut: tuple(stretch for stretch in cut.stretches if not known & set(stretch.quarters))}


def draft(session: Session, *, year: int, stretch: Stretch, now: datetime) -> dict[str, Any]:
    """The content of an edition as it would be now. Refused before the stretch is over, and once it was made."""
    _check(session, year, stretch, now)
    period = Period.of(year, stretch)
    scope = scope_of(session, period, now)
    sizes = [tally.here for tally in gatherings.read(scope).tallies.values()]
    content = edition_content(count_in(scope), sizes, gatherings.by_organiser_and_area(scope))
    stories = stories_in(session, period)
    content["stories"] = [story.id for part in stories.values() for story in part]
    content["lines"] = [line.id for line in lines(session)]
    return content


def words_in(session: Session, content: Mapping[str, Any]) -> str:
    """A mark of the words of people in an edition, another one as soon as any changes; empty without any."""
    stories = [(one.id, one.text) for part in stories_of(session, content["stories"]).values() for one in part]
    said = [(one.id, one.text, one.named) for one in lines_of(session, content["lines"])]
    return digest("edition", repr(stories), repr(said)) if stories or said else ""


def make(
    session: Session, *, year: int, stretch: Stretch, by: Actor, now: datetime, read: str | None = None
) -> Edition:
    """Make an edition. One is made at a time: the first of a year decides which others can be made.

    ``read``: the mark of the words that were looked at before. A mother may write her line at any moment, and what
    nobody has read is not handed on.
    """
    hold_coordinators(session)
    content = draft(session, year=year, stretch=stretch, now=now)
    if read is not None and read != words_in(session, content):
        raise RuleBroken(
            _("A story or a line was written or taken back meanwhile. Please read them once more, and tick this."),
            "read",
        )
    edition = Edition(year=year, stretch=stretch, content=content, made_at=now, made_by_id=by.member_id)
    session.add(edition)
    audit.record(session, "editions.make", edition, by=by, now=now)
    return edition


def counts_of(content: Mapping[str, Any]) -> Counts:
    """What an edition shows: a figure that is None is not shown; of a table ``REST`` is all others."""
    return Counts(dict(content["figures"]), {key: dict(rows) for key, rows in content["tables"].items()})


def _check(session: Session, year: int, stretch: Stretch, now: datetime) -> None:
    over = is_over(year, stretch, to_local(now).date())
    if not over or _goes_on(session, Period.of(year, stretch), now):
        raise RuleBroken(_("It is not over yet. An edition is made when nothing more can happen in it."))
    made = stretches_made(session, year)
    if stretch in made:
        raise RuleBroken(
            _(
                "This edition is made already, and it stays as it was handed on: "
                "a second one would tell what was noted in between."
            )
        )
    if not any(stretch in stretches for stretches in offered(made).values()):
        raise RuleBroken(
            _(
                "This year is split in another way already. An edition that overlaps another one cannot be made: "
                "from the two together, small numbers could be worked out."
            )
        )


def _goes_on(session: Session, period: Period, now: datetime) -> bool:
    """Whether an event that began on its last evening lasts until after midnight: it would never be counted."""
    began = (Event.starts_local >= period.starts_local, Event.starts_local < period.ends_local)
    on = exists().where(Event.status == Status.PUBLISHED, *began, Event.ends_local > to_local(now))
    return bool(session.scalar(select(on)))
