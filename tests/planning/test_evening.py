"""The evening on one page: what must be ready, and afterwards who came, whom to thank, and the next one."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from portal.attendance.models import AttendanceOp, OpKind
from portal.core.actors import GUEST, Role
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.i18n import to_local
from portal.events.facts import Cancelled
from portal.events.models import Event, EventMother, EventText, Status
from portal.planning.dates import next_monthly
from portal.signups import event_changes
from portal.signups import rules as signups
from portal.signups.models import SignUp, State
from tests.pages import flat
from tests.planning.cast import COORDINATOR
from tests.signups.cast import WEB, party


@pytest.fixture
def sign_up(rules, now):
    def put(event: Event, name: str, adults: int = 1, children: int = 0, **more: Any) -> SignUp:
        return rules(
            signups.sign_up,
            event_id=event.id,
            party=party(name, adults, children, **more),
            source=WEB,
            form_token=name,
            by=GUEST,
            now=min(now, event.starts_at - timedelta(days=2)),
        )

    return put


@pytest.fixture
def host(rules, make_member):
    """A mother's part in an event."""

    def host(event: Event, name: str, lang: str = "da", **part: bool) -> None:
        member_id, event_id = make_member(name, lang=lang).id, event.id
        part = part or {"hosting": True}
        rules(lambda session: session.add(EventMother(event_id=event_id, member_id=member_id, **part)))

    return host


@pytest.fixture
def count(rules):
    """Taps at the door while it went on."""

    def count(event: Event, kind: OpKind, subject: str = "", **numbers: int) -> None:
        event_id, moment = event.id, event.starts_at

        def tap(session):
            number = subject.removeprefix("party:") if kind is OpKind.HERE else None
            found = [row.id for row in session.query(SignUp).filter_by(event_id=event_id)]
            ops = session.query(AttendanceOp).count()
            session.add(
                AttendanceOp(
                    op_id=f"op-{ops}",
                    event_id=event_id,
                    kind=kind,
                    subject=subject,
                    signup_id=found[int(number) - 1] if number else None,
                    tapped_at=moment,
                    received_at=moment,
                    **numbers,
                )
            )

        rules(tap)

    return count


def evening(client, event: Event, status: int = 200) -> str:
    answer = client.get(f"/team/events/{event.code}/evening")
    assert answer.status_code == status
    return flat(answer)


def words(page: str) -> str:
    """What a page says in its main part, without tags."""
    main = page.partition("<main")[2]
    text = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", f"<main{main}", flags=re.DOTALL)
    return re.sub(r"\s+", " ", text).replace("&#39;", "'")


def test_the_kitchen_counts_who_has_a_seat_and_who_is_asked_but_not_who_waits(
    coordinator, make_event, sign_up, rules
):
    event = make_event(seats=12)
    sign_up(event, "Amina-Canary", 2, 3, diet={"halal": 5, "no_nuts": 1}, phone="+4544770001", email="c@canary.dk")
    asked = sign_up(event, "Olga-Canary", 2, diet={"halal": 1, "vegetarian": 1}).id
    sign_up(event, "Waits-Canary", 9, diet={"no_milk": 9})
    rules(lambda session: setattr(session.get_one(SignUp, asked), "state", State.ASKED))
    page = evening(coordinator, event)
    said = words(page)
    kitchen = said[said.index("For the kitchen") : said.index("Helping hands")]
    assert kitchen == (
        "For the kitchen Adults 4 Children 3 Halal meat 6 Vegetarian food 1 Food without nuts 1 "
        "2 of them are asked and have not said yes yet. "
    )
    assert "7 of 12 seats" in said and "9 waiting" in said
    for secret in ("Canary", "canary", "44770001", "44 77 00 01"):
        assert secret not in page
    assert f"/team/events/{event.code}/list" in page and f"/team/events/{event.code}/door" in page


@pytest.mark.slow
def test_hands_hosts_and_calls_are_said_in_words(coordinator, make_event, host, sign_up, rules, now):
    event = make_event(seats=1, starts_in=timedelta(hours=20))
    said = words(evening(coordinator, event))
    assert "Nobody has said yet how many hands it takes." in said
    assert "Nobody is the host yet." in said and "Everyone knows what they should know." in said
    assert "Nobody has asked for other food." in said
    host(event, "Fatma")
    amina, _olga = sign_up(event, "Amina").id, sign_up(event, "Olga")
    rules(lambda session: signups.cancel(session, signup=session.get_one(SignUp, amina), by=GUEST, now=now))
    path = f"/team/events/{event.code}/tasks"
    coordinator.press(path, {"wanted_cake": "3", "taken_cake": "2", "wanted_coffee": "1", "taken_coffee": "1"})
    said = words(evening(coordinator, event))
    assert "Bake a cake 1 of 3 still open 2 have said yes to us in person" in said
    assert "Make coffee and tea all taken" in said
    assert "Fatma" in said and "1 call is still open." in said
    coordinator.press(path, {"wanted_cake": "3", "taken_cake": "3"})
    assert "All tasks are taken." in words(evening(coordinator, event))


