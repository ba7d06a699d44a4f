"""The coordinator's pages: adding a mother, her QR, her periods, and the account's end."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portal.accounts import periods
from portal.accounts.models import ActivePeriod, Member, PhoneSession, SignInLink
from portal.core.actors import Role
from portal.core.db import transaction, utcnow
from tests.accounts.test_links import tap


@pytest.fixture
def desk(lone, sign_in):
    """The coordinator's phone, opened."""
    return sign_in(lone, opened=True)


def member(session, name: str) -> Member:
    session.rollback()
    return session.scalars(select(Member).where(Member.name == name)).one()


def test_a_mother_sees_none_of_it_and_a_locked_coordinator_is_asked_for_her_pin(make_member, lone, sign_in):
    paths = ["/team/members", "/team/members/new", f"/team/members/{lone.id}", f"/team/members/{lone.id}/edit"]
    fatma, locked = sign_in(make_member("Fatma"), opened=True), sign_in(lone)
    assert [fatma.get(path).status_code for path in paths] == [404] * 4
    assert [locked.get(path).location for path in paths] == [f"/team/open?next={path}" for path in paths]


def test_the_list_tells_who_is_active_who_rests_and_who_has_left(desk, make_member, now):
    make_member("Amal", promise_accepted_at=None)
    make_member("Fatma", active=False)
    make_member("Shazia", disabled_at=now)
    page = desk.get("/team/members").text
    order = ["1 is active", "Active", "Amal", "Has not come in yet", "Resting", "Fatma"]
    order += ["Coordinators", "Lone", "Closed accounts", "Shazia"]
    assert re.findall("|".join(order), page[page.index("<h1>") :]) == order


def test_an_empty_list_says_what_to_do(desk):
    assert "Add a mother, and show her a QR to come in." in desk.get("/team/members").text


@pytest.mark.slow
def test_a_new_mother_scans_the_qr_and_is_in(desk, client, areas, session):
    assert desk.get("/team/members/new").status_code == 200
    said = {"name": "Shazia", "role": "mother", "lang": "ur", "languages": ["ur"], "areas": ["hedeparken"]}
    answer = desk.press("/team/members/new", {**said, "trained_on": "1.5.2013", "hats": ["health_mediator"]})
    shazia = member(session, "Shazia")
    assert answer.location == f"/team/members/{shazia.id}?done=added"
    assert (shazia.role, shazia.lang, shazia.trained_on.isoformat()) == (Role.MOTHER, "ur", "2013-05-01")
    assert "The account is there." in desk.get(answer.location).text
    invited = desk.press(f"/team/members/{shazia.id}/qr")
    assert 'class="qr"' in invited.text
    address = re.search(r"http://localhost(/team/in/[\w-]+)", invited.text).group(1)
    assert tap(client, address).location == "/team/promise"
    assert '<html lang="ur" dir="rtl">' in client.get("/team/promise").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"role": "queen"},
        {"role": ["mother", "coordinator"]},
        {"lang": "tlh"},
        {"lang": ""},
        {"languages": "tlh"},
        {"trained_on": "yesterday"},
        {"trained_on": "2013-02-30"},
    ],
)
def test_a_member_that_cannot_be_is_refused_and_what_was_typed_stays(desk, session, wrong):
    answer = desk.press("/team/members/new", {"name": "Shazia", "role": "mother", "lang": "ur", **wrong})
    assert (answer.status_code, "Error:" in answer.text) == (422, True)
    assert ("name" in wrong) or 'value="Shazia"' in answer.text
    assert session.scalar(select(func.count(Member.id))) == 1


def test_each_qr_ends_the_one_before_and_reloading_its_address_makes_none(desk, make_member, session):
    fatma = make_member("Fatma")
    for _press in range(2):
        assert desk.press(f"/team/members/{fatma.id}/qr").status_code == 200
    assert desk.get(f"/team/members/{fatma.id}/qr").location == f"/team/members/{fatma.id}"
    open_links = select(SignInLink.recovery).where(SignInLink.member_id == fatma.id, SignInLink.used_at.is_(None))
    assert session.scalars(open_links).all() == [False]


def test_a_lost_phone_is_signed_out_before_the_new_one_comes_in(desk, make_member, sign_in, client, session):
    fatma = make_member("Fatma")
    lost = sign_in(fatma)
    shown = desk.press(f"/team/members/{fatma.id}/qr", {"recovery": "y"})
    assert "Her phones are signed out." in shown.text
    assert lost.get("/team/me").location == "/team/hello"
    address = re.search(r"http://localhost(/team/in/[\w-]+)", shown.text).group(1)
    assert tap(client, address).location == "/team/pin"
    assert member(session, "Fatma").pin_hash is None


