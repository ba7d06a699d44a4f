"""Pages of a list, sorted by a moment and an id: every row stands on one page, whichever way one turns them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.core.db import transaction
from portal.core.paging import Order, Page, page
from portal.events.models import Event
from portal.network.models import Notice

SIZE = 3


@pytest.fixture
def codes(make_event):
    """Seven events in their order; those in the middle begin at the same moment."""
    return [make_event(starts_in=timedelta(days=days)).code for days in (1, 2, 3, 3, 3, 3, 4)]


@pytest.fixture
def turn(session):
    def turn(asked: str = "", newest_first: bool = False) -> Page[Event]:
        return page(
            session, select(Event), Order(Event.starts_local, Event.id, newest_first), size=SIZE, asked=asked
        )

    return turn


@pytest.mark.parametrize("newest_first", [False, True])
def test_turning_on_and_back_again_shows_each_row_once(codes, turn, newest_first):
    expected = codes[::-1] if newest_first else codes
    pages, asked = [], ""
    while asked is not None:
        pages.append(turn(asked, newest_first))
        asked = pages[-1].on
    assert [[event.code for event in one.rows] for one in pages] == [expected[:3], expected[3:6], expected[6:]]
    middle = turn(pages[2].back, newest_first)
    first = turn(middle.back, newest_first)
    assert [event.code for event in middle.rows] == expected[3:6]
    assert ([event.code for event in first.rows], first.back, first.on) == (expected[:3], None, pages[0].on)


def test_a_list_of_exactly_one_page_has_no_other(codes, turn, session):
    only = page(session, select(Event), Order(Event.starts_local, Event.id), size=len(codes), asked="")
    assert (len(only.rows), only.back, only.on) == (len(codes), None, None)


def test_going_back_to_where_less_than_a_page_is_left_shows_the_first_page(codes, turn, session):
    second = turn(turn().on)
    with transaction() as writing:
        writing.delete(writing.query(Event).filter_by(code=codes[0]).one())
    first = turn(second.back)
    assert ([event.code for event in first.rows], first.back) == (codes[1:4], None)


def test_an_address_beyond_the_last_row_shows_the_first_page(codes, turn):
    assert [event.code for event in turn("a29991231235959000000-1").rows] == codes[:3]


def test_a_moment_in_utc_is_found_again(session, now):
    with transaction() as writing:
        for n in range(5):
            writing.add(Notice(until=now.date(), created_at=now + timedelta(microseconds=n)))
    order = Order(Notice.created_at, Notice.id)
    first = page(session, select(Notice), order, size=2, asked="")
    second = page(session, select(Notice), order, size=2, asked=first.on)
    assert [notice.created_at - now for notice in second.rows] == [timedelta(microseconds=n) for n in (2, 3)]
    assert first.on == f"a{now + timedelta(microseconds=1):%Y%m%d%H%M%S%f}-{first.rows[1].id}"


@pytest.mark.parametrize(
    "asked", ["2", "c20260101000000000000-1", "a2026-1", "a20260230000000000000-1", "a20260101000000000000-0"]
)
def test_what_is_no_address_of_a_page_is_the_first(codes, turn, asked):
    assert [event.code for event in turn(asked).rows] == codes[:3]
