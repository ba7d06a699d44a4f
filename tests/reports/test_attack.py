"""The attack: a stranger holds every edition of a year, reckons exactly, and learns no small number of people."""

from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("hypothesis", reason="made-up years need hypothesis (requirements-dev.txt)")
pytest.importorskip("z3", reason="the stranger reckons with z3 (requirements-dev.txt)")

from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from portal.core.periods import Stretch
from portal.reports.editions import Cut
from tests.reports.stranger import Published, Stranger, publish_naively
from tests.reports.weakened import WEAKENED
from tests.reports.worlds import People, families, women

pytestmark = pytest.mark.slow

YEARS = st.one_of(families(), women())
CUTS = st.sampled_from(Cut)


def years(number: int) -> Callable[[Any], Any]:
    """So many made-up years, each with all editions of one cut."""
    how = settings(max_examples=number, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    return lambda test: how(given(year=YEARS, cut=CUTS)(test))


def worked_out(year: People, cut: Cut, *, suspicious: bool = False) -> list[Any]:
    """What a stranger finds who holds all editions of a year."""
    published = [Published.of(year, frozenset(stretch.quarters)) for stretch in cut.stretches]
    return Stranger(year, published, suspicious).works_out()


def attack(year: People, cut: Cut) -> None:
    assert worked_out(year, cut) == []
    assert worked_out(year, cut, suspicious=True) == []


@years(50)
def test_a_stranger_works_out_no_small_number(year: People, cut: Cut) -> None:
    attack(year, cut)


@pytest.mark.storm
@years(1000)
def test_a_stranger_works_out_no_small_number_in_a_thousand_years(year: People, cut: Cut) -> None:
    attack(year, cut)


@pytest.mark.parametrize("people", [families(), women()], ids=["families", "women"])
def test_the_stranger_sees_through_whoever_only_leaves_out_small_rows(people: Any) -> None:
    """The control: an attack that finds nothing there would prove nothing."""

    def betrays(year: People) -> bool:
        told = [publish_naively(year, frozenset(stretch.quarters)) for stretch in Cut.QUARTERS.stretches]
        return bool(Stranger(year, told).works_out())

    assert find(people, betrays, settings=_generated(200))


@pytest.mark.parametrize("people", [families(), women()], ids=["families", "women"])
def test_the_stranger_sees_through_editions_that_overlap(people: Any) -> None:
    """Why a year is cut in one way only: each edition is safe by itself, and all of them are not."""

    def betrays(year: People) -> bool:
        told = [Published.of(year, frozenset(stretch.quarters)) for stretch in Stretch]
        return bool(Stranger(year, told).works_out())

    assert find(people, betrays, settings=_generated(200))


@pytest.mark.parametrize(("weaken", "year"), WEAKENED)
def test_the_stranger_sees_through_a_weakened_rule(
    weaken: Callable[[pytest.MonkeyPatch], None], year: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert worked_out(year, Cut.YEAR, suspicious=True) == []
    weaken(monkeypatch)
    assert worked_out(year, Cut.YEAR, suspicious=True)


def _generated(number: int) -> settings:
    return settings(max_examples=number, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
