"""The record of experience: counted from what she did, chosen by her, kept nowhere, and leading to nobody."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact, Met
from portal.core.actors import Role
from portal.core.audit import AuditEntry
from portal.core.db import db, transaction, utcnow
from portal.enquiries.models import Asker, Enquiry, EnquiryState
from portal.events.kinds import Category, Kind
from portal.events.models import EventMother, EventText, Status
from portal.reports import record
from portal.reports.models import ExperienceRecord
from portal.reports.record import RecordPart
from portal.signups import rules as signups
from portal.signups.models import Way
from portal.signups.parties import Party
from tests.pages import flat


@pytest.fixture
def fatma(make_member):
    return make_member(
        "Fatma", lang="ur", languages=["ur", "da"], hats=["interpreter"], trained_on=date(2024, 3, 1)
    )


@pytest.fixture
def did(make_event, fatma):
    """Her part in an event that was."""

    def take_part(*, hosting=False, took_part=True, days=-5, **event):
        one = make_event(starts_in=timedelta(days=days), **event)
        row = EventMother(event_id=one.id, member_id=fatma.id, hosting=hosting, took_part=took_part)
        with transaction() as session:
            session.add(row)
        return one

    return take_part


@pytest.fixture
def talked(fatma, now):
    """So many conversations of hers about these kinds of help."""

    def talk(times, *helps, quarters=2, mother=None):
        mother_id = (mother or fatma).id
        with transaction() as session:
            contact = Contact(
                mother_id=mother_id, nickname="CANARY", met=Met.NEIGHBOUR, since=now.date(), created_at=now
            )
            session.add(contact)
            session.flush()
            for _time in range(times):
                row = Conversation(
                    contact_id=contact.id,
                    mother_id=mother_id,
                    day=date(2026, 2, 3),
                    helps=[str(one) for one in helps],
                    quarters=quarters,
                    words="CANARY",
                    created_at=now,
                )
                session.add(row)

    return talk


@pytest.fixture
def found(fatma):
    def look():
        db.session.rollback()
        return record.experience(db.session(), member=fatma, now=utcnow())

    return look


def test_events_are_counted_by_category_and_kind_as_a_host_and_as_a_hand(did, found):
    did(hosting=True, kind="communal_meal")
    did(hosting=True, kind="communal_meal")
    did(kind="newroz")
    did(kind="dialogue_meeting", hours=2)
    did(kind="network_meeting", hours=2)
    mine = found()
    assert [(one.category, one.hosted, one.took_part, one.by_kind) for one in mine.events] == [
        (Category.SOCIAL, 2, 1, [(Kind.COMMUNAL_MEAL, 2), (Kind.NEWROZ, 1)]),
        (Category.INFORMATION, 0, 1, [(Kind.DIALOGUE_MEETING, 1)]),
    ]
    assert (mine.meetings, mine.event_hours) == (1, 13)


def test_the_hour_that_only_stands_on_an_article_is_not_told_as_hours_of_hers(did, found, now):
    did(kind="article", hours=1, only_noted=True)
    did(kind="stand", hours=4)
    mine = found()
    assert [(one.category, one.took_part) for one in mine.events] == [(Category.VISIBILITY, 2)]
    assert mine.event_hours == 4, "those of the stand that was planned"


def test_only_what_happened_and_where_she_was_counts(did, found, make_event, make_member):
    did(days=5)
    did(status=Status.CANCELLED)
    did(status=Status.DRAFT)
    did(took_part=False)
    other = make_member("Other")
    event = make_event(starts_in=timedelta(days=-2))
    with transaction() as session:
        session.add(EventMother(event_id=event.id, member_id=other.id, took_part=True))
    assert found().events == []


def test_a_kind_of_help_with_few_talks_has_no_number(talked, found):
    talked(2, Help.LETTER)
    talked(3, Help.SCHOOL)
    assert found().talks.helps == [(Help.LETTER, None), (Help.SCHOOL, 3)]


@pytest.mark.parametrize("secret", sorted(record.IN_CONFIDENCE))
@pytest.mark.parametrize(("times", "named"), [(1, []), (4, []), (5, [5]), (6, [6])])
def test_health_and_marriage_are_not_named_before_there_are_five(talked, found, secret, times, named):
    talked(times, secret)
    assert [number for _help, number in found().talks.helps] == named


def test_the_sum_is_rounded_so_that_no_missing_number_can_be_worked_out(talked, found):
    talked(3, Help.LETTER, quarters=4)
    talked(4, Help.HEALTH, quarters=None)
    talks = found().talks
    assert (talks.about, talks.hours, talks.helps) == (5, 3, [(Help.LETTER, 3)])


def test_talks_of_others_are_not_hers(talked, found, make_member):
    talked(6, Help.LETTER, mother=make_member("Other"))
    assert found().talks is None


def test_enquiries_guests_and_texts(found, fatma, make_event, now):
    event = make_event(seats=None)
    other = make_event()
    texts = [(event.id, "ur", "A"), (other.id, "ur", "B"), (event.id, "da", "A")]
    with transaction() as session:
        for event_id, lang, title in texts:
            row = {"lang": lang, "title": title, "updated_at": now, "updated_by_id": fatma.id}
            session.add(EventText(event_id=event_id, **row))
        for name, size in (("One", 2), ("Two", 3)):
            signups.sign_up(
                session,
                event_id=event.id,
                party=Party(name, size, 0),
                source=signups.Source(way=Way.MOTHER, lang="da"),
                form_token=name,
                by=SimpleNamespace(member_id=fatma.id, name_for_audit="member:1"),
                now=now,
            )
    mine = found()
    assert (mine.guests, mine.texts, mine.enquiries) == (5, [("ur", 2), ("da", 1)], None)
    enquiry(fatma, now, 2)
    assert found().enquiries == 0, "few: said without a number"
    enquiry(fatma, now, 1)
    assert found().enquiries == 3


def enquiry(mother, now, times):
    with transaction() as session:
        for number in range(times):
            key = f"{times}-{number}"
            session.add(
                Enquiry(
                    public_id=key,
                    asker=Asker.HERSELF,
                    state=EnquiryState.ACCEPTED,
                    spoken="ur",
                    agreed_version="1",
                    lang="da",
                    form_key=key,
                    mother_id=mother.id,
                    received_at=now,
                    accepted_at=now,
                    met_at=now,
                )
            )


def test_the_same_words_on_many_dates_were_written_once(found, fatma, make_event, now):
    for _date in range(3):
        event = make_event()
        with transaction() as session:
            row = {"lang": "ur", "title": "Same", "updated_at": now, "updated_by_id": fatma.id}
            session.add(EventText(event_id=event.id, **row))
    assert found().texts == [("ur", 1)]


def test_what_is_empty_is_not_offered(found, sign_in, fatma):
    assert found().parts == [RecordPart.PERIODS, RecordPart.COURSE, RecordPart.LANGUAGES, RecordPart.HATS]
    page = sign_in(fatma, opened=True).get("/team/record").text
    assert page.count('name="parts"') == page.count(" checked>") == 4


def test_she_makes_it_danish_first_and_then_in_her_language(sign_in, fatma, did, talked):
    did(kind="newroz", hosting=True)
    talked(3, Help.LETTER)
    answer = sign_in(fatma, opened=True).press(
        "/team/record", {"parts": ["periods", "events", "talks"], "own": "I can speak in front of many."}
    )
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
    danish, urdu = flat(answer).split('<section class="record ')[1:]
    assert 'lang="da" dir="ltr"' in danish and 'lang="ur" dir="rtl"' in urdu
    for page in (danish, urdu):
        assert "<bdi>Fatma</bdi>" in page and "I can speak in front of many." in page
    assert "CANARY" not in answer.text and "3 Feb" not in answer.text and "3. feb" not in answer.text


def test_what_she_leaves_out_is_not_there_and_nothing_of_it_is_kept(sign_in, fatma, did, session):
    did(kind="newroz")
    client = sign_in(fatma, opened=True)
    page = client.press("/team/record", {"parts": ["languages"], "own": "KEPT-NOWHERE"}).text
    assert page.count('record-row"') == 2, "one row on each of two pages"
    client.press("/team/record", {"parts": ["languages"], "own": "KEPT-NOWHERE"})
    assert [row.member_id for row in session.query(ExperienceRecord)] == [fatma.id], "pressed twice is made once"
    entries = [entry.subject for entry in session.query(AuditEntry).filter_by(action="record.make")]
    assert entries == [f"member:{fatma.id}"]
    for table in session.execute(text("SELECT action, subject FROM audit_entry")).all():
        assert "KEPT-NOWHERE" not in "".join(table)


def test_one_whose_language_is_danish_has_one_page(sign_in, make_member):
    page = (
        sign_in(make_member("Hanne", lang="da"), opened=True).press("/team/record", {"parts": ["languages"]}).text
    )
    assert page.count('<section class="record ') == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"own": "150785-1234"}, "CPR"),
        ({"own": "x" * 161}, "too long"),
        ({"parts": ["contacts"]}, "Choose among these"),
    ],
)
def test_what_is_wrong_is_said_and_no_record_is_made(sign_in, make_member, session, wrong, words):
    answer = sign_in(make_member("Fatma", lang="en"), opened=True).press(
        "/team/record", {"parts": ["languages"], **wrong}
    )
    assert answer.status_code == 422 and words in answer.text
    assert session.query(ExperienceRecord).count() == 0


def test_a_coordinator_makes_nobodys_record(sign_in, make_member):
    karen = sign_in(make_member("Karen", Role.COORDINATOR), opened=True)
    assert karen.get("/team/record").status_code == 404
    assert karen.press("/team/record").status_code == 404
