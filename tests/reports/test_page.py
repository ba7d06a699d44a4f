"""The report as it is put together: what is left out, what is compared, what is not shown, and in which order."""

from datetime import date

import pytest
from flask_babel import force_locale

from portal.core.areas import Area
from portal.core.db import db, transaction
from portal.core.periods import Period, Stretch, say_period
from portal.money.models import Funder
from portal.reports import page
from portal.reports.figure_types import REST, Counts, StoriesLayout, Unit
from portal.reports.figures import AREA_TABLES, FIGURES, SECTIONS, TABLES
from portal.reports.names import Names
from portal.reports.view_model import Grid, Told, say_number
from portal.stories.models import MotherLine, Story, StoryPart

YEAR = Period.of(2015)


def make(counts, before=None, **more):
    names = Names.load(db.session(), counts, *([before] if before else []))
    told = (YEAR.before(), before) if before else None
    return page.make(YEAR, counts, names, before=told, **more)


def numbers(report):
    """Every figure as it is read, by its key, with the one before."""
    return {
        number.key: (number.text, number.text_before if number.compared else None)
        for chapter in report.chapters
        for block in chapter.figures
        for number in block.numbers
    }


def table(report, title):
    """The rows of a table as they are read."""
    found = [
        block
        for chapter in report.chapters
        for block in chapter.blocks
        if isinstance(block, Grid) and str(block.title) == title
    ]
    return [(row.name, *(number.text for number in row.cells)) for row in found[0].rows]


def test_every_figure_and_every_table_stands_somewhere_in_the_report():
    blocks = [block for section in SECTIONS for block in section.blocks]
    shown = {key for block in blocks if not isinstance(block, StoriesLayout) for key in block.keys}
    assert shown | {table.key for table in AREA_TABLES} == set(FIGURES) | set(TABLES)


def test_what_nobody_counted_is_left_out_and_what_was_counted_stands_in_the_order_of_the_layout(app):
    counts = Counts({"conversations": 4, "mothers_active": 10, "events_own": 0}, {"conversations_help": {}})
    report = make(counts)
    assert [chapter.key for chapter in report.chapters] == ["facts", "individual"]
    assert numbers(report) == {"mothers_active": ("10", None), "conversations": ("4", None)}


def test_a_nought_stands_beside_what_was_counted(app):
    report = make(Counts({"enquiries": 3, "enquiries_nobody": 0, "days_to_yes": None}))
    assert numbers(report) == {
        "enquiries": ("3", None),
        "enquiries_nobody": ("0", None),
        "days_to_yes": ("–", None),
    }


def test_numbers_are_compared_with_those_of_the_period_before(app):
    now = Counts({"conversations": 4, "hands": 2}, {"conversations_help": {"letter": 3}})
    before = Counts({"conversations": 9, "hands": 0}, {"conversations_help": {"letter": 1, "health": 2}})
    report = make(now, before)
    assert numbers(report) == {"conversations": ("4", "9"), "hands": ("2", None)}
    (grid,) = [block for chapter in report.chapters for block in chapter.rest]
    assert [(row.name, row.bar, row.bar_before, row.cells[0].text_before) for row in grid.rows] == [
        ("A letter explained", 100.0, 33.33, "1"),
        ("Health", 0.0, 66.67, "2"),
    ]
    assert report.has_bars


def test_a_period_before_in_which_nothing_happened_is_not_compared_with(app):
    report = make(Counts({"conversations": 4}), Counts({"conversations": 0, "days_to_yes": None}))
    assert report.before is None
    assert numbers(report) == {"conversations": ("4", None)}


def test_what_may_not_be_shown_says_so_and_is_never_blank(app):
    counts = Counts(
        {"women_helped": None, "enquiries": 12},
        {"enquiries_asker": {"municipality": 9, REST: None}, "enquiries_outcome": {"answered": None}},
    )
    report = make(counts, outside=True)
    assert numbers(report) == {"women_helped": ("not shown", None), "enquiries": ("12", None)}
    assert table(report, "Who asked") == [("Employee of the municipality", "9"), ("All others", "not shown")]
    assert table(report, "What became of it") == [("A mother said yes", "not shown")]
    assert report.keeps_back


def test_a_row_that_may_be_among_all_others_is_not_called_none(app):
    counts = Counts(
        {},
        {
            "events_organiser": {"own": 3, "supported": 4},
            "participants_organiser": {"own": 120, REST: 40},
        },
    )
    assert table(make(counts, outside=True), "Our own and supported events") == [
        ("Our own", "3", "120"),
        ("Of our partners, with our support", "4", "not shown"),
        ("All others", "0", "40"),
    ]


def test_languages_that_may_only_be_named_are_named_without_a_number(app):
    counts = Counts({}, {"mothers_language": {"tr": None, "ar": None}})
    assert table(make(counts, outside=True), "Languages of the mothers") == [("Arabic",), ("Turkish",)]


