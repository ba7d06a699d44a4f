"""The rules of accounts: who is a member, what she may change of herself, and what the coordinator may."""

from sqlalchemy.orm import Session

from portal.accounts.models import Member
from portal.i18n import LANGUAGES


def read_in(session: Session, *, member_id: int | None, lang: str) -> None:
    """Give her screen another language; one that we do not have changes nothing."""
    if lang in LANGUAGES:
        session.get_one(Member, member_id).lang = lang
