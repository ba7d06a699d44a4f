"""The attack: a stranger holds every edition of a year, reckons exactly, and learns no small number of people."""

from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("hypothesis", reason="made-up years need hypothesis (requirements-dev.txt)")
pytest.importorskip("z3", reason="the stranger reckons with z3 (requirements-dev.txt)")

from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from portal.core.periods import Stretch
from portal.reports.otherwise import pinned
from portal.reports.told import People, Told
from tests.reports.forgetful import EVERYTHING
from tests.reports.stranger import Published, Stranger, publish_naively
from tests.reports.worlds import EDITIONS, families, handed_on, women

pytestmark = pytest.mark.slow

YEARS = st.one_of(families(), women())


def years(number: int) -> Callable[[Any], Any]:
    """So many made-up years with their editions."""
    how = settings(max_examples=number, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    return lambda test: how(given(year=YEARS, editions=EDITIONS)(test))


def attack(year: People, editions: list[Stretch]) -> None:
    people, told = handed_on(year, editions)
    published = [Published.of(people, one) for one in told]
    assert Stranger(people, published).works_out() == []
    if not told:
        return
    # Whoever takes for granted that what is left out is small learns no more than if the last had told nothing.
    silence = [*told[:-1], Told(told[-1].quarters)]
    known = {key: pinned(people, silence, key, suspicious=True) for key in people.sheets}
    for secret in Stranger(people, published, suspicious=True).works_out():
        rows = {row for region, row in known[secret.sheet] if region == secret.region}
        assert rows & secret.rows, secret


@years(50)
def test_a_stranger_works_out_no_small_number(year: People, editions: list[Stretch]) -> None:
    attack(year, editions)


@pytest.mark.storm
@years(1000)
def test_a_stranger_works_out_no_small_number_in_a_thousand_years(year: People, editions: list[Stretch]) -> None:
    attack(year, editions)


@years(30)
def test_an_edition_that_tells_nothing_gives_nothing_away(year: People, editions: list[Stretch]) -> None:
    """Silence is always safe, so there is always something that ``decide`` can answer."""
    people, told = handed_on(year, editions)
    for number in range(1, len(told) + 1):
        silence = [*told[: number - 1], Told(told[number - 1].quarters)]
        quarters = frozenset().union(*(one.quarters for one in silence))
        if quarters == people.quarters:
            assert not any(pinned(people, silence, key) for key in people.sheets)


@pytest.mark.parametrize("people", [families(), women()], ids=["families", "women"])
def test_the_stranger_sees_through_whoever_only_leaves_out_small_rows(people: Any) -> None:
    """The control: an attack that finds nothing there would prove nothing."""

    def betrays(year: People) -> bool:
        told = [publish_naively(year, quarters) for quarters in _all_of(year)]
        return bool(Stranger(year, told).works_out())

    how = settings(max_examples=200, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
    assert find(people, betrays, settings=how)


def _all_of(year: People) -> list[frozenset[int]]:
    return [quarters for one in Stretch if (quarters := frozenset(one.quarters)) <= year.quarters]


@pytest.mark.storm
@pytest.mark.parametrize("forget", EVERYTHING)
def test_the_stranger_sees_through_a_rule_that_forgets(
    forget: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    forget(monkeypatch)

    def betrays(made: tuple[People, list[Stretch]]) -> bool:
        people, told = handed_on(*made)
        return bool(Stranger(people, [Published.of(people, one) for one in told]).works_out())

    how = settings(max_examples=1000, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
    assert find(st.tuples(YEARS, EDITIONS), betrays, settings=how)
