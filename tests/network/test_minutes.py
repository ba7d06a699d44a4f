"""Minutes: once the meeting has begun, in Danish first, in other languages by those who can, and seen."""

from datetime import timedelta

import pytest

from portal.accounts.models import ActivePeriod
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.events.models import EventMother
from portal.network import minutes, queries
from portal.network.models import Minutes, MinutesSeen


@pytest.fixture
def write(rules, held, actor, karen, now, session):
    def write(text="Vi talte om vinter.", lang="da", by=karen, event=held, at=now, seen=None):
        own = session.query(Minutes).filter_by(event_id=event.id, lang=lang).one_or_none()
        stamp = minutes.stamp(own) if seen is None else seen
        rules(minutes.write, event_id=event.id, lang=lang, text=text, seen=stamp, by=actor(by), now=at)

    return write


@pytest.fixture
def said(session):
    def said() -> dict[str, str]:
        session.expire_all()
        return {row.lang: row.text for row in session.query(Minutes)}

    return said


def test_minutes_are_written_once_the_meeting_has_begun(write, said, meeting):
    with pytest.raises(RuleBroken):
        write(event=meeting, at=meeting.starts_at - timedelta(seconds=1))
    assert said() == {}
    write(event=meeting, at=meeting.starts_at)
    assert said() == {"da": "Vi talte om vinter."}


def test_the_danish_ones_come_first_and_stay(write, said):
    with pytest.raises(RuleBroken):
        write("Kıştan konuştuk.", "tr")
    write()
    write("Kıştan konuştuk.", "tr")
    with pytest.raises(RuleBroken):
        write("")
    assert said() == {"da": "Vi talte om vinter.", "tr": "Kıştan konuştuk."}
    write("", "tr")
    write("", "tr")
    assert said() == {"da": "Vi talte om vinter."}


def test_a_mother_says_them_in_her_languages_alone(write, said, ayse):
    write()
    write("Kıştan konuştuk.", "tr", by=ayse)
    for lang in ("da", "ur"):
        with pytest.raises(RuleBroken):
            write("…", lang, by=ayse)
    assert said() == {"da": "Vi talte om vinter.", "tr": "Kıştan konuştuk."}


def test_two_who_write_at_once_do_not_undo_each_other(write, said, now):
    write()
    with pytest.raises(RuleBroken):
        write("Another text", seen="")
    write("Another text", at=now + timedelta(minutes=1))
    assert said() == {"da": "Another text"}


@pytest.mark.slow
def test_they_are_shown_in_her_language_or_in_danish_and_labelled(write, sign_in, held, ayse, make_member):
    write()
    address = f"/team/network/{held.code}"
    assert "This text is in Danish" in sign_in(ayse).get(address).text
    write("We talked about winter.", "en")
    page = sign_in(make_member("Amal")).get(address).text
    assert "We talked about winter." in page
    assert "This text is in Danish" not in page


@pytest.mark.slow
def test_whoever_opens_them_has_read_up_and_the_coordinator_sees_who_has_not(
    write, sign_in, held, karen, ayse, fatma, session, now
):
    desk, address = sign_in(karen), f"/team/network/{held.code}"
    sign_in(ayse).get(address)
    assert session.query(MinutesSeen).count() == 0, "nothing was there to be seen"
    assert queries.to_read_up(session, ayse, now) == []
    write()
    with transaction() as writing:
        part = writing.query(EventMother).filter_by(event_id=held.id, member_id=fatma.id).one()
        part.took_part = True
    session.expire_all()
    assert [event.id for event in queries.to_read_up(session, ayse, now)] == [held.id]
    assert queries.to_read_up(session, fatma, now) == [], "she was there"
    before = desk.get(address).text.split("Have not read it yet:")[1].split("</p>")[0]
    assert ("Ayşe" in before, "Fatma" in before) == (True, False)
    for _twice in range(2):
        sign_in(ayse).get(address)
    assert [row.member_id for row in session.query(MinutesSeen)] == [ayse.id]
    assert "All who could not come have read it." in desk.get(address).text


def test_what_she_missed_waits_on_her_first_page_for_half_a_year(
    write, held, make_meeting, fatma, ayse, make_member, session, now, today, rules
):
    newest, old = held.id, make_meeting(fatma, starts_in=timedelta(days=-200)).id
    write()
    write(event=session.get_one(type(held), old))
    assert [event.id for event in queries.to_read_up(session, ayse, now)] == [newest]
    new_here = make_member("Amal", active=False, periods=[ActivePeriod(from_day=today)])
    assert queries.to_read_up(session, new_here, now) == []
    rules(minutes.see, event_id=newest, member_id=ayse.id, now=now)
    assert queries.to_read_up(session, ayse, now) == []
