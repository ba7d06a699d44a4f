"""The register knows every column, and the page for whoever answers for the data says what it says."""

import pytest

from portal.config import ROOT
from portal.crypto import Encrypted
from portal.db import Base
from portal.privacy import purge
from portal.privacy.describe import describe, how_long
from portal.privacy.register import TABLES, Data, Keep, columns

#: The app loads the models and the purges of every room.
pytestmark = pytest.mark.usefixtures("app")


def every_column():
    return {(table.name, column.name): column for table in Base.metadata.sorted_tables for column in table.columns}


def registered():
    return {(table, name): column for table, entry in TABLES.items() for name, column in entry.columns.items()}


def test_every_column_of_every_table_is_in_the_register_and_nothing_else():
    assert sorted(registered()) == sorted(every_column())


def test_the_register_knows_what_is_encrypted():
    said = {place for place, column in registered().items() if column.encrypted}
    assert said == {place for place, column in every_column().items() if isinstance(column.type, Encrypted)}


def test_every_column_says_what_it_is_for():
    assert [place for place, column in registered().items() if not column.purpose] == []
    assert [table for table, entry in TABLES.items() if not entry.about] == []


def test_whatever_does_not_stay_has_a_purge_and_no_purge_is_for_nothing():
    goes = {(table, c.keep) for (table, _name), c in registered().items() if c.keep is not Keep.HISTORY}
    assert set(purge.PURGES) == goes


def test_what_residents_tell_us_of_themselves_goes():
    """Everything personal or sensitive that stays is named here, so that a new one needs a decision."""
    told = {
        f"{table}.{name}"
        for (table, name), column in registered().items()
        if column.data in (Data.PERSONAL, Data.SENSITIVE) and column.keep is Keep.HISTORY
    }
    assert {place for place in told if not place.startswith("member")} == {
        "signup.diet",  # numbers for the kitchen
        "conversation.helps",  # what a mother helped with: about nobody, once the contact is anonymous
        "enquiry.spoken",
        "enquiry.area_id",
        "enquiry.theme",
        "enquiry.soon",
    }


def test_a_row_that_is_deleted_is_deleted_whole():
    whole = (
        Keep.MESSAGE,
        Keep.LINK,
        Keep.PHONE,
        Keep.BUCKET,
        Keep.SUGGESTION,
        Keep.HELPER,
        Keep.MEETING,
        Keep.AUDIT,
    )
    for table, entry in TABLES.items():
        for keep in whole:
            assert len(columns(table, keep)) in (0, len(entry.columns)), (table, keep)


def test_the_page_for_whoever_answers_for_the_data_is_up_to_date():
    assert (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8") == describe()


def test_the_command_prints_the_page(app):
    answer = app.test_cli_runner().invoke(args=["privacy", "register"])
    assert (answer.exit_code, answer.output) == (0, describe())


@pytest.mark.parametrize(("keep", "words"), [(Keep.AFTER_EVENT, "blanked 14 days after the event has ended")])
def test_the_days_are_those_of_the_settings(keep, words):
    assert how_long(keep, 14) == words
