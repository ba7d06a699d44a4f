"""How an enquiry comes in: what is asked, and that pressing twice is one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.contacts.help_kinds import Help
from portal.contacts.models import Reach, ReachWhen
from portal.core import audit, limits
from portal.core.actors import GUEST
from portal.core.crypto import digest
from portal.core.errors import RuleBroken
from portal.core.secret_links import new_public_id
from portal.enquiries.models import Asker, Enquiry, Soon

#: The wording of "she has agreed" and of the promise to a resident; a new one when its meaning changes.
AGREED_VERSION: Final = "2026-11"
PER_HOUR: Final = 20
AN_HOUR: Final = 3600


@dataclass(frozen=True)
class Wanted:
    """What a mother should bring, as choices: nothing says who it is for."""

    spoken: str
    area_id: int | None = None
    theme: Help | None = None
    soon: Soon = Soon.WHEN_IT_SUITS


@dataclass(frozen=True)
class Professional:
    """Who asks for somebody else. Of phone (E.164) and e-mail, one is there."""

    asker: Asker
    name: str
    workplace: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Herself:
    """A woman who asks for herself, and how she may safely be reached."""

    call_her: str
    phone: str
    reach: Reach
    reach_when: ReachWhen


def receive(
    session: Session,
    *,
    who: Professional | Herself,
    wanted: Wanted,
    lang: str,
    form_token: str,
    address: str,
    now: datetime,
) -> Enquiry:
    """Take an enquiry in. The same words sent again with the same form token give the first one back.

    ``address``: of the network it came from, which is counted and never kept.
    """
    form_key = digest("enquiry", form_token, repr(who), repr(wanted))
    if earlier := session.scalar(select(Enquiry).where(Enquiry.form_key == form_key)):
        return earlier
    if not limits.take(session, action="enquiry", who=address, limit=PER_HOUR, seconds=AN_HOUR, now=now):
        raise RuleBroken(_("Many have written from here just now. Please wait a while, or call us."))
    enquiry = Enquiry(
        public_id=new_public_id(),
        **_columns(who),
        spoken=wanted.spoken,
        area_id=wanted.area_id,
        theme=wanted.theme,
        soon=wanted.soon,
        agreed_version=AGREED_VERSION,
        lang=lang,
        form_key=form_key,
        received_at=now,
    )
    try:
        with session.begin_nested():
            session.add(enquiry)
    except IntegrityError:  # the other press was first (PostgreSQL)
        return session.scalars(select(Enquiry).where(Enquiry.form_key == form_key)).one()
    audit.record(session, "enquiries.receive", enquiry, by=GUEST, now=now)
    return enquiry


def _columns(who: Professional | Herself) -> dict[str, object]:
    if isinstance(who, Herself):
        return {
            "asker": Asker.HERSELF,
            "call_her": who.call_her,
            "her_phone": who.phone,
            "reach": who.reach,
            "reach_when": who.reach_when,
        }
    return {
        "asker": who.asker,
        "asker_name": who.name,
        "workplace": who.workplace,
        "asker_phone": who.phone,
        "asker_email": who.email,
    }