def test_a_draft_has_no_evening_yet(coordinator, make_event):
    event = make_event(status=Status.DRAFT)
    answer = coordinator.get(f"/team/events/{event.code}/evening")
    assert answer.location == f"/team/events/{event.code}"
    assert coordinator.press(f"/team/events/{event.code}/evening/next-month").location == answer.location
    assert db.session.query(Event).count() == 1


def test_a_cancelled_evening_says_so_and_whom_to_call(coordinator, make_event, sign_up, host, rules, now):
    event = make_event()
    sign_up(event, "Amina-Canary")
    host(event, "Fatma")
    rules(event_changes.cancel_event, event_id=event.id, reason=Cancelled.WEATHER, by=COORDINATOR, now=now)
    page = evening(coordinator, event)
    said = words(page)
    assert "This event is cancelled." in said and "The weather does not allow it." in said
    assert "1 call is still open." in said and "Fatma" in said and 'href="/team/calls"' in page
    assert "For the kitchen" not in said and "Canary" not in page


@pytest.fixture
def dinner(make_event, sign_up, count) -> Event:
    """Yesterday: of three parties with a seat one came, and three guests without a sign-up."""
    event = make_event(starts_in=-timedelta(days=1), seats=8)
    sign_up(event, "Came-Canary", 2, 1)
    sign_up(event, "Missed-Canary", 2, 2, phone="+4544770001")
    sign_up(event, "Missed too", 1)
    sign_up(event, "Only waited", 5)
    count(event, OpKind.HERE, "party:1", adults=2)
    count(event, OpKind.WALK_IN, "walkin:a", adults=1, children=2)
    count(event, OpKind.FIRST_TIME, amount=1)
    count(event, OpKind.NEW_IN_DENMARK, amount=1)
    return event


def test_afterwards_it_says_who_came_and_how_many_did_not(coordinator, dinner):
    page = evening(coordinator, dinner)
    assert re.findall(r'<p class="stat"><b>(\d+)</b>(.*?)</p>', page) == [
        ("5", "were here"),
        ("3", "Adults"),
        ("2", "Children"),
        ("3", "came without a sign-up"),
        ("1", "Here for the first time"),
        ("1", "New in Denmark"),
    ]
    assert "2 parties had a seat and were not counted: 5 people" in words(page)
    assert f"/team/events/{dinner.code}/evening/no-shows" in page and "Canary" not in page


@pytest.mark.slow
def test_who_did_not_come_is_told_by_name_behind_the_pin_alone(coordinator, dinner, make_member, sign_in, session):
    path = f"/team/events/{dinner.code}/evening/no-shows"
    assert "/team/open" in coordinator.get(path).location
    assert sign_in(make_member(), opened=True).get(path).status_code == 404
    opened = sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)
    page = opened.get(path).text
    assert re.findall(r"<b><bdi>(.*?)</bdi></b>", page) == ["Missed-Canary", "Missed too"]
    assert "tel:+4544770001" in page
    entry = session.query(AuditEntry).filter_by(action="planning.no_shows").one()
    assert entry.subject == f"event:{dinner.id}"


@pytest.mark.slow
def test_when_the_names_are_deleted_the_numbers_stay_and_the_page_holds_no_name(
    coordinator, dinner, rules, now, make_member, sign_in
):
    gone = {"name": None, "phone": None, "phone_typed": None, "purged_at": now}
    rules(lambda session: session.query(SignUp).update(gone))
    page = evening(coordinator, dinner)
    assert "2 parties had a seat and were not counted: 5 people" in words(page) and "no-shows" not in page
    opened = sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)
    page = opened.get(f"/team/events/{dinner.code}/evening/no-shows").text
    assert page.count("Name deleted") == 2


def test_who_moved_away_or_was_joined_is_no_no_show(coordinator, dinner, rules, now):
    def replace(session):
        kept, *_rest = session.query(SignUp).filter_by(name="Came-Canary")
        row = session.query(SignUp).filter_by(name="Missed-Canary").one()
        row.state, row.replaced_by_id = State.CANCELLED, kept.id

    rules(replace)
    assert "1 party had a seat and was not counted: 1 person" in words(evening(coordinator, dinner))


def test_where_nobody_was_counted_nobody_is_missing(coordinator, make_event, sign_up, count, make_member, sign_in):
    event = make_event(starts_in=-timedelta(days=1))
    sign_up(event, "Amina-Canary")
    said = words(evening(coordinator, event))
    assert "Nobody was counted." in said and "had a seat" not in said
    count(event, OpKind.ESTIMATE, "estimate", amount=60)
    page = evening(coordinator, event)
    assert re.findall(r'<p class="stat"><b>(\d+)</b>(.*?)</p>', page)[0] == ("60", "about, not counted")
    assert "had a seat" not in words(page)
    opened = sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)
    assert "Nobody is missing." in opened.get(f"/team/events/{event.code}/evening/no-shows").text


