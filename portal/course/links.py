"""The secret link by which somebody on the list answers an invitation or leaves the list: ``/k/<place>``."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.core.secret_links import id_in, make_link, opens
from portal.course.models import CourseInterest


def token_of(interest: CourseInterest) -> str:
    """The secret part of her link."""
    return make_link("course interest", interest.public_id)


def interest_of_token(session: Session, token: str) -> CourseInterest | None:
    """Whose link it is, or None for a foreign or mistyped one."""
    if not opens(token, "course interest"):
        return None
    return session.scalar(select(CourseInterest).where(CourseInterest.public_id == id_in(token)))
