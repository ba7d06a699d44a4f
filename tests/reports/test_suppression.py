"""What an edition shows of people, in small examples: nothing below five can be worked out."""

from collections.abc import Mapping

from portal.reports.disclosure import publish
from portal.reports.suppression import CrossTable, LinkedTables, suppress

FEW = 5
HERSELF = "herself"


def shown(table: Mapping[str, int], *, few: int = FEW, row_few: int | None = None) -> set[str] | None:
    """The rows that are shown of one table; None where not even the total is."""
    rows = {row: number for row, number in table.items() if number}
    told = suppress(LinkedTables(sum(rows.values()), few, [CrossTable.of("way", rows, row_few or few)]))
    return None if told is None else set(told.get("way", ()))


# Primary suppression


def test_a_total_of_four_is_left_out_and_five_and_nobody_are_shown() -> None:
    assert [publish(LinkedTables(total, FEW)).total for total in (4, 5, 0, 1)] == [None, 5, 0, None]


def test_a_newroz_with_nine_is_left_out_where_ten_is_the_fewest() -> None:
    assert [publish(LinkedTables(total, 10)).total for total in (9, 10)] == [None, 10]


def test_without_the_total_no_row_is_shown() -> None:
    assert shown({"web": 4}) is None


# Secondary suppression


def test_rows_that_are_all_large_are_all_shown() -> None:
    assert shown({"web": 20, "poster": 9, "mother": 5}) == {"web", "poster", "mother"}


def test_a_row_of_one_takes_the_smallest_other_with_it() -> None:
    assert shown({"web": 20, "poster": 9, "mother": 1}) == {"web"}


def test_two_small_rows_hide_each_other_when_they_are_enough_together() -> None:
    assert shown({"web": 20, "poster": 3, "mother": 3}) == {"web"}
    assert shown({"web": 20, "poster": 2, "mother": 2, "share": 9}) == {"web"}


def test_of_two_rows_one_that_is_small_hides_both() -> None:
    assert shown({"first": 3, "others": 97}) == set()
    assert shown({"first": 0, "others": 97}) == {"others"}
    assert shown({"first": 30, "others": 70}) == {"first", "others"}


def test_a_total_of_seven_may_be_shown_and_yet_not_that_all_are_of_one_kind() -> None:
    """Seven enquiries in all is no secret; that all seven were about a marriage would be."""
    assert shown({"marriage": 7, "school": 0}, row_few=10) == set()


def test_what_is_left_out_stands_together_in_the_last_row() -> None:
    rows = {"poster": 3, "web": 20, "mother": 3, "share": 30}
    published = publish(LinkedTables(56, FEW, [CrossTable.of("way", rows, FEW)]))
    assert list(published.tables["way"].items()) == [("share", 30), ("web", 20), ("*", 6)]


# The suspicious reader


def test_two_rows_of_four_are_not_given_away_by_all_others_being_eight() -> None:
    """Eight are twice the most that is left out: whoever is suspicious would know both."""
    assert shown({"web": 20, "share": 9, "poster": 4, "mother": 4}) == {"web"}
    assert shown({"web": 20, "share": 9, "poster": 4, "mother": 3}) == {"web", "share"}


# Linked tables: margins of one cross table


def test_what_is_known_of_each_event_does_not_give_an_area_away_by_its_organiser() -> None:
    """Own 19 and east 15 would leave four for the south: all know that the event in the north was not ours."""
    cells = {"own east": 15, "supported north": 12, "own south": 4}
    tables = {name: {cell: cell.split()[at] for cell in cells} for at, name in enumerate(("organiser", "area"))}
    told = suppress(LinkedTables(31, 10, [CrossTable(10, cells, tables)]))
    assert told == {"organiser": {"own", "supported"}, "area": {"north"}}


def test_a_group_of_rows_is_shown_where_the_rows_are_not() -> None:
    """Ten municipal employees and one volunteer: eleven professionals, which is what a funder asks about."""
    cells = {"town": 10, "red cross": 1}
    tables = {"from": dict.fromkeys(cells, "professionals"), "asker": {cell: cell for cell in cells}}
    assert suppress(LinkedTables(11, FEW, [CrossTable(FEW, cells, tables)])) == {"from": {"professionals"}}


# Linked tables: a common cell


def asked(askers: Mapping[str, int], themes: Mapping[str, int]) -> dict[str, set[str]]:
    """What is shown of enquiries, by who asked and by what it was about; ``HERSELF`` is common to both tables."""
    crossed = [CrossTable.of("asker", askers, FEW, HERSELF), CrossTable.of("theme", themes, 10, HERSELF)]
    told = suppress(LinkedTables(sum(askers.values()), FEW, crossed)) or {}
    return {table: set(rows) for table, rows in told.items()}


def test_who_asks_for_herself_is_not_told_by_either_table() -> None:
    assert asked({"town": 22, "trade": 8, HERSELF: 2}, {"letter": 30, HERSELF: 2}) == {"asker": {"town"}}


def test_a_common_cell_that_one_table_shows_is_taken_off_what_the_other_leaves_out() -> None:
    """Six asked for themselves, which the first table shows; of the ten left out, four would be about health."""
    askers, themes = {"town": 34, HERSELF: 6}, {"letter": 30, "health": 4, HERSELF: 6}
    assert asked(askers, themes) == {"asker": {"town", HERSELF}}
    themes = {"letter": 24, "health": 10, HERSELF: 6}
    assert asked(askers, themes) == {"asker": {"town", HERSELF}, "theme": {"letter", "health"}}


def test_a_common_cell_of_five_is_enough_where_ten_are_the_fewest_of_a_theme() -> None:
    """Not to be asked what it is about hints at nothing."""
    told = asked({"town": 22, "trade": 8, HERSELF: 5}, {"letter": 30, HERSELF: 5})
    assert told == {"asker": {"town", "trade", HERSELF}, "theme": {"letter"}}
