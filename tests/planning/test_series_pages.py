"""The pages of a series: two steps to more dates, all dates at a glance, taking out, throwing away."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from portal.core.actors import Role
from portal.core.db import transaction
from portal.core.forms import BaseForm
from portal.core.i18n import to_local
from portal.core.time_fields import LAST_YEAR
from portal.events.models import Event, Repeat, Series, Status
from portal.events.rules import FIRST_YEAR
from portal.planning.dates import MOST
from portal.planning.series_forms import DaysField
from tests.pages import flat


@pytest.fixture
def first(make_event, now) -> Event:
    """A draft of a café, on a Thursday about a month away."""
    day = to_local(now).date() + timedelta(days=30)
    day += timedelta(days=(3 - day.weekday()) % 7)
    starts = datetime.combine(day, datetime.min.time()).replace(hour=17)
    return make_event(
        kind="womens_cafe",
        status=Status.DRAFT,
        published_at=None,
        starts_local=starts,
        ends_local=starts + timedelta(hours=3),
    )


@pytest.fixture
def row(session):
    """The dates of all series, earliest first."""

    def read() -> list[Event]:
        session.rollback()
        found = select(Event).where(Event.series_id.is_not(None)).order_by(Event.starts_local, Event.id)
        return list(session.scalars(found))

    return read


def step(event: Event) -> str:
    return f"/team/events/{event.code}/series"


def days_of(page: str, *, ticked: bool = True) -> list[str]:
    """The dates on the page that are ticked, or all that can be."""
    found = re.findall(r'name="days" value="([\d-]+)"( checked)?', page)
    return [day for day, checked in found if checked or not ticked]


def after(event: Event, *weeks: int) -> list[str]:
    return [(event.starts_local.date() + timedelta(weeks=n)).isoformat() for n in weeks]


def make(coordinator, event, count=4) -> str:
    """Both steps; returns the address of the series."""
    page = coordinator.get(f"{step(event)}/dates?pattern=weekly&count={count}").text
    sent = {"pattern": "weekly", "offered": days_of(page), "days": days_of(page)}
    answer = coordinator.press(f"{step(event)}/dates", sent)
    assert answer.status_code == 303
    return answer.location.partition("?")[0]


@pytest.mark.slow
def test_two_steps_make_a_series_of_drafts(coordinator, first, row):
    page = coordinator.get(step(first)).text
    assert "Every week, on the same weekday" in page
    assert "I choose the dates myself" in page
    page = coordinator.get(f"{step(first)}/dates?pattern=weekly&count=4").text
    assert days_of(page) == after(first, 1, 2, 3)
    sent = {"pattern": "weekly", "offered": days_of(page), "days": after(first, 1, 3)}
    answer = coordinator.press(f"{step(first)}/dates", sent)
    assert answer.location.endswith("?done=made")
    assert [event.starts_local.date().isoformat() for event in row()] == after(first, 0, 1, 3)
    assert {event.status for event in row()} == {Status.DRAFT}
    again = coordinator.press(f"{step(first)}/dates", sent)
    assert again.location == answer.location
    assert len(row()) == 3
    assert "The dates are made." in coordinator.get(answer.location).text


def test_a_monthly_series_is_told_from_a_weekly_one(coordinator, first, row, session):
    pattern = re.search(r'value="(monthly-[-\d]+)"', coordinator.get(step(first)).text)[1]
    page = coordinator.get(f"{step(first)}/dates?pattern={pattern}&count=3").text
    coordinator.press(f"{step(first)}/dates", {"pattern": pattern, "days": days_of(page)})
    assert len({event.starts_local.month for event in row()}) == 3
    assert session.scalars(select(Series.repeat)).all() == [Repeat.MONTHLY]
    assert f'value="{pattern}" checked' in coordinator.get(step(row()[0])).text


def test_dates_by_hand_come_on_the_list_and_what_was_unticked_stays_so(coordinator, first, row):
    page = coordinator.get(f"{step(first)}/dates?pattern=by_hand&count=2").text
    assert days_of(page) == []
    one, two, three = after(first, 5, 6, 8)
    sent = {"pattern": "by_hand", "offered": [one, two], "days": [one], "extra_2": three, "do": "add"}
    page = coordinator.press(f"{step(first)}/dates", sent).text
    assert days_of(page) == [one, three]
    assert days_of(page, ticked=False) == [one, two, three]
    assert row() == []
    answer = coordinator.press(f"{step(first)}/dates", {"pattern": "by_hand", "days": [one], "extra_1": two})
    assert answer.status_code == 303
    assert [event.starts_local.date().isoformat() for event in row()] == [*after(first, 0), one, two]


def test_what_speaks_against_a_date_stands_beside_it(coordinator, make_event, first):
    make_event(
        starts_local=first.starts_local + timedelta(weeks=1, hours=1),
        ends_local=first.ends_local + timedelta(weeks=1),
        place_name="Elsewhere",
    )
    page = coordinator.get(f"{step(first)}/dates?pattern=weekly&count=52").text
    assert re.search(r"At the same time: <bdi>18:00</bdi> Communal meal", page)
    assert "holiday at school" in page
    assert days_of(page) == after(first, *range(1, 52))


def test_a_date_that_cannot_be_has_no_tick(coordinator, make_event):
    old = make_event(starts_in=-timedelta(days=9))
    page = coordinator.get(f"{step(old)}/dates?pattern=weekly&count=4").text
    assert "This day has passed." in page
    assert len(days_of(page, ticked=False)) == 2


def test_the_night_that_skips_the_hour_has_no_tick(coordinator, make_event, now):
    spring = max(date(now.year + 1, 3, day) for day in range(25, 32) if date(now.year + 1, 3, day).weekday() == 6)
    starts = datetime.combine(spring - timedelta(weeks=1), time(2, 30))
    night = make_event(starts_local=starts, ends_local=starts + timedelta(hours=3))
    page = coordinator.get(f"{step(night)}/dates?pattern=weekly&count=3").text
    assert "The clocks go forward that night, so this time does not exist." in page
    assert days_of(page) == after(night, 2)
    refused = coordinator.press(f"{step(night)}/dates", {"days": [spring.isoformat()]})
    assert refused.status_code == 422
    assert f"Sunday {spring.day} March {spring.year}: The clocks go forward" in refused.text


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("pattern=daily&count=4", "pattern", "Choose one of these."),
        ("pattern=monthly-7&count=4", "pattern", "Choose one of these."),
        ("pattern=&count=4", "pattern", "Choose one of these."),
        ("pattern=weekly&count=1", "count", "Write a number from 2 to 52."),
        ("pattern=weekly&count=53", "count", "Write a number from 2 to 52."),
        ("pattern=weekly&count=many", "count", "Write a number from 2 to 52."),
        ("pattern=weekly&pattern=by_hand&count=4", "pattern", "This was sent twice. Please look at it once more."),
    ],
)
def test_a_pattern_that_is_none_is_refused_beside_its_field(coordinator, first, query, field, words):
    answer = coordinator.get(f"{step(first)}/dates?{query}")
    assert answer.status_code == 422
    errors = re.findall(r'<p class="error" id="(\w+)-error">.*?<span>(.*?)</span></p>', flat(answer))
    assert errors == [(field, words)]
    assert "<title>Error:" in answer.text


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"days": []},
        {"days": ["tomorrow"]},
        {"days": ["2027-02-30"]},
        {"days": ["2027-W01-1", "\0"]},
        {"days": ["9999-12-31"]},
        {"days": ["2001-01-01"]},
        {"extra_1": "soon"},
        {"extra_1": "31.12.9999"},
        {"extra_1": "0001-01-01", "do": "add"},
        {"extra_1": "1999-12-31", "do": "add"},
        {"pattern": "x" * 999},
        {"pattern": ["weekly", "weekly"], "days": ["2099-01-01"]},
    ],
    ids=str,
)
def test_dates_that_are_none_make_nothing(coordinator, first, session, sent):
    answer = coordinator.press(f"{step(first)}/dates", sent)
    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    assert (session.query(Event).count(), session.query(Series).count()) == (1, 0)


@pytest.mark.parametrize(
    ("first_day", "many", "good"),
    [
        (date(2027, 1, 1), 2 * MOST, True),
        (date(2027, 1, 1), 2 * MOST + 1, False),
        (date(FIRST_YEAR, 1, 1), 1, True),
        (date(FIRST_YEAR - 1, 12, 31), 1, False),
        (date(LAST_YEAR, 12, 31), 1, True),
        (date(LAST_YEAR + 1, 1, 1), 1, False),
    ],
)
def test_how_many_days_a_page_takes_and_from_which_years(app, first_day, many, good):
    class Tried(BaseForm):
        days = DaysField()

    sent = [first_day + timedelta(days=number) for number in range(many)]
    with app.test_request_context():
        form = Tried(formdata=MultiDict([("days", day.isoformat()) for day in sent]))
        assert (form.validate(), form.days.data) == (good, sent if good else [])


def test_a_cancelled_event_has_no_more_dates(coordinator, make_event):
    event = make_event(status=Status.CANCELLED, cancel_reason="weather")
    assert coordinator.get(step(event)).location.endswith(f"/team/events/{event.code}")
    assert coordinator.get(f"{step(event)}/dates?pattern=weekly&count=3").status_code == 303
    refused = coordinator.press(f"{step(event)}/dates", {"days": ["2099-01-01"]})
    assert refused.status_code == 422


@pytest.mark.slow
def test_more_dates_continue_the_series(coordinator, first, row):
    make(coordinator, first)
    page = coordinator.get(step(row()[1])).text
    assert "How many more dates?" in page
    page = coordinator.get(f"{step(row()[1])}/dates?pattern=weekly&count=1").text
    assert days_of(page) == after(first, 4)
    coordinator.press(f"{step(row()[1])}/dates", {"pattern": "weekly", "days": days_of(page)})
    assert [event.starts_local.date().isoformat() for event in row()] == after(first, 0, 1, 2, 3, 4)
    page = coordinator.press(
        f"{step(first)}/dates", {"offered": after(first, 2), "days": after(first, 2), "do": "add"}
    ).text
    assert "The series has this date already." in page


@pytest.mark.slow
def test_the_page_says_how_each_date_stands(coordinator, first, row):
    path = make(coordinator, first)
    with transaction() as session:
        second, third = row()[1:3]
        session.get_one(Event, second.id).place_name = ""
        session.get_one(Event, third.id).by_hand = ["start", "hosts", "what was once"]
    page = coordinator.get(path).text
    assert "Publish all 3 drafts" in page
    assert "Write a place first, or say that it is in a home." in page
    assert "the start · the hosts" in re.sub(r"\s+", " ", page)
    assert coordinator.press(f"{path}/publish").location.endswith("?done=published")
    assert [event.status for event in row()] == ["published", "draft", "published", "published"]
    page = coordinator.get(f"{path}?done=published").text
    assert "1 date is still a draft" in page
    assert "/publish" not in page
    assert "0 of 10 seats" in page


@pytest.mark.slow
def test_stopping_after_a_date_asks_once_and_wants_a_reason(coordinator, first, row):
    path = make(coordinator, first)
    coordinator.press(f"{path}/publish")
    make_more = {"pattern": "weekly", "days": after(first, 4)}
    coordinator.press(f"{step(first)}/dates", make_more)
    page = coordinator.get(f"{path}/take-out?after={row()[1].code}").text
    assert "1 draft is thrown away:" in page
    assert "2 published dates are cancelled." in page
    codes = re.findall(r'name="date" value="(\w+)"', page)
    refused = coordinator.press(f"{path}/take-out", {"date": codes})
    assert refused.status_code == 422
    assert 'id="reason-error"' in refused.text
    assert len(row()) == 5
    for _press in range(2):
        done = coordinator.press(f"{path}/take-out", {"date": codes, "reason": "too_few"})
        assert done.status_code == 303
    assert [event.status for event in row()] == ["published", "published", "cancelled", "cancelled"]


@pytest.mark.slow
def test_single_dates_are_taken_out_and_a_series_may_end_with_none(coordinator, first, row):
    path = make(coordinator, first)
    second = row()[1].code
    page = coordinator.get(f"{path}/take-out?date={second}&date=ZZZZ").text
    assert "1 draft is thrown away:" in page
    assert "reason" not in page.split("<form")[1]
    assert coordinator.press(f"{path}/take-out", {"date": [second]}).location.endswith(f"{path}?done=out")
    assert len(row()) == 3
    rest = [event.code for event in row()]
    for _press in range(2):
        assert coordinator.press(f"{path}/take-out", {"date": rest}).location.endswith("/team/events")
    assert coordinator.get(path).status_code == 404


@pytest.mark.slow
def test_nothing_chosen_leads_back(coordinator, first):
    path = make(coordinator, first)
    for query in ("", "?date=", "?after=ZZZZ", "?date=" + "x" * 99):
        assert coordinator.get(f"{path}/take-out{query}").location.endswith(path)


def test_a_draft_is_thrown_away_after_asking_once(coordinator, make_event, session):
    draft = make_event(status=Status.DRAFT, published_at=None)
    path = f"/team/events/{draft.code}/discard"
    assert "Throw the draft away?" in coordinator.get(path).text
    for _press in range(2):
        assert coordinator.press(path).location.endswith("/team/events")
    assert session.query(Event).count() == 0
    assert coordinator.get(path).status_code == 404


@pytest.mark.slow
def test_a_draft_of_a_series_leads_back_to_the_others(coordinator, first, row):
    path = make(coordinator, first)
    assert coordinator.press(f"/team/events/{row()[2].code}/discard").location.endswith(f"{path}?done=discarded")
    assert len(row()) == 3


def test_a_published_event_cannot_be_thrown_away(coordinator, make_event, session):
    event = make_event()
    path = f"/team/events/{event.code}/discard"
    assert coordinator.get(path).location.endswith(f"/team/events/{event.code}")
    refused = coordinator.press(path)
    assert refused.status_code == 422
    assert "Cancel it instead." in refused.text
    assert session.query(Event).count() == 1


@pytest.mark.parametrize("path", ["ZZZZ/series", "ZZZZ/series/dates?pattern=weekly", "ZZZZ/discard", "series/99"])
def test_what_is_not_there_is_a_page_that_is_not_there(coordinator, path):
    assert coordinator.get(f"/team/events/{path}").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["da", "ar", "ur"])
def test_the_steps_speak_her_language(make_member, sign_in, first, lang):
    phone = sign_in(make_member("Karen", Role.COORDINATOR, lang=lang))
    path = make(phone, first)
    for address in (path, step(first), f"{step(first)}/dates?pattern=weekly&count=3", "/team/events/calendar"):
        page = phone.get(address).text
        assert f'<html lang="{lang}" dir="{"ltr" if lang == "da" else "rtl"}">' in page
