"""Known phones: how long they live, what ends them, and the PIN that opens them."""

import threading
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from portal.accounts import sessions
from portal.accounts.models import Member, PhoneSession, SignInLink
from portal.accounts.sessions import label_of
from portal.core.audit import AuditEntry
from portal.core.db import db, side_transaction, transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from tests.races import one_won

SIX_TRIES = ["271828"] * 6


@pytest.fixture
def fatma(make_member):
    return make_member("Fatma", pin="314159")


@pytest.fixture
def known(rules, now):
    """Make a phone known as a member's; its session's id."""

    def known(member, at=now):
        token = rules(sessions.make_link, member_id=member.id, now=at)
        return rules(sessions.use_link, token=token, label="", now=at)[0].id

    return known


def try_pin(member_id: int, phone_id: int, pin: str, now: datetime) -> bool:
    with side_transaction() as session:
        return sessions.try_pin(
            session,
            member=session.get_one(Member, member_id),
            phone=session.get_one(PhoneSession, phone_id),
            pin=pin,
            now=now,
        )


def choose_pin(member_id: int, phone_id: int, pin: str, now: datetime) -> None:
    with transaction() as session:
        sessions.choose_pin(
            session,
            member=session.get_one(Member, member_id),
            phone=session.get_one(PhoneSession, phone_id),
            pin=pin,
            now=now,
        )


@pytest.mark.parametrize(
    ("instant", "six"),
    [
        (datetime(2027, 6, 1, 3, 59, tzinfo=UTC), datetime(2027, 6, 1, 4, tzinfo=UTC)),
        (datetime(2027, 6, 1, 4, 0, tzinfo=UTC), datetime(2027, 6, 2, 4, tzinfo=UTC)),
        (datetime(2027, 6, 1, 21, 0, tzinfo=UTC), datetime(2027, 6, 2, 4, tzinfo=UTC)),
        # summer time begins on 28 March 2027, and ends on 31 October
        (datetime(2027, 3, 27, 22, 0, tzinfo=UTC), datetime(2027, 3, 28, 4, tzinfo=UTC)),
        (datetime(2027, 3, 27, 4, 0, tzinfo=UTC), datetime(2027, 3, 27, 5, tzinfo=UTC)),
        (datetime(2027, 10, 30, 22, 0, tzinfo=UTC), datetime(2027, 10, 31, 5, tzinfo=UTC)),
        (datetime(2027, 10, 30, 3, 0, tzinfo=UTC), datetime(2027, 10, 30, 4, tzinfo=UTC)),
    ],
)
def test_phones_end_at_six_in_the_morning_in_denmark(instant, six):
    assert sessions.next_six(instant) == six
    assert to_local(six).hour == 6


@pytest.mark.parametrize("month", [3, 10])
def test_a_phone_is_known_for_thirty_days_and_never_ends_in_an_evening(fatma, known, session, month):
    evening = datetime(2027, month, 10, 18, 0, tzinfo=UTC)
    phone = session.get_one(PhoneSession, known(fatma, at=evening))
    assert timedelta(days=30) <= phone.expires_at - evening < timedelta(days=31)
    assert to_local(phone.expires_at).hour == 6


def test_a_door_pass_ends_at_six_next_morning(make_event, rules):
    evening = datetime(2027, 3, 27, 18, 0, tzinfo=UTC)
    token = rules(sessions.make_link, event_id=make_event().id, now=evening)
    phone, _secret = rules(sessions.use_link, token=token, label="", now=evening)
    assert phone.expires_at == datetime(2027, 3, 28, 4, 0, tzinfo=UTC)


def test_a_session_is_found_by_its_secret_until_it_expires_or_is_ended(fatma, rules, session, now):
    token = rules(sessions.make_link, member_id=fatma.id, now=now)
    phone, secret = rules(sessions.use_link, token=token, label="", now=now)
    last = phone.expires_at - timedelta(seconds=1)
    assert sessions.find_session(session, secret, last).id == phone.id
    assert sessions.find_session(session, secret, phone.expires_at) is None
    assert sessions.find_session(session, "another", now) is None
    for later in (now, now + timedelta(days=1)):
        with transaction() as writing:
            sessions.end(writing, phone=writing.get_one(PhoneSession, phone.id), now=later)
    assert sessions.find_session(session, secret, now) is None
    assert session.get_one(PhoneSession, phone.id).ended_at == now


def test_nothing_that_signs_in_is_stored(fatma, rules, session, now):
    token = rules(sessions.make_link, member_id=fatma.id, now=now)
    _phone, secret = rules(sessions.use_link, token=token, label="", now=now)
    stored = (
        session.scalars(select(SignInLink.token_digest)).all()
        + session.scalars(select(PhoneSession.token_digest)).all()
    )
    assert {token, secret} & set(stored) == set()


def test_coming_in_is_written_down_without_a_name(fatma, known, make_event, rules, session, now):
    known(fatma)
    token = rules(sessions.make_link, event_id=make_event().id, now=now)
    rules(sessions.use_link, token=token, label="", now=now)
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    assert [(e.actor, e.action, e.subject) for e in entries] == [
        (f"member:{fatma.id}", "accounts.sign_in", "session:1"),
        ("doorpass:2", "accounts.sign_in", "session:2"),
    ]


