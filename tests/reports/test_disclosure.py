"""What an outside edition tells of people, in small examples: nothing below five can be worked out."""

from collections.abc import Mapping
from itertools import chain

from portal.core.periods import Stretch
from portal.reports.disclosure import decide
from portal.reports.told import ALL, People, Place, Sheet, Told, everybody

Q1, Q2, Q3, Q4, H1, H2, YEAR = (
    frozenset(each.quarters)
    for each in (Stretch.Q1, Stretch.Q2, Stretch.Q3, Stretch.Q4, Stretch.H1, Stretch.H2, Stretch.YEAR)
)
FEW = 5


def people(table: Mapping[str, list[int]], *, few: int = FEW, row_few: int | None = None) -> People:
    """A family with one table: for each row, how many there were in the first quarter, the second, and so on."""
    cells = {row: {frozenset({q}): n for q, n in enumerate(numbers, 1) if n} for row, numbers in table.items()}
    known = frozenset(range(1, max(map(len, table.values())) + 1))
    totals: dict[Place, int] = {}
    for place, number in chain.from_iterable(row.items() for row in cells.values()):
        totals[place] = totals.get(place, 0) + number
    return People(known, {ALL: everybody(totals, few), "way": Sheet.of("way", cells, row_few or few)})


def total_of(*quarters: int, few: int = FEW) -> People:
    """A family without a table: how many there were in each quarter."""
    cells = {frozenset({quarter}): number for quarter, number in enumerate(quarters, 1) if number}
    return People(frozenset(range(1, len(quarters) + 1)), {ALL: everybody(cells, few)})


def told(people: People, *stretches: frozenset[int]) -> list[Told]:
    """What editions of these stretches tell, made one after the other when all quarters were over."""
    before: list[Told] = []
    for quarters in stretches:
        before.append(decide(people, before, quarters))
    return before


def rows(people: People, *stretches: frozenset[int]) -> list[set[str] | None]:
    """The rows that editions show; None where not even the total is shown."""
    return [set(one.rows["way"]) if one.total else None for one in told(people, *stretches)]


# Totals


def test_a_total_of_four_is_left_out_and_five_and_nobody_are_told() -> None:
    assert [one.total for one in told(total_of(4), Q1)] == [False]
    assert [one.total for one in told(total_of(5), Q1)] == [True]
    assert [one.total for one in told(total_of(0), Q1)] == [True]


def test_a_newroz_with_nine_is_left_out_where_ten_is_the_fewest() -> None:
    assert [one.total for one in told(total_of(9, few=10), Q1)] == [False]
    assert [one.total for one in told(total_of(10, few=10), Q1)] == [True]


def test_a_year_less_three_quarters_would_be_the_fourth() -> None:
    year = total_of(20, 20, 20, 3)
    assert [one.total for one in told(year, Q1, Q2, Q3, Q4, YEAR)] == [True, True, True, False, False]
    assert [one.total for one in told(year, YEAR, Q1, Q2, Q3)] == [True, True, True, False]


def test_halves_and_a_year_that_were_told_leave_no_quarter_to_work_out() -> None:
    year = total_of(20, 3, 20, 20)
    assert [one.total for one in told(year, H1, H2, YEAR, Q1)] == [True, True, True, False]
    assert [one.total for one in told(year, Q1, H1)] == [True, False]


def test_quarters_that_together_are_few_are_no_more_to_be_worked_out_than_one() -> None:
    assert [one.total for one in told(total_of(2, 2, 20, 20), Q3, Q4, YEAR)] == [True, True, False]


def test_a_quarter_without_anybody_hides_nobody_else() -> None:
    assert [one.total for one in told(total_of(3, 0, 20, 20), H2, YEAR)] == [True, False]
    assert [one.total for one in told(total_of(12, 0), H1, Q1, Q2)] == [True, True, True]


def test_two_quarters_of_four_are_not_given_away_by_a_half_of_eight() -> None:
    """Eight are twice the most that is left out: whoever is suspicious would know both."""
    assert [one.total for one in told(total_of(4, 4), Q1, Q2, H1)] == [False, False, False]
    assert [one.total for one in told(total_of(4, 3), Q1, Q2, H1)] == [False, False, True]


# Tables


def test_rows_that_are_all_large_are_all_told() -> None:
    assert rows(people({"web": [20], "poster": [9], "mother": [5]}), Q1) == [{"web", "poster", "mother"}]


def test_a_row_of_one_takes_the_smallest_other_with_it() -> None:
    assert rows(people({"web": [20], "poster": [9], "mother": [1]}), Q1) == [{"web"}]


def test_two_small_rows_hide_each_other_when_they_are_enough_together() -> None:
    assert rows(people({"web": [20], "poster": [3], "mother": [3]}), Q1) == [{"web"}]
    assert rows(people({"web": [20], "poster": [2], "mother": [2], "share": [9]}), Q1) == [{"web"}]


def test_two_rows_of_four_are_not_given_away_by_all_others_being_eight() -> None:
    assert rows(people({"web": [20], "share": [9], "poster": [4], "mother": [4]}), Q1) == [{"web"}]


def test_of_two_rows_one_that_is_small_hides_both() -> None:
    assert rows(people({"first": [3], "others": [97]}), Q1) == [set()]
    assert rows(people({"first": [0], "others": [97]}), Q1) == [{"others"}]
    assert rows(people({"first": [30], "others": [70]}), Q1) == [{"first", "others"}]


def test_a_year_less_three_quarters_would_be_a_row_of_the_fourth() -> None:
    """The poster brought three in the last quarter: the year does not say how many it brought in all."""
    year = people({"web": [20, 20, 20, 20], "poster": [9, 9, 9, 3], "mother": [8, 8, 8, 30]})
    assert rows(year, Q1, Q2, Q3, YEAR) == [*3 * [{"web", "poster", "mother"}], {"web"}]


