"""Placements (adding, renaming, retiring) and counting how often the code of a poster was opened.

The code of a placement is made once and never changes, because posters hang with it.
"""

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.areas import Area
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.posters.models import Placement, PosterVisit

#: How many letters a made code has of the words of a name, by how many words it has.
_SHARES: Final = {1: (12,), 2: (5, 5), 3: (4, 4, 3)}
#: Small words that tell no place from another, in the languages names are written in.
_SMALL: Final = frozenset(
    ("i", "paa", "ved", "af", "og", "til", "fra", "hos", "for", "den", "det", "de", "the", "in", "at", "on", "of")
)
_LATIN: Final = {"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "ı": "i", "ð": "d", "þ": "th", "ł": "l"}
#: What the address of an invitation says of other ways than a place.
_TAKEN: Final = frozenset({"POSTER", "SHARE", "CALENDAR"})
#: How long a code may be (``events.codes.PLACE``).
_LONGEST: Final = 12
#: How long a reader waits for her visit to be counted while somebody else writes.
PATIENCE: Final = timedelta(seconds=1)


def add(session: Session, *, name: str, area_id: int | None, by: Actor, now: datetime) -> Placement:
    """Add a place where posters hang. No two that are in use bear the same name."""
    _refuse_a_double(session, name, None)
    codes = set(session.scalars(select(Placement.code)))
    placement = Placement(code=code_for(name, codes), name=name, area_id=_area(session, area_id))
    session.add(placement)
    audit.record(session, "placements.add", placement, by=by, now=now)
    return placement


def change(
    session: Session, *, placement_id: int, name: str, area_id: int | None, by: Actor, now: datetime
) -> None:
    """Give a place another name or area; its code stays, because posters hang with it."""
    placement = session.get_one(Placement, placement_id)
    if placement.retired_at is None:
        _refuse_a_double(session, name, placement_id)
    placement.name, placement.area_id = name, _area(session, area_id)
    audit.record(session, "placements.change", placement, by=by, now=now)


def retire(session: Session, *, placement_id: int, by: Actor, now: datetime) -> None:
    """No posters hang there any more: it is no longer offered, and what it has brought stays."""
    placement = session.get_one(Placement, placement_id)
    if placement.retired_at is None:
        placement.retired_at = now
        audit.record(session, "placements.retire", placement, by=by, now=now)


def bring_back(session: Session, *, placement_id: int, by: Actor, now: datetime) -> None:
    """Posters hang there again. Refused while another place in use bears its name."""
    placement = session.get_one(Placement, placement_id)
    if placement.retired_at is not None:
        _refuse_a_double(session, placement.name, placement_id)
        placement.retired_at = None
        audit.record(session, "placements.bring_back", placement, by=by, now=now)


def count_visit(session: Session, *, event_id: int, place: str, now: datetime) -> None:
    """Count one opening of an event's code on this Danish day.

    ``place`` is what stood in the code; one that is no placement of ours counts as none, so nobody can make rows
    by making up places.
    """
    known = place and session.scalar(select(Placement.code).where(Placement.code == place))
    row = {"event_id": event_id, "place": known or "", "day": to_local(now).date()}
    bump = (
        update(PosterVisit)
        .filter_by(**row)
        .values(visits=PosterVisit.visits + 1)
        .returning(PosterVisit.visits)
        .execution_options(synchronize_session=False)  # nobody holds a count as an object
    )
    if session.scalar(bump) is None:
        try:
            with session.begin_nested():
                session.add(PosterVisit(**row, visits=1))
        except IntegrityError:  # another worker was first (PostgreSQL)
            session.scalars(bump).one()


def code_for(name: str, taken: Collection[str]) -> str:
    """A code for a place, of A-Z and 0-9: readable from its name, at most 12 long, none of those ``taken``."""
    words = [word for word in _latin(name).split() if word not in _SMALL] or ["sted"]
    shares = _SHARES[min(len(words), 3)]
    stem = "".join(word[:share] for word, share in zip(words, shares, strict=False)).upper()
    found, number = stem, 2
    while found in taken or found in _TAKEN:
        found = f"{stem[: _LONGEST - len(str(number))]}{number}"
        number += 1
    return found


def _latin(name: str) -> str:
    """A name in small Latin letters and digits, with a space for everything else."""
    spelt = "".join(_LATIN.get(c, c) for c in name.lower())
    plain = "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", plain)


def _refuse_a_double(session: Session, name: str, placement_id: int | None) -> None:
    same = select(Placement.id).where(func.lower(Placement.name) == name.lower(), Placement.retired_at.is_(None))
    if placement_id is not None:
        same = same.where(Placement.id != placement_id)
    if session.scalar(same) is not None:
        raise RuleBroken(_("There is a place of this name already."), "name")


def _area(session: Session, area_id: int | None) -> int | None:
    if area_id is not None and session.get(Area, area_id) is None:
        raise RuleBroken(_("Choose one of these."), "area")
    return area_id
