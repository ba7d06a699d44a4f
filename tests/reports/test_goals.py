"""Goals of a year: set, changed, taken away, and how far the group has come."""

import re
from datetime import date, datetime, timedelta

import pytest

from portal.core.actors import Actor, Role
from portal.core.audit import AuditEntry
from portal.core.db import db, transaction
from portal.core.errors import RuleBroken
from portal.core.features import Feature, FeatureOff, forget
from portal.core.i18n import to_local
from portal.core.periods import Period, Stretch
from portal.reports import goals
from portal.reports.figure_types import Counts, Unit
from portal.reports.figures import FIGURES
from portal.reports.models import Goal
from tests.races import ROUNDS, one_won

KAREN = Actor(member_id=None, role=Role.COORDINATOR, opened=True)


@pytest.fixture
def desk(make_member, sign_in):
    """The coordinator's phone, opened."""
    return sign_in(make_member("Karen", Role.COORDINATOR), opened=True)


@pytest.fixture
def aim(rules, now):
    """Set a goal by the rule; its id."""

    def aim(figure="events_own", target=3, year=2015):
        return rules(goals.set_goal, year=year, figure=figure, target=target, by=KAREN, now=now).id

    return aim


def test_what_can_be_aimed_at_is_a_number_of_things_and_no_money_or_mean():
    assert {FIGURES[key].unit for key in goals.AIMS} == {Unit.NUMBER}
    assert len(set(goals.AIMS)) == len(goals.AIMS)
    assert not {"smallest", "largest", "no_shows", "enquiries_nobody", "mothers_resting"} & set(goals.AIMS)


def test_a_goal_is_set_changed_and_taken_away(rules, session, now, aim):
    number = aim(target=3)
    assert aim(target=3) == number
    with pytest.raises(RuleBroken) as broken:
        aim(target=4)
    assert broken.value.field == "figure"
    aim(target=4, year=2016)
    rules(goals.change, goal_id=number, target=5, by=KAREN, now=now)
    assert [(one.year, one.target) for one in session.query(Goal).order_by(Goal.year)] == [(2015, 5), (2016, 4)]
    rules(goals.remove, goal_id=number, by=KAREN, now=now)
    assert [one.year for one in session.query(Goal)] == [2016]
    actions = [entry.action for entry in session.query(AuditEntry)]
    assert actions == ["goals.set", "goals.set", "goals.change", "goals.remove"]


@pytest.mark.parametrize(
    ("year", "figure"),
    [(1999, "events_own"), (10**30, "events_own"), (2015, "funding"), (2015, "median"), (2015, "x")],
)
def test_no_goal_for_a_senseless_year_or_figure(aim, year, figure):
    with pytest.raises(RuleBroken):
        aim(figure=figure, year=year)


def test_progress_stands_in_the_order_of_the_report_and_says_what_is_reached(session, aim):
    for figure, target in (("hands", 10), ("meetings", 5), ("events_own", 3), ("mothers_active", 12)):
        aim(figure, target)
    aim("participants", 900, year=2016)
    counts = Counts({"mothers_active": 10, "events_own": 4, "meetings": 5, "hands": None})
    found = [
        (one.goal.figure, one.text, one.target_text, one.percent, one.reached)
        for one in goals.progress(session, 2015, counts)
    ]
    assert found == [
        ("mothers_active", "10", "12", 83, False),
        ("events_own", "4", "3", 100, True),
        ("meetings", "5", "5", 100, True),
        ("hands", "–", "10", 0, False),
    ]
    assert goals.years_known(session) == {2015, 2016}


def test_the_report_of_a_period_has_the_goals_of_its_one_year(session, aim):
    aim()
    counts = Counts({"events_own": 2})
    for period in (Period.of(2015), Period.of(2015, Stretch.Q2)):
        assert [one.value for one in goals.in_period(session, period, counts)] == [2]
    for period in (Period.of(2016), Period(date(2015, 12, 1), date(2016, 1, 31))):
        assert goals.in_period(session, period, counts) == []


def test_a_goal_set_twice_at_once_is_one_and_two_numbers_are_one_and_a_refusal(at_once, now):
    for turn in range(ROUNDS):
        about = {"year": 2015 + turn % 5, "by": KAREN, "now": now}
        same = at_once(goals.set_goal, goals.set_goal, figure="hands", target=3, **about)
        assert same == [None, None]
        deeds = [
            lambda session, target=target, **words: goals.set_goal(session, target=target, **words)
            for target in (1, 2)
        ]
        one_won(at_once(*deeds, figure="reached", **about))
        assert db.session.query(Goal).count() == 2 * (turn + 1)


@pytest.mark.slow
def test_the_page_says_how_far_we_have_come(desk, make_event, now, make_member):
    year = to_local(now).year
    here = "/team/report/goals"
    assert "No goals are set for this year." in desk.get(here).text
    told = desk.press(here, {"year": year, "figure": "mothers_active", "target": "٢"})
    assert told.location == f"{here}?year={year}&done=saved"
    make_member("Fatma")
    page = desk.get(told.location).text
    assert "It is saved." in page and "1 of 2" in page and 'class="goal-done" width="50"' in page
    assert 'value="mothers_active"' not in page, "it has a goal already"
    for name in ("Shazia", "Amal"):
        make_member(name)
    page = desk.get(here).text
    assert "3 of 2" in page and 'class="goal-done" width="100"' in page and ">Reached<" in page


