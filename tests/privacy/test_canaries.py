"""Canary words are written wherever people are told of; they must be found nowhere in clear."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import select, text

from portal.contacts.models import Contact
from portal.core.actors import Role
from portal.core.db import Base, db, utcnow
from portal.core.i18n import to_local
from portal.events.models import Event
from portal.privacy import purge
from portal.stories.models import Interview, MotherLine, Story
from tests.databases import POSTGRESQL

NICKNAME, NAME, WORDS, NUMBER = "Kanarinick", "Kanarina", "Kanariwords", "44778866"
CANARIES = (NICKNAME, NAME, WORDS, NUMBER)


@pytest.fixture
def raw(app, database_url):
    """Everything the database keeps, as raw bytes: the files of SQLite; every row of PostgreSQL, bytea in hex."""

    def raw():
        if POSTGRESQL:
            with db.engine.connect() as connection:
                tables = [table.name for table in Base.metadata.sorted_tables]
                rows = [connection.execute(text(f'SELECT t::text FROM "{name}" t')).scalars() for name in tables]
                return "\n".join(row for found in rows for row in found).encode()
        path = Path(database_url.removeprefix("sqlite:///"))
        return b"\n".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))

    return raw


def found(canaries, raw_bytes):
    """The canaries in clear, also as hex (as PostgreSQL shows bytes) and as UTF-16."""
    kept = raw_bytes.lower()
    return {
        word
        for word in canaries
        for form in (word.encode(), word.encode().hex().encode(), word.encode("utf-16-le"))
        if form.lower() in kept
    }


@pytest.mark.slow
def test_no_name_phone_or_word_of_a_contact_stands_in_the_database_a_log_or_an_address(
    make_member, sign_in, raw, caplog, session
):
    caplog.set_level(logging.DEBUG)
    other = make_member("Lone").id
    phone = sign_in(make_member("Fatma", lang="en"), opened=True)
    notes = {
        "nickname": NICKNAME,
        "languages": "tr",
        "since": "2020-01-01",
        "agreed": "y",
        "real_name": NAME,
        "phone": NUMBER,
        "words": WORDS,
    }
    answers = [phone.press("/team/contacts/new", notes)]
    number = session.scalars(select(Contact.id)).one()
    here = f"/team/contacts/{number}"
    answers += [
        phone.press(f"{here}/edit", {**notes, "words": f"{WORDS} again", "area": "999"}),
        phone.press(f"{here}/edit", {**notes, "words": f"{WORDS} again"}),
        phone.press(f"{here}/edit", {**notes, "agreed": []}),
        phone.press("/team/contacts", {"q": NAME}),
        phone.press("/team/contacts", {"q": NUMBER}),
        phone.get(here),
        phone.get(f"{here}/edit"),
        phone.press(f"{here}/talk", {"helps": "letter", "day": "2020-01-02", "words": f"{WORDS} {NAME}"}),
        phone.get(f"{here}/talks/1"),
        phone.get(f"{here}/talks/1/edit"),
        phone.press("/team/contacts/talk-wish", {"next": f"{here}/talks/1"}),
        phone.press(f"{here}/hand-over", {"to": str(other), "along": ["real_name", "phone", "words"]}),
        phone.get(here),
    ]
    assert [answer.status_code for answer in answers] == [
        *(303, 422, 303, 422, 200, 200, 200, 200),
        *(303, 200, 200, 303, 303, 200),
    ]
    addresses = " ".join(f"{answer.request.url} {answer.location} {answer.headers}" for answer in answers)
    links = " ".join(part.split('"')[0] for answer in answers for part in answer.text.split('href="')[1:])
    assert found(CANARIES, raw()) == set()
    assert found(CANARIES, caplog.text.encode()) == set()
    assert found(CANARIES, addresses.encode()) == set()
    assert found(CANARIES, links.replace(f"tel:+45{NUMBER}", "").encode()) == set()
    row = session.get_one(Contact, number)
    assert (row.nickname, row.real_name, row.phone, row.words) == (
        NICKNAME,
        NAME,
        f"+45{NUMBER}",
        f"{WORDS} again",
    )


@pytest.mark.slow
def test_nothing_that_was_told_for_the_report_stands_in_the_database_a_log_or_an_address(
    make_member, sign_in, raw, caplog, session
):
    caplog.set_level(logging.DEBUG)
    desk = sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)
    mother = sign_in(make_member("Fatma"))
    day = {"day": to_local(utcnow()).date().isoformat(), "lang": "da", "agreed": "y"}
    story = {**day, "part": "bridges", "speaker": "resident", "text": WORDS}
    talk = {**day, "speaker": "mother", "answer_hard": NAME}
    answers = [
        desk.press("/team/stories/new/quote", {**story, "agreed": []}),
        desk.press("/team/stories/new/quote", story),
        desk.press("/team/stories/1", {**story, "text": f"{WORDS} again"}),
        desk.get("/team/stories"),
        desk.get("/team/stories/1/take-back"),
        desk.press("/team/interviews/new/mothers", talk),
        desk.press("/team/interviews/1/edit", {**talk, "answer_given": WORDS}),
        desk.get("/team/interviews/1"),
        desk.get("/team/stories/new/quote?interview=1&question=hard"),
        mother.press("/team/line", {"text": NICKNAME, "lang": "xx"}),
        mother.press("/team/line", {"text": NICKNAME, "lang": "da", "named": "y"}),
        mother.get("/team/line"),
    ]
    assert [answer.status_code for answer in answers] == [
        422,
        303,
        303,
        200,
        200,
        303,
        303,
        200,
        200,
        422,
        303,
        200,
    ]
    addresses = " ".join(f"{answer.request.url} {answer.location} {answer.headers}" for answer in answers)
    links = " ".join(part.split('"')[0] for answer in answers for part in answer.text.split('href="')[1:])
    assert found(CANARIES, raw()) == set()
    assert found(CANARIES, caplog.text.encode()) == set()
    assert found(CANARIES, f"{addresses} {links}".encode()) == set()
    assert session.query(Story).one().text == f"{WORDS} again"
    assert session.query(MotherLine).one().text == NICKNAME
    assert NAME in session.query(Interview).one().answers


def test_a_canary_in_a_column_that_is_not_encrypted_would_be_found(make_member, raw):
    """The control: a search that finds nothing proves something only if it can find."""
    make_member(NAME)
    assert found(CANARIES, raw()) == {NAME}


def test_the_same_word_is_never_the_same_bytes_twice(make_member, sign_in, session):
    phone = sign_in(make_member("Fatma"), opened=True)
    for _twice in range(2):
        phone.press("/team/contacts/new", {"nickname": NICKNAME, "since": "2020-01-01"})
    one, other = session.execute(text("SELECT nickname FROM contact")).scalars()
    assert bytes(one) != bytes(other)


@pytest.mark.slow
@pytest.mark.skipif(POSTGRESQL, reason="what PostgreSQL overwrites is its vacuum's to decide")
def test_a_purged_name_is_overwritten_in_the_file_and_its_log(past_event, party, raw, now):
    old, recent = past_event(ended_days_ago=31), past_event(ended_days_ago=1)
    for number in range(1, 41):
        party(old, number=number, name=f"{NAME} {'x' * number}", phone=f"+45{NUMBER}")
        party(recent, number=number)
    assert found(CANARIES, raw()) == {NAME, NUMBER}
    assert purge.run(now)["names_on_lists"] == 40
    assert found(CANARIES, raw()) == set()


@pytest.mark.skipif(POSTGRESQL, reason="what PostgreSQL overwrites is its vacuum's to decide")
def test_who_asks_to_be_forgotten_is_overwritten_in_the_file_and_its_log_too(app, past_event, party, raw, session):
    event_id = past_event(ended_days_ago=1)
    party(event_id, name=NAME, phone=f"+45{NUMBER}")
    code = session.get_one(Event, event_id).code
    session.rollback()
    assert found(CANARIES, raw()) == {NAME, NUMBER}
    assert app.test_cli_runner().invoke(args=["privacy", "forget", code, "1"]).exit_code == 0
    assert found(CANARIES, raw()) == set()


@pytest.mark.skipif(POSTGRESQL, reason="what PostgreSQL overwrites is its vacuum's to decide")
def test_what_was_deleted_at_once_is_out_of_the_log_after_the_night_too(make_member, sign_in, raw, session, now):
    phone = sign_in(make_member("Fatma"), opened=True)
    phone.press("/team/contacts/new", {"nickname": NICKNAME, "since": "2020-01-01"})
    scrambled = bytes(session.execute(text("SELECT nickname FROM contact")).scalar_one())
    session.rollback()
    purge.leave_no_trace()  # it stands in the file, and what deletes it goes by the log
    number = session.scalars(select(Contact.id)).one()
    session.rollback()
    phone.press(f"/team/contacts/{number}/delete")
    assert scrambled in raw()
    assert not any(purge.run(now).values())
    assert scrambled not in raw()
