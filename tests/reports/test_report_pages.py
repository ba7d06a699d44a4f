"""The coordinator reads the report: she chooses the days and the language, looks behind a figure."""

import re
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from sqlalchemy import event as sqlalchemy_event

from portal.attendance.models import AttendanceOp, OpKind
from portal.core.actors import Role
from portal.core.db import db, transaction
from portal.core.i18n import to_local
from portal.core.periods import Period
from portal.events.models import EventText
from portal.money.models import Expense, Funder, Funding
from portal.reports.figures import FIGURES, TABLES
from portal.reports.period_forms import usual_periods
from tests.pages import flat
from tests.spreadsheets import read_csv, read_xlsx

SPRING = "from=2015-03-01&to=2015-05-31"


@pytest.fixture
def karen(make_member, sign_in):
    """The coordinator's phone, opened."""
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)


@pytest.fixture
def dinner(make_event, now):
    """A dinner of thirty in spring 2015."""
    return a_dinner(make_event, now, date(2015, 4, 12), people=30)


def a_dinner(make_event, now, day, *, people, title="Forårsmiddag"):
    starts = to_local(now).replace(year=day.year, month=day.month, day=day.day)
    event = make_event(kind="mothers_day", starts_local=starts, ends_local=starts + timedelta(hours=3))
    with transaction() as session:
        text = EventText(event_id=event.id, lang="da", title=title, description="", practical="", updated_at=now)
        guess = AttendanceOp(
            op_id=f"{event.id:036d}",
            event_id=event.id,
            kind=OpKind.ESTIMATE,
            subject="estimate",
            amount=people,
            tapped_at=event.starts_at,
            received_at=event.starts_at,
        )
        session.add_all([text, guess])
    return event


def figure(page, label):
    """The number that stands above a label, and what it was before."""
    found = re.search(
        rf"<li[^>]*><b[^>]*><bdi>([^<]*)</bdi></b> ?<span>{label}</span> ?(?:<small>([^<]*)</small>)?", flat(page)
    )
    return found.groups() if found else None


@pytest.mark.slow
def test_she_reads_what_was_counted_in_the_days_she_chose(karen, dinner):
    page = karen.get(f"/team/report?{SPRING}")
    assert figure(page, "Our own events") == ("1", None)
    assert figure(page, "Largest gathering") == ("30", None)
    assert "March – May 2015" in page.text
    assert 'href="/team/report/rows/events_own?from=2015-03-01&amp;to=2015-05-31"' in page.text


@pytest.mark.slow
def test_it_is_compared_with_as_many_months_before_unless_she_leaves_them_out(karen, dinner, make_event, now):
    a_dinner(make_event, now, date(2015, 1, 11), people=50)
    page = karen.get(f"/team/report?{SPRING}")
    assert figure(page, "Largest gathering") == ("30", "before: 50")
    assert "Before: December 2014 – February 2015." in page.text
    alone = karen.get(f"/team/report?{SPRING}&before=no")
    assert figure(alone, "Largest gathering") == ("30", None)
    assert "Compare with the time before" in alone.text
    assert "before=no" in re.search(r'href="(/team/report\.csv[^"]*)"', alone.text)[1]


@pytest.mark.slow
def test_days_in_which_nothing_was_counted_say_what_to_do(karen):
    page = karen.get("/team/report?from=2011-01-01&to=2011-01-31")
    assert "Nothing was counted in these days." in page.text
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("from=2015-05-31&to=2015-03-01", "The last day comes before the first one."),
        ("from=1999-01-01&to=2020-12-31", "Choose at most 20 years."),
        ("from=yesterday&to=2015-03-01", "Write the date as day.month.year"),
        ("from=2015-03-01", "Write the last day."),
        ("from=2015-02-30&to=2015-03-01", "Write the date as day.month.year"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_the_field_and_there_is_no_file_of_them(karen, asked, told):
    page = karen.get(f"/team/report?{asked}")
    assert page.status_code == 422
    assert told in page.text
    assert [karen.get(f"/team/{path}?{asked}").status_code for path in ("report.csv", "report.xlsx")] == [404, 404]
    assert karen.get(f"/team/report/rows/events_own?{asked}").status_code == 404


@pytest.mark.slow
def test_the_days_may_be_written_as_in_denmark_and_in_digits_of_any_script(karen, dinner):
    page = karen.get("/team/report?from=1.3.2015&to=٣١.٥.٢٠١٥")
    assert figure(page, "Our own events") == ("1", None)


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "direction"), [("da", "ltr"), ("ar", "rtl"), ("ur", "rtl"), ("ru", "ltr")])
def test_it_is_read_in_any_language_and_her_other_pages_stay_in_hers(karen, dinner, lang, direction):
    page = karen.get(f"/team/report?{SPRING}&lang={lang}")
    assert f'<html lang="{lang}" dir="{direction}"' in page.text
    assert f'href="/team/report/rows/events_own?from=2015-03-01&amp;to=2015-05-31&amp;lang={lang}"' in page.text
    assert '<html lang="en" dir="ltr"' in karen.get("/team/").text
    assert '<html lang="en" dir="ltr"' in karen.get("/team/report?lang=tlh").text


