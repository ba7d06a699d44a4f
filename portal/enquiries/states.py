"""What may follow what in an enquiry, who may do it, and the clock.

One table: a pair of state and action that does not stand in ``STEPS`` is refused in a sentence. Where an action
has had its effect already, the same one who does it again is not told off: pressing twice is once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from portal.core.actors import Actor, Role
from portal.core.errors import RuleBroken
from portal.enquiries.models import Answer, Asker, Enquiry, EnquiryAsk, EnquiryState

#: A mother has so long to answer; then the question goes back to the queue by itself.
SILENCE: Final = timedelta(days=3)
#: To a mother with whom it is not, whether it was once or never.
NOT_HERS: Final = _("It is not with you any more. Thank you all the same.")
#: A mother said yes so long ago and they have not met: the queue says so.
LONG_WITHOUT_MEETING: Final = timedelta(days=14)


#: The column that says since when an enquiry is in a state.
_SINCE: Final = {
    EnquiryState.RECEIVED: "received_at",
    EnquiryState.ASKED: "asked_at",
    EnquiryState.ACCEPTED: "accepted_at",
    EnquiryState.MET: "met_at",
    EnquiryState.CLOSED: "closed_at",
    EnquiryState.NOBODY_FOUND: "closed_at",
    EnquiryState.WITHDRAWN: "closed_at",
}


def since(enquiry: Enquiry) -> datetime:
    """Since when the enquiry is in its state; what came back to the queue counts from the day it was received."""
    if enquiry.state is EnquiryState.ASKED and enquiry.asks:
        return enquiry.asks[-1].asked_at
    found: datetime | None = getattr(enquiry, _SINCE[enquiry.state])
    return found or enquiry.received_at


class Action(StrEnum):
    """What can be done with an enquiry."""

    CALL_BACK = "call_back"
    ASK = "ask"
    TAKE_BACK = "take_back"
    YES = "yes"
    NO = "no"
    LET_PASS = "let_pass"
    SET_MEETING = "set_meeting"
    MEET = "meet"
    CLOSE = "close"
    GIVE_BACK = "give_back"
    GIVE_UP = "give_up"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"


class Who(StrEnum):
    """In what part somebody acts in an enquiry."""

    COORDINATOR = "coordinator"
    #: The mother who is asked just now.
    ASKED = "asked"
    #: The mother who said yes.
    MOTHER = "mother"
    #: Whoever asked, by her link.
    ASKER = "asker"
    CLOCK = "clock"


@dataclass(frozen=True)
class Transition:
    """Where an action leads, and who may take it."""

    to: EnquiryState
    by: frozenset[Who]


def _step(to: EnquiryState, *by: Who) -> Transition:
    return Transition(to, frozenset(by))


_S, _A, _W = EnquiryState, Action, Who
STEPS: Final[dict[tuple[EnquiryState, Action], Transition]] = {
    (_S.RECEIVED, _A.CALL_BACK): _step(_S.RECEIVED, _W.COORDINATOR),
    (_S.RECEIVED, _A.ASK): _step(_S.ASKED, _W.COORDINATOR),
    (_S.RECEIVED, _A.SET_MEETING): _step(_S.RECEIVED, _W.COORDINATOR),
    (_S.RECEIVED, _A.CLOSE): _step(_S.CLOSED, _W.COORDINATOR),
    (_S.RECEIVED, _A.GIVE_UP): _step(_S.NOBODY_FOUND, _W.COORDINATOR),
    (_S.RECEIVED, _A.WITHDRAW): _step(_S.WITHDRAWN, _W.ASKER, _W.COORDINATOR),
    (_S.ASKED, _A.YES): _step(_S.ACCEPTED, _W.ASKED),
    (_S.ASKED, _A.NO): _step(_S.RECEIVED, _W.ASKED),
    (_S.ASKED, _A.LET_PASS): _step(_S.RECEIVED, _W.CLOCK),
    (_S.ASKED, _A.TAKE_BACK): _step(_S.RECEIVED, _W.COORDINATOR),
    (_S.ASKED, _A.SET_MEETING): _step(_S.ASKED, _W.COORDINATOR),
    (_S.ASKED, _A.WITHDRAW): _step(_S.WITHDRAWN, _W.ASKER, _W.COORDINATOR),
    (_S.ACCEPTED, _A.SET_MEETING): _step(_S.ACCEPTED, _W.COORDINATOR),
    (_S.ACCEPTED, _A.MEET): _step(_S.MET, _W.MOTHER, _W.COORDINATOR),
    (_S.ACCEPTED, _A.CLOSE): _step(_S.CLOSED, _W.MOTHER, _W.COORDINATOR),
    (_S.ACCEPTED, _A.GIVE_BACK): _step(_S.RECEIVED, _W.MOTHER, _W.COORDINATOR),
    (_S.ACCEPTED, _A.WITHDRAW): _step(_S.WITHDRAWN, _W.ASKER, _W.COORDINATOR),
    (_S.MET, _A.CLOSE): _step(_S.CLOSED, _W.MOTHER, _W.COORDINATOR),
    (_S.NOBODY_FOUND, _A.REOPEN): _step(_S.RECEIVED, _W.COORDINATOR),
    (_S.NOBODY_FOUND, _A.WITHDRAW): _step(_S.WITHDRAWN, _W.ASKER, _W.COORDINATOR),
}
#: Done already: the same one pressing again changes nothing and is told nothing.
DONE: Final[dict[tuple[EnquiryState, Action], frozenset[Who]]] = {
    (_S.ACCEPTED, _A.YES): frozenset({_W.MOTHER}),
    (_S.MET, _A.MEET): frozenset({_W.MOTHER, _W.COORDINATOR}),
    (_S.CLOSED, _A.CLOSE): frozenset({_W.MOTHER, _W.COORDINATOR}),
    (_S.NOBODY_FOUND, _A.GIVE_UP): frozenset({_W.COORDINATOR}),
    (_S.WITHDRAWN, _A.WITHDRAW): frozenset({_W.ASKER, _W.COORDINATOR}),
}
_REFUSED: Final = {
    _S.RECEIVED: _("No mother has it just now. Please look at it once more."),
    _S.ASKED: _("A mother is asked just now. Wait for her answer, or take the question back first."),
    _S.ACCEPTED: _("A mother has said yes already. Please look at it once more."),
    _S.MET: _("They have met already."),
    _S.CLOSED: _("This is closed already."),
    _S.NOBODY_FOUND: _("This was given up. Open it again first."),
    _S.WITHDRAWN: _("It was withdrawn. Nobody needs to do anything."),
}


def take(enquiry: Enquiry, action: Action, by: Actor, *, now: datetime) -> bool:
    """Move an enquiry on by an action; False where that is done already. Raises RuleBroken where it may not be."""
    here, who = (enquiry.state, action), part_of(enquiry, by)
    if who in DONE.get(here, frozenset()):
        return False
    step = STEPS.get(here)
    if step is None:
        raise RuleBroken(_REFUSED[enquiry.state])
    if who not in step.by:
        raise RuleBroken(_not_hers(who))
    if who is Who.ASKED and is_silent(enquiry, now):
        raise RuleBroken(
            _("Three days have gone by, so the coordinator asks somebody else. Thank you all the same.")
        )
    enquiry.state = step.to
    return True


def may(enquiry: Enquiry, action: Action, by: Actor) -> bool:
    """Whether somebody may do that with an enquiry as it stands; for the buttons of a page."""
    step = STEPS.get((enquiry.state, action))
    return step is not None and part_of(enquiry, by) in step.by


def part_of(enquiry: Enquiry, by: Actor) -> Who | None:
    """In what part somebody acts. A guest has been let in by the link, which the view has looked at."""
    if by.system:
        return Who.CLOCK
    if by.role is Role.COORDINATOR:
        return Who.COORDINATOR
    if by.role is Role.MOTHER:
        if enquiry.mother_id is not None and enquiry.mother_id == by.member_id:
            return Who.MOTHER
        asked = waiting_ask(enquiry)
        return Who.ASKED if asked is not None and asked.mother_id == by.member_id else None
    return Who.ASKER if by.member_id is None and by.door_event_id is None else None


def waiting_ask(enquiry: Enquiry) -> EnquiryAsk | None:
    """The question that waits for a mother's answer."""
    return next((ask for ask in enquiry.asks if ask.answer is Answer.WAITING), None)


