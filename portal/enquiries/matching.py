"""Whom to ask for an enquiry: the active mothers, in order, each with the reasons in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from portal.accounts.models import Member
from portal.contacts.models import Contact
from portal.core.actors import Role
from portal.core.i18n import format_day, language_name, to_local
from portal.enquiries.models import Answer, Enquiry, EnquiryAsk, EnquiryState

#: A mother with an open account who has promised to keep to herself what she hears.
_CAN_BE_ASKED: Final = (
    Member.role == Role.MOTHER,
    Member.disabled_at.is_(None),
    Member.promise_accepted_at.is_not(None),
)


@dataclass(frozen=True)
class Candidate:
    """An active mother, and what speaks for asking her or against it."""

    member: Member
    speaks: bool
    #: None where the enquiry names no area.
    lives_there: bool | None
    contacts: int
    #: Enquiries that are with her, and questions that wait for her answer.
    enquiries: int
    #: When she was asked last, for any enquiry.
    asked_at: datetime | None
    #: What she answered, or did not, when she was asked for this one.
    before: Answer | None

    @property
    def said_no(self) -> bool:
        """Whether she has said no to this one: she is not asked again."""
        return self.before is Answer.NO

    @property
    def first(self) -> bool:
        """Whether she is among those to ask first."""
        return self.speaks and self.before not in (Answer.NO, Answer.SILENT)

    @property
    def rank(self) -> tuple[object, ...]:
        """Language, area, fewer contacts and enquiries, longest since she was asked."""
        never = self.asked_at is None
        since = 0.0 if self.asked_at is None else self.asked_at.timestamp()
        busy = self.contacts + self.enquiries
        return (not self.first, self.said_no, not self.speaks, not self.lives_there, busy, not never, since)


def candidates(session: Session, enquiry: Enquiry, *, now: datetime) -> list[Candidate]:
    """All active mothers, the one to ask first in front. Who rests or has not made the promise is left out."""
    today = to_local(now).date()
    members = session.scalars(
        select(Member)
        .where(*_CAN_BE_ASKED)
        .options(selectinload(Member.periods), selectinload(Member.areas))
        .order_by(Member.id)
    )
    active = [member for member in members if member.active_on(today)]
    contacts = _counts(session, select(Contact.mother_id).where(Contact.closed_at.is_(None)).subquery())
    open_states = (EnquiryState.ACCEPTED, EnquiryState.MET)
    with_her = _counts(session, select(Enquiry.mother_id).where(Enquiry.state.in_(open_states)).subquery())
    waiting = _counts(session, select(EnquiryAsk.mother_id).where(EnquiryAsk.answer == Answer.WAITING).subquery())
    rows = session.execute(select(EnquiryAsk.mother_id, EnquiryAsk.asked_at).order_by(EnquiryAsk.asked_at))
    asked = dict(rows.all())  # the last one stays
    before = {ask.mother_id: ask.answer for ask in enquiry.asks}
    found = [
        Candidate(
            member=member,
            speaks=enquiry.spoken in member.languages,
            lives_there=_lives_there(member, enquiry),
            contacts=contacts.get(member.id, 0),
            enquiries=with_her.get(member.id, 0) + waiting.get(member.id, 0),
            asked_at=asked.get(member.id),
            before=before.get(member.id),
        )
        for member in active
    ]
    return sorted(found, key=lambda one: (one.rank, one.member.name.casefold()))


def reasons(one: Candidate, enquiry: Enquiry) -> list[str]:
    """Why she stands where she stands, in words: what speaks for her first."""
    spoken = language_name(enquiry.spoken)
    if one.speaks:
        words = [_("speaks %(language)s", language=spoken)]
    else:
        words = [_("does not speak %(language)s", language=spoken)]
    if enquiry.area is not None:
        area = f"\N{FIRST STRONG ISOLATE}{enquiry.area.name}\N{POP DIRECTIONAL ISOLATE}"
        words.append(_("knows %(area)s", area=area) if one.lives_there else _("is not in %(area)s", area=area))
    if one.before is Answer.NO:
        words.append(_("said no to this one"))
    elif one.before is Answer.SILENT:
        words.append(_("did not answer this one"))
    words.append(ngettext("%(num)s open contact", "%(num)s open contacts", one.contacts))
    if one.enquiries:
        words.append(ngettext("%(num)s open enquiry", "%(num)s open enquiries", one.enquiries))
    if one.asked_at is None:
        words.append(_("never asked before"))
    else:
        words.append(_("asked last in %(month)s", month=format_day(to_local(one.asked_at), "month_year")))
    return words


def languages_we_have(session: Session, *, now: datetime) -> list[str]:
    """What the active mothers speak, by name; nothing says how many speak which."""
    today = to_local(now).date()
    members = session.scalars(select(Member).where(*_CAN_BE_ASKED).options(selectinload(Member.periods)))
    spoken = {code for member in members if member.active_on(today) for code in member.languages}
    return sorted(spoken, key=language_name)


def _lives_there(member: Member, enquiry: Enquiry) -> bool | None:
    if enquiry.area_id is None:
        return None
    return any(area.id == enquiry.area_id for area in member.areas)


def _counts(session: Session, mothers: object) -> dict[int, int]:
    """How often each mother stands in a sub-query of one column."""
    column = mothers.c.mother_id  # type: ignore[attr-defined]
    rows = session.execute(select(column, func.count()).where(column.is_not(None)).group_by(column))
    return dict(rows.all())
