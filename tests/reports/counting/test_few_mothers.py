"""What mothers noted of women is told apart for the group only where three of them noted any in those months."""

import pytest

from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Introduction, TookPart
from portal.core.areas import Area
from portal.offers.models import Offer, Theme
from portal.reports.counting import MOTHERS_BEFORE_SHOWN
from tests.reports.counting.conftest import LONG_AGO, MARCH, march

OF_CONTACTS = ("contacts_met", "contacts_area")
OF_CONVERSATIONS = ("women_area", "conversations_help")
OF_INTRODUCTIONS = ("introductions_theme", "introductions_offer", "introductions_result")
GUARDED = (*OF_CONTACTS, *OF_CONVERSATIONS, *OF_INTRODUCTIONS)


@pytest.fixture
def note(group):
    """Some mothers each note a woman, and if asked for a conversation and an introduction."""
    offer = group.add(Offer, code="SVOM", theme=Theme.EXERCISE, confirmed_on=march(1), created_at=LONG_AGO)
    area = group.add(Area, slug="hedeparken", name="Hedeparken")

    def note(mothers, *, talk=False, introduce=False, times=1):
        for _one in range(mothers):
            mother = group.mother()
            for _time in range(times):
                woman = group.contact(mother, march(2), area_id=area)
                if talk or introduce:
                    said = group.talk(mother, woman, march(3), helps=[Help.MARRIAGE])
                if introduce:
                    group.add(Introduction, conversation_id=said, offer_id=offer, took_part=TookPart.YES)

    return note


def told(group):
    """The guarded tables that are there."""
    return set(GUARDED) & set(group.counted(MARCH, whole=False).tables)


@pytest.mark.slow
def test_three_mothers_are_a_group_and_two_are_not(note, group):
    note(MOTHERS_BEFORE_SHOWN - 1, introduce=True, times=9)
    assert told(group) == set()
    note(1, introduce=True)
    assert told(group) == set(GUARDED)


def test_each_is_about_the_mothers_who_noted_that(note, group):
    """Five noted a woman, three a conversation, one an introduction: hers alone is not told apart."""
    note(2)
    note(2, talk=True)
    note(1, introduce=True)
    assert told(group) == {*OF_CONTACTS, *OF_CONVERSATIONS}


@pytest.mark.slow
def test_that_somebody_took_part_is_told_as_little_as_the_table_that_says_so(note, group):
    assert group.counted(whole=False).figures["introductions_took_part"] == 0
    note(2, introduce=True, times=2)
    figures = group.counted(whole=False).figures
    assert (figures["introductions"], figures["introductions_took_part"]) == (4, None)
    note(1, introduce=True)
    assert group.counted(whole=False).figures["introductions_took_part"] == 5


def test_how_many_each_mother_noted_is_always_told(note, group):
    note(1, talk=True, times=2)
    counted = group.counted(whole=False)
    assert list(counted.tables["mothers_conversations"].values()) == [2]
    assert [counted.figures[key] for key in ("women_helped", "contacts_new", "conversations")] == [2, 2, 2]


def test_an_outside_edition_is_made_from_all_of_it(note, group):
    note(1, introduce=True)
    tables = group.counted(whole=True).tables
    assert [sum(tables[key].values()) for key in GUARDED] == [1] * len(GUARDED)
