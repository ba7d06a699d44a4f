"""Names go when their time is up; what was counted stays as it was."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from portal.attendance.models import AttendanceOp, OpKind
from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.enquiries.models import Asker, Enquiry
from portal.events.models import Event
from portal.messages.models import MessageKind, OutboxMessage, Outcome
from portal.privacy import purge
from portal.signups.models import SignUp, State, Way
from tests.privacy.cast import NOTHING


def told(signup):
    return (signup.name, signup.phone, signup.phone_typed, signup.email)


def test_names_phones_and_emails_go_thirty_days_after_the_end(past_event, party, session, now):
    long_over = party(past_event(ended_days_ago=31))
    cancelled = party(past_event(ended_days_ago=40), state=State.CANCELLED)
    recent = party(past_event(ended_days_ago=29))
    to_come = party(past_event(ended_days_ago=-7))
    assert purge.run(now) == {**NOTHING, "names_on_lists": 2}
    for number in (long_over, cancelled):
        signup = session.get_one(SignUp, number)
        assert (told(signup), signup.purged_at) == ((None, None, None, None), now)
    for number in (recent, to_come):
        signup = session.get_one(SignUp, number)
        assert (told(signup), signup.purged_at) == (
            ("Amina", "+4544770011", "44 77 00 11", "amina@example.org"),
            None,
        )


@pytest.mark.slow
def test_the_name_of_a_moved_party_goes_everywhere_with_the_first_of_its_events(past_event, party, session, now):
    """She was moved from a later event to an earlier one, by two steps; and another one the other way round."""
    early, between, late = (past_event(ended_days_ago=days) for days in (31, 20, 10))
    stands = party(early, state=State.SEATED)
    second = party(between, state=State.CANCELLED, replaced_by_id=stands)
    first = party(late, state=State.CANCELLED, replaced_by_id=second)
    later = party(late, number=2)
    before = party(early, number=2, state=State.CANCELLED, replaced_by_id=later)
    alone = party(late, number=3, state=State.CANCELLED)
    assert purge.run(now) == {**NOTHING, "names_on_lists": 4}
    gone = [session.get_one(SignUp, number) for number in (stands, second, first, before)]
    assert [(told(signup), signup.purged_at) for signup in gone] == [((None,) * 4, now)] * 4
    assert [session.get_one(SignUp, number).name for number in (later, alone)] == ["Amina"] * 2
    session.rollback()
    assert purge.run(now) == NOTHING


@pytest.mark.slow
def test_the_list_goes_on_the_minute(past_event, party, session, now):
    number = party(past_event(ended_days_ago=30))
    assert purge.run(now - timedelta(minutes=1)) == NOTHING
    assert session.get_one(SignUp, number).name == "Amina"
    assert purge.run(now + timedelta(minutes=1)) == {**NOTHING, "names_on_lists": 1}


def test_an_installation_decides_how_long(past_event, party, app, session, now):
    number = party(past_event(ended_days_ago=8))
    usual = app.extensions["settings"]
    app.extensions["settings"] = replace(usual, retention_days=7)
    try:
        purge.run(now)
    finally:
        app.extensions["settings"] = usual
    assert session.get_one(SignUp, number).name is None


def test_every_count_is_the_same_before_and_after(past_event, party, tap, session, now):
    event_id = past_event(ended_days_ago=90)
    party(event_id)
    party(event_id, number=2, adults=1, children=0, state=State.CANCELLED, lang="da", way=Way.WEB)
    tap(event_id, "one", name="Rosa", lang="so")
    tap(event_id, "two", kind=OpKind.NEW_IN_DENMARK, amount=3, subject="")

    def counts():
        lists = select(
            SignUp.state,
            SignUp.way,
            SignUp.place,
            SignUp.lang,
            func.count(),
            func.sum(SignUp.adults),
            func.sum(SignUp.children),
        ).group_by(SignUp.state, SignUp.way, SignUp.place, SignUp.lang)
        doors = select(
            AttendanceOp.kind,
            func.count(),
            func.sum(AttendanceOp.adults),
            func.sum(AttendanceOp.children),
            func.sum(AttendanceOp.amount),
        ).group_by(AttendanceOp.kind)
        diets = session.scalars(select(SignUp.diet).order_by(SignUp.id)).all()
        found = (sorted(session.execute(lists)), sorted(session.execute(doors)), diets)
        session.rollback()
        return found

    before = counts()
    purge.run(now)
    assert counts() == before
    assert session.scalars(select(AttendanceOp.name)).all() == [None, None]


@pytest.mark.slow
def test_running_it_again_changes_nothing(past_event, party, session, now):
    number = party(past_event(ended_days_ago=31))
    purge.run(now)
    assert purge.run(now + timedelta(hours=1)) == NOTHING
    assert session.get_one(SignUp, number).purged_at == now


def test_guests_without_a_sign_up_lose_their_name_and_language(past_event, tap, session, now):
    old = tap(past_event(ended_days_ago=31), "one", name="Rosa", lang="so")
    new = tap(past_event(ended_days_ago=1), "two", name="Mina", lang="fa")
    assert purge.run(now) == {**NOTHING, "guests_without_sign_up": 1}
    kept = [
        (row.name, row.lang, row.adults, row.children)
        for row in map(session.get_one, [AttendanceOp] * 2, (old, new))
    ]
    assert kept == [(None, None, 1, 2), ("Mina", "fa", 1, 2)]


def test_the_address_of_a_home_goes_and_that_of_a_house_stays(past_event, session, now):
    home = past_event(ended_days_ago=31, at_home=True, address="Her street 4", landmark="blue door")
    house = past_event(ended_days_ago=31)
    assert purge.run(now) == {**NOTHING, "addresses_of_homes": 1}
    row = session.get_one(Event, home)
    assert (row.place_name, row.address, row.landmark) == ("", "", "")
    row = session.get_one(Event, house)
    assert (row.place_name, row.address) == ("Beboerhuset", "Hedeparken 5")


def test_messages_go_with_the_numbers_they_were_for(past_event, party, add, session, now):
    for days in (31, 2):
        event_id = past_event(ended_days_ago=days)
        signup_id = party(event_id)
        for key, outcome in (("open", None), ("closed", Outcome.TOLD)):
            add(
                OutboxMessage(
                    key=f"{key}{days}",
                    kind=MessageKind.PROMOTED,
                    event_id=event_id,
                    signup_id=signup_id,
                    created_at=now,
                    closed_at=now if outcome else None,
                    outcome=outcome,
                )
            )
    assert purge.run(now) == {**NOTHING, "names_on_lists": 1, "messages": 2}
    assert sorted(session.scalars(select(OutboxMessage.key))) == ["closed2", "open2"]


def test_that_names_were_blanked_is_in_the_audit_log_without_them(past_event, party, session, now):
    party(past_event(ended_days_ago=31))
    purge.run(now)
    purge.run(now)
    (entry,) = session.scalars(select(AuditEntry))
    assert (entry.actor, entry.action, entry.subject) == ("system", "privacy.purge", "signup: 1 rows")


def test_every_purge_of_what_people_told_us_is_noted_and_no_other(app, session, now, monkeypatch):
    for pair in purge.PURGES:
        monkeypatch.setitem(purge.PURGES, pair, lambda _session, _now: 1)
    purge.run(now)
    assert sorted(entry.subject.removesuffix(": 1 rows") for entry in session.scalars(select(AuditEntry))) == [
        "agenda_point",
        "attendance_op",
        "contact",
        "contact",
        "conversation",
        "course_interest",
        "course_participant",
        "enquiry",
        "enquiry",
        "event",
        "helper",
        "interview",
        "minutes",
        "mother_line",
        "signup",
        "story",
        "task_take",
    ]


def test_one_part_that_fails_is_told_and_holds_up_no_other(past_event, party, session, now, monkeypatch):
    number = party(past_event(ended_days_ago=31))

    def broken(_session, _now):
        _session.execute(delete(SignUp))
        raise OSError("disk")

    monkeypatch.setitem(purge.PURGES, next(iter(purge.PURGES)), broken)
    monkeypatch.setitem(purge.PURGES, ("signup", "again"), purge.names_on_lists)
    with pytest.raises(ExceptionGroup) as failure:
        purge.run(now)
    assert [str(one) for one in failure.value.exceptions] == ["disk"]
    assert session.get_one(SignUp, number).name is None


def test_the_command_says_what_it_blanked_in_counts(app, past_event, party):
    party(past_event(ended_days_ago=31))
    answer = app.test_cli_runner().invoke(args=["privacy", "purge"])
    assert answer.exit_code == 0
    assert {"names on lists: 1", "guests without sign up: 0"} <= set(answer.output.splitlines())
    assert "Amina" not in answer.output


def test_whoever_asks_is_forgotten_at_once_and_counts_as_before(app, past_event, party, session):
    event_id = past_event(ended_days_ago=1)
    asks, other = party(event_id), party(event_id, number=2)
    code = session.get_one(Event, event_id).code
    session.rollback()

    def forget(*args):
        answer = app.test_cli_runner().invoke(args=["privacy", "forget", *args])
        return answer.exit_code, answer.output.strip()

    assert forget(code.lower(), "1") == (0, "Name, phone and e-mail are blanked.")
    assert forget(code, "1") == (0, "There is nothing to blank.")
    assert forget(code, "3") == (0, "There is nothing to blank.")
    assert forget("ZZZZ", "1") == (0, "There is nothing to blank.")
    assert [forget(code, bad)[0] for bad in ("0", "x", "99999999999999999999")] == [2, 2, 2]
    row = session.get_one(SignUp, asks)
    assert (told(row), row.adults, row.children, row.state) == ((None, None, None, None), 2, 3, State.SEATED)
    assert session.get_one(SignUp, other).name == "Amina"


def test_a_party_that_still_comes_leaves_the_list_first(app, past_event, party, session):
    event_id = past_event(ended_days_ago=-7)
    number = party(event_id)
    code = session.get_one(Event, event_id).code
    session.rollback()
    answer = app.test_cli_runner().invoke(args=["privacy", "forget", code, "1"])
    assert (answer.exit_code, "Remove it there first" in answer.output) == (1, True)
    assert session.get_one(SignUp, number).name == "Amina"


def test_a_party_that_was_moved_is_said_to_live_on_elsewhere(app, past_event, party, session):
    here, there = past_event(ended_days_ago=1), past_event(ended_days_ago=0)
    lives_on = party(there, number=7)
    party(here, state=State.CANCELLED, replaced_by_id=lives_on)
    code, other = session.get_one(Event, here).code, session.get_one(Event, there).code
    session.rollback()
    answer = app.test_cli_runner().invoke(args=["privacy", "forget", code, "1"])
    assert answer.output.splitlines() == [
        "Name, phone and e-mail are blanked.",
        f"The party was moved or joined. If that is her too: privacy forget {other} 7",
    ]
    assert session.get_one(SignUp, lives_on).name == "Amina"


def test_whoever_is_forgotten_is_forgotten_where_she_was_moved_from_too(app, past_event, party, session):
    here, there = past_event(ended_days_ago=2), past_event(ended_days_ago=1)
    stands = party(there, number=7)
    moved = party(here, state=State.CANCELLED, replaced_by_id=stands)
    twice = party(here, number=2, state=State.CANCELLED, replaced_by_id=moved)
    code = session.get_one(Event, there).code
    session.rollback()
    assert app.test_cli_runner().invoke(args=["privacy", "forget", code, "7"]).exit_code == 0
    assert [told(session.get_one(SignUp, number)) for number in (stands, moved, twice)] == [(None,) * 4] * 3


def test_who_asked_goes_ninety_days_after_they_met_though_nobody_closed_it(session, now):
    def enquiry(**columns):
        key = f"{len(columns)}{sorted(columns)}"[:12]
        values = {"asker": Asker.MUNICIPALITY, "asker_name": "Mette", "spoken": "tr", "agreed_version": "1"}
        with transaction() as writing:
            row = Enquiry(public_id=key, form_key=key, lang="da", received_at=now, **values, **columns)
            writing.add(row)
            writing.flush()
            return row.id

    long_ago = now - timedelta(days=91)
    met, closed = enquiry(met_at=long_ago), enquiry(closed_at=long_ago)
    waits = enquiry(met_at=now - timedelta(days=89), accepted_at=long_ago)
    purge.run(now)
    names = {number: session.get_one(Enquiry, number).asker_name for number in (met, closed, waits)}
    assert names == {met: None, closed: None, waits: "Mette"}
