"""What the pages of accounts show."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Member, PhoneSession
from portal.core.actors import Role
from portal.core.db import db


@dataclass(frozen=True)
class Everyone:
    """The members by what they are today, each list by name."""

    active: list[Member]
    coordinators: list[Member]
    resting: list[Member]
    closed: list[Member]


def everyone(day: date) -> Everyone:
    """All members as of a day."""
    found = db.session.scalars(
        select(Member).options(selectinload(Member.periods), selectinload(Member.areas)).order_by(Member.id)
    )
    result = Everyone([], [], [], [])
    for member in sorted(found, key=lambda m: m.name.casefold()):
        if member.disabled_at is not None:
            result.closed.append(member)
        elif member.role == "coordinator":
            result.coordinators.append(member)
        elif member.active_on(day):
            result.active.append(member)
        else:
            result.resting.append(member)
    return result


def phones_of(member_id: int, now: datetime) -> list[PhoneSession]:
    """The phones a member is signed in on, the one used last first."""
    return list(
        db.session.scalars(
            select(PhoneSession)
            .where(
                PhoneSession.member_id == member_id,
                PhoneSession.ended_at.is_(None),
                PhoneSession.expires_at > now,
            )
            .order_by(PhoneSession.last_seen_at.desc(), PhoneSession.id.desc())
        )
    )


def names_of(member_ids: set[int | None]) -> dict[int | None, str]:
    """The names of members by their ids; None is nobody."""
    found = select(Member.id, Member.name).where(Member.id.in_(member_ids - {None}))
    return dict(db.session.execute(found).all())


def hold_coordinators(session: Session) -> None:
    """Let no other coordinator do what holds them, too, until the transaction ends: one after the other."""
    theirs = select(Member.id).where(Member.role == Role.COORDINATOR).order_by(Member.id)
    session.scalars(theirs.with_for_update()).all()