def is_silent(enquiry: Enquiry, now: datetime) -> bool:
    """Whether the mother who is asked has let her three days go by."""
    ask = waiting_ask(enquiry)
    return ask is not None and ask.asked_at <= now - SILENCE


def is_slow(enquiry: Enquiry, now: datetime) -> bool:
    """Whether a mother said yes two weeks ago and they have not met."""
    accepted = enquiry.state is EnquiryState.ACCEPTED and enquiry.accepted_at
    return bool(accepted and accepted <= now - LONG_WITHOUT_MEETING)


def is_left(enquiry: Enquiry) -> bool:
    """Whether the mother it is with cannot do anything any more: her account is closed, or she is none now."""
    mother = enquiry.mother if enquiry.state in (EnquiryState.ACCEPTED, EnquiryState.MET) else None
    return mother is not None and (mother.disabled_at is not None or mother.role is not Role.MOTHER)


def needs_call_back(enquiry: Enquiry) -> bool:
    """Whether the coordinator still has to ring the workplace: for every asker but the woman herself."""
    return enquiry.asker is not Asker.HERSELF and enquiry.called_back_at is None


def _not_hers(who: Who | None) -> LazyString:
    if who is None:
        return NOT_HERS
    return _("Only the mother who has it, or the coordinator, can do this.")
