"""``make storm``: the race for seats, thirty times over."""

import pytest

from tests.storm import race

pytestmark = pytest.mark.storm


def test_ninety_seats_are_ninety_seats_thirty_times_over(server, make_event):
    for seed in range(30):
        race.run(server, make_event(seats=race.SEATS), seed=1000 + seed)


def test_a_form_sent_ten_times_at_once_is_one_sign_up_thirty_times_over(server, make_event):
    for _ in range(30):
        race.double_tap(server, make_event(seats=4))
