"""The calendar: the days of a month, what is on them, and what clashes."""

import re
from datetime import date, datetime, timedelta

import pytest

from portal.core.db import transaction
from portal.events.facts import Cancelled
from portal.events.models import Event, EventMother, Status
from portal.planning.calendar_views import month_of
from portal.planning.clashes import Slot, clashes, on_days
from tests.pages import flat
from tests.planning.cast import plan


@pytest.fixture
def on(make_event):
    """Make an event on a day of May 2027, from one hour to another."""

    def make(day: int, start: int, end: int, **more) -> Event:
        starts = datetime(2027, 5, day, start)
        ends = datetime(2027, 5, day + (end <= start), end)
        return make_event(starts_local=starts, ends_local=ends, **more)

    return make


def boxes(page: str) -> dict[str, str]:
    """Each day of the page: its classes and what stands in it."""
    pieces = flat(page).partition('<ol class="cal">')[2].partition("</ol>")[0].split('<li class="cal-day')[1:]
    return {re.search(r'datetime="([\d-]+)"', piece)[1]: piece for piece in pieces}


def test_a_month_is_whole_weeks_from_monday(app):
    days = month_of(date(2027, 5, 1))
    assert (days[0].day, days[-1].day) == (date(2027, 4, 26), date(2027, 6, 6))
    assert [one.day for one in days] == [days[0].day + timedelta(days=n) for n in range(42)]
    assert [one.day for one in days if one.inside] == [date(2027, 5, n) for n in range(1, 32)]
    assert len(month_of(date(2027, 2, 1))) == 28  # four weeks to the day


def test_the_page_shows_events_with_their_state_and_the_feasts(coordinator, on):
    shown = on(9, 17, 20, kind="mothers_day")
    draft = on(20, 10, 12, status=Status.DRAFT)
    gone = on(22, 9, 12, status=Status.CANCELLED, cancel_reason=Cancelled.WEATHER)
    page = coordinator.get("/team/events/calendar?month=2027-05").text
    found = boxes(page)
    assert len(found) == 42
    assert "Mother's Day" in found["2027-05-09"]
    assert f"/team/events/{shown.code}" in found["2027-05-09"]
    assert "cal-draft" in found["2027-05-20"]
    assert f"/team/events/{draft.code}" in found["2027-05-20"]
    assert "cal-cancelled" in found["2027-05-22"]
    assert "Cancelled" in found["2027-05-22"]
    assert f"/team/events/{gone.code}" in found["2027-05-22"]
    assert "About now: Eid al-Adha" in found["2027-05-16"]
    assert "they depend on the moon" in page
    assert "month=2027-04" in page
    assert "month=2027-06" in page
    full = {day for day, box in found.items() if "cal-full" in box}
    assert full == {f"2027-05-{day:02}" for day in (6, 7, 9, 16, 17, 20, 22)}


def test_ramadan_and_school_holidays_are_said_where_they_begin(coordinator):
    found = boxes(coordinator.get("/team/events/calendar?month=2027-02").text)
    assert "Ramadan begins, until Monday 8 March" in found["2027-02-08"]
    assert "Ramadan, day 14 of 29" in found["2027-02-21"]
    assert "Winter holiday at school, until Sunday 21 February" in found["2027-02-13"]
    assert "Winter holiday" not in found["2027-02-17"]
    assert "cal-school" in found["2027-02-17"]
    march = boxes(coordinator.get("/team/events/calendar?month=2027-03").text)
    assert "cal-full" in march["2027-03-01"]


def test_a_day_to_come_leads_to_planning_on_it(coordinator, today):
    page = coordinator.get("/team/events/calendar").text
    days = set(re.findall(r"/team/events/new\?day=([\d-]+)", page))
    assert min(days) == today.isoformat()
    assert "cal-today" in page
    assert "?day=" not in coordinator.get("/team/events/calendar?month=2020-05").text


@pytest.mark.parametrize(
    "month",
    ["", "x", "2027", "2027-13", "2027-00", "0000-05", "9999-12", "1999-12", "٢٠٢٧-٠٥", "2027-05-01", "2" * 99],
)
def test_a_month_that_is_none_is_this_month(coordinator, month):
    answer = coordinator.get(f"/team/events/calendar?month={month}")
    assert answer.status_code == 200
    assert "cal-today" in answer.text


def test_the_first_and_the_last_month_lead_no_further(coordinator, today):
    assert "month=1999" not in coordinator.get("/team/events/calendar?month=2000-01").text
    last = coordinator.get(f"/team/events/calendar?month={today.year + 5}-12").text
    assert f"month={today.year + 6}" not in last
    assert f"month={today.year + 5}-11" in last


def test_what_clashes_says_so_in_words(coordinator, on, make_member):
    dinner, swim = on(9, 17, 20), on(9, 19, 21, place_name="beboerhuset ", kind="swimming")
    later = on(9, 21, 22, kind="trip")
    fatma = make_member("Fatma").id
    with transaction() as session:
        session.add_all([EventMother(event_id=one.id, member_id=fatma, hosting=True) for one in (dinner, swim)])
    box = boxes(coordinator.get("/team/events/calendar?month=2027-05").text)["2027-05-09"]
    said = re.findall(r'cal-clash">(.*?)</small>', box, re.S)
    said = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in said]
    assert said == [
        "At the same time · at the same place · with the same host: 19:00 Swimming for women",
        "At the same time · at the same place · with the same host: 17:00 Communal meal",
    ]
    assert f"/team/events/{later.code}" in box


def seen(slot, *events):
    found = clashes(slot, events)
    return [(clash.event.id, clash.same_time, clash.same_host, clash.same_place) for clash in found]


def test_a_slot_clashes_with_what_overlaps_it_or_shares_its_day(on):
    dinner = on(9, 17, 20)
    assert seen(Slot.of(dinner), dinner) == []
    assert seen(Slot.of(dinner), on(9, 20, 22)) == [(2, False, False, False)]
    assert seen(Slot.of(dinner), on(9, 19, 21)) == [(3, True, False, True)]
    assert seen(Slot.of(dinner), on(9, 19, 21, at_home=True)) == [(4, True, False, False)]
    assert seen(Slot.of(dinner), on(10, 17, 20)) == []
    cancelled = on(9, 17, 20, status=Status.CANCELLED, cancel_reason=Cancelled.OTHER)
    assert seen(Slot.of(dinner), cancelled) == []


def test_a_night_reaches_into_the_next_day(on):
    night, morning = on(8, 22, 2), on(9, 1, 3)
    assert [event.id for event in on_days(date(2027, 5, 9), date(2027, 5, 9))] == [night.id, morning.id]
    assert [event.id for event in on_days(date(2027, 5, 8), date(2027, 5, 8))] == [night.id]
    assert seen(Slot.of(morning), night) == [(night.id, True, False, True)]


def test_a_plan_clashes_as_an_event_does(on, now):
    busy = on(9, 17, 20, place_name="Huset")
    planned = Slot.of(plan(now, place_name="HUSET")).on(date(2027, 5, 9))
    assert seen(planned, busy) == [(busy.id, True, False, True)]
    copy = Slot.of(busy).on(date(2027, 5, 9))  # another event, then
    assert seen(copy, busy) == [(busy.id, True, False, True)]
