"""A contact is handed to another mother: the first asks, the other says yes or no, the first may take it back.

The contact's row is held before the hand-over's in every step, so that a yes and a taking back at the same moment
are decided one after the other, and so is the deleting of the contact. Only what the first mother chose goes
along; the other gets a row of her own, and the old one is made anonymous.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.contacts.journal_models import Along, HandOver, HandOverState
from portal.contacts.models import Contact, Reach
from portal.contacts.rules import make_anonymous
from portal.core import audit
from portal.core.actors import Actor, Role
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local

_ANSWERED: Final = {
    HandOverState.ACCEPTED: _("This was answered already: yes."),
    HandOverState.DECLINED: _("This was answered already: no."),
    HandOverState.TAKEN_BACK: _("This has been taken back."),
}


def can_go_along(contact: Contact) -> list[Along]:
    """What there is of a contact that can go along, besides her nickname, languages and area."""
    there = {
        Along.REAL_NAME: contact.real_name is not None,
        Along.PHONE: contact.phone is not None or contact.reach is not Reach.NOT_AT_ALL,
        Along.WORDS: contact.words is not None,
    }
    return [along for along in Along if there[along]]


def can_take_over(member: Member, now: datetime) -> bool:
    """Whether a member can be asked: an active mother with an open account, bound by the promise."""
    return (
        member.role is Role.MOTHER
        and member.disabled_at is None
        and member.promise_accepted_at is not None
        and member.active_on(to_local(now).date())
    )


def offer(
    session: Session, *, contact: Contact, to_id: int, along: Collection[Along], by: Actor, now: datetime
) -> HandOver:
    """Ask another mother to take a contact over. ``contact`` is held and the actor's own."""
    open_one = session.scalar(_open_for(contact.id))
    if open_one is not None and open_one.to_id == to_id:
        return open_one  # pressed twice
    if open_one is not None:
        raise RuleBroken(_("You have asked a mother already. Take it back first."))
    to = session.get(Member, to_id)
    if to is None or to.id == contact.mother_id or not can_take_over(to, now):
        raise RuleBroken(_("She cannot take anybody over just now. Choose another mother."), "to")
    chosen = [str(one) for one in can_go_along(contact) if one in along]
    handed = HandOver(contact_id=contact.id, from_id=contact.mother_id, to_id=to.id, along=chosen)
    session.add(handed)
    audit.record(session, "hand_over.offer", handed, by=by, now=now)
    return handed


def accept(session: Session, *, hand_over_id: int, by: Actor, now: datetime) -> Contact:
    """She says yes: a new contact of her own, and the old one closed. Saying it twice makes one."""
    handed, old = _held(session, hand_over_id)
    assert handed.to_id == by.member_id
    if handed.state is HandOverState.ACCEPTED:
        return session.scalars(select(Contact).where(Contact.from_contact_id == old.id)).one()
    _refuse_unless_open(handed)
    if not can_take_over(session.get_one(Member, handed.to_id), now):
        raise RuleBroken(_("You are resting just now. Come back on your own page first, and then say yes."))
    handed.state, handed.answered_at = HandOverState.ACCEPTED, now
    new = _taken_over(old, handed, now)
    session.add(new)
    session.flush()
    make_anonymous(session, old, now=now)
    audit.record(session, "hand_over.accept", handed, by=by, now=now)
    return new


def decline(session: Session, *, hand_over_id: int, by: Actor, now: datetime) -> None:
    """She says no. The contact stays where she is."""
    handed, _contact = _held(session, hand_over_id)
    assert handed.to_id == by.member_id
    if handed.state is not HandOverState.DECLINED:
        _refuse_unless_open(handed)
        handed.state, handed.answered_at = HandOverState.DECLINED, now
        audit.record(session, "hand_over.decline", handed, by=by, now=now)


def take_back(session: Session, *, hand_over_id: int, by: Actor, now: datetime) -> None:
    """The first mother keeps her after all, as long as the other has not answered."""
    handed, _contact = _held(session, hand_over_id)
    assert handed.from_id == by.member_id
    if handed.state is not HandOverState.TAKEN_BACK:
        _refuse_unless_open(handed)
        handed.state, handed.answered_at = HandOverState.TAKEN_BACK, now
        audit.record(session, "hand_over.take_back", handed, by=by, now=now)


def _held(session: Session, hand_over_id: int) -> tuple[HandOver, Contact]:
    contact_id = session.scalars(select(HandOver.contact_id).where(HandOver.id == hand_over_id)).one()
    contact = session.get_one(Contact, contact_id, with_for_update=True, populate_existing=True)
    return session.get_one(HandOver, hand_over_id, with_for_update=True, populate_existing=True), contact


def _open_for(contact_id: int) -> Select[HandOver]:
    return select(HandOver).where(HandOver.contact_id == contact_id, HandOver.state == HandOverState.OFFERED)


def _refuse_unless_open(handed: HandOver) -> None:
    if handed.state is not HandOverState.OFFERED:
        raise RuleBroken(_ANSWERED[handed.state])


def _taken_over(old: Contact, handed: HandOver, now: datetime) -> Contact:
    """A row for the other mother: nickname, languages, area, how they met, and what the first chose."""
    goes = [along for along in can_go_along(old) if along in handed.along]
    new = Contact(
        mother_id=handed.to_id,
        nickname=old.nickname,
        languages=old.languages,
        area_id=old.area_id,
        met=old.met,
        since=to_local(now).date(),
        from_contact_id=old.id,
        created_at=now,
    )
    if goes:
        new.agreed_at, new.agreed_version = old.agreed_at, old.agreed_version
    if Along.REAL_NAME in goes:
        new.real_name = old.real_name
    if Along.PHONE in goes:
        new.phone, new.reach, new.reach_when = old.phone, old.reach, old.reach_when
    if Along.WORDS in goes:
        new.words, new.words_at = old.words, old.words_at
    return new