def test_a_goal_from_its_page_to_its_end(desk, aim, session):
    number = aim("meetings", 5)
    here = f"/team/report/goals/{number}"
    assert 'value="5"' in desk.get(here).text
    assert desk.press(here, {"target": "6"}).location == "/team/report/goals?year=2015&done=saved"
    assert "6" in re.search(r"<h1>.*</form>", desk.get(f"{here}/remove").text, re.DOTALL)[0]
    assert desk.press(f"{here}/remove").location == "/team/report/goals?year=2015&done=removed"
    assert session.query(Goal).count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("target", ["", "0", "-3", "1" + "0" * 30, "1000001", "3.5", "\x00", "\ufffd", "x" * 9000])
def test_a_target_that_is_none_is_told(desk, aim, session, now, target):
    number = aim()
    year = to_local(now).year
    for address, more in (
        ("/team/report/goals", {"figure": "hands", "year": year}),
        (f"/team/report/goals/{number}", {}),
    ):
        told = desk.press(address, {"target": target, **more})
        assert told.status_code == 422 and 'id="target-error"' in told.text and "<title>Error: " in told.text
    assert [one.target for one in session.query(Goal)] == [3]


@pytest.mark.parametrize("figure", ["", "funding", "median", "nothing", "\x00", "x" * 9000])
def test_a_figure_that_is_no_aim_is_told(desk, session, now, figure):
    told = desk.press("/team/report/goals", {"figure": figure, "target": "3", "year": to_local(now).year})
    assert told.status_code == 422 and 'id="figure-error"' in told.text
    assert session.query(Goal).count() == 0


@pytest.mark.parametrize("year", ["", "0", "1999", "10000", "999999999", "2" * 40, "soon", "\x00"])
def test_a_goal_for_a_year_that_is_none_is_told(desk, session, year):
    told = desk.press("/team/report/goals", {"figure": "hands", "target": "3", "year": year})
    assert told.status_code == 422 and "Write a number from 2000 to" in told.text
    assert session.query(Goal).count() == 0


def test_a_second_goal_for_the_same_is_refused_in_words(desk, aim, now):
    year = to_local(now).year
    aim("hands", 3, year)
    told = desk.press("/team/report/goals", {"figure": "hands", "target": "4", "year": year})
    assert told.status_code == 422 and "There is a goal for this already." in told.text


def test_a_goal_that_is_not_there_is_404_and_a_mother_sees_none(desk, aim, make_member, sign_in):
    mother, number = sign_in(make_member("Fatma"), opened=True), aim()
    for address in ("/team/report/goals/999", "/team/report/goals/999/remove", f"/team/report/goals/{10**30}"):
        assert desk.get(address).status_code == desk.press(address, {"target": "1"}).status_code == 404
    for address in ("/team/report/goals", f"/team/report/goals/{number}"):
        assert mother.get(address).status_code == 404


def switch_off(app, now):
    with transaction() as session:
        session.add(FeatureOff(feature=Feature.GOALS, off_at=now))
    forget(app)


def in_report(app, session, counts, **more):
    """What the page of the report has of goals."""
    template = app.jinja_env.from_string(
        '{% from "reports/goals_in_report.html" import goals_in_report with context %}'
        "{{ goals_in_report(found, 2015, **more) }}"
    )
    with app.test_request_context():
        return template.render(found=goals.in_period(session, Period.of(2015), counts), more=more)


def test_in_an_edition_a_goal_has_a_bar_only_where_its_figure_is_shown(app, session, aim):
    aim("women_helped", 100)
    aim("events_own", 3)
    counts = Counts({"women_helped": None, "events_own": 3})
    inside = in_report(app, session, Counts({"women_helped": 4, "events_own": 3}))
    assert inside.count("goal-bar") == 2 and "4 of 100" in inside and "Change the goals" in inside
    outside = in_report(app, session, counts, outside=True)
    assert outside.count("goal-bar") == 1 and "3 of 3" in outside and "Change the goals" not in outside
    assert "Goal: 100" in outside and "not shown" in outside
    assert 'width="4"' not in outside and "4 of" not in outside


def test_without_goals_the_report_offers_to_set_one_and_an_edition_says_nothing(app, session, now):
    assert "Set a goal" in in_report(app, session, Counts())
    assert in_report(app, session, Counts(), outside=True).strip() == ""
    switch_off(app, now)
    assert in_report(app, session, Counts()).strip() == ""


def test_a_part_of_the_year_says_that_the_goals_are_for_the_whole(app, session, aim):
    aim()
    assert "The goals are for the whole year." in in_report(app, session, Counts({"events_own": 1}), whole=False)
    assert "The goals are for the whole year." not in in_report(app, session, Counts({"events_own": 1}))


@pytest.mark.slow
def test_switched_off_there_is_no_page_of_goals(desk, now):
    assert desk.get("/team/report/goals").status_code == 200
    switch_off(desk.application, now)
    assert desk.get("/team/report/goals").status_code == 404
    assert "/team/report/goals" not in desk.get("/team/").text


@pytest.mark.slow
def test_an_event_of_last_year_counts_towards_last_years_goal_alone(desk, make_event, aim, now):
    year = to_local(now).year - 1
    day = datetime(year, 6, 1, 17)
    make_event(starts_local=day, ends_local=day + timedelta(hours=3))
    for one in (year, year + 1):
        aim("events_own", 2, one)
    assert "1 of 2" in desk.get(f"/team/report/goals?year={year}").text
    assert "0 of 2" in desk.get(f"/team/report/goals?year={year + 1}").text