def test_a_member_is_changed_and_another_role_signs_her_out(desk, make_member, sign_in, session):
    fatma = make_member("Fatma")
    phone = sign_in(fatma)
    path = f"/team/members/{fatma.id}"
    assert 'value="Fatma"' in desk.get(f"{path}/edit").text
    said = {"name": "Fatma K.", "lang": "tr", "languages": ["tr", "ku"], "role": "mother"}
    assert desk.press(f"{path}/edit", said).location == f"{path}?done=saved"
    assert phone.get("/team/me").status_code == 200
    assert desk.press(f"{path}/edit", {**said, "role": "coordinator"}).location == f"{path}?done=saved"
    assert phone.get("/team/me").location == "/team/hello"
    assert member(session, "Fatma K.").role is Role.COORDINATOR
    assert desk.press(f"{path}/edit", {**said, "name": ""}).status_code == 422


def test_the_last_coordinator_reads_why_she_cannot_leave(desk, lone, session):
    path = f"/team/members/{lone.id}"
    demoted = desk.press(f"{path}/edit", {"name": "Lone", "lang": "en", "role": "mother"})
    closed = desk.press(f"{path}/close")
    for answer in (demoted, closed):
        assert answer.status_code == 422
        assert "There is no other coordinator. Make another one first." in answer.text
    assert (member(session, "Lone").role, member(session, "Lone").disabled_at) == (Role.COORDINATOR, None)


def test_an_account_is_closed_and_opened_again(desk, make_member, sign_in, session):
    fatma = make_member("Fatma")
    phone, path = sign_in(fatma), f"/team/members/{fatma.id}"
    assert desk.press(f"{path}/close").location == f"{path}?done=closed"
    page = desk.get(f"{path}?done=closed").text
    assert ("The account is closed" in page, f"{path}/qr" in page, f"{path}/open" in page) == (True, False, True)
    assert desk.press(f"{path}/qr").status_code == 422
    assert phone.get("/team/me").location == "/team/hello"
    assert desk.press(f"{path}/open").location == f"{path}?done=opened"
    assert phone.get("/team/me").location == "/team/hello"
    assert member(session, "Fatma").disabled_at is None


@pytest.mark.slow
def test_the_coordinator_keeps_her_periods(desk, make_member, session, now):
    fatma, today = make_member("Fatma", active=False), periods.today(now)
    path = f"/team/members/{fatma.id}"
    assert desk.press(f"{path}/back").location == f"{path}?done=is_back"
    assert "She is active" in desk.get(path).text
    assert desk.press(f"{path}/rest").location == f"{path}?done=rests"
    assert "She is resting" in desk.get(path).text
    past = {"from_day": "2015-01-01", "to_day": "2015-11-30"}
    assert desk.press(f"{path}/periods", past).location == f"{path}?done=saved"
    overlapping = desk.press(f"{path}/periods", past)
    assert (overlapping.status_code, 'value="2015-01-01"' in overlapping.text) == (422, True)
    for wrong in ({}, {"from_day": "never"}, {"from_day": (today + timedelta(days=2)).isoformat()}):
        assert desk.press(f"{path}/periods", wrong).status_code == 422
    kept = session.scalars(select(ActivePeriod.id)).all()
    assert len(kept) == 1
    assert desk.press(f"{path}/periods/{kept[0]}/remove").location == f"{path}?done=saved"
    assert session.scalars(select(ActivePeriod.id)).all() == []


def test_a_coordinator_has_no_periods_to_press(desk, lone, session):
    assert f"/team/members/{lone.id}/rest" not in desk.get(f"/team/members/{lone.id}").text
    desk.press(f"/team/members/{lone.id}/back")
    assert session.scalars(select(ActivePeriod.id)).all() == []


@pytest.mark.slow
@pytest.mark.parametrize("number", ["999", "0", "-1", "2147483648", "9" * 30, "x", "1.5"])
def test_a_member_who_is_not_there(desk, number):
    verbs = ("edit", "qr", "rest", "back", "periods", "close", "open", "periods/1/remove")
    assert desk.get(f"/team/members/{number}").status_code == 404
    assert desk.get(f"/team/members/{number}/qr").status_code == 404
    answers = {desk.press(f"/team/members/{number}/{verb}").status_code for verb in verbs}
    assert answers <= {404, 405}


def test_the_phones_of_a_member_are_counted_not_listed(desk, make_member, sign_in, session, now):
    fatma = make_member("Fatma")
    sign_in(fatma)
    sign_in(fatma)
    with transaction() as writing:
        writing.get_one(PhoneSession, 2).expires_at = now
    page = desk.get(f"/team/members/{fatma.id}").text
    assert "Signed in on 1 phone" in page


@pytest.mark.slow
def test_the_coordinator_notes_until_when_a_mother_rests(lone, make_member, sign_in, session):
    ayse = make_member("Ayşe")
    desk, address = sign_in(lone, opened=True), f"/team/members/{ayse.id}"
    day = periods.today(utcnow()) + timedelta(days=60)
    assert desk.press(f"{address}/rest", {"until": day.isoformat()}).location == f"{address}?done=rests"
    for page in (address, "/team/members"):
        assert f"Resting until {day.day} " in desk.get(page).text
    assert f"Again from {day.day} " in desk.get(address).text
    refused = desk.press(f"{address}/rest", {"until": "1.1.2020"})
    assert (refused.status_code, "still to come" in refused.text) == (422, True)
    assert session.get_one(Member, ayse.id).resting_until(periods.today(utcnow())) == day
