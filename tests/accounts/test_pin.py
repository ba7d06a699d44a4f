"""The promise, choosing a PIN, opening a phone by it, and what happens after five wrong ones."""

import pytest

from portal.accounts.guard import local_path
from portal.accounts.models import Member, PhoneSession
from portal.accounts.sessions import _hasher  # as it is before any test: the tests' own is a quick one


@pytest.fixture
def newcomer(make_member, sign_in):
    """The phone of a mother who comes in for the first time."""
    return sign_in(make_member("Fatma", pin=None, promise_accepted_at=None, promise_version=None))


@pytest.fixture
def phone(make_member, sign_in):
    """The phone of a mother whose PIN is 314159."""
    return sign_in(make_member("Fatma", pin="314159"))


def tries(session) -> int:
    session.rollback()
    return session.get_one(Member, 1).pin_tries


@pytest.mark.slow
def test_the_first_way_leads_from_the_promise_to_the_pin_to_tonight(newcomer, session):
    assert newcomer.get("/team/me").location == "/team/promise"
    page = newcomer.get("/team/promise").text
    assert ("I promise" in page, "/team/contacts" in page, "/team/me/language" in page) == (True, False, True)
    assert newcomer.press("/team/promise").location == "/team/pin"
    assert "I promise" not in newcomer.get("/team/promise").text
    assert newcomer.press("/team/promise").location == "/team/pin"
    assert newcomer.press("/team/pin", {"pin": "٢٧١ ٨٢٨"}).location == "/team/"
    assert newcomer.press("/team/promise").location == "/team/"
    assert session.get_one(PhoneSession, 1).opened_until_at is not None


def test_one_who_does_not_promise_signs_out_again(newcomer):
    assert newcomer.press("/team/me/language", {"lang": "tr", "next": "/team/promise"}).location == "/team/promise"
    assert '<html lang="tr"' in newcomer.get("/team/promise").text
    assert newcomer.press("/team/me/sign-out").status_code == 303


def test_one_without_a_pin_is_led_to_choosing_one_and_then_where_she_was_going(make_member, sign_in):
    phone = sign_in(make_member("Fatma", pin=None))
    wanted = "/team/pin?next=/team/me/edit"
    assert phone.get("/team/open?next=/team/me/edit").location == wanted
    assert phone.press("/team/open?next=/team/me/edit", {"pin": "314159"}).location == wanted
    assert 'action="/team/pin?next=/team/me/edit"' in phone.get(wanted).text
    assert phone.press(wanted, {"pin": "314159"}).location == "/team/me/edit"


@pytest.mark.parametrize("pin", ["", "12345", "123456", "🌻", "x" * 10_000, "\u202e", ["314159", "271828"]])
def test_a_pin_that_is_none_is_asked_for_again_and_not_shown(make_member, sign_in, session, pin):
    phone = sign_in(make_member("Fatma", pin=None))
    answer = phone.press("/team/pin", {"pin": pin})
    assert (answer.status_code, "Error:" in answer.text, 'value="123456"' in answer.text) == (422, True, False)
    assert session.get_one(Member, 1).pin_hash is None


def test_the_right_pin_leads_on(phone):
    assert phone.get("/team/open?next=/team/me").status_code == 200
    assert phone.press("/team/open?next=/team/me", {"pin": "314159"}).location == "/team/me"
    assert phone.press("/team/open", {"pin": "۳۱۴۱۵۹"}).location == "/team/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/team/",
        "//elsewhere.example/team/",
        "/\\elsewhere.example",
        "/team/\\@elsewhere.example",
        "/team/\n//elsewhere.example",
        "/teamster",
        "/da/",
        "javascript:alert(1)",
        "/team/" + "x" * 401,
        "/team/ü",
        "",
    ],
)
def test_nobody_is_led_to_another_site(phone, elsewhere):
    assert local_path(elsewhere) is None
    answer = phone.post(
        "/team/open", query_string={"next": elsewhere}, data={"pin": "314159", "csrf_token": token(phone)}
    )
    assert (answer.status_code, answer.location) == (303, "/team/")


def token(phone) -> str:
    import re

    return re.search(r'name="csrf_token" value="([^"]+)"', phone.get("/team/open").text).group(1)


@pytest.mark.slow
def test_each_wrong_pin_says_how_many_tries_are_left_and_the_fifth_who_can_help(phone, session):
    said = []
    for _wrong in range(5):
        answer = phone.press("/team/open?next=/team/me", {"pin": "271828"})
        assert answer.status_code == 422
        said.append([n for n in range(1, 5) if f"You can try {n} more time" in answer.text])
    assert said == [[4], [3], [2], [1], []]
    for page in (answer, phone.get("/team/open"), phone.get("/team/pin")):
        assert "Now only the coordinator can help, in person." in page.text
        assert 'name="pin"' not in page.text
    assert phone.press("/team/open", {"pin": "314159"}).status_code == 422
    assert (tries(session), session.get_one(PhoneSession, 1).opened_until_at) == (5, None)
    assert phone.get("/team/me").status_code == 200


def test_an_empty_pin_counts_as_a_try_and_a_doubled_one_does_not(phone, session):
    assert phone.press("/team/open", {"pin": ""}).status_code == 422
    assert tries(session) == 1
    assert phone.press("/team/open", {"pin": ["314159", "271828"]}).status_code == 422
    assert tries(session) == 1


def test_a_coordinator_who_is_locked_out_reads_who_else_can_help(lone, sign_in):
    phone = sign_in(lone)
    for _wrong in range(5):
        answer = phone.press("/team/open", {"pin": "271828"})
    assert "the one who runs the portal" in answer.text


def test_changing_the_pin_asks_for_the_old_one_and_counts_the_try(phone, session):
    wrong = phone.press("/team/pin", {"old": "271828", "pin": "161803"})
    assert (wrong.status_code, "You can try 4 more times" in wrong.text, tries(session)) == (422, True, 1)
    easy = phone.press("/team/pin", {"old": "314159", "pin": "123456"})
    assert (easy.status_code, tries(session)) == (422, 0)
    assert phone.press("/team/pin", {"old": "314159", "pin": "161803"}).location == "/team/me"
    assert phone.press("/team/me/lock").status_code == 303
    assert phone.press("/team/open", {"pin": "161803"}).location == "/team/"


def test_the_old_pin_cannot_be_left_out(phone, session):
    before = session.get_one(Member, 1).pin_hash
    assert phone.press("/team/pin", {"pin": "161803"}).status_code == 422
    assert session.get_one(Member, 1).pin_hash == before


@pytest.mark.slow
def test_a_pin_is_hashed_as_dearly_as_owasp_advises():
    """Argon2id with 19 MiB and two passes: who steals the database may not try a million PINs in a minute."""
    hashed = _hasher().hash("314159")
    assert hashed.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert _hasher().verify(hashed, "314159")
