"""Seats are a race: four hundred people press "I am coming" at the same moment."""

from dataclasses import replace

import pytest

from tests.conftest import SETTINGS
from tests.storm import race
from tests.storm.conftest import server
from tests.storm.without_the_lock import taken_after_a_race

pytestmark = pytest.mark.slow

__all__ = ["server"]


def test_of_four_hundred_who_sign_up_at_once_ninety_people_get_the_ninety_seats(server, make_event):
    for seed in range(3):  # make storm does it thirty times over
        race.run(server, make_event(seats=race.SEATS), seed=seed)


def test_a_form_sent_ten_times_at_once_is_one_sign_up_with_one_ticket(server, make_event):
    race.double_tap(server, make_event(seats=4))


def test_four_who_look_at_the_last_seat_at_once_get_one_seat_because_of_the_lock(app, database_url, make_event):
    settings = replace(SETTINGS, database_url=database_url)
    assert taken_after_a_race(settings, make_event, locked=True) == 1


def test_without_the_lock_all_four_get_it_so_a_race_test_can_see_the_race(app, database_url, make_event):
    settings = replace(SETTINGS, database_url=database_url)
    assert taken_after_a_race(settings, make_event, locked=False) == 4
