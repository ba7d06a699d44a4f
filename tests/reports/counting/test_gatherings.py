"""Events and who came: the hours at which a day begins, what is no gathering, and what is counted of one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.attendance.models import OpKind
from portal.core.areas import Area
from portal.core.periods import Period
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import EventMother, Partner, Status
from portal.helping.models import EventTask, TaskKind, TaskTake
from portal.money.models import Expense
from portal.posters.models import Placement, PosterVisit
from portal.signups.models import State, Way
from tests.reports.counting.conftest import LONG_AGO, MARCH, at

ONE_DAY = Period(date(2015, 3, 29), date(2015, 3, 29))


def here(group, event, party, number, adults, children=0):
    return group.tap(
        event, OpKind.HERE, subject=f"party:{number}", signup_id=party, adults=adults, children=children
    )


@pytest.mark.parametrize(
    ("starts", "held"),
    [
        (datetime(2015, 3, 28, 23, 59), 0),
        (datetime(2015, 3, 29), 1),
        (datetime(2015, 3, 29, 1, 30), 1),  # half an hour before the clocks go forward
        (datetime(2015, 3, 29, 3), 1),
        (datetime(2015, 3, 29, 23, 59), 1),
        (datetime(2015, 3, 30), 0),
    ],
)
def test_an_event_is_of_the_danish_day_it_begins_on(group, starts, held):
    group.event(starts, starts + timedelta(hours=3), kind=Kind.DIALOGUE_MEETING)
    figures = group.counted(ONE_DAY).figures
    assert (figures["events_own"], figures["events_information"], figures["events_social"]) == (held, held, 0)


def test_an_event_counts_when_it_is_over(group):
    event = group.dinner(28)
    group.walk_in(event, 7)
    group.event(
        datetime(2015, 3, 28, 17), datetime(2015, 3, 28, 20), kind=Kind.NETWORK_MEETING, audience="mothers"
    )
    before, after = (group.counted(now=at(28, 19, 59)).figures, group.counted(now=at(28, 20)).figures)
    keys = ("events_own", "participants", "meetings")
    assert [[figures[key] for key in keys] for figures in (before, after)] == [[0, 0, 0], [1, 7, 1]]


@pytest.mark.slow
@pytest.mark.parametrize(
    "values",
    [
        {"status": Status.DRAFT},
        {"status": Status.CANCELLED},
        {"audience": Audience.MOTHERS},
        {"kind": Kind.NETWORK_MEETING, "audience": Audience.MOTHERS},
        {"kind": Kind.COURSE_EVENING},
        {"kind": Kind.STAND, "only_noted": True},
    ],
    ids=str,
)
def test_what_is_no_gathering_has_no_participants_and_no_list(group, values):
    event = group.dinner(9, first_full_at=at(8), **values)
    group.walk_in(event, 7)
    party = group.party(event, 1, 3, way=Way.POSTER)
    task = group.add(EventTask, event_id=event, kind=TaskKind.CAKE)
    group.add(TaskTake, task_id=task, signup_id=party, created_at=LONG_AGO)
    group.add(PosterVisit, event_id=event, day=date(2015, 3, 1), visits=4)
    figures = group.counted().figures
    keys = ("events_own", "events_social", "participants", "signups_people", "events_full", "hands", "no_shows")
    assert {key: figures[key] for key in keys} == dict.fromkeys(keys, 0)
    assert group.counted().tables["openings_place"] == {}


def test_a_stand_that_was_planned_is_a_gathering_and_makes_us_known_one_that_was_noted_only_makes_us_known(group):
    fatma = group.mother()
    planned = group.dinner(9, kind=Kind.STAND, reached=40)
    noted = group.dinner(10, kind=Kind.STAND, only_noted=True, reached=0)
    for event in (planned, noted):
        group.add(EventMother, event_id=event, member_id=fatma, took_part=True)
    counted = group.counted()
    expected = {"events_own": 1, "events_visibility": 2, "reached": 40, "mother_hours": 3.0}
    assert {key: counted.figures[key] for key in expected} == expected
    assert (counted.tables["visibility_kind"], counted.tables["reached_kind"]) == ({"stand": 2}, {"stand": 40})


def test_that_nobody_was_reached_is_said_and_that_nobody_could_say_is_not(group):
    group.dinner(9, kind=Kind.ARTICLE)
    assert group.figure("reached") is None
    group.dinner(10, kind=Kind.ARTICLE, reached=0)
    assert group.figure("reached") == 0


def test_an_evening_without_attendance_is_held_and_is_not_the_smallest(group):
    group.dinner(1)
    few, many, guessed = group.dinner(9), group.dinner(10), group.dinner(11)
    group.walk_in(few, 3, 1)
    group.walk_in(many, 30, 10)
    group.tap(guessed, OpKind.ESTIMATE, subject="estimate", amount=60)
    counted = group.counted()
    expected = {"events_social": 4, "participants": 104, "smallest": 4, "largest": 60, "median": 40}
    assert {key: counted.figures[key] for key in expected} == expected
    assert counted.tables["participants_age"] == {"adults": 33, "children": 11, "unknown": 60}
    assert counted.tables["participants_month"] == {"2015-03": 104}


def test_who_was_counted_one_by_one_is_not_guessed_as_well(group):
    event = group.dinner(9)
    group.tap(event, OpKind.ESTIMATE, subject="estimate", amount=60)
    group.walk_in(event, 3)
    assert group.figure("participants") == 3


def test_more_first_timers_than_people_are_never_said(group):
    event, other = group.dinner(9), group.dinner(10)
    group.walk_in(event, 2)
    group.walk_in(other, 5)
    for number in range(3):
        group.tap(event, OpKind.FIRST_TIME, amount=1, tapped_at=LONG_AGO + timedelta(seconds=number))
    group.tap(other, OpKind.NEW_IN_DENMARK, amount=1)
    counted = group.counted()
    assert (counted.figures["first_time"], counted.figures["new_in_denmark"]) == (2, 1)
    assert counted.tables["participants_first"] == {"first": 2, "others": 5}
    assert counted.tables["participants_new"] == {"new": 1, "others": 6}


def test_who_did_not_come_is_asked_only_where_somebody_who_had_signed_up_was_counted(group):
    counted, not_counted, only_guests = group.dinner(9), group.dinner(10), group.dinner(11)
    came, _stayed = group.party(counted, 1, 2), group.party(counted, 2, 4)
    group.party(counted, 3, 8, state=State.CANCELLED)
    group.party(counted, 4, 8, state=State.WAITING)
    here(group, counted, came, 1, 0)  # tapped, and nobody was with her after all
    group.party(not_counted, 1, 5)
    group.party(only_guests, 1, 6)
    group.walk_in(only_guests, 7)
    assert group.figure("no_shows") == 4


def test_a_party_that_lives_on_in_another_is_counted_there_alone_also_at_the_door(group):
    event, other = group.dinner(9), group.dinner(10)
    kept = group.party(event, 1, 2)
    joined = group.party(event, 2, 3, state=State.CANCELLED, replaced_by_id=kept)
    moved = group.party(event, 3, 4, state=State.CANCELLED, replaced_by_id=group.party(other, 1, 4))
    here(group, event, joined, 2, 3)
    here(group, event, kept, 1, 2)
    here(group, event, moved, 3, 4)
    figures = group.counted().figures
    assert (figures["participants"], figures["signups_people"], figures["no_shows"]) == (6, 6, 0)


def test_a_code_that_is_none_of_ours_is_a_poster_without_a_place(group):
    group.add(Placement, code="VASKERI", name="Vaskeriet")
    event = group.dinner(9)
    for number, (way, place) in enumerate(
        [(Way.POSTER, "VASKERI"), (Way.POSTER, "MADEUP"), (Way.POSTER, None), (Way.WEB, "VASKERI")], 1
    ):
        group.party(event, number, number, way=way, place=place, lang="tr" if number == 1 else "da")
    for place, visits in (("VASKERI", 5), ("MADEUP", 2), ("", 1)):
        group.add(PosterVisit, event_id=event, place=place, day=date(2014, 3, 1), visits=visits)
    tables = group.counted().tables
    assert (tables["signups_place"], tables["openings_place"]) == ({"VASKERI": 1, "": 5}, {"VASKERI": 5, "": 3})
    assert tables["signups_way"] == {"poster": 6, "web": 4}
    assert tables["signups_language"] == {"tr": 1, "da": 9}


def test_days_until_full_are_those_of_the_middle(group):
    published = datetime(2015, 3, 1, tzinfo=UTC)
    for day, hours in ((10, 12), (11, 36), (12, 240)):
        group.dinner(day, published_at=published, first_full_at=published + timedelta(hours=hours))
    group.dinner(13, published_at=published)
    figures = group.counted().figures
    assert (figures["events_full"], figures["days_to_full"]) == (3, 1.5)


@pytest.mark.slow
def test_money_of_every_event_that_was_held_and_the_cost_of_those_people_came_to(group):
    def spend(event, amount):
        words = {"what": "Rice", "form_key": f"{event} {amount}", "created_at": LONG_AGO}
        group.add(Expense, event_id=event, amount_ore=amount, **words)

    dinner, next_day = group.dinner(9), group.event(datetime(2015, 4, 1), datetime(2015, 4, 1, 3))
    meeting = group.dinner(10, kind=Kind.NETWORK_MEETING, audience="mothers")
    cancelled = group.dinner(11, status=Status.CANCELLED)
    assert group.figure("cost_per_participant") is None
    for event, amount in ((dinner, 1000), (dinner, 500), (meeting, 70), (cancelled, 9000), (next_day, 9000)):
        spend(event, amount)
    assert group.figure("cost_per_participant") is None, "nobody was counted"
    group.walk_in(dinner, 6)
    counted = group.counted()
    assert (counted.figures["expenses"], counted.figures["cost_per_participant"]) == (1570, 250)
    assert counted.tables["expenses_event"] == {str(dinner): 1500, str(meeting): 70}


def test_each_is_told_apart_by_kind_organiser_area_and_month(group):
    area = group.add(Area, slug="hedeparken", name="Hedeparken")
    partner = group.add(Partner, slug="abc", name="ABC")
    first = group.dinner(9, area_id=area)
    second = group.event(
        datetime(2015, 4, 1), datetime(2015, 4, 1, 3), kind=Kind.INFORMATION_MEETING, organiser_id=partner
    )
    group.walk_in(first, 5)
    group.walk_in(second, 7)
    tables = group.counted(Period(date(2015, 3, 1), date(2015, 4, 1))).tables
    expected = {
        "organiser": {"own": 5, "supported": 7},
        "kind": {"communal_meal": 5, "information_meeting": 7},
        "area": {"hedeparken": 5, "": 7},
        "month": {"2015-03": 5, "2015-04": 7},
    }
    assert {name: tables[f"participants_{name}"] for name in expected} == expected
    assert {name: tables[f"events_{name}"] for name in expected} == {
        name: dict.fromkeys(rows, 1) for name, rows in expected.items()
    }
    assert tables["events_month"] != group.counted(MARCH).tables["events_month"] == {"2015-03": 1}
