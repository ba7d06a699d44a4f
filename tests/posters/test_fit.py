"""The reckoning: which size a title takes, what gives way first, and how a line breaks."""

from dataclasses import replace

import pytest

from portal.posters.fit import SIZES, Words, fit
from portal.posters.fit_card import CARD_SIZES, fit_card
from portal.posters.fit_even import EVEN_SIZES, fit_even
from portal.posters.measure import ems, lines

ADDRESS = "portal.example/e/7K3F"
SHORT = Words(
    lang="da",
    title="Newroz",
    kind="",
    day="søndag 29. november",
    hours="Fra 17:00 · Til 20:00",
    place="Beboerhuset",
    landmark="",
    caption="Se mere",
    call="Se mere",
    facts=("Gratis", "For alle"),
)
MUCH = ("Halal meat, vegetarian food, no nuts, no gluten, no milk, coffee, tea and cake",) * 8
SIX = [replace(SHORT, lang=lang) for lang in ("da", "en", "tr", "ar", "ur", "ru")]


def test_a_short_title_stands_in_the_largest_letters():
    assert fit(SHORT, ADDRESS).size == SIZES[0]
    assert fit_even([SHORT, SHORT], ADDRESS).size == EVEN_SIZES[0]
    assert fit_card(SHORT, ADDRESS).size == CARD_SIZES[0]


def test_a_longer_title_stands_in_smaller_ones_and_never_off_the_page():
    sizes = [fit(replace(SHORT, title=" ".join(["Newroz"] * count)), ADDRESS).size for count in range(1, 18)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == SIZES[-1]
    assert fit(replace(SHORT, title="x" * 120), ADDRESS).size == SIZES[-1]


def test_facts_give_way_before_the_landmark_and_the_title():
    found = fit(
        replace(SHORT, title="Fællesspisning i Hedeparken", landmark="Døren ved vaskeriet", facts=MUCH), ADDRESS
    )
    assert (found.size, found.landmark) == (68, True)
    assert 0 < found.facts < 8


def test_two_or_three_languages_stand_below_one_another_and_more_in_two_columns():
    assert [fit_even(SIX[:count], ADDRESS).columns for count in range(2, 7)] == [1, 1, 2, 2, 2]


def test_a_few_facts_are_worth_a_smaller_title_among_many_languages():
    found = fit_even([replace(one, title="Fællesspisning i Hedeparken") for one in SIX], ADDRESS)
    assert found.facts == 2
    assert EVEN_SIZES[-1] < found.size < EVEN_SIZES[0]


def test_a_card_says_facts_where_there_is_room():
    assert fit_card(SHORT, ADDRESS).facts == 2
    assert fit_card(replace(SHORT, facts=MUCH), ADDRESS).facts == 1
    long = replace(SHORT, place="Beboerhuset i Hedeparken, Hedeparken 5, kælderen")
    assert fit_card(long, ADDRESS).place == "Beboerhuset i Hedeparken"


@pytest.mark.parametrize("room", [1, 5, 12, 200])
@pytest.mark.parametrize("text", ["", "Fællesspisning i Hedeparken", "x" * 50, "مل کر کھانا in Hedeparken"])
def test_lines_hold_every_letter_and_are_no_wider_than_the_room(text, room):
    found = lines("ur", text, room)
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(ems("ur", line) <= max(room, 0.92) for line in found)
