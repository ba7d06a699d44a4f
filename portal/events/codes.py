"""Event codes: short enough to say on the telephone, without letters that look alike, never used twice."""

import re
import secrets
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.events.models import Event

_ALPHABET: Final = "23456789BCDFGHJKMNPQRTVWXZ"
_LENGTH: Final = 4
CODE: Final = re.compile(r"[A-Z0-9]{4,8}")
PLACE: Final = re.compile(r"[A-Za-z0-9]{1,12}")


def new_code(session: Session) -> str:
    """A code that no event has: events are cancelled, never deleted, but for drafts that nobody ever saw."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if session.scalar(select(Event.id).where(Event.code == code)) is None:
            return code
