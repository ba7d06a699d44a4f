"""Seats are a race: four hundred people press "I am coming" at the same moment."""

from dataclasses import replace

import pytest

from tests.conftest import SETTINGS
from tests.storm import race
from tests.storm.conftest import server
from tests.storm.without_the_lock import taken_after_a_race

__all__ = ["server"]


def test_of_four_hundred_who_sign_up_at_once_ninety_people_get_the_ninety_seats(server, make_event):
    for seed in range(3):
        race.run(server, make_event(seats=race.SEATS), seed=seed)


def test_a_form_sent_ten_times_at_once_is_one_sign_up_with_one_ticket(server, make_event):
    race.double_tap(server, make_event(seats=4))


@pytest.mark.parametrize("locked", [True, False], ids=["with the lock", "without the lock"])
def test_the_race_oversells_without_the_lock_so_this_test_can_see_it(app, database_url, make_event, locked):
    taken, seats = taken_after_a_race(replace(SETTINGS, database_url=database_url), make_event, locked=locked)
    assert (taken > seats) is not locked
    if locked:
        assert taken == seats
