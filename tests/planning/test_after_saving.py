"""What the event's page says after a change: how many should hear of it, and where seats are too few."""

from datetime import timedelta

import pytest

from portal.core.actors import GUEST, Role
from portal.events.models import Event
from portal.signups import event_changes
from portal.signups import rules as list_rules
from tests.pages import flat
from tests.signups.cast import WEB, party


@pytest.fixture
def desk(make_member, sign_in):
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)


@pytest.fixture
def meal(make_event, rules, now):
    event = make_event(seats=6)
    for name, adults in (("Amina", 2), ("Bahar", 3)):
        about = {"party": party(name, adults), "source": WEB, "form_token": name, "by": GUEST}
        rules(list_rules.sign_up, event_id=event.id, now=now, **about)
    return event


@pytest.mark.parametrize(
    ("seats", "says"),
    [(4, "1 person more than there are seats is"), (2, "3 people more than there are seats are")],
)
def test_seats_below_the_list_say_how_many_are_too_many_and_what_to_do(desk, meal, rules, now, seats, says):
    assert "more than there are seats" not in flat(desk.get(f"/team/events/{meal.code}"))
    rules(event_changes.set_seats, event_id=meal.id, seats=seats, by=GUEST, now=now)
    page = flat(desk.get(f"/team/events/{meal.code}"))
    assert says in page and f'href="/team/events/{meal.code}/edit"' in page
    assert "Nobody has lost her seat." in page


def test_a_change_says_how_many_should_hear_of_it(desk, meal, rules, now, session):
    assert "still open" not in flat(desk.get(f"/team/events/{meal.code}"))
    event, day = session.get_one(Event, meal.id), timedelta(days=1)
    times = {"starts_local": event.starts_local + day, "ends_local": event.ends_local + day}
    rules(event_changes.move, event_id=meal.id, by=GUEST, now=now, **times)
    page = flat(desk.get(f"/team/events/{meal.code}?done=saved"))
    assert "2 calls are still open." in page and 'href="/team/calls"' in page
