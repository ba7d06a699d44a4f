"""How many may sign up from one place within an hour, however they do it."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from portal.core import limits
from portal.core.crypto import settings
from portal.core.errors import RuleBroken


def refuse_a_flood(session: Session, *, who: str | None, now: datetime, action: str = "signup") -> None:
    """Count one sign-up from an address, and refuse one too many."""
    limit = settings().signups_per_hour
    if not limits.take(session, action=action, who=who or "", limit=limit, seconds=3600, now=now):
        raise RuleBroken(_("Many have signed up from here just now. Please wait a while, or call us."))
