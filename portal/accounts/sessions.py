"""Known phones: making a link, signing in with it, opening by PIN, ending.

A link signs in once, within ten minutes, and only the tap on its page uses it up. It makes a phone known for
thirty days, ending at six in the morning so that it never ends in the middle of an event. The PIN opens a
known phone for ten minutes of use. Only digests of links and cookies are stored.
"""

import secrets
from datetime import datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeGuard

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask_babel import lazy_gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.accounts.models import Member, PhoneSession, SignInLink
from portal.core import audit
from portal.core.actors import Actor
from portal.core.crypto import digest, settings
from portal.core.errors import RuleBroken
from portal.core.i18n import to_instant, to_local

LINK_LIFE: Final = timedelta(minutes=10)
KNOWN_FOR: Final = timedelta(days=30)
OPENED_FOR: Final = timedelta(minutes=10)
#: A form that was opened by PIN may still be sent after this long, so that slow typing loses nothing.
OPENED_TO_SEND: Final = timedelta(minutes=60)
PIN_TRIES: Final = 5
PIN_LENGTH: Final = 6
SIX_DIGITS: Final = _("The PIN has six digits.")
LINK_GONE: Final = _("This link has been used or is too old. Ask the coordinator for a new one.")
#: What a browser's ``User-Agent`` holds, and what people call it; the first that is found counts.
_DEVICES: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
_BROWSERS: Final = (
    ("SamsungBrowser/", "Samsung Internet"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


def make_link(
    session: Session,
    *,
    now: datetime,
    member_id: int | None = None,
    event_id: int | None = None,
    recovery: bool = False,
) -> str:
    """The token of a new one-time link for a member, or for a door pass at one event. Older unused ones end."""
    token = secrets.token_urlsafe(24)
    if member_id is not None:
        session.execute(
            update(SignInLink)
            .where(SignInLink.member_id == member_id, SignInLink.used_at.is_(None))
            .values(used_at=now)
        )
    session.add(
        SignInLink(
            token_digest=digest("link", token),
            member_id=member_id,
            event_id=event_id,
            recovery=recovery,
            created_at=now,
            expires_at=now + LINK_LIFE,
        )
    )
    return token


def link_address(token: str) -> str:
    """The address that a QR holds and a command prints."""
    return f"{settings().portal_url}/team/in/{token}"


def find_link(session: Session, token: str) -> SignInLink | None:
    """The link of a token, whether or not it can still be used (``usable``)."""
    return session.scalar(select(SignInLink).where(SignInLink.token_digest == digest("link", token)))


def usable(link: SignInLink | None, now: datetime) -> TypeGuard[SignInLink]:
    """Whether a link signs a phone in: not used, not older than ten minutes, its member's account open."""
    if link is None or link.used_at is not None or now >= link.expires_at:
        return False
    return link.member is None or link.member.disabled_at is None


def use_link(session: Session, *, token: str, label: str, now: datetime) -> tuple[PhoneSession, str]:
    """Use a link up: this phone is known from now on. Returns its session and the cookie's secret.

    Raises RuleBroken where the link is used, old or foreign, or its member's account is closed. The link's row
    is held meanwhile, so of two phones that tap at once one is refused.
    """
    link = find_link(session, token)
    if link is not None:
        session.refresh(link, with_for_update=True)
    if not usable(link, now):
        raise RuleBroken(LINK_GONE)
    member = link.member
    link.used_at = now
    if member is not None and link.recovery:
        end_all(session, member_id=member.id, now=now)
        member.pin_hash, member.pin_tries = None, 0
    secret = secrets.token_urlsafe(32)
    phone = PhoneSession(
        token_digest=digest("session", secret),
        member_id=link.member_id,
        event_id=link.event_id,
        label=label,
        created_at=now,
        last_seen_at=now,
        expires_at=next_six(now) if link.event_id else next_six(now + KNOWN_FOR),
    )
    session.add(phone)
    session.flush()
    audit.record(session, "accounts.sign_in", phone, by=actor_of(phone), now=now)
    return phone, secret


def actor_of(phone: PhoneSession, *, opened: bool = False) -> Actor:
    """Who acts on a phone that is signed in: its member, or the door pass of one event."""
    return Actor(
        member_id=phone.member_id,
        role=phone.member.role if phone.member else None,
        session_id=phone.id,
        door_event_id=phone.event_id,
        opened=opened,
    )


def label_of(user_agent: str) -> str:
    """What kind of phone a browser is on, so that a member knows hers again: "Android, Chrome", or empty."""
    device = next((name for mark, name in _DEVICES if mark in user_agent), "")
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    return ", ".join(part for part in (device, browser) if part)


def find_session(session: Session, secret: str, now: datetime) -> PhoneSession | None:
    """The session of a cookie while it lives and its member's account is open."""
    phone = session.scalar(select(PhoneSession).where(PhoneSession.token_digest == digest("session", secret)))
    if phone is None or phone.ended_at is not None or now >= phone.expires_at:
        return None
    if phone.member is not None and phone.member.disabled_at is not None:
        return None
    return phone


def end(session: Session, *, phone: PhoneSession, now: datetime) -> None:
    """Sign a phone out. Ending it again changes nothing."""
    if phone.ended_at is None:
        phone.ended_at = now


def end_all(session: Session, *, member_id: int, now: datetime) -> None:
    """Sign all phones of a member out: she was locked out, disabled, or her role changed."""
    session.execute(
        update(PhoneSession)
        .where(PhoneSession.member_id == member_id, PhoneSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def choose_pin(session: Session, *, member: Member, phone: PhoneSession, pin: str, now: datetime) -> None:
    """Set a PIN and open this phone; her other phones ask for it anew.

    The first PIN may be chosen on any known phone. Where one is set already, only an opened phone may change it.
    Raises RuleBroken for a PIN that is no PIN, or easily guessed.
    """
    session.refresh(member, with_for_update=True)
    if member.pin_hash is not None and not is_open(phone, now):
        raise RuleBroken(_("You have a PIN already. Type the old one first."), "old")
    if len(pin) != PIN_LENGTH or not (pin.isascii() and pin.isdigit()):
        raise RuleBroken(SIX_DIGITS, "pin")
    if easily_guessed(pin):
        raise RuleBroken(_("This PIN is easy to guess. Choose another one."), "pin")
    member.pin_hash, member.pin_tries = _hasher().hash(pin), 0
    session.execute(update(PhoneSession).where(PhoneSession.member_id == member.id).values(opened_until_at=None))
    phone.opened_until_at = now + OPENED_FOR
    audit.record(session, "accounts.choose_pin", member, by=actor_of(phone), now=now)


def easily_guessed(pin: str) -> bool:
    """Whether a PIN goes in equal steps (111111, 123456, 987654) or repeats itself (121212, 123123, 112233)."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(steps) == 1 or pin[:3] == pin[3:] or pin[:2] == pin[2:4] == pin[4:] or pin[::2] == pin[1::2]


def try_pin(session: Session, *, member: Member, phone: PhoneSession, pin: str, now: datetime) -> bool:
    """Open a phone by PIN. The try is counted first; after five wrong ones nothing opens it but a new link.

    Returns whether it opened. Call it within ``side_transaction()``: a wrong try must be kept.
    """
    session.refresh(member, with_for_update=True)
    if member.pin_hash is None or tries_left(member) == 0:
        return False
    member.pin_tries += 1
    try:
        _hasher().verify(member.pin_hash, pin)
    except VerifyMismatchError:
        audit.record(session, "accounts.wrong_pin", phone, by=actor_of(phone), now=now)
        return False
    member.pin_tries = 0
    phone.opened_until_at = now + OPENED_FOR
    return True


def tries_left(member: Member) -> int:
    """How many wrong PINs she may still type before only the coordinator can help."""
    return max(0, PIN_TRIES - member.pin_tries)


def is_open(phone: PhoneSession, now: datetime) -> bool:
    """Whether a phone was opened by PIN and used within the last ten minutes."""
    return phone.opened_until_at is not None and now < phone.opened_until_at


def may_still_send(phone: PhoneSession, now: datetime) -> bool:
    """Whether a form that this phone was opened for may still be sent."""
    until = phone.opened_until_at
    return until is not None and now < until - OPENED_FOR + OPENED_TO_SEND


def close(session: Session, *, phone: PhoneSession) -> None:
    """Ask for the PIN again before anything private is shown."""
    phone.opened_until_at = None


def next_six(instant: datetime) -> datetime:
    """The next six o'clock in the morning, Danish time, after an instant."""
    local = to_local(instant)
    day = local.date() if local.time() < time(6) else local.date() + timedelta(days=1)
    return to_instant(datetime.combine(day, time(6)))


@lru_cache(maxsize=1)
def _hasher() -> PasswordHasher:
    """Argon2id as OWASP advises it for small machines: 19 MiB, so that many at once do not fill the memory."""
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