def test_an_estimate_beside_a_count_is_said_to_be_one(coordinator, dinner, count):
    count(dinner, OpKind.ESTIMATE, "estimate", amount=60)
    assert "Somebody wrote: we were about 60." in words(evening(coordinator, dinner))


def test_before_it_is_over_nobody_is_missing(coordinator, make_event, make_member, sign_in):
    event = make_event(starts_in=-timedelta(hours=1))
    assert "For the kitchen" in words(evening(coordinator, event))
    opened = sign_in(make_member("Karen", Role.COORDINATOR, lang="en"), opened=True)
    answer = opened.get(f"/team/events/{event.code}/evening/no-shows")
    assert answer.location == f"/team/events/{event.code}/evening"


@pytest.mark.slow
def test_thanks_are_said_in_each_language_that_the_helpers_read(coordinator, dinner, host, rules):
    text = EventText(lang="en", title='"Dinner" & <more>', updated_at=dinner.created_at, event_id=dinner.id)
    rules(lambda session: session.add(text))
    host(dinner, "Fatma", "da")
    host(dinner, "Ayşe", "en", took_part=True)
    host(dinner, "Bahar", "en", hosting=True, took_part=True)
    host(dinner, "Away", "en", hosting=False, took_part=False)
    page = evening(coordinator, dinner)
    assert re.findall(r'<p lang="(\w+)" dir="(\w+)">', page) == [("da", "ltr"), ("en", "ltr")]
    english = re.findall(r'data-copy="(Thank you.*?)"', page)[-1]
    assert english.startswith("Thank you for &#34;Dinner&#34; &amp; &lt;more&gt;, ")
    assert english.endswith("! We were 5. Without you it would not have happened.")
    said = words(page)
    assert "Ayşe · Bahar" in said and "Away" not in said


def test_thanks_for_an_evening_nobody_counted_name_the_estimate_or_no_number(coordinator, make_event, host, count):
    event = make_event(starts_in=-timedelta(days=1))
    host(event, "Fatma", "en")
    assert re.search(r'data-copy="Thank you[^"]*! Without you', evening(coordinator, event))
    count(event, OpKind.ESTIMATE, "estimate", amount=60)
    assert "! We were about 60. Without you" in evening(coordinator, event)


@pytest.mark.slow
def test_the_next_month_gets_a_draft_on_the_same_weekday(coordinator, make_event, host, session, now):
    local = to_local(now)
    starts = datetime(local.year, local.month, 1, 17) - timedelta(days=3)
    event = make_event(starts_local=starts, ends_local=starts + timedelta(hours=3), seats=60)
    host(event, "Fatma")
    answer = coordinator.press(f"/team/events/{event.code}/evening/next-month")
    copy = session.query(Event).filter(Event.id != event.id).one()
    assert answer.location == f"/team/events/{copy.code}/edit"
    coordinator.press(f"/team/events/{event.code}/evening/next-month")
    assert session.query(Event).count() == 2, "pressed twice it is made once"
    day = next_monthly(starts.date(), after=local.date())
    assert (copy.status, copy.seats, copy.starts_local) == (Status.DRAFT, 60, datetime.combine(day, starts.time()))
    assert day > local.date() and day.weekday() == starts.weekday()
    assert coordinator.get(answer.location).status_code == 200


@pytest.mark.slow
def test_a_copy_that_no_clock_shows_is_refused_in_words(coordinator, make_event, monkeypatch):
    starts = datetime(2026, 2, 22, 2, 30)  # the fourth Sunday; in March 2027 a night of summer time
    event = make_event(starts_local=starts, ends_local=starts + timedelta(hours=1))
    monkeypatch.setattr(
        "portal.planning.evening_views.next_monthly", lambda day, after: datetime(2027, 3, 28).date()
    )
    answer = coordinator.press(f"/team/events/{event.code}/evening/next-month")
    assert answer.status_code == 422 and "<title>Error:" in answer.text
    assert db.session.query(Event).count() == 1


def test_the_evening_is_for_the_coordinator(make_event, make_member, sign_in, client, coordinator):
    path = f"/team/events/{make_event().code}/evening"
    assert (client.get(path).status_code, sign_in(make_member(), opened=True).get(path).status_code) == (303, 404)
    assert coordinator.get("/team/events/XXXX/evening").status_code == 404
    assert coordinator.press("/team/events/XXXX/evening/next-month").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["da", "ar", "ur"])
def test_it_speaks_her_language_before_and_after(make_member, sign_in, make_event, dinner, host, lang):
    phone = sign_in(make_member("Karen", Role.COORDINATOR, lang=lang))
    host(dinner, "Fatma", "ur")
    for event in (make_event(), dinner):
        assert f'<html lang="{lang}" dir="{"ltr" if lang == "da" else "rtl"}">' in evening(phone, event)


def test_who_only_took_part_is_no_host(coordinator, make_event, host):
    event = make_event()
    host(event, "Fatma", "en")
    host(event, "Ayşe", "en", hosting=False, took_part=True)
    said = words(evening(coordinator, event))
    assert "Fatma" in said and "Ayşe" not in said
