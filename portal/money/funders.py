"""The rules about funders: who gives, for which areas, and how much for a year."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import Actor
from portal.core.areas import Area
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.text import fold
from portal.money.models import Funder, Funding

#: The years that funding can be noted for; the last is so many years from now.
FIRST_YEAR: Final = 2000
YEARS_AHEAD: Final = 5

_SAME_NAME: Final = _("There is a funder of this name already. Look among those who give no more, too.")
_SAME_YEAR: Final = _(
    "What this funder gave in this year is noted already. Choose the year in the list to change it."
)


def add(session: Session, *, name: str, area_ids: Collection[int], by: Actor, now: datetime) -> Funder:
    """Add somebody who gives the group money."""
    _refuse_a_double(session, name, None)
    funder = Funder(name=name, areas=_areas(session, area_ids), created_at=now)
    try:
        with session.begin_nested():
            session.add(funder)
    except IntegrityError:  # the other press was first (PostgreSQL)
        raise RuleBroken(_SAME_NAME, "name") from None
    audit.record(session, "money.add_funder", funder, by=by, now=now)
    return funder


def change(
    session: Session, *, funder_id: int, name: str, area_ids: Collection[int], by: Actor, now: datetime
) -> None:
    """Give a funder another name or other areas; what it has given stays."""
    funder = _held(session, funder_id)
    _refuse_a_double(session, name, funder_id)
    try:
        with session.begin_nested():
            funder.name = name
    except IntegrityError:
        raise RuleBroken(_SAME_NAME, "name") from None
    funder.areas = _areas(session, area_ids)
    audit.record(session, "money.change_funder", funder, by=by, now=now)


def retire(session: Session, *, funder_id: int, by: Actor, now: datetime) -> None:
    """It gives no more. What it has given stays, and it can be brought back."""
    funder = _held(session, funder_id)
    if funder.retired_at is None:
        funder.retired_at = now
        audit.record(session, "money.retire_funder", funder, by=by, now=now)


def bring_back(session: Session, *, funder_id: int, by: Actor, now: datetime) -> None:
    funder = _held(session, funder_id)
    if funder.retired_at is not None:
        funder.retired_at = None
        audit.record(session, "money.bring_back_funder", funder, by=by, now=now)


def give(session: Session, *, funder_id: int, year: int, amount_ore: int, by: Actor, now: datetime) -> Funding:
    """Note what a funder gives for a year. The same once more is one; another amount is a change, not this."""
    _held(session, funder_id)
    if not FIRST_YEAR <= year <= to_local(now).year + YEARS_AHEAD:
        raise RuleBroken(_("Look at the year once more."), "year")
    same = select(Funding).where(Funding.funder_id == funder_id, Funding.year == year)
    if earlier := session.scalar(same):
        if earlier.amount_ore != amount_ore:
            raise RuleBroken(_SAME_YEAR, "year")
        return earlier
    funding = Funding(funder_id=funder_id, year=year, amount_ore=amount_ore, created_at=now)
    session.add(funding)
    audit.record(session, "money.give", funding, by=by, now=now)
    return funding


def change_amount(session: Session, *, funding_id: int, amount_ore: int, by: Actor, now: datetime) -> None:
    """Correct what was given for a year."""
    funding = session.get_one(Funding, funding_id, with_for_update=True, populate_existing=True)
    funding.amount_ore = amount_ore
    audit.record(session, "money.change_funding", funding, by=by, now=now)


def take_away(session: Session, *, funding_id: int, by: Actor, now: datetime) -> None:
    """It was not given after all. Twice is the same as once."""
    if funding := session.get(Funding, funding_id, with_for_update=True):
        session.delete(funding)
        audit.record(session, "money.remove_funding", funding, by=by, now=now)


def _held(session: Session, funder_id: int) -> Funder:
    """The funder, held until the transaction ends, so that two amounts for one year come one after the other."""
    return session.get_one(Funder, funder_id, with_for_update=True, populate_existing=True)


def _refuse_a_double(session: Session, name: str, funder_id: int | None) -> None:
    others = session.execute(select(Funder.id, Funder.name))
    if any(fold(other) == fold(name) for other_id, other in others if other_id != funder_id):
        raise RuleBroken(_SAME_NAME, "name")


def _areas(session: Session, area_ids: Collection[int]) -> list[Area]:
    found = list(session.scalars(select(Area).where(Area.id.in_(area_ids)).order_by(Area.name)))
    if len(found) != len(set(area_ids)):
        raise RuleBroken(_("Choose among these."), "areas")
    return found
