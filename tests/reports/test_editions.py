"""Editions: made once of a part of a year that is over, kept, and the same for whoever looks again."""

from datetime import datetime, timedelta

import pytest

from portal.accounts.models import ActivePeriod
from portal.contacts.models import Contact
from portal.core.actors import Actor, Role
from portal.core.audit import AuditEntry
from portal.core.db import db, transaction
from portal.core.errors import RuleBroken
from portal.core.periods import Stretch
from portal.enquiries.models import Asker
from portal.events.kinds import Kind
from portal.events.models import Event
from portal.money.models import Expense
from portal.reports import editions
from portal.reports.editions import Cut
from portal.reports.figures import FIGURES, TABLES
from portal.reports.minimum_contributors import NAMES, OPEN, AtLeast, RowOf
from portal.reports.models import Edition
from portal.stories.models import MotherLine, Shape, Speaker, Story, StoryPart
from tests.races import ROUNDS, one_won
from tests.reports.past import AUTUMN, NOW, SPRING, SUMMER, WINTER, areas, asked, at, held, met, talked


@pytest.fixture
def karen(make_member):
    return make_member("Karen", Role.COORDINATOR)


@pytest.fixture
def by(karen):
    return Actor(member_id=karen.id, role=Role.COORDINATOR, opened=True)


@pytest.fixture
def make(rules, by):
    """Make an edition of a part of 2025; what it shows."""

    def make(stretch, now=NOW):
        return editions.counts_of(rules(editions.make, year=2025, stretch=stretch, by=by, now=now).content)

    return make


def guarded(counts):
    """What an edition shows of people, without what is nobody's secret."""
    figures = {
        key: value for key, value in counts.figures.items() if FIGURES[key].outside is not OPEN and value != 0
    }
    tables = {key: rows for key, rows in counts.tables.items() if TABLES[key].outside not in (OPEN, NAMES)}
    return figures, tables


# Made once


@pytest.mark.slow
def test_an_edition_waits_until_its_part_of_the_year_is_over(make):
    with pytest.raises(RuleBroken) as refused:
        make(Stretch.YEAR, now=NOW - timedelta(days=4, hours=14))
    assert "not over yet" in str(refused.value.message)
    assert make(Stretch.YEAR, now=NOW - timedelta(days=4, hours=13)).figures["events_own"] == 0


@pytest.mark.slow
def test_an_edition_waits_for_the_last_guests_of_new_years_eve(make):
    """Made at half past midnight, it would leave their party out for good."""
    midnight = NOW - timedelta(days=4, hours=13)
    party = held(WINTER, 40)
    with transaction() as session:
        event = session.get_one(Event, party)
        event.starts_local, event.ends_local = datetime(2025, 12, 31, 19), datetime(2026, 1, 1, 1)
    with pytest.raises(RuleBroken) as refused:
        make(Stretch.Q4, now=midnight + timedelta(minutes=30))
    assert "not over yet" in str(refused.value.message)
    assert make(Stretch.Q3, now=midnight + timedelta(minutes=30)).figures["events_own"] == 0
    assert make(Stretch.Q4, now=midnight + timedelta(hours=1)).figures["participants"] == 40


@pytest.mark.slow
def test_the_first_edition_of_a_year_decides_how_the_year_is_cut(make, session):
    assert editions.offered([]) == {cut: cut.stretches for cut in Cut}
    make(Stretch.H2)
    assert editions.offered(editions.stretches_made(session, 2025)) == {Cut.HALVES: (Stretch.H1,)}
    for stretch in (Stretch.YEAR, Stretch.Q1, Stretch.Q3):
        with pytest.raises(RuleBroken) as refused:
            make(stretch)
        assert "split in another way" in str(refused.value.message)
    make(Stretch.H1)
    assert editions.offered(editions.stretches_made(session, 2025)) == {Cut.HALVES: ()}
    assert editions.stretches_made(session, 2024) == []


@pytest.mark.parametrize(
    ("made", "offered"),
    [
        ([Stretch.YEAR], {Cut.YEAR: ()}),
        ([Stretch.Q2], {Cut.QUARTERS: (Stretch.Q1, Stretch.Q3, Stretch.Q4)}),
        ([Stretch.H1, Stretch.Q4], {Cut.QUARTERS: (Stretch.Q3,)}),
        ([Stretch.Q1, Stretch.H1, Stretch.YEAR], {Cut.QUARTERS: ()}),
        ([Stretch.YEAR, Stretch.H2], {Cut.HALVES: ()}),
    ],
)
def test_nothing_is_offered_that_overlaps_editions_from_before_this_rule(made, offered):
    assert editions.offered(made) == offered


@pytest.mark.slow
def test_an_edition_is_made_once(make, session):
    make(Stretch.H1)
    with pytest.raises(RuleBroken) as refused:
        make(Stretch.H1)
    assert "made already" in str(refused.value.message)
    assert [(one.year, one.stretch) for one in session.query(Edition)] == [(2025, Stretch.H1)]


