"""Short ways to say who would like to come."""

from typing import Any

from portal.core.text import Phone
from portal.signups.models import Way
from portal.signups.parties import Party
from portal.signups.rules import Source

WEB = Source(way=Way.WEB, lang="da")


def party(name: str = "Amina", adults: int = 1, children: int = 0, **more: Any) -> Party:
    """A party; ``phone="+45…"`` gives it a phone."""
    phone = more.pop("phone", None)
    return Party(name, adults, children, phone=Phone(phone, phone) if phone else None, **more)
