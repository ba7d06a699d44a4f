"""Two parties that became one on the list, and phones without a network that still know both numbers."""

from datetime import timedelta

import pytest

from portal.attendance.tally import Heads
from portal.core.actors import Actor, Role
from portal.events.models import Event
from portal.planning.evenings import no_shows
from portal.signups import joining
from portal.signups.models import SignUp
from tests.attendance.conftest import here, new_id, undo

KAREN = Actor(role=Role.COORDINATOR, opened=True)


@pytest.fixture
def merge(rules):
    """Join the second party into the first, two hours before the event, as so many adults."""

    def merge(kept: SignUp, other: SignUp, adults: int) -> None:
        kept_id, other_id, early = kept.id, other.id, kept.event.starts_at - timedelta(hours=2)

        def run(session):
            one, two = session.get_one(SignUp, kept_id), session.get_one(SignUp, other_id)
            joining.merge(session, kept=one, other=two, adults=adults, children=0, by=KAREN, now=early)

        rules(run)

    return merge


def test_a_late_tap_under_the_number_that_was_joined_counts_them_once(evening, sign_up, merge, tap, tally):
    amina, again = sign_up(evening, "Amina", 2), sign_up(evening, "Amina K", 2)
    merge(amina, again, 2)
    tap(evening, here(1, 2))
    tap(evening, here(2, 2))
    assert (tally(evening).parties, tally(evening).here) == ({1: Heads(2, 0)}, 2)


def test_taps_that_stood_under_the_old_number_before_the_joining_count_once_too(
    evening, sign_up, merge, tap, tally, now
):
    amina, again = sign_up(evening, "Amina", 2), sign_up(evening, "Amina K", 2)
    tap(evening, here(2, 2, age=timedelta(minutes=5)))
    tap(evening, here(1, 1, age=timedelta(minutes=4)))
    merge(amina, again, 2)
    assert tally(evening).parties == {1: Heads(1, 0)}
    tap(evening, undo("party:2"))
    assert tally(evening).here == 0


def test_joined_again_and_again_they_stand_under_the_number_that_is_left(evening, sign_up, merge, tap, tally):
    one, two, three = (sign_up(evening, name) for name in ("One", "Two", "Three"))
    merge(two, one, 1)
    merge(three, two, 1)
    tap(evening, here(1, 1))
    assert tally(evening).parties == {3: Heads(1, 0)}
    assert no_shows(evening, tally(evening)) == []


def test_who_moved_away_and_came_all_the_same_counts_under_her_number_and_back_again_under_the_new_one(
    make_event, evening, sign_up, rules, tap, tally
):
    there, amina, early = make_event(), sign_up(evening, "Amina", 2), evening.starts_at - timedelta(hours=2)

    def move(signup: SignUp, to: Event) -> SignUp:
        signup_id, to_id = signup.id, to.id

        def run(session):
            row = session.get_one(SignUp, signup_id)
            return joining.move(session, signup=row, to_id=to_id, seat=False, by=KAREN, now=early)

        return rules(run)

    away = move(amina, there)
    tap(evening, here(1, 2))
    assert tally(evening).parties == {1: Heads(2, 0)}
    move(away, evening)
    assert tally(evening).parties == {2: Heads(2, 0)}


@pytest.mark.slow
def test_the_row_of_a_joined_number_leads_to_the_one_that_is_left(
    evening, sign_up, merge, make_member, sign_in, tally
):
    amina, again = sign_up(evening, "Amina", 2), sign_up(evening, "Omar", 1)
    merge(amina, again, 3)
    phone, path = sign_in(make_member("Fatma", lang="en")), f"/team/events/{evening.code}/door"
    row = phone.get(path).text.partition('id="party-2"')[2].partition("</li>")[0]
    assert f'href="{path}#party-1"' in row and "Part of number 1 now" in row and "<button" not in row
    found = phone.press(path, {"q": "omar"}).text
    assert 'id="party-1"' in found and 'id="party-2"' in found
    assert phone.get(f"{path}/parties/2").location == f"{path}/parties/1"
    # A page that is older than the joining still has both buttons.
    answer = phone.press(f"{path}/parties/2/here", {"op_id": new_id()})
    assert answer.location == f"{path}#party-1"
    assert tally(evening).parties == {1: Heads(3, 0)}
    phone.press(f"{path}/parties/2/undo", {"op_id": new_id()})
    assert tally(evening).here == 0
