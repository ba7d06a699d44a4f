"""What an event must be, when it may be published, and what saving it changes."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.event import listens_for, remove

from portal.core.actors import Role
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import RuleBroken
from portal.events import rules as planning
from portal.events.facts import Audience
from portal.events.models import Event, EventMother, Partner, Status
from portal.messages.models import MessageKind, OutboxMessage
from portal.signups import event_plans
from portal.signups import rules as signups
from portal.signups.models import SignUp, State
from tests.planning.cast import COORDINATOR, plan
from tests.signups.cast import WEB, party


@pytest.fixture
def create(rules, now):
    """Make a draft of the usual meal, or a different one."""

    def make(**more: Any) -> Event:
        return rules(planning.create, plan=plan(now, **more), by=COORDINATOR, now=now)

    return make


@pytest.fixture
def save(rules, now):
    """Save a plan over an event, from the version it has."""

    def make(event: Event, *, seen: int | None = None, at: datetime | None = None, **more: Any) -> None:
        rules(
            event_plans.save,
            event_id=event.id,
            plan=plan(now, **more),
            seen=event.version if seen is None else seen,
            by=COORDINATOR,
            now=at or now,
        )

    return make


@pytest.fixture
def published(create, rules, now):
    """The usual meal, published."""

    def make(**more: Any) -> Event:
        event = create(**more)
        rules(planning.publish, event_id=event.id, by=COORDINATOR, now=now)
        return event

    return make


def refused(call, *args, **kwargs) -> str | None:
    with pytest.raises(RuleBroken) as broken:
        call(*args, **kwargs)
    return broken.value.field


def test_a_new_event_is_a_draft_that_nobody_else_sees(create, client, session):
    event = create()
    assert (event.status, event.version, event.next_number) == (Status.DRAFT, 1, 1)
    assert client.get(f"/da/events/{event.code}").status_code == 404
    assert event.code not in client.get("/da/").text


def test_a_published_event_is_seen_by_everyone(published, client):
    event = published()
    assert event.status is Status.PUBLISHED
    assert event.version == 2
    assert client.get(f"/da/events/{event.code}").status_code == 200


def test_publishing_twice_is_the_same_as_once(published, rules, now):
    event = published()
    rules(planning.publish, event_id=event.id, by=COORDINATOR, now=now)
    assert event.version == 2


def test_publishing_locks_the_event_and_decides_on_what_it_says_by_then(create, rules, now):
    event_id, asked = create().id, []

    @listens_for(db.engine, "before_execute")
    def on_postgresql(_connection, statement, *_more):
        if isinstance(statement, Select):
            asked.append(str(statement.compile(dialect=postgresql.dialect())))

    def read_before(session):
        event = session.get_one(Event, event_id)
        assert event.status is Status.DRAFT
        session.execute(text("UPDATE event SET status = 'cancelled'"))
        planning.publish(session, event_id=event_id, by=COORDINATOR, now=now)

    try:
        assert refused(rules, read_before) is None
    finally:
        remove(db.engine, "before_execute", on_postgresql)
    assert [statement.rpartition(" ")[0].endswith(" FOR") for statement in asked] == [False, True]


def test_an_event_without_a_place_is_not_published_unless_it_is_in_a_home(create, rules, now):
    nowhere, home = create(place_name=""), create(place_name="", at_home=True)
    assert refused(rules, planning.publish, event_id=nowhere.id, by=COORDINATOR, now=now) == "place_name"
    rules(planning.publish, event_id=home.id, by=COORDINATOR, now=now)
    assert (nowhere.status, home.status) == (Status.DRAFT, Status.PUBLISHED)


def test_an_event_whose_day_has_passed_is_not_published(create, rules, now):
    event = create(days=-1)
    assert refused(rules, planning.publish, event_id=event.id, by=COORDINATOR, now=now) == "day"


def test_a_cancelled_event_is_neither_published_nor_changed(make_event, rules, save, now):
    event = make_event(status=Status.CANCELLED)
    assert refused(rules, planning.publish, event_id=event.id, by=COORDINATOR, now=now) is None
    assert refused(save, event, place_name="Elsewhere") is None
    assert event.place_name == "Beboerhuset"


def test_an_end_before_the_start_is_the_next_morning():
    start = datetime(2027, 3, 20, 20)
    assert planning.end_of(start, time(1, 30)) == datetime(2027, 3, 21, 1, 30)
    assert planning.end_of(start, time(23)) == datetime(2027, 3, 20, 23)


@pytest.mark.parametrize(
    ("starts", "ends", "closes", "field"),
    [
        pytest.param((2027, 3, 28, 2, 30), (2027, 3, 28, 5), None, "start", id="the hour that summer time skips"),
        pytest.param((2027, 3, 27, 22), (2027, 3, 28, 2, 30), None, "end", id="ends in the skipped hour"),
        pytest.param((2027, 3, 28, 12), (2027, 3, 28, 15), (2027, 3, 28, 2, 15), "closes_time", id="closes in it"),
        pytest.param((2027, 3, 20, 17), (2027, 3, 20, 17), None, "end", id="ends as it starts"),
        pytest.param((2027, 3, 20, 17), (2027, 3, 21, 16), None, "end", id="a typo is no night"),
        pytest.param((1999, 12, 31, 17), (1999, 12, 31, 20), None, "day", id="long ago"),
        pytest.param((2032, 1, 1, 17), (2032, 1, 1, 20), None, "day", id="too far ahead"),
        pytest.param((2027, 3, 20, 17), (2027, 3, 20, 20), (2027, 3, 20, 17, 1), "closes_day", id="closes late"),
    ],
)
def test_times_that_cannot_be_are_refused_beside_their_field(starts, ends, closes, field, now, app):
    odd = plan(
        now,
        starts_local=datetime(*starts),
        ends_local=datetime(*ends),
        closes_local=datetime(*closes) if closes else None,
    )
    at = datetime(2026, 11, 1, tzinfo=UTC)
    assert refused(planning.check, odd, event=None, now=at) == field


def test_the_night_before_summer_time_may_be_danced_through(app, now):
    good = plan(now, starts_local=datetime(2027, 3, 27, 20), ends_local=datetime(2027, 3, 28, 3, 30))
    planning.check(good, event=None, now=datetime(2026, 11, 1, tzinfo=UTC))


def test_the_same_words_saved_again_change_nothing(published, save, session):
    event = published()
    save(event)
    assert event.version == 2
    assert session.query(OutboxMessage).count() == 0


def test_however_much_changes_in_one_save_the_version_grows_by_one(published, save):
    event = published()
    save(event, days=15, seats=40, place_name="Grantoften 2", cost_dkk=20, food=["halal"])
    assert event.version == 3
    assert (event.seats, event.place_name, event.cost_dkk, event.food) == (40, "Grantoften 2", 20, ["halal"])


def test_a_second_tab_is_refused_once_and_changes_nothing(published, save):
    event = published()
    save(event, cost_dkk=20)
    assert refused(save, event, seen=2, cost_dkk=30) is None
    assert (event.version, event.cost_dkk) == (3, 20)


def test_a_moved_event_keeps_its_guests_tells_them_and_shifts_its_closing(published, save, rules, now, session):
    starts = plan(now).starts_local
    event = published(closes_local=starts - timedelta(days=1), seats=10)
    rules(
        signups.sign_up,
        event_id=event.id,
        party=party("Amina", 2),
        source=WEB,
        form_token="one",
        by=COORDINATOR,
        now=now,
    )
    save(event, days=17, closes_local=starts - timedelta(days=1), seats=10)
    assert event.starts_local == starts + timedelta(days=3)
    assert event.closes_local == starts + timedelta(days=2)
    assert event.moved_from_local == starts
    assert [message.kind for message in session.query(OutboxMessage)] == [MessageKind.EVENT_MOVED]
    assert session.query(SignUp).one().state is State.SEATED


def test_a_closing_that_is_changed_with_the_start_is_taken_as_it_is_written(published, save, now):
    starts = plan(now).starts_local
    event = published(closes_local=starts - timedelta(days=1))
    save(event, days=17, closes_local=starts)
    assert event.closes_local == starts
    save(event, days=17, closes_local=None)
    assert event.closes_local is None


def test_more_seats_go_to_the_queue(published, save, rules, now, session):
    event = published(seats=2)
    for name in ("Amina", "Olga"):
        rules(
            signups.sign_up,
            event_id=event.id,
            party=party(name, 2),
            source=WEB,
            form_token=name,
            by=COORDINATOR,
            now=now,
        )
    save(event, seats=4)
    assert [signup.state for signup in session.query(SignUp).order_by(SignUp.id)] == [State.SEATED, State.SEATED]


def test_a_published_event_moves_only_to_a_time_to_come(published, save, now):
    event = published()
    assert refused(save, event, days=-1) == "day"


def test_an_event_that_has_begun_keeps_its_start_but_may_last_longer(published, save, now):
    event = published()
    during = event.starts_at + timedelta(minutes=30)
    assert refused(save, event, at=during, days=15) == "day"
    save(event, at=during, ends_local=event.ends_local + timedelta(hours=1))
    assert event.ends_local.time() == time(21)


def test_an_event_that_is_over_keeps_its_time_but_its_facts_may_be_put_right(published, save):
    event = published()
    after = event.ends_at + timedelta(days=1)
    assert refused(save, event, at=after, ends_local=event.ends_local + timedelta(hours=1)) == "end"
    save(event, at=after, place_name="Grantoften 2")
    assert event.place_name == "Grantoften 2"


def test_a_published_event_keeps_a_place_and_stays_public(published, save):
    event = published()
    assert refused(save, event, place_name="") == "place_name"
    assert refused(save, event, audience=Audience.MOTHERS) == "audience"


def test_a_partner_is_added_by_name_once(create, session):
    first, second, ours = create(new_partner="Røde Kors"), create(new_partner="røde kors"), create()
    assert first.organiser_id == second.organiser_id is not None
    assert ours.organiser_id is None
    assert [partner.name for partner in session.query(Partner)] == ["Røde Kors"]


def test_the_slug_of_a_partner_with_a_long_name_fills_its_column_and_no_more(create, session):
    create(new_partner="Foreningen for " + 11 * "Nydanske ")
    assert len(session.query(Partner).one().slug) == Partner.__table__.c.slug.type.length


def test_hosts_come_and_go_while_who_took_part_is_kept(create, save, make_member, rules, session):
    fatma, olga = make_member("Fatma").id, make_member("Olga").id
    event = create(hosts=frozenset({fatma, olga}))

    def mark(session):
        part = session.query(EventMother).filter_by(event_id=event.id, member_id=olga).one()
        part.took_part = True

    rules(mark)
    save(event, hosts=frozenset())
    assert event.version == 2
    parts = session.query(EventMother).all()
    assert [(part.member_id, part.hosting, part.took_part) for part in parts] == [(olga, False, True)]


def test_only_mothers_host(create, make_member):
    coordinator = make_member("Karen", Role.COORDINATOR).id
    assert refused(create, hosts=frozenset({coordinator})) == "hosts"
    assert refused(create, hosts=frozenset({999})) == "hosts"


def test_planning_is_noted_without_anybodys_name(create, save, rules, now, session):
    event = create()
    save(event, cost_dkk=5)
    rules(planning.publish, event_id=event.id, by=COORDINATOR, now=now)
    entries = [(entry.action, entry.subject) for entry in session.query(AuditEntry).order_by(AuditEntry.id)]
    assert entries == [(f"events.{done}", f"event:{event.id}") for done in ("create", "edit", "publish")]
