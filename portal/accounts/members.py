"""The rules of accounts: who is a member, what she may change of herself, and what the coordinator may.

There is always a coordinator: the last open account with that role can be neither closed nor given another one.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from portal.accounts import periods, sessions
from portal.accounts.models import Hat, Member, SignInLink
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.areas import Area
from portal.core.errors import RuleBroken
from portal.core.i18n import LANGUAGES, SPOKEN

#: The wording of the promise of confidentiality (``templates/accounts/promise.html``): a new one, a new version.
PROMISE_VERSION: Final = "2026-11"
ONE_COORDINATOR: Final = _("There is no other coordinator. Make another one first.")


@dataclass(frozen=True)
class Profile:
    """Who a member is, as a form or a command gives it."""

    name: str
    languages: list[str] = field(default_factory=list)
    hats: list[str] = field(default_factory=list)
    #: ``Area.slug``
    areas: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Account:
    """What only the coordinator decides about a member."""

    role: Role
    lang: str
    trained_on: date | None = None


def add(session: Session, *, profile: Profile, account: Account, by: Actor, now: datetime) -> Member:
    """Open an account. A mother is active from today on; she signs in by a link of her own."""
    member = Member(name=profile.name, role=account.role, lang=account.lang, created_at=now)
    session.add(member)
    _describe(session, member, profile)
    member.trained_on = account.trained_on
    session.flush()
    if member.role is Role.MOTHER:
        periods.come_back(session, member_id=member.id, by=by, now=now)
    audit.record(session, "members.add", member, by=by, now=now)
    return member


def describe(session: Session, *, member_id: int, profile: Profile, by: Actor, now: datetime) -> None:
    """Change what a member says of herself: name, languages, areas, other hats."""
    member = session.get_one(Member, member_id)
    _describe(session, member, profile)
    audit.record(session, "members.describe", member, by=by, now=now)


def change(
    session: Session, *, member_id: int, profile: Profile, account: Account, by: Actor, now: datetime
) -> None:
    """Change an account. With another role all her phones are signed out: they may do other things now.

    A mother who becomes a coordinator rests as a mother; a coordinator who becomes a mother is active.
    """
    member, is_last = _held(session, member_id)
    if member.role is not account.role:
        if is_last:
            raise RuleBroken(ONE_COORDINATOR, "role")
        member.role = account.role
        sessions.end_all(session, member_id=member.id, now=now)
        turn = periods.come_back if member.role is Role.MOTHER else periods.rest
        turn(session, member_id=member.id, by=by, now=now)
        audit.record(session, f"members.to_{account.role}", member, by=by, now=now)
    _describe(session, member, profile)
    member.lang, member.trained_on = account.lang, account.trained_on
    audit.record(session, "members.change", member, by=by, now=now)


def close(session: Session, *, member_id: int, by: Actor, now: datetime) -> None:
    """Close an account: her phones are signed out, her links end, and she rests. What she did stays counted."""
    member, is_last = _held(session, member_id)
    if member.disabled_at is not None:
        return
    if is_last:
        raise RuleBroken(ONE_COORDINATOR)
    member.disabled_at = now
    sessions.end_all(session, member_id=member.id, now=now)
    session.execute(
        update(SignInLink)
        .where(SignInLink.member_id == member.id, SignInLink.used_at.is_(None))
        .values(used_at=now)
    )
    periods.rest(session, member_id=member.id, by=by, now=now)
    audit.record(session, "members.close", member, by=by, now=now)


def open_again(session: Session, *, member_id: int, by: Actor, now: datetime) -> None:
    """Open a closed account again. She needs a new link, and a mother is active from today on."""
    member = session.get_one(Member, member_id, with_for_update=True)
    if member.disabled_at is None:
        return
    member.disabled_at = None
    if member.role is Role.MOTHER:
        periods.come_back(session, member_id=member.id, by=by, now=now)
    audit.record(session, "members.open_again", member, by=by, now=now)


def invite(session: Session, *, member_id: int, recovery: bool = False, by: Actor, now: datetime) -> str:
    """The token of a one-time link for a member, to be scanned from the coordinator's screen.

    ``recovery``: she is locked out, or her phone is lost. Her phones are signed out at once, in case another has
    hers in hand, and her PIN is forgotten when she uses the link.
    """
    member = session.get_one(Member, member_id, with_for_update=True)
    if member.disabled_at is not None:
        raise RuleBroken(_("This account is closed. Open it again first."))
    if recovery:
        sessions.end_all(session, member_id=member.id, now=now)
    audit.record(session, "members.recover" if recovery else "members.invite", member, by=by, now=now)
    return sessions.make_link(session, member_id=member.id, recovery=recovery, now=now)


def accept_promise(session: Session, *, member_id: int, now: datetime) -> None:
    """She promises to keep to herself what she hears. Kept with its date and wording; once is enough."""
    member = session.get_one(Member, member_id)
    if member.promise_accepted_at is None:
        member.promise_accepted_at, member.promise_version = now, PROMISE_VERSION


def read_in(session: Session, *, member_id: int, lang: str) -> None:
    """Give her screen another language; one that we do not have changes nothing."""
    if lang in LANGUAGES:
        session.get_one(Member, member_id).lang = lang


def _describe(session: Session, member: Member, profile: Profile) -> None:
    member.name = profile.name
    member.languages = [code for code in SPOKEN if code in profile.languages]
    member.hats = [str(hat) for hat in Hat if hat in profile.hats]
    member.areas = list(session.scalars(select(Area).where(Area.slug.in_(profile.areas)).order_by(Area.name)))


def _held(session: Session, member_id: int) -> tuple[Member, bool]:
    """A member, and whether she is the last coordinator with an open account.

    Her row and every coordinator's are held, so that two who leave at once do not both think the other one stays.
    """
    held = session.scalars(
        select(Member)
        .where(or_(Member.id == member_id, Member.role == Role.COORDINATOR))
        .order_by(Member.id)
        .with_for_update()
    ).all()
    member = session.get_one(Member, member_id)
    open_coordinators = [m for m in held if m.role is Role.COORDINATOR and m.disabled_at is None]
    return member, open_coordinators == [member]