def test_most_stands_first_nobody_is_ranked_and_what_has_no_name_is_last(app, make_member):
    zahra, amina = make_member("Zahra"), make_member("Amina")
    counts = Counts(
        {},
        {
            "enquiries_language": {"": 9, "ar": 2, "tr": 5, "ur": 2},
            "mothers_in_touch": {str(zahra.id): 9, str(amina.id): 2, "4711": 1},
            "participants_age": {"unknown": 90, "adults": 3},
        },
    )
    report = make(counts)
    assert table(report, "Which language they asked for") == [
        ("Turkish", "5"),
        ("Arabic", "2"),
        ("Urdu", "2"),
        ("No language was named", "9"),
    ]
    assert table(report, "Each mother") == [("Amina", "2"), ("No longer here", "1"), ("Zahra", "9")]
    assert table(report, "Adults and children") == [("Adults", "3"), ("Nobody knows", "90")]


def test_an_event_is_named_in_danish_where_nobody_has_said_it_in_the_readers_language(app, make_event):
    from portal.events.models import EventText

    named, wordless = make_event(), make_event(kind="newroz")
    with transaction() as session:
        text = {"lang": "da", "title": "Fest i gården", "description": "", "practical": ""}
        session.add(EventText(event_id=named.id, updated_at=named.created_at, **text))
    counts = Counts({}, {"expenses_event": {str(named.id): 12345, str(wordless.id): 100000}})
    found = table(make(counts), "Expenses event by event")
    assert sorted(found) == [("Fest i gården", "DKK\u00a0123.45"), ("Newroz party", "DKK\u00a01,000")]


@pytest.fixture
def areas(app, now):
    """Two areas, a funder who cares for one of them, and one for all."""
    with transaction() as session:
        park = Area(slug="parken", name="Parken")
        session.add_all([park, Area(slug="haven", name="Haven")])
        session.flush()
        session.add_all(
            [Funder(name="Kommunen", created_at=now), Funder(name="Boligen", areas=[park], created_at=now)]
        )
    return {funder.name: str(funder.id) for funder in db.session.query(Funder)}


def test_each_area_and_each_funder_has_a_page_of_its_own_in_the_report(areas):
    counts = Counts(
        {},
        {
            "women_area": {"parken": 12, "": 3},
            "events_area": {"parken": 4},
            "funding_funder": {areas["Kommunen"]: 2_500_000, areas["Boligen"]: 2_500_000},
        },
    )
    *_sections, park, funders = make(counts).chapters
    assert (park.key, park.title, funders.key) == ("area-parken", "Parken", "funders")
    assert [(str(number.label), number.text) for number in park.figures[0].numbers] == [
        ("Women helped", "12"),
        ("Events", "4"),
    ]
    assert [(given.name, given.amount.text, given.areas) for given in park.rest] == [
        ("Boligen", "DKK\u00a025,000", ("Parken",))
    ]
    assert [(given.name, given.areas, given.grid is not None) for given in funders.blocks] == [
        ("Boligen", ("Parken",), True),
        ("Kommunen", (), False),
    ]


def test_an_area_whose_number_may_be_among_all_others_does_not_say_none(areas):
    report = make(Counts({}, {"women_area": {REST: 20}, "events_area": {"parken": 4}}), outside=True)
    park = next(chapter for chapter in report.chapters if chapter.key == "area-parken")
    assert [number.text for number in park.figures[0].numbers] == ["not shown", "4"]


def test_a_figure_is_defined_once_however_often_it_stands_in_the_report(app):
    report = make(Counts({"women_helped": 98, "conversations": 120}))
    assert [number.key for number in report.numbers] == ["women_helped", "conversations"]
    assert (
        sum(number.key == "women_helped" for c in report.chapters for b in c.figures for number in b.numbers) == 2
    )


@pytest.mark.parametrize(
    ("lang", "mean", "count"),
    [
        ("da", "9,8", "1.234"),
        ("en", "9.8", "1,234"),
        ("tr", "9,8", "1.234"),
        ("ar", "9.8", "1,234"),
        ("ur", "9.8", "1,234"),
        ("ru", "9,8", "1\u00a0234"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them_with_latin_digits(app, lang, mean, count):
    with force_locale(lang):
        assert (say_number(9.75, Unit.MEAN), say_number(1234, Unit.NUMBER)) == (mean, count)


@pytest.mark.parametrize(
    ("period", "danish"),
    [
        (Period.of(2015), "2015"),
        (Period.of(2015, Stretch.H1), "januar – juni 2015"),
        (Period(date(2015, 2, 1), date(2015, 2, 28)), "februar 2015"),
        (Period(date(2014, 12, 1), date(2015, 11, 30)), "december 2014 – november 2015"),
        (Period(date(2015, 1, 1), date(2015, 11, 29)), "1. januar 2015 – 29. november 2015"),
    ],
)
def test_a_period_is_said_as_shortly_as_it_can_be(app, period, danish):
    with force_locale("da"):
        assert say_period(period) == danish


def test_the_words_of_people_stand_in_the_part_they_belong_to(app):
    said, line = Story(shape="quote"), MotherLine(lang="da")
    report = make(Counts(), words=page.ReportWords({StoryPart.NETWORKS: [said]}, [line]))
    assert {chapter.key: chapter.blocks for chapter in report.chapters} == {
        "networks": (Told([said], ()),),
        "mothers": (Told((), [line]),),
    }
