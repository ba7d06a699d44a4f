"""Every column says what it holds and how long, and the page for whoever answers for the data says the same."""

import gc
import re

import pytest
from sqlalchemy import Column, String, Table
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.config import ROOT
from portal.core.db import Base
from portal.core.personal_data import Data, Keep, impersonal, kept, personal
from portal.privacy import purge
from portal.privacy.data_register import about, columns, encrypted, to_purge
from portal.privacy.describe import describe, how_long

#: The app loads all models and purges.
pytestmark = pytest.mark.usefixtures("app")

CURE = (
    "{} does not declare what it holds, why and how long: give it info=impersonal(...), pseudonymous(...), "
    "personal(...), sensitive(...) or secret(...) from portal/core/personal_data.py"
)


def register():
    return {
        f"{table.name}.{column.name}": kept(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }


def test_every_column_declares_what_it_holds_and_what_for():
    assert [place for place, said in register().items() if not said.purpose] == []


def test_every_table_says_what_a_row_is():
    said = {table.name: about(table) for table in Base.metadata.sorted_tables}
    assert {name: words for name, words in said.items() if not words.endswith(".") or "``" in words} == {}
    assert (said["signup"], said["member_area"]) == ("A party on an event's list.", "Where a mother is active.")


@pytest.fixture
def refusal():
    """With what words a definition is refused; nothing of it is left behind."""

    def refusal(define):
        with pytest.raises(TypeError) as refused:
            define()
        return str(refused.value)

    yield refusal
    gc.collect()  # SQLAlchemy holds a class whose table was refused until it is collected


@pytest.mark.slow
def test_a_model_with_a_column_that_declares_nothing_cannot_be_defined(refusal):
    def define():
        class Scratch(Base):
            __tablename__ = "scratch"

            known: Mapped[str] = mapped_column(info=impersonal("a test"))
            told: Mapped[str]

    assert refusal(define) == CURE.format("scratch.told")
    assert "scratch" not in Base.metadata.tables


@pytest.mark.slow
def test_a_table_without_a_model_cannot_be_defined_with_one_either(refusal):
    def define():
        Table("scratch", Base.metadata, Column("told", String, info={"another key": 1}))

    assert refusal(define) == CURE.format("scratch.told")
    assert "scratch" not in Base.metadata.tables


@pytest.fixture
def define(app):
    """Define a table for this test."""
    made = []

    def define(**told):
        made.append(Table("scratch", Base.metadata, *(Column(name, String, info=told[name]) for name in told)))

    yield define
    for table in made:
        Base.metadata.remove(table)


def test_every_column_that_goes_has_a_purge_and_every_purge_has_a_column():
    assert set(purge.PURGES) == to_purge()


def test_a_column_that_goes_and_that_nothing_purges_fails_the_purge(define):
    define(stays=personal("a test"), goes=personal("a test", Keep.LINE))
    with pytest.raises(ExceptionGroup) as failed:
        purge.run()
    assert [(type(error), str(error)) for error in failed.value.exceptions] == [
        (LookupError, "scratch declares Keep.LINE, and no function purges it: write one with @purges")
    ]
    assert to_purge() - set(purge.PURGES) == {("scratch", Keep.LINE)}


def test_what_residents_tell_us_of_themselves_goes():
    """Everything personal or sensitive that stays is named here, so that a new one needs a decision."""
    told = {
        place
        for place, said in register().items()
        if said.data in (Data.PERSONAL, Data.SENSITIVE) and said.keep is Keep.HISTORY
    }
    assert {place for place in told if not place.startswith(("member.", "member_area."))} == {
        "signup.diet",  # numbers for the kitchen
        "conversation.helps",  # what a mother helped with: about nobody, once the contact is anonymous
        "enquiry.spoken",
        "enquiry.area_id",
        "enquiry.theme",
        "enquiry.soon",
    }


def test_what_is_encrypted_is_about_people_and_goes():
    wrong = {
        f"{table.name}.{column.name}": kept(column)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if encrypted(column)
        and (kept(column).keep.stays or kept(column).data not in (Data.PERSONAL, Data.SENSITIVE))
    }
    assert wrong == {}


def test_names_numbers_and_addresses_of_people_are_personal():
    """A column called so that is not about a person is named here."""
    called = re.compile(r"\.(\w+_)?(name|phone|phone_typed|email|address|landmark)$")
    assert {
        place for place, said in register().items() if called.search(place) and said.data is not Data.PERSONAL
    } == {
        "area.name",
        "partner.name",
        "placement.name",
        "funder.name",
        *(f"offer.{name}" for name in ("place_name", "address", "landmark", "phone", "email")),  # of an office
    }


def test_a_row_that_is_deleted_is_deleted_whole():
    """Only ``id`` is kept as long as the row in words of its own."""
    assert {
        place: said.keep for place, said in register().items() if (said.keep is Keep.ROW) != place.endswith(".id")
    } == {}
    for table in Base.metadata.sorted_tables:
        rest = [column for column in table.columns if column.name != "id"]
        for keep in [keep for keep in Keep if keep.whole_row]:
            assert columns(table, keep) in ([], rest), (table.name, keep)


def test_the_keeps_of_whole_rows_are_told_from_those_that_blank():
    assert {keep for keep in Keep if keep.whole_row} == {
        Keep.MESSAGE,
        Keep.LINK,
        Keep.PHONE,
        Keep.BUCKET,
        Keep.SUGGESTION,
        Keep.HELPER,
        Keep.MEETING,
        Keep.AUDIT,
    }


def test_the_page_for_whoever_answers_for_the_data_is_up_to_date():
    assert (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8") == describe()


def test_the_command_prints_the_page(app):
    answer = app.test_cli_runner().invoke(args=["privacy", "register"])
    assert (answer.exit_code, answer.output) == (0, describe())


def test_a_column_is_described_with_whether_it_is_encrypted():
    lines = describe().splitlines()
    asking = "the row is deleted when she takes her yes back, or a year after she gave it"
    assert f"| `name`, `phone`, `email` | personal, encrypted | asking her | {asking} |" in lines
    likes = "asking her for what she likes to do"
    assert f"| `kinds`, `languages`, `lang` | personal | {likes} | {asking} |" in lines


@pytest.mark.parametrize(("keep", "words"), [(Keep.AFTER_EVENT, "blanked 14 days after the event has ended")])
def test_the_days_are_those_of_the_settings(keep, words):
    assert how_long(keep, 14) == words
