"""The report as a file: every number that stands on the page, as a number, and nothing that a program computes."""

import io
from zipfile import ZipFile

import pytest
from flask_babel import force_locale

from portal.core.areas import Area
from portal.core.db import db, transaction
from portal.core.periods import Period
from portal.money.models import Funder
from portal.reports import files, page
from portal.reports.figure_types import REST, Counts
from portal.reports.names import Names
from tests.spreadsheets import read_csv, read_xlsx

YEAR = Period.of(2015)
COUNTS = Counts(
    {"mothers_active": 10, "women_per_mother": 9.75, "funding": 10_000_050, "days_to_yes": None},
    {
        "enquiries_asker": {"municipality": 9, "herself": 2},
        "events_kind": {"trip": 1},
        "participants_kind": {"trip": 30},
    },
)
BEFORE = Counts({"mothers_active": 8, "women_per_mother": 7.5}, {"enquiries_asker": {"municipality": 4}})


def report_of(counts, before=None, **more):
    told = (YEAR.before(), before) if before else None
    return page.make(YEAR, counts, Names.load(db.session(), counts), before=told, **more)


def test_the_list_holds_every_number_with_what_it_was_before_and_what_was_counted(app):
    head, *lines = read_csv(files.as_report_csv(report_of(COUNTS, BEFORE)))
    assert head == ["Chapter", "Table", "Row", "Number", "Before", "What was counted"]
    assert [line[:5] for line in lines] == [
        ["Facts", "", "Active mothers", "10", "8"],
        ["Facts", "", "Women helped per mother", "9,8", "7,5"],
        ["Facts", "", "Funding", "100000,50", ""],
        ["Who asked for a mother", "Who asked", "Employee of the municipality", "9", "4"],
        ["Who asked for a mother", "Who asked", "The woman herself", "2", "0"],
        ["Social activities", "What we did together: Events", "Trip", "1", ""],
        ["Social activities", "What we did together: Participants", "Trip", "30", ""],
        ["What it cost", "", "Funding", "100000,50", ""],
    ]
    assert all(line[5] for line in lines)


def test_without_a_period_before_there_is_no_column_for_it(app):
    head, first, *_lines = read_csv(files.as_report_csv(report_of(COUNTS)))
    assert head == ["Chapter", "Table", "Row", "Number", "What was counted"]
    assert first[:4] == ["Facts", "", "Active mothers", "10"]


def test_the_workbook_has_a_sheet_for_each_table_and_one_for_the_figures(app):
    file = files.as_report_xlsx(report_of(COUNTS, BEFORE))
    with ZipFile(io.BytesIO(file)) as book:
        names = book.read("xl/workbook.xml").decode()
        assert "General" not in names
        assert [name in names for name in ('"Figures"', '"Who asked"', '"What we did together"')] == [True] * 3
        assert b'formatCode="#,##0.0"' in book.read("xl/styles.xml")
        assert b'formatCode="#,##0.00"' in book.read("xl/styles.xml")
        assert b"<f>" not in b"".join(book.read(name) for name in book.namelist() if "worksheets" in name)
    head, *rows = read_xlsx(file)
    assert head == [
        "Chapter",
        "Bydelsmødrene i Ballerup, 2015",
        "Number",
        "Before",
        "What was counted",
    ]
    assert [row[1:4] for row in rows] == [
        ["Active mothers", 10, 8],
        ["Women helped per mother", 9.8, 7.5],
        ["Funding", 100000.5, None],
        ["Funding", 100000.5, None],
    ]


def test_what_is_not_shown_on_the_page_is_not_shown_in_a_file(app):
    counts = Counts({"hands": None, "enquiries": 12}, {"enquiries_asker": {"municipality": 9, REST: None}})
    report = report_of(counts, outside=True)
    _head, *lines = read_csv(files.as_report_csv(report))
    assert [line[2:4] for line in lines] == [
        ["Enquiries", "12"],
        ["Employee of the municipality", "9"],
        ["All others", "not shown"],
        ["Helping hands", "not shown"],
    ]
    file = files.as_report_xlsx(report)
    assert [row[1:3] for row in read_xlsx(file)] == [
        ["Bydelsmødrene i Ballerup, 2015", "Number"],
        ["Enquiries", 12],
        ["Helping hands", "not shown"],
    ]
    assert read_xlsx(file, 2) == [
        ["Who asked for a mother", "Enquiries"],
        ["Employee of the municipality", 9],
        ["All others", "not shown"],
    ]


def test_languages_that_are_only_named_have_no_number_in_a_file(app):
    report = report_of(Counts({}, {"mothers_language": {"tr": None, "ar": None}}), outside=True)
    _head, *lines = read_csv(files.as_report_csv(report))
    assert [line[2:4] for line in lines] == [["Arabic", ""], ["Turkish", ""]]


def test_a_name_that_begins_like_a_formula_is_not_computed(app):
    with transaction() as session:
        session.add(Area(slug="x", name='=HYPERLINK("http://evil.example")'))
    counts = Counts({}, {"women_area": {"x": 5}})
    _head, *lines = read_csv(files.as_report_csv(report_of(counts)))
    assert lines[0][:4] == ['\'=HYPERLINK("http://evil.example")', "", "Women helped", "5"]
    files.as_report_xlsx(report_of(counts))


@pytest.mark.parametrize(("lang", "rtl"), [("da", False), ("ar", True), ("ur", True)])
def test_a_workbook_reads_from_the_side_its_reader_reads_from(app, lang, rtl):
    with force_locale(lang), ZipFile(io.BytesIO(files.as_report_xlsx(report_of(COUNTS)))) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 3
        assert [b'rightToLeft="1"' in sheet for sheet in sheets] == [rtl] * 3


def test_the_sheet_of_all_figures_says_which_funder_gave_what(app, now):
    with transaction() as session:
        session.add_all(
            Funder(id=number, name=name, created_at=now) for number, name in ((1, "Fonden"), (2, "=Byen"))
        )
    report = report_of(Counts({"events_own": 1}, {"funding_funder": {"1": 500, "2": 700}}))
    front = read_xlsx(files.as_report_xlsx(report))
    assert [row[1] for row in front if row[0] == "Funders and their areas"] == ["'=Byen", "Fonden"]
