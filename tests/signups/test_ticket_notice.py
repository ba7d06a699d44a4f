"""What a ticket says on top, by the state of its party, of its event and of the party it was joined with."""

import pytest

from portal.events.availability import Phase
from portal.events.models import Event
from portal.signups.joining import JoinedParty
from portal.signups.models import SignUp, State
from portal.signups.ticket_notice import TicketNotice, ticket_sight

AHEAD = (Phase.OPEN, Phase.FULL, Phase.CLOSED)


def sight(state=State.SEATED, phase=Phase.OPEN, joined=None, *, elsewhere=False, at_home=False):
    """``joined``: the state of the party that stands for this one now."""
    other = JoinedParty(SignUp(state=joined), elsewhere=elsewhere) if joined else None
    return ticket_sight(SignUp(state=state, event=Event(at_home=at_home)), phase=phase, joined=other)


@pytest.mark.parametrize("phase", AHEAD)
@pytest.mark.parametrize(
    ("state", "notice"),
    [
        (State.SEATED, TicketNotice.SEATED),
        (State.WAITING, TicketNotice.WAITING),
        (State.ASKED, TicketNotice.ASKED),
        (State.CANCELLED, TicketNotice.OFF),
    ],
)
def test_a_party_that_stands_for_itself_is_told_its_state(state, notice, phase):
    assert sight(state, phase).notice is notice
    assert sight(state, phase).counts is (state is not State.CANCELLED)


@pytest.mark.parametrize("state", State)
def test_a_cancelled_event_is_said_to_everybody_who_would_have_come(state):
    seen = sight(state, Phase.CANCELLED)
    assert (seen.notice, seen.counts) == (TicketNotice.EVENT_CANCELLED, False)


@pytest.mark.parametrize("state", [State.SEATED, State.WAITING, State.ASKED])
def test_when_it_is_over_nobody_is_looked_forward_to(state):
    seen = sight(state, Phase.OVER)
    assert (seen.notice, seen.counts) == (TicketNotice.OVER, False)
    assert sight(State.CANCELLED, Phase.OVER).notice is TicketNotice.OFF


@pytest.mark.parametrize("phase", Phase)
def test_a_party_that_was_moved_is_told_where_it_is_whatever_becomes_of_the_old_event(phase):
    moved = sight(State.CANCELLED, phase, State.SEATED, elsewhere=True)
    assert (moved.notice, moved.elsewhere, moved.counts) == (TicketNotice.ELSEWHERE, True, False)
    assert sight(State.CANCELLED, phase, State.CANCELLED, elsewhere=True).notice is TicketNotice.OFF_TOGETHER


def test_a_party_that_was_joined_is_told_with_whom_and_when_that_one_is_off():
    assert sight(State.CANCELLED, joined=State.SEATED).notice is TicketNotice.TOGETHER
    assert sight(State.CANCELLED, joined=State.WAITING).notice is TicketNotice.TOGETHER
    assert sight(State.CANCELLED, joined=State.CANCELLED).notice is TicketNotice.OFF_TOGETHER
    assert sight(State.CANCELLED, Phase.CANCELLED, State.SEATED).notice is TicketNotice.EVENT_CANCELLED


def test_whose_home_it_is_stays_with_those_who_go_there():
    assert not sight(at_home=True).hides_home
    assert not sight(State.WAITING, at_home=True).hides_home
    assert not sight(State.CANCELLED, joined=State.SEATED, at_home=True).hides_home
    assert sight(State.CANCELLED, at_home=True).hides_home
    assert sight(State.CANCELLED, joined=State.CANCELLED, at_home=True).hides_home
    assert sight(State.CANCELLED, joined=State.SEATED, elsewhere=True, at_home=True).hides_home
    assert sight(phase=Phase.OVER, at_home=True).hides_home
    assert not sight(State.CANCELLED, at_home=False).hides_home
