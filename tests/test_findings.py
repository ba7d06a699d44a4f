"""A sweep that fails names each page in a line of its own."""

import pytest

from tests.findings import none_of, same


def test_nothing_found_is_no_failure():
    none_of({})
    none_of([])
    same({"/da/": 1}, {"/da/": 1})


def test_each_page_is_named_in_one_line():
    with pytest.raises(pytest.fail.Exception) as failed:
        none_of({"/da/": "sideways by 12", ("events.list", "GET"): ["axe"]})
    assert str(failed.value) == "/da/: sideways by 12\nevents.list GET: ['axe']"


def test_two_tables_are_compared_line_by_line():
    with pytest.raises(pytest.fail.Exception) as failed:
        same({"here": 1, "other": 2, "alike": 3}, {"here": 0, "gone": 4, "alike": 3})
    assert str(failed.value) == (
        "here: found 1, expected 0\ngone: found 'nothing', expected 4\nother: found 2, expected 'nothing'"
    )