@pytest.mark.slow
def test_who_made_it_and_when_is_kept(make, karen, session):
    make(Stretch.Q3)
    edition = session.query(Edition).one()
    assert (edition.made_by_id, edition.made_at) == (karen.id, NOW)
    entry = session.query(AuditEntry).filter_by(action="editions.make").one()
    assert (entry.actor, entry.subject, entry.at) == (f"member:{karen.id}", f"edition:{edition.id}", NOW)


@pytest.mark.slow
def test_a_look_before_writes_nothing(app, session):
    held(SPRING, 40)
    drafted = editions.draft(session, year=2025, stretch=Stretch.Q1, now=NOW)
    assert drafted["figures"]["participants"] == 40
    assert session.query(Edition).count() == 0


# Each edition by itself


@pytest.mark.slow
def test_what_is_noted_late_changes_no_edition(make, session):
    held(SPRING, 40)
    make(Stretch.H1)
    held(SPRING, 3)
    held(AUTUMN, 25)
    assert make(Stretch.H2).figures["participants"] == 25
    assert [one.content["figures"]["participants"] for one in session.query(Edition)] == [40, 25]


@pytest.mark.slow
def test_a_woman_who_came_in_two_quarters_is_one_woman_in_each_edition(make, make_member):
    """How many of them came in both halves stands nowhere, and cannot be worked out."""
    fatma, (east, west) = make_member("Fatma").id, areas("East", "West")
    women = [*met(fatma, 8, SPRING, east), *met(fatma, 7, SPRING, west)]
    talked(fatma, women, SPRING)
    talked(fatma, women[:9], SUMMER)
    talked(fatma, women[:9], SUMMER)
    first = make(Stretch.H1)
    assert (first.figures["women_helped"], first.tables["women_area"]) == (15, {"east": 8, "west": 7})
    with transaction() as session:
        session.query(Contact).update({"area_id": west})
    talked(fatma, women[:12], AUTUMN)
    second = make(Stretch.H2)
    assert (second.figures["women_helped"], second.tables["women_area"]) == (12, {"west": 12})


# What it shows


@pytest.mark.slow
def test_who_asked_for_somebody_else_is_told_where_the_trades_would_betray_one(make):
    """Ten municipal employees and one volunteer: eleven, which is what a funder asks about."""
    asked(SPRING, 10)
    asked(SPRING, 1, Asker.RED_CROSS)
    shown = make(Stretch.H1)
    assert shown.figures["enquiries_professionals"] == 11
    assert shown.tables["enquiries_from"] == {"professionals": 11}
    assert "enquiries_asker" not in shown.tables


@pytest.mark.slow
def test_small_numbers_of_people_are_left_out_and_open_ones_are_not(make, make_member):
    """Three first-timers among a hundred, two women who asked for themselves, four new contacts."""
    fatma, (east, west) = make_member("Fatma").id, areas("East", "West")
    held(SPRING, 60, first=3, area_id=east)
    held(SUMMER, 40, area_id=west, partner=True)
    asked(SPRING, 11)
    asked(SUMMER, 5, Asker.CARETAKER)
    asked(SUMMER, 2, Asker.HERSELF)
    met(fatma, 4, SPRING)
    shown = make(Stretch.H1)
    assert guarded(shown) == (
        {
            "contacts_new": None,
            "participants": 100,
            "smallest": 40,
            "largest": 60,
            "median": 50,
            "first_time": None,
            "enquiries": 18,
            "enquiries_professionals": None,
        },
        {
            "participants_organiser": {"own": 60, "supported": 40},
            "participants_area": {"east": 60, "west": 40},
            "participants_age": {"unknown": 100},
            "participants_new": {"others": 100},
            "enquiries_asker": {"municipality": 11, "*": 7},
            "enquiries_language": {"tr": 18},
            "enquiries_outcome": {"open": 18},
            "enquiries_area": {"": 18},
        },
    )
    assert shown.tables["events_organiser"] == {"own": 1, "supported": 1}
    assert shown.tables["events_area"] == {"east": 1, "west": 1}


@pytest.mark.slow
def test_a_newroz_with_nine_is_not_told_by_the_smallest_gathering(make):
    held(SPRING, 90)
    held(SPRING, 9, kind=Kind.NEWROZ)
    figures, _tables = guarded(make(Stretch.Q1))
    assert {key: figures[key] for key in ("participants", "smallest", "largest", "median")} == {
        "participants": 99,
        "smallest": None,
        "largest": None,
        "median": None,
    }


@pytest.mark.slow
def test_sizes_are_left_out_where_nobody_came(make):
    held(SPRING, 0)
    assert "smallest" not in make(Stretch.Q1).figures


@pytest.mark.slow
def test_means_are_reckoned_from_shown_numbers_alone(make, make_member):
    """Nine women were helped in the first quarter, and four in the third, which nobody is told."""
    fatma = make_member("Fatma", active=False).id
    with transaction() as session:
        session.add(ActivePeriod(member_id=fatma, from_day=SPRING))
    women = met(fatma, 9, SPRING)
    talked(fatma, women, SPRING)
    talked(fatma, women[:4], AUTUMN)
    keys = ("mothers_active", "women_helped", "women_per_mother")
    shown = [make(stretch).figures for stretch in (Stretch.Q1, Stretch.Q3)]
    assert [tuple(one[key] for key in keys) for one in shown] == [(1, 9, 9), (1, None, None)]


