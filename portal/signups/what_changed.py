"""What a party was last told of an event's day, time and place, and what of it holds no longer.

``SignUp.told_…`` are empty while a party knows what holds, as whoever has just signed up does. A change of the
event writes down what each party knew before it; whoever tells her (``calls.py``) empties them again.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Self

from flask_babel import gettext as _

from portal.core.crypto import digest
from portal.core.i18n import format_day, format_time
from portal.events.models import Event
from portal.signups.models import SignUp

#: Of a party of whom nobody can say what she knows.
_NOT_KNOWN: Final = ""


class Change(StrEnum):
    """Something that a party must hear of."""

    START = "start"
    END = "end"
    PLACE = "place"


@dataclass(frozen=True)
class WhenAndWhere:
    """The day, the time and the place of an event; ``place`` is a digest, since it may be somebody's home."""

    starts_local: datetime
    ends_local: datetime
    place: str

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(event.starts_local, event.ends_local, digest("place", event.place_name, event.address))


def changes(signup: SignUp, event: Event) -> frozenset[Change]:
    """What has changed since the party was last told; empty where she knows what holds."""
    if signup.told_place is None:
        return frozenset()
    now = WhenAndWhere.of(event)
    told = {
        Change.START: signup.told_starts_local == now.starts_local,
        Change.END: signup.told_ends_local == now.ends_local,
        Change.PLACE: signup.told_place == now.place,
    }
    return frozenset(change for change, holds in told.items() if not holds)


def sentences(changed: Collection[Change], event: Event) -> list[str]:
    """What has changed, in the reader's words; the place itself is not named."""
    said = []
    if Change.START in changed:
        day, time = format_day(event.starts_local), format_time(event.starts_local)
        said.append(_("The event has moved. It is now on %(day)s at %(time)s.", day=day, time=time))
    elif Change.END in changed:
        said.append(_("It now ends at %(time)s.", time=format_time(event.ends_local)))
    if Change.PLACE in changed:
        said.append(_("There is a new place."))
    return said


def keep_what_she_knew(signup: SignUp, before: WhenAndWhere) -> None:
    """Before a change: she knew what held, unless she has yet to hear of an earlier change."""
    if signup.told_place is None:
        signup.told_starts_local, signup.told_ends_local = before.starts_local, before.ends_local
        signup.told_place = before.place


def she_knows(signup: SignUp) -> None:
    """She was told what holds now."""
    signup.told_starts_local = signup.told_ends_local = signup.told_place = None


def nobody_can_say(signup: SignUp) -> None:
    """That she was told is taken back: what she knows is not known."""
    signup.told_starts_local = signup.told_ends_local = None
    signup.told_place = _NOT_KNOWN
