"""What the pages of accounts show."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Member, PhoneSession
from portal.core.actors import Role
from portal.core.db import db


def everyone(day: date) -> dict[str, list[Member]]:
    """Members by what they are on a day: ``active``, ``coordinators``, ``resting``, ``closed``; all by name."""
    found = db.session.scalars(
        select(Member).options(selectinload(Member.periods), selectinload(Member.areas)).order_by(Member.id)
    )
    groups: dict[str, list[Member]] = {"active": [], "coordinators": [], "resting": [], "closed": []}
    for member in sorted(found, key=lambda m: m.name.casefold()):
        if member.disabled_at is not None:
            groups["closed"].append(member)
        elif member.role is Role.COORDINATOR:
            groups["coordinators"].append(member)
        else:
            groups["active" if member.active_on(day) else "resting"].append(member)
    return groups


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