@pytest.mark.slow
def test_what_she_opens_without_choosing_is_this_year(karen, now):
    page = karen.get("/team/report")
    year = to_local(now).year
    assert f'value="{year}-01-01"' in page.text
    assert re.search(r'aria-current="true">([^<]*)</a>', page.text)[1] == "This year"


def test_the_usual_periods_are_those_around_today():
    found = {str(name): period for name, period in usual_periods(date(2015, 8, 14))}
    assert list(found.values()) == [
        Period(date(2015, 1, 1), date(2015, 12, 31)),
        Period(date(2015, 7, 1), date(2015, 12, 31)),
        Period(date(2015, 7, 1), date(2015, 9, 30)),
        Period(date(2015, 4, 1), date(2015, 6, 30)),
        Period(date(2014, 1, 1), date(2014, 12, 31)),
    ]


def test_she_looks_at_what_a_figure_was_counted_from(karen, dinner):
    page = karen.get(f"/team/report/rows/events_own?{SPRING}")
    assert "Forårsmiddag" in page.text
    assert f"/team/events/{dinner.code}" in page.text
    assert 'href="/team/report?from=2015-03-01&amp;to=2015-05-31"' in page.text


def test_behind_a_conversation_there_is_nothing_but_how_many_each_mother_noted(karen):
    page = karen.get(f"/team/report/rows/conversations?{SPRING}")
    assert "each mother's alone" in page.text
    assert "/team/report/rows/mothers_conversations?from=2015-03-01" in page.text


@pytest.mark.parametrize("key", [*FIGURES, *TABLES])
def test_every_figure_and_every_table_can_be_asked_what_is_behind_it(karen, dinner, key):
    assert karen.get(f"/team/report/rows/{key}?{SPRING}").status_code == 200


def test_nothing_is_behind_a_figure_that_we_do_not_know(karen):
    assert karen.get("/team/report/rows/salaries").status_code == 404


@pytest.mark.slow
def test_she_takes_it_along_as_a_file_with_a_name_in_plain_letters(karen, dinner):
    csv, xlsx = karen.get(f"/team/report.csv?{SPRING}"), karen.get(f"/team/report.xlsx?{SPRING}&lang=ar")
    assert csv.headers["Content-Disposition"] == 'attachment; filename="2015-03-01-2015-05-31-report.csv"'
    assert xlsx.headers["Content-Disposition"].startswith('attachment; filename="2015-03-01-2015-05-31')
    assert ["Facts", "", "Our own events", "1"] in [line[:4] for line in read_csv(csv.data)]
    assert len(read_xlsx(xlsx.data)) > 3


@pytest.mark.slow
def test_the_coordinator_finds_it_from_her_first_page_and_a_mother_does_not(karen, make_member, sign_in):
    assert 'href="/team/report"' in karen.get("/team/").text
    mother = sign_in(make_member("Fatma"), opened=True)
    assert 'href="/team/report"' not in mother.get("/team/").text
    assert mother.get("/team/report").status_code == 404


@pytest.mark.slow
def test_a_name_is_shown_as_it_is_written_and_never_as_markup(karen, dinner, make_event, now):
    a_dinner(make_event, now, date(2015, 5, 3), people=4, title="<b>Fest</b> & \u202efest")
    with transaction() as session:
        funder = Funder(name="<script>alert(1)</script>", created_at=now)
        session.add(Funding(funder=funder, year=2015, amount_ore=100, created_at=now))
    page = karen.get(f"/team/report?{SPRING}")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


@contextmanager
def queries():
    """What is asked of the database meanwhile."""
    asked = []

    def note(_connection, _cursor, statement, *_more):
        asked.append(statement)

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.slow
def test_however_much_was_done_as_much_is_asked_of_the_database(karen, dinner, make_event, make_member, now):
    def spend(event):
        with transaction() as session:
            key = f"key-{event.id}"
            more = {"what": "Ris", "amount_ore": 100, "form_key": key, "created_at": now}
            session.add(Expense(event_id=event.id, **more))

    spend(dinner)
    make_member("Fatma")
    karen.get(f"/team/report?{SPRING}")
    with queries() as few:
        karen.get(f"/team/report?{SPRING}")
    for day in range(1, 21):
        spend(a_dinner(make_event, now, date(2015, 4, day), people=day, title=f"Middag {day}"))
        make_member(f"Fatma {day}")
    with queries() as many:
        karen.get(f"/team/report?{SPRING}")
    assert len(many) == len(few)
