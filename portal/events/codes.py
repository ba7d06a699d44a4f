"""Codes of events and offers: short enough to say on the telephone, without look-alikes, never used twice."""

import re
import secrets
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from portal.events.models import Event

_ALPHABET: Final = "23456789BCDFGHJKMNPQRTVWXZ"
_LENGTH: Final = 4
CODE: Final = re.compile(r"[A-Z0-9]{4,8}")
PLACE: Final = re.compile(r"[A-Za-z0-9]{1,12}")


def new_code(session: Session, column: InstrumentedAttribute[str] = Event.code) -> str:
    """A code that no event (or whatever has this ``column`` of codes) has.

    Events are cancelled, never deleted, but for drafts that nobody ever saw.
    """
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        if session.scalar(select(column).where(column == code)) is None:
            return code