def test_two_phones_that_tap_at_once_do_not_both_come_in(at_once, fatma, rules, now):
    token = rules(sessions.make_link, member_id=fatma.id, now=now)
    labels = ["one", "two"]
    told = at_once(*(partial(sessions.use_link, token=token, label=label, now=now) for label in labels))
    one_won(told)
    assert db.session.scalars(select(PhoneSession.label)).all() == [labels[told.index(None)]]


def test_the_right_pin_opens_for_ten_minutes_and_forgets_the_wrong_ones(fatma, known, session, now):
    phone_id = known(fatma)
    assert [try_pin(fatma.id, phone_id, pin, now) for pin in ("271828", "", "314159")] == [False, False, True]
    phone = session.get_one(PhoneSession, phone_id)
    assert (phone.opened_until_at, session.get_one(Member, fatma.id).pin_tries) == (now + timedelta(minutes=10), 0)
    assert [sessions.is_open(phone, now + timedelta(minutes=m)) for m in (0, 9, 10)] == [True, True, False]
    assert [sessions.may_still_send(phone, now + timedelta(minutes=m)) for m in (59, 60)] == [True, False]


def test_after_five_wrong_pins_even_the_right_one_does_not_open(fatma, known, session, now):
    phone_id = known(fatma)
    left = []
    for pin in SIX_TRIES:
        assert not try_pin(fatma.id, phone_id, pin, now)
        session.expire_all()
        left.append(sessions.tries_left(session.get_one(Member, fatma.id)))
        session.rollback()
    assert left == [4, 3, 2, 1, 0, 0]
    assert not try_pin(fatma.id, phone_id, "314159", now)
    assert session.get_one(PhoneSession, phone_id).opened_until_at is None
    wrong = session.scalars(select(AuditEntry.action).where(AuditEntry.action == "accounts.wrong_pin")).all()
    assert len(wrong) == 5


def test_the_tries_count_over_all_her_phones(fatma, known, now):
    phones = [known(fatma), known(fatma)]
    for number in range(5):
        try_pin(fatma.id, phones[number % 2], "271828", now)
    assert not try_pin(fatma.id, phones[0], "314159", now)


def test_two_wrong_tries_at_once_are_two_tries(app, fatma, known, session, now):
    """Without the row held, both would read the same count, and an attacker would have more tries than five."""
    phone_id, member_id = known(fatma), fatma.id
    for _wrong in range(3):
        try_pin(member_id, phone_id, "271828", now)
    together, opened = threading.Barrier(3), []

    def attempt(pin):
        with app.app_context():
            together.wait()
            opened.append(try_pin(member_id, phone_id, pin, now))

    threads = [threading.Thread(target=attempt, args=("271828",)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    assert (opened, session.get_one(Member, member_id).pin_tries) == ([False] * 3, 5)


def test_without_a_pin_nothing_opens(make_member, known, now):
    amal = make_member("Amal", pin=None)
    assert not try_pin(amal.id, known(amal), "", now)


def test_the_first_pin_may_be_chosen_once_on_a_known_phone(make_member, known, session, now):
    amal = make_member("Amal", pin=None)
    first, second = known(amal), known(amal)
    choose_pin(amal.id, first, "271828", now)
    with pytest.raises(RuleBroken) as refused:
        choose_pin(amal.id, second, "161803", now)
    assert refused.value.field == "old"
    assert try_pin(amal.id, second, "271828", now)


def test_a_new_pin_locks_her_other_phones(fatma, known, session, now):
    one, other = known(fatma), known(fatma)
    assert try_pin(fatma.id, one, "314159", now)
    assert try_pin(fatma.id, other, "314159", now)
    choose_pin(fatma.id, one, "271828", now)
    assert [session.get_one(PhoneSession, phone).opened_until_at is None for phone in (one, other)] == [
        False,
        True,
    ]
    assert not try_pin(fatma.id, other, "314159", now)


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "३१४१५९", "²²²²²²", "x" * 10_000])
def test_a_pin_has_six_digits(make_member, known, now, pin):
    amal = make_member("Amal", pin=None)
    with pytest.raises(RuleBroken) as refused:
        choose_pin(amal.id, known(amal), pin, now)
    assert (refused.value.field, refused.value.message) == ("pin", sessions.SIX_DIGITS)


@pytest.mark.parametrize(
    "pin", ["000000", "123456", "987654", "890123", "121212", "123123", "112233", "246802", "778899"]
)
def test_a_pin_that_everybody_tries_first_is_refused(make_member, known, now, pin):
    amal = make_member("Amal", pin=None)
    with pytest.raises(RuleBroken) as refused:
        choose_pin(amal.id, known(amal), pin, now)
    assert refused.value.field == "pin"


@pytest.mark.parametrize("pin", ["314159", "271828", "100000", "123457", "120012"])
def test_any_other_pin_is_fine(pin):
    assert not sessions.easily_guessed(pin)


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1", "iPhone, Safari"),
        (
            "Mozilla/5.0 (Linux; Android 9) SamsungBrowser/20.0 Chrome/106.0 Safari/537.36",
            "Android, Samsung Internet",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/139.0 Safari/537.36 Edg/139.0", "Windows, Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Linux, Firefox"),
        ("curl/8", ""),
        ("\u202e" * 5000, ""),
    ],
)
def test_she_knows_her_phone_by_the_names_on_it(agent, label):
    assert label_of(agent) == label
