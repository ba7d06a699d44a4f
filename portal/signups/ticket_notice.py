"""What a ticket says on top, and what else of it is shown."""

from dataclasses import dataclass
from enum import StrEnum

from portal.events.availability import Phase
from portal.signups.joining import JoinedParty
from portal.signups.models import SignUp, State


class TicketNotice(StrEnum):
    """The one thing a ticket says on top."""

    EVENT_CANCELLED = "event_cancelled"
    OVER = "over"
    #: The party was moved to another event, and is on its list.
    ELSEWHERE = "elsewhere"
    #: It was joined with another party of the same event.
    TOGETHER = "together"
    #: The party it was joined with, or moved to, is not on the list any more.
    OFF_TOGETHER = "off_together"
    OFF = "off"
    #: Seats are held for the party until it answers.
    ASKED = "asked"
    WAITING = "waiting"
    SEATED = "seated"


_NOTICES = {
    State.SEATED: TicketNotice.SEATED,
    State.CANCELLED: TicketNotice.OFF,
    State.ASKED: TicketNotice.ASKED,
    State.WAITING: TicketNotice.WAITING,
}


@dataclass(frozen=True)
class TicketSight:
    """``counts``: the ticket still stands for its party, so it has a code to show and can be changed.

    ``elsewhere``: another ticket stands for it, at another event. ``hides_home``: whose home the event is at is
    not told to a party that does not go there.
    """

    notice: TicketNotice
    counts: bool
    elsewhere: bool
    hides_home: bool


def ticket_sight(signup: SignUp, *, phase: Phase, joined: JoinedParty | None) -> TicketSight:
    """What the ticket of a party shows. ``joined``: where a party that was replaced stands now.

    An event that is cancelled or over is said first, but not to a party that was moved away from it or is off.
    """
    ahead = phase not in (Phase.CANCELLED, Phase.OVER)
    elsewhere = joined is not None and joined.elsewhere
    counts = ahead and signup.state is not State.CANCELLED
    together = ahead and joined is not None and not elsewhere and joined.signup.state is not State.CANCELLED
    return TicketSight(
        _notice(signup, phase, joined), counts, elsewhere, signup.event.at_home and not counts and not together
    )


def _notice(signup: SignUp, phase: Phase, joined: JoinedParty | None) -> TicketNotice:
    if phase is Phase.CANCELLED and not (joined and joined.elsewhere):
        return TicketNotice.EVENT_CANCELLED
    if phase is Phase.OVER and signup.state is not State.CANCELLED:
        return TicketNotice.OVER
    if joined is None:
        return _NOTICES[signup.state]
    if joined.signup.state is State.CANCELLED:
        return TicketNotice.OFF_TOGETHER
    return TicketNotice.ELSEWHERE if joined.elsewhere else TicketNotice.TOGETHER
