"""Who acts: a member on a known phone, a door pass, or a guest without any account."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


class Role(StrEnum):
    """What a member may do; the table is in ``portal/core/access.py``."""

    MOTHER = "mother"
    COORDINATOR = "coordinator"

    @property
    def label(self) -> LazyString:
        return _ROLE_LABELS[self]


_ROLE_LABELS = {Role.MOTHER: _("Neighbourhood mother"), Role.COORDINATOR: _("Coordinator")}


@dataclass(frozen=True)
class Actor:
    """The one a rule decides for. ``opened`` says whether the PIN was given a short while ago."""

    member_id: int | None = None
    role: Role | None = None
    session_id: int | None = None
    #: The only event a door pass may count at.
    door_event_id: int | None = None
    opened: bool = False
    #: A command on the server, or the nightly work.
    system: bool = False

    @property
    def name_for_audit(self) -> str:
        """A kind and a number; never a person's name."""
        if self.member_id is not None:
            return f"member:{self.member_id}"
        if self.door_event_id is not None:
            return f"doorpass:{self.session_id}"
        return "system" if self.system else "guest"


GUEST: Final = Actor()
SYSTEM: Final = Actor(system=True)
