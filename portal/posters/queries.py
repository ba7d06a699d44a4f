"""Reading placements, and what each has brought an event."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from portal.core.db import db
from portal.events.codes import PLACE
from portal.posters.models import Placement, PosterVisit
from portal.signups.models import SignUp, State, Way


@dataclass
class Brought:
    """What one place or way has brought an event: openings of the code, and who signed up."""

    openings: int = 0
    parties: int = 0
    people: int = 0
    #: Parties that have cancelled; they and their people are in none of the other counts.
    cancelled: int = 0


@dataclass(frozen=True)
class Harvest:
    """All that is known of how people came to an event."""

    #: By the placement's code; empty for a poster without a place, and for a place that is none of ours.
    posters: dict[str, Brought]
    ways: dict[Way, Brought]

    def at(self, code: str) -> Brought:
        """What a place has brought so far."""
        return self.posters.setdefault(code, Brought())

    @property
    def total(self) -> Brought:
        rows = [*self.posters.values(), *self.ways.values()]
        return Brought(
            openings=sum(row.openings for row in rows),
            parties=sum(row.parties for row in rows),
            people=sum(row.people for row in rows),
            cancelled=sum(row.cancelled for row in rows),
        )


def placements() -> Sequence[Placement]:
    """Every placement by name, retired ones too."""
    return sorted(db.session.scalars(select(Placement)), key=lambda one: one.name.casefold())


def placement_of_code(code: str) -> Placement | None:
    """A placement by the code that stands in its posters, in any case."""
    if not PLACE.fullmatch(code):
        return None
    return db.session.scalar(select(Placement).where(Placement.code == code.upper()))


def harvest(event_id: int) -> Harvest:
    """What each place and way has brought an event. A party that lives on in another is counted there alone.

    A code that is no placement's counts as none: whoever makes up an address makes no rows.
    """
    known = set(db.session.scalars(select(Placement.code)))
    found = Harvest({"": Brought()}, {way: Brought() for way in Way if way is not Way.POSTER})
    openings = select(PosterVisit.place, func.sum(PosterVisit.visits)).where(PosterVisit.event_id == event_id)
    for code, visits in db.session.execute(openings.group_by(PosterVisit.place)):
        found.at(code if code in known else "").openings += int(visits)
    query = (
        select(SignUp.way, SignUp.place, SignUp.state, func.count(), func.sum(SignUp.adults + SignUp.children))
        .where(SignUp.event_id == event_id, SignUp.replaced_by_id.is_(None))
        .group_by(SignUp.way, SignUp.place, SignUp.state)
    )
    for way, place, state, parties, people in db.session.execute(query):
        row = found.at(place if place in known else "") if way is Way.POSTER else found.ways[way]
        if state is State.CANCELLED:
            row.cancelled += parties
        else:
            row.parties, row.people = row.parties + parties, row.people + int(people)
    return found
