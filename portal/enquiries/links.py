"""The link of whoever asked: ``public_id`` followed by an HMAC of it. Nothing that opens it is stored."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.crypto import digest, same
from portal.enquiries.models import Enquiry

_ID_LENGTH: Final = 10
_MAC_LENGTH: Final = 22


def token_of(enquiry: Enquiry) -> str:
    """The secret part of ``/q/<token>``."""
    return enquiry.public_id + _mac(enquiry.public_id)


def enquiry_of_token(session: Session, token: str) -> Enquiry | None:
    """The enquiry a token opens, or None for a foreign or mistyped one."""
    public_id, mac = token[:_ID_LENGTH], token[_ID_LENGTH:]
    enquiry = session.scalar(select(Enquiry).where(Enquiry.public_id == public_id))
    return enquiry if enquiry is not None and same(mac, _mac(public_id)) else None


def _mac(public_id: str) -> str:
    return digest("enquiry-link", public_id)[:_MAC_LENGTH]
