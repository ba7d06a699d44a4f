"""The secret link of whoever asked: ``/q/<token>``."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.secret_links import id_in, make_link, opens
from portal.enquiries.models import Enquiry


def token_of(enquiry: Enquiry) -> str:
    return make_link("enquiry-link", enquiry.public_id)


def enquiry_of_token(session: Session, token: str) -> Enquiry | None:
    """The enquiry a token opens, or None for a foreign or mistyped one."""
    if not opens(token, "enquiry-link"):
        return None
    return session.scalar(select(Enquiry).where(Enquiry.public_id == id_in(token)))
