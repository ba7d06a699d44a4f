"""The link by which somebody on the list answers an invitation or leaves the list: ``/k/<place>``.

As with tickets it is an identifier followed by an HMAC of it: nothing that opens it is stored, yet the coordinator
can put it into a message again.
"""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.course.models import CourseInterest
from portal.crypto import digest, same

_ID_LENGTH: Final = 10
_MAC_LENGTH: Final = 22


def token_of(interest: CourseInterest) -> str:
    """The secret part of her link."""
    return interest.public_id + _mac(interest.public_id)


def interest_of_token(session: Session, token: str) -> CourseInterest | None:
    """Whose link it is, or None for a foreign or mistyped one."""
    public_id, mac = token[:_ID_LENGTH], token[_ID_LENGTH:]
    if not same(mac, _mac(public_id)):
        return None
    return session.scalar(select(CourseInterest).where(CourseInterest.public_id == public_id))


def _mac(public_id: str) -> str:
    return digest("course interest", public_id)[:_MAC_LENGTH]
