"""The list as a file: everything that stands on it, for her alone, and nothing that a spreadsheet computes."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from portal.core.actors import Role
from portal.core.audit import AuditEntry
from portal.core.i18n import to_local
from portal.signups.models import SignUp, Way
from tests.spreadsheets import read_csv, read_xlsx

HEADS = [
    "Number", "Name", "How it stands", "Adults", "Children", "Halal meat", "Food without pork", "Vegetarian food",
    "Food without nuts", "Food without gluten", "Food without milk", "Phone", "E-mail", "Language",
    "How they found it", "Poster", "Signed up at", "Invited by",
]  # fmt: skip


@pytest.fixture
def event(make_event, sign_up, make_member, rules, now):
    """Amina, who left everything; somebody from Sweden who waits and has a name like a formula."""
    event = make_event(seats=3, code="7K3F")
    amina = sign_up(
        event, "أمينة", 2, 1, phone="+4544770011", email="a@example.org", diet={"halal": 3, "no_nuts": 1}
    )
    sign_up(event, '=HYPERLINK("http://evil.example")', 2, phone="+46701234567", email="+1@example.org")
    fatma = make_member("=Fatma").id

    def invite(session):
        row = session.get_one(SignUp, amina.id)
        row.way, row.place, row.invited_by_id = Way.MOTHER, "L1", fatma

    rules(invite)
    return event


def test_the_csv_holds_the_whole_list(coordinator, event, now):
    answer = coordinator.get("/team/events/7K3F/people.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="7K3F-sign-ups.csv"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    stamp = to_local(now).strftime("%Y-%m-%d %H:%M")
    assert read_csv(answer.data) == [
        HEADS,
        ["1", "أمينة", "Have a seat", "2", "1", "3", "0", "0", "1", "0", "0", "44 77 00 11", "a@example.org",
         "Danish", "Invited by a mother", "L1", stamp, "'=Fatma"],
        ["2", '\'=HYPERLINK("http://evil.example")', "On the waiting list", "2", "0", "0", "0", "0", "0", "0", "0",
         "0046 70 123 45 67", "'+1@example.org", "Danish", "Found it herself", "", stamp, ""],
    ]  # fmt: skip


def test_the_workbook_holds_the_same_as_texts_numbers_and_times(coordinator, event, now):
    answer = coordinator.get("/team/events/7K3F/people.xlsx")
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="7K3F-sign-ups.xlsx"'
    stamp = to_local(now).replace(second=0)
    assert read_xlsx(answer.data) == [
        HEADS,
        [1, "أمينة", "Have a seat", 2, 1, 3, 0, 0, 1, 0, 0, "44 77 00 11", "a@example.org", "Danish",
         "Invited by a mother", "L1", stamp, "'=Fatma"],
        [2, '\'=HYPERLINK("http://evil.example")', "On the waiting list", 2, 0, 0, 0, 0, 0, 0, 0,
         "0046 70 123 45 67", "'+1@example.org", "Danish", "Found it herself", None, stamp, None],
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_files_are_for_the_coordinator_behind_her_pin_and_reading_is_noted(
    coordinator, event, make_member, sign_in, client, session, ending
):
    path = f"/team/events/7K3F/people.{ending}"
    known, mother = sign_in(make_member("Karen", Role.COORDINATOR)), sign_in(make_member(), opened=True)
    assert "/team/open" in known.get(path).location
    assert (mother.get(path).status_code, client.get(path).status_code) == (404, 303)
    assert coordinator.get(path.replace("7K3F", "XXXX")).status_code == 404
    assert session.query(AuditEntry).filter_by(action="signups.export").count() == 0
    assert coordinator.get(path).status_code == 200
    assert session.query(AuditEntry).filter_by(action="signups.export").one().subject == f"event:{event.id}"


def test_the_words_are_in_her_language_and_the_sheet_runs_from_the_right(make_member, sign_in, event):
    phone = sign_in(make_member("Karen", Role.COORDINATOR, lang="ur"), opened=True)
    answer = phone.get("/team/events/7K3F/people.xlsx")
    assert answer.headers["Content-Disposition"].isascii()
    with ZipFile(io.BytesIO(answer.data)) as book:
        assert 'rightToLeft="1"' in book.read("xl/worksheets/sheet1.xml").decode()


def test_when_the_names_are_deleted_the_numbers_are_left(coordinator, event, rules, now):
    def purge(session):
        for row in session.query(SignUp):
            row.name = row.phone = row.phone_typed = row.email = None
            row.purged_at = now + timedelta(days=40)

    rules(purge)
    for row in read_csv(coordinator.get("/team/events/7K3F/people.csv").data)[1:]:
        assert (row[1], row[11], row[12], row[3]) == ("", "", "", "2")


def test_an_empty_list_is_a_file_of_heads(coordinator, make_event):
    code = make_event().code
    assert read_csv(coordinator.get(f"/team/events/{code}/people.csv").data) == [HEADS]
    assert read_xlsx(coordinator.get(f"/team/events/{code}/people.xlsx").data) == [HEADS]
