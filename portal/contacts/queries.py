"""Finding contacts: only ever one's own, and only open ones."""

import unicodedata
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from portal.contacts.models import Contact
from portal.core.actors import Actor
from portal.core.i18n import autonym, language_name
from portal.core.text import ascii_digits, show_phone


def mine(session: Session, actor: Actor) -> Sequence[Contact]:
    """All open contacts of the mother who asks, newest first."""
    query = (
        select(Contact)
        .where(Contact.mother_id == actor.member_id, Contact.closed_at.is_(None))
        .order_by(Contact.created_at.desc(), Contact.id.desc())
        .options(selectinload(Contact.area))
    )
    return session.scalars(query).all()


def my(session: Session, actor: Actor, contact_id: int, *, lock: bool = False) -> Contact | None:
    """One open contact of the mother who asks; nobody else's exists for her.

    ``lock``: hold her row until the transaction ends. Whatever is decided about a contact, her conversations and
    her hand-overs is decided under it, so the contact's row is always the first to be held.
    """
    query = select(Contact).where(
        Contact.id == contact_id, Contact.mother_id == actor.member_id, Contact.closed_at.is_(None)
    )
    if lock:
        query = query.with_for_update(of=Contact).execution_options(populate_existing=True)
    return session.scalar(query)


def matching(contacts: Sequence[Contact], wanted: str) -> list[Contact]:
    """Those in which every word of a search stands somewhere: name, language, area or phone.

    It looks at the decrypted rows here in the program: the database can read none of it.
    """
    parts = _folded(wanted).split()
    return [contact for contact in contacts if all(part in _all_words(contact) for part in parts)]


def _all_words(contact: Contact) -> str:
    spoken = [name for code in contact.languages for name in (language_name(code), autonym(code))]
    phone = [contact.phone, show_phone(contact.phone).replace(" ", "")] if contact.phone else []
    area = contact.area.name if contact.area else ""
    return _folded(" ".join((contact.nickname or "", contact.real_name or "", area, *spoken, *phone)))


def _folded(text: str) -> str:
    """For comparing: no capitals, no accents, digits of any script alike."""
    plain = unicodedata.normalize("NFKD", ascii_digits(text).casefold().replace("ı", "i"))
    return "".join(c for c in plain if not unicodedata.combining(c))
