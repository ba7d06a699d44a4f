"""What may be written of a contact, and when it goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from portal.contacts.journal_models import Conversation, HandOver, HandOverState
from portal.contacts.models import Contact, Met, Reach, ReachWhen
from portal.core import audit
from portal.core.actors import Actor
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local

#: The wording of "she knows and agrees"; a new one when its meaning changes.
AGREEMENT_VERSION: Final = "2026-11"
WORDS_KEPT: Final = timedelta(days=90)
A_LIFE: Final = timedelta(days=100 * 365)


@dataclass(frozen=True)
class Notes:
    """What a mother writes of a contact. Everything after ``agreed`` needs it."""

    nickname: str
    languages: list[str]
    area_id: int | None
    met: Met
    since: date
    agreed: bool = False
    real_name: str | None = None
    #: E.164.
    phone: str | None = None
    words: str | None = None
    reach: Reach = Reach.NOT_AT_ALL
    reach_when: ReachWhen = ReachWhen.ANY_TIME


def note_down(session: Session, *, notes: Notes, by: Actor, now: datetime) -> Contact:
    """Note a new contact, for the mother who writes it and nobody else."""
    assert by.member_id is not None
    contact = Contact(mother_id=by.member_id, created_at=now)
    _write(session, contact, notes=notes, forget=False, now=now)
    session.add(contact)
    audit.record(session, "contacts.create", contact, by=by, now=now)
    return contact


def change(session: Session, *, contact: Contact, notes: Notes, forget: bool, by: Actor, now: datetime) -> None:
    """Write a contact anew. Taking the agreement back needs ``forget`` where it deletes something."""
    _write(session, contact, notes=notes, forget=forget, now=now)
    audit.record(session, "contacts.change", contact, by=by, now=now)


def delete(session: Session, *, contact: Contact, by: Actor, now: datetime) -> None:
    """Delete a contact: nobody can tell any more who she was, and she counts as before."""
    make_anonymous(session, contact, now=now)
    audit.record(session, "contacts.delete", contact, by=by, now=now)


def make_anonymous(session: Session, contact: Contact, *, now: datetime) -> None:
    """Blank everything personal, also the words of its conversations, and close the contact; the rows stay.

    Whoever was asked to take her over is asked no longer.
    """
    contact.nickname = None
    _forget(session, contact)
    contact.closed_at = contact.closed_at or now
    session.execute(
        update(HandOver)
        .where(HandOver.contact_id == contact.id, HandOver.state == HandOverState.OFFERED)
        .values(state=HandOverState.TAKEN_BACK, answered_at=now)
    )


def keep_words(session: Session, *, contact: Contact, by: Actor, now: datetime) -> None:
    """Keep the words about a contact for 90 days more. Without words there is nothing to keep."""
    if contact.words is not None:
        contact.words_at = now
        audit.record(session, "contacts.keep_words", contact, by=by, now=now)


def still_in_touch(session: Session, *, contact: Contact, by: Actor, now: datetime) -> None:
    """She says that they are still in touch, so the contact is not offered for closing for a year."""
    contact.in_touch_on = to_local(now).date()
    audit.record(session, "contacts.in_touch", contact, by=by, now=now)


def check_day(day: date, field: str, now: datetime) -> None:
    """Refuse a day that is still to come, or further back than anybody lives."""
    today = to_local(now).date()
    if not today - A_LIFE <= day <= today:
        raise RuleBroken(_("Choose today or a day before."), field)


def _write(session: Session, contact: Contact, *, notes: Notes, forget: bool, now: datetime) -> None:
    check_day(notes.since, "since", now)
    if notes.agreed:
        _write_what_she_agreed_to(contact, notes, now)
    else:
        _write_without_agreement(session, contact, notes, forget)
    contact.nickname = notes.nickname
    contact.languages = notes.languages
    contact.area_id = notes.area_id
    contact.met = notes.met
    contact.since = notes.since


def _write_what_she_agreed_to(contact: Contact, notes: Notes, now: datetime) -> None:
    if contact.agreed_at is None:
        contact.agreed_at, contact.agreed_version = now, AGREEMENT_VERSION
    contact.real_name, contact.phone = notes.real_name, notes.phone
    if notes.words != contact.words:
        contact.words, contact.words_at = notes.words, now if notes.words else None
    contact.reach = notes.reach
    contact.reach_when = notes.reach_when if notes.reach is not Reach.NOT_AT_ALL else ReachWhen.ANY_TIME


def _write_without_agreement(session: Session, contact: Contact, notes: Notes, forget: bool) -> None:
    """Nothing new without the tick. What stood there before is blanked, after asking once."""
    sent = (notes.real_name, notes.phone, notes.words)
    stood = (contact.real_name, contact.phone, contact.words)
    new_words = any(new and new != old for new, old in zip(sent, stood, strict=True))
    if new_words or notes.reach not in (Reach.NOT_AT_ALL, contact.reach):
        raise RuleBroken(
            _("Please ask her first, and tick this when she agrees. Until then, her nickname is enough."), "agreed"
        )
    if (any(stood) or _spoken_of(session, contact)) and not forget:
        raise RuleBroken(
            _("Without the tick, her name, her phone and your words are deleted. Save once more to delete them."),
            "forget",
        )
    _forget(session, contact)


def _spoken_of(session: Session, contact: Contact) -> bool:
    """Whether words about her stand at one of her conversations."""
    noted = exists().where(Conversation.contact_id == contact.id, Conversation.words.is_not(None))
    return contact.id is not None and bool(session.scalar(select(noted)))


def _forget(session: Session, contact: Contact) -> None:
    contact.agreed_at = contact.agreed_version = None
    contact.real_name = contact.phone = contact.words = contact.words_at = None
    contact.reach, contact.reach_when = Reach.NOT_AT_ALL, ReachWhen.ANY_TIME
    if contact.id is not None:
        hers = update(Conversation).where(Conversation.contact_id == contact.id)
        session.execute(hers.values(words=None, words_at=None))
