"""What the demo tells of the time between the events."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from portal.accounts.models import Member
from portal.contacts.journal_models import Conversation, HandOver, Introduction, TalkWish
from portal.contacts.models import Contact
from portal.course.models import CourseInterest
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.events.kinds import Kind
from portal.events.models import Event
from portal.helping.models import EventTask
from portal.network.models import MeetingReply, Minutes, Notice
from portal.offers.models import Offer

pytestmark = pytest.mark.slow

JANUARY, NOVEMBER = date(2015, 1, 1), date(2015, 11, 30)


def test_eleven_enquiries_came_in_the_first_half_of_2015_and_each_was_answered(loaded):
    rows = loaded.scalars(select(Enquiry).where(Enquiry.received_at < datetime(2016, 1, 1, tzinfo=UTC))).all()
    assert len(rows) == 11
    assert all(row.received_at.month <= 6 and row.state is EnquiryState.CLOSED for row in rows)
    assert all(row.received_at < row.accepted_at < row.met_at < row.closed_at for row in rows)
    assert Asker.HERSELF not in {row.asker for row in rows}
    told = {row.asker_name or row.workplace or row.asker_phone or row.call_her for row in rows}
    assert told == {None}


def test_who_says_yes_speaks_the_language(loaded):
    for row in loaded.scalars(select(Enquiry)):
        for ask in row.asks:
            mother = loaded.get_one(Member, ask.mother_id)
            assert row.spoken in mother.languages


def test_every_woman_of_2015_was_helped_at_least_once(loaded):
    women = set(loaded.scalars(select(Contact.id).where(Contact.since <= NOVEMBER)))
    rows = loaded.scalars(select(Conversation).where(Conversation.day.between(JANUARY, NOVEMBER))).all()
    assert {row.contact_id for row in rows} == women
    assert len({kind for row in rows for kind in row.helps}) == 11
    assert all(row.helps and row.words is None for row in rows)
    took_part = Counter(loaded.scalars(select(Introduction.took_part)))
    assert set(took_part) == {"yes", "no", "not_known"}


def test_two_articles_and_a_post_made_the_group_known(loaded):
    rows = loaded.scalars(
        select(Event).where(Event.kind.in_([Kind.ARTICLE, Kind.POST])).order_by(Event.starts_local)
    )
    days = [(row.kind, row.starts_local.date()) for row in rows]
    assert days[:2] == [(Kind.ARTICLE, date(2014, 12, 16)), (Kind.ARTICLE, date(2015, 7, 28))]
    assert len(days) == 3


def test_today_something_waits_for_everyone(loaded):
    states = Counter(loaded.scalars(select(Enquiry.state).where(Enquiry.state != EnquiryState.CLOSED)))
    assert states == {EnquiryState.RECEIVED: 2, EnquiryState.ASKED: 1, EnquiryState.ACCEPTED: 1}
    for table in (HandOver, TalkWish, MeetingReply, Minutes, Notice, EventTask, CourseInterest):
        assert loaded.scalar(select(func.count()).select_from(table)) > 0, table
    assert loaded.scalar(select(func.count()).select_from(Offer)) >= 12