def test_small_rows_of_each_quarter_are_told_in_the_year_when_they_could_be_exchanged() -> None:
    year = people({"web": [20, 20, 20, 20], "poster": [3, 4, 2, 4], "mother": [4, 3, 4, 2], "share": [2, 2, 3, 3]})
    assert rows(year, Q1, Q2, Q3, Q4, YEAR) == [*4 * [{"web"}], {"web", "poster", "mother", "share"}]


def test_a_total_of_seven_may_be_told_and_yet_not_that_all_are_of_one_kind() -> None:
    """Seven enquiries in all is no secret; that all seven were about a marriage would be."""
    year = people({"marriage": [7, 6], "school": [0, 0]}, row_few=10)
    assert rows(year, Q1, H1) == [set(), set()]
    assert rows(year, H1, Q1) == [{"marriage"}, None]


# Where nobody can have been


def by_event(areas: Mapping[str, list[int]], held: Mapping[str, set[int]], **own: str) -> People:
    """Participants by area, and by organiser where ``own`` says whose the events of an area were."""
    plain = people(areas, few=10)
    sheet = plain.sheets["way"]
    tables = {"area": {area: area for area in areas}} | ({"organiser": own} if own else {})
    room = {area: frozenset(held[area]) for area in areas}
    return People(
        plain.quarters, {ALL: plain.sheets[ALL], "event": Sheet(10, sheet.cells, room, tables)}, by_event="event"
    )


def test_an_area_without_an_event_hides_nobody() -> None:
    """Spring was held in the south alone: of the fifteen there, twelve in spring leave three in summer."""
    areas = {"south": [12, 3], "north": [0, 20]}
    only_there = by_event(areas, {"south": {1, 2}, "north": {2}})
    assert [one.rows.get("area") for one in told(only_there, H1, Q1)] == [{"south", "north"}, None]
    in_both = by_event(areas, {"south": {1, 2}, "north": {1, 2}})
    assert [one.rows.get("area") for one in told(in_both, H1, Q1)] == [{"south", "north"}, set()]


def test_what_is_known_of_each_event_does_not_give_an_area_away_by_its_organiser() -> None:
    """Own 19 and east 15 would leave four for the south: all know that the event in the north was not ours."""
    areas = {"east": [15], "north": [12], "south": [4]}
    held = {"east": {1}, "north": {1}, "south": {1}}
    known = by_event(areas, held, east="own", south="own", north="supported")
    assert told(known, Q1)[0].rows == {"area": {"north"}, "organiser": {"own", "supported"}}


def test_the_sizes_of_two_gatherings_are_not_told_where_they_give_away_a_third() -> None:
    """Fifteen came in the south in the whole year; that twelve came to one gathering of spring leaves three."""
    for summer, told_of_spring in ((3, False), (13, True)):
        areas = {"south": [12, 0, summer], "north": [11, 0, 30]}
        known = by_event(areas, {"south": {1, 3}, "north": {1, 3}})
        year = decide(known, [], Q1 | Q3)
        assert year.rows == {"area": {"south", "north"}}
        spring = decide(known, [year], Q1, sizes=True)
        assert (spring.total, spring.sizes) == (True, told_of_spring)


# Women, who count once in each stretch


def women(places: Mapping[str, int], few: int = FEW) -> People:
    """How many women came in which quarters: ``"12"`` in the first and in the second one."""
    cells = {frozenset(map(int, place)): number for place, number in places.items()}
    return People(frozenset().union(*cells), {ALL: everybody(cells, few)}, again=True)


def test_of_a_half_and_its_quarters_it_could_be_told_how_many_came_in_both() -> None:
    """20 and 20 and in the half 37: three came in both."""
    assert [one.total for one in told(women({"1": 17, "2": 17, "12": 3}), Q1, Q2, H1)] == [True, True, False]
    assert [one.total for one in told(women({"1": 10, "2": 10, "12": 10}), Q1, Q2, H1)] == [True, True, True]


def test_a_half_tells_how_many_are_new_since_its_first_quarter() -> None:
    assert [one.total for one in told(women({"1": 20, "12": 9, "2": 3}), Q1, H1)] == [True, False]
    assert [one.total for one in told(women({"1": 20, "12": 9, "2": 5}), Q1, H1)] == [True, True]


# A row that stands in two tables


def test_who_asks_for_herself_is_the_same_in_both_tables() -> None:
    """Two women asked for themselves: whatever leaves out none but them would tell it."""
    q1 = frozenset({1})
    everyone = {ALL: everybody({q1: 32}, FEW)}
    askers = Sheet.of("asker", {"town": {q1: 22}, "trade": {q1: 8}, "herself": {q1: 2}}, FEW, "herself")
    themes = Sheet.of("theme", {"letter": {q1: 30}, "health": {}, "": {q1: 2}}, 10, "")
    alone = People(q1, everyone | {"theme": themes})
    both = People(q1, everyone | {"asker": askers, "theme": themes})
    assert told(alone, Q1)[0].rows == {"theme": set()}
    assert told(both, Q1)[0].rows == {"asker": {"town"}, "theme": set()}
    # Five are enough, though ten are the fewest of a theme: not to be asked hints at nothing.
    askers = Sheet.of("asker", {"town": {q1: 22}, "trade": {q1: 8}, "herself": {q1: 5}}, FEW, "herself")
    themes = Sheet.of("theme", {"letter": {q1: 30}, "health": {}, "": {q1: 5}}, 10, "")
    five = People(q1, {ALL: everybody({q1: 35}, FEW), "asker": askers, "theme": themes})
    assert told(five, Q1)[0].rows == {"asker": {"town", "trade", "herself"}, "theme": {"letter"}}