@pytest.mark.slow
def test_nothing_is_said_of_each_mother_where_none_was_active(make):
    assert "women_per_mother" not in make(Stretch.Q1).figures


@pytest.mark.slow
def test_what_a_guest_costs_is_reckoned_from_the_participants_that_are_shown(make, session):
    event_id = held(SPRING, 50)
    with transaction() as writing:
        writing.add(
            Expense(event_id=event_id, form_key="k", receipt="1", what="Kager", amount_ore=100_00, created_at=NOW)
        )
    assert make(Stretch.Q1).figures["cost_per_participant"] == 2_00


@pytest.mark.slow
def test_how_long_a_yes_took_is_told_where_it_is_told_how_many_said_yes(make):
    asked(SPRING, 8, accepted_at=at(SPRING) + timedelta(days=3))
    asked(SPRING, 8)
    asked(AUTUMN, 4, accepted_at=at(AUTUMN) + timedelta(days=3))
    asked(AUTUMN, 8)
    asked(WINTER, 8)
    keys = ("enquiries_answered", "days_to_yes")
    shown = [make(stretch).figures for stretch in (Stretch.Q1, Stretch.Q3, Stretch.Q4)]
    assert [{key: one[key] for key in keys if key in one} for one in shown] == [
        {"enquiries_answered": 8, "days_to_yes": 3},
        {"enquiries_answered": None, "days_to_yes": None},
        {"enquiries_answered": 0},
    ]


@pytest.mark.slow
def test_professionals_are_all_but_the_women_who_ask_for_themselves(make):
    asked(SPRING, 11)
    asked(SPRING, 6, Asker.HERSELF)
    asked(AUTUMN, 7)
    shown = [make(stretch).figures["enquiries_professionals"] for stretch in (Stretch.Q1, Stretch.Q3, Stretch.Q2)]
    assert shown == [11, 7, 0]


def test_what_does_not_say_how_it_may_be_shown_is_not_shown(make):
    held(SPRING, 60)
    shown = make(Stretch.Q1)
    known = {
        key for key, one in FIGURES.items() if one.outside is OPEN or isinstance(one.outside, AtLeast | RowOf)
    }
    assert set(shown.figures) - known == {"smallest", "largest", "median"}
    by = ("organiser", "area", "age", "first", "new")
    people = {key for key in shown.tables if TABLES[key].outside not in (OPEN, NAMES)}
    assert people == {f"participants_{one}" for one in by}


@pytest.mark.slow
def test_rows_stand_in_the_order_of_what_is_shown(make):
    """Nothing of the order tells which of those left out is larger."""
    east, north, south, west = areas("East", "North", "South", "West")
    for area_id, came in ((east, 12), (north, 30), (south, 4), (west, 3)):
        held(SPRING, came, area_id=area_id)
    assert list(make(Stretch.Q1).tables["participants_area"].items()) == [("north", 30), ("*", 19)]


# Words


@pytest.mark.slow
def test_an_edition_keeps_which_stories_and_lines_stood_in_it(make, make_member, session):
    told = {"text": "Jeg kom ud.", "lang": "da", "created_at": NOW, "agreed_at": NOW, "agreed_version": "1"}
    quote = {"part": StoryPart.NETWORKS, "shape": Shape.QUOTE, "speaker": Speaker.RESIDENT, **told}
    fatma = make_member("Fatma").id
    with transaction() as writing:
        stories = [
            Story(day=SPRING, **quote),
            Story(day=SPRING, put_aside_at=NOW, **quote),
            Story(day=SUMMER, **quote),
        ]
        line = MotherLine(member_id=fatma, text="Hej", lang="da", created_at=NOW)
        writing.add_all([*stories, line])
        writing.flush()
        ids, line_id = [story.id for story in stories], line.id
    make(Stretch.Q1)
    content = session.query(Edition).one().content
    assert (content["stories"], content["lines"]) == ([ids[0]], [line_id])
    assert [editions.holds_story(session, story_id) for story_id in ids] == [True, False, False]


# At the same moment


@pytest.mark.slow
def test_two_coordinators_make_the_same_edition_at_the_same_moment_once(at_once, by):
    def press(session):
        return editions.make(session, year=2025, stretch=Stretch.H1, by=by, now=NOW)

    told = at_once(press, press)
    one_won(told)
    assert db.session.query(Edition).count() == 1


@pytest.mark.slow
def test_of_two_editions_that_overlap_one_is_made_at_the_same_moment(at_once, by):
    """A half and one of its quarters would tell the other quarter."""
    for _round in range(ROUNDS):

        def press(stretch):
            return lambda session: editions.make(session, year=2025, stretch=stretch, by=by, now=NOW)

        one_won(at_once(press(Stretch.H1), press(Stretch.Q1)))
        assert db.session.query(Edition).count() == 1
        with transaction() as session:
            session.query(Edition).delete()
