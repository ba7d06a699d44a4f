"""The fold from taps to numbers."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

pytest.importorskip("hypothesis", reason="made-up evenings needs hypothesis (requirements-dev.txt)")

from hypothesis import given
from hypothesis import strategies as st

from portal.attendance.models import OpKind
from portal.attendance.tally import Heads, Tally, WalkIn, tally

START = datetime(2026, 11, 29, 17, tzinfo=UTC)


@dataclass(frozen=True)
class Op:
    id: int
    op_id: str
    kind: OpKind
    subject: str = ""
    adults: int = 0
    children: int = 0
    amount: int = 0
    name: str | None = None
    lang: str | None = None
    tapped_at: datetime = START


def at(second: int, kind: str, subject: str = "", adults: int = 0, children: int = 0, amount: int = 0) -> Op:
    when = START + timedelta(seconds=second)
    return Op(second, f"op-{second}", OpKind(kind), subject, adults, children, amount, tapped_at=when)


EMPTY = Tally({}, (), 0, 0, None)


def test_an_evening_without_a_tap_is_an_empty_room():
    assert tally([]) == EMPTY
    assert (tally([]).here, tally([]).estimated) == (0, False)


def test_the_last_tap_about_a_party_holds():
    found = tally([at(3, "here", "party:14", 2, 1), at(1, "here", "party:14", 2, 3), at(2, "undo", "party:14")])
    assert found == replace(EMPTY, parties={14: Heads(2, 1)})
    assert (found.adults, found.children, found.here) == (2, 1, 3)


def test_undo_takes_a_party_back_and_only_that_party():
    found = tally([at(1, "here", "party:14", 2), at(2, "here", "party:15", 1), at(3, "undo", "party:14")])
    assert found == replace(EMPTY, parties={15: Heads(1, 0)})


def test_two_taps_of_one_instant_stand_in_the_order_in_which_they_arrived():
    first, second = (
        at(1, "here", "party:1", 4),
        replace(at(2, "undo", "party:1"), tapped_at=at(1, "undo").tapped_at),
    )
    assert tally([second, first]) == EMPTY


def test_guests_without_a_sign_up_stand_in_the_order_in_which_they_came_and_can_be_corrected():
    found = tally(
        [
            at(1, "walk_in", "walkin:a", 1),
            at(2, "walk_in", "walkin:b", 0, 1),
            replace(at(3, "walk_in", "walkin:a", 2, 2), name="Noor", lang="ar"),
        ]
    )
    assert found == replace(EMPTY, walk_ins=(WalkIn(2, 2, "walkin:a", "Noor", "ar"), WalkIn(0, 1, "walkin:b")))


def test_the_two_counts_never_fall_below_zero():
    minus, plus = "new_in_denmark", "new_in_denmark"
    found = tally([at(1, minus, amount=-1), at(2, plus, amount=1), at(3, "first_time", amount=1)])
    assert found == replace(EMPTY, new_in_denmark=1, first_time=1)


def test_an_estimate_counts_only_where_nobody_was_counted():
    about_forty = at(1, "estimate", "estimate", amount=40)
    assert (tally([about_forty]).here, tally([about_forty]).estimated) == (40, True)
    with_one = tally([about_forty, at(2, "here", "party:1", 1)])
    assert (with_one.here, with_one.estimated, with_one.estimate) == (1, False, 40)
    assert tally([about_forty, at(2, "undo", "estimate")]) == EMPTY


def _phone(parity: int) -> st.SearchStrategy[list[Op]]:
    """What one phone taps: its instants are its own, so two phones never tap in the same microsecond."""
    tapped = st.one_of(
        st.tuples(st.just("here"), st.sampled_from(["party:1", "party:2"]), st.integers(0, 4), st.integers(0, 4)),
        st.tuples(st.just("walk_in"), st.sampled_from(["walkin:a", "walkin:b"]), st.integers(1, 4), st.just(0)),
        st.tuples(st.just("undo"), st.sampled_from(["party:1", "walkin:a", "estimate"]), st.just(0), st.just(0)),
        st.tuples(st.sampled_from(["new_in_denmark", "first_time"]), st.just(""), st.just(0), st.just(0)),
        st.tuples(st.just("estimate"), st.just("estimate"), st.just(0), st.just(0)),
    )
    return st.lists(st.tuples(tapped, st.integers(1, 5), st.sampled_from([1, -1])), max_size=12).map(
        lambda taps: [
            at(
                2 * sum(pause for _tap, pause, _sign in taps[: index + 1]) + parity,
                kind,
                subject,
                adults,
                children,
                amount=sign if subject == "" else 30 + index,
            )
            for index, ((kind, subject, adults, children), _pause, sign) in enumerate(taps)
        ]
    )


@pytest.mark.slow
@given(_phone(0), _phone(1), st.randoms(use_true_random=False))
def test_two_phones_give_the_same_tally_however_their_queues_arrive(one, other, chance: random.Random):
    arrived = one + other + [op for op in one + other if chance.random() < 0.5]
    chance.shuffle(arrived)
    renumbered = [replace(op, id=place) for place, op in enumerate(arrived)]
    chance.shuffle(renumbered)
    found = tally(renumbered)
    assert found == tally(one + other)
    assert min(found.adults, found.children, found.new_in_denmark, found.first_time) >= 0
