"""What a draft begins as, how it is kept while it is written, and what it still lacks."""

from datetime import date, datetime, time, timedelta

import pytest

from portal.core.actors import Actor, Role
from portal.core.audit import AuditEntry
from portal.core.db import transaction, utcnow
from portal.core.errors import RuleBroken
from portal.events import rules as planning
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, EventText, Status, TextState
from portal.events.texts import Wording
from portal.planning import drafts, queries
from portal.planning.usual import USUAL, usual_plan
from tests.planning.cast import COORDINATOR, plan

DAY = date(2027, 5, 9)


@pytest.fixture
def karen(make_member) -> Actor:
    return Actor(member_id=make_member("Karen", Role.COORDINATOR).id, role=Role.COORDINATOR)


@pytest.fixture
def begin(rules, now, karen):
    """Begin a draft; ``like`` and ``place`` are events."""

    def make(*, kind=Kind.MOTHERS_DAY, day=DAY, like=None, place=None, at=None, by=karen) -> Event:
        def rule(session):
            return drafts.begin(
                session,
                kind=kind,
                day=day,
                like=session.get_one(Event, like.id) if like else None,
                place=session.get_one(Event, place.id) if place else None,
                by=by,
                now=at or now,
            )

        return rules(rule)

    return make


@pytest.fixture
def save(rules, now):
    def make(event, *, seen=None, wording=None, **more):
        return rules(
            drafts.save,
            event_id=event.id,
            plan=plan(now, **more),
            wording=wording or Wording(""),
            seen=event.version if seen is None else seen,
            by=COORDINATOR,
            now=now,
        )

    return make


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_begins_as_something_that_could_happen_tomorrow(kind, now, app):
    usual = usual_plan(kind, DAY)
    planning.check(usual, event=None, now=now)
    assert usual.starts_local.date() == DAY
    assert timedelta(hours=1) <= usual.ends_local - usual.starts_local <= timedelta(hours=8)


def test_what_is_only_for_us_begins_as_an_event_for_the_mothers():
    among_us = {kind for kind, usual in USUAL.items() if usual.audience is Audience.MOTHERS}
    assert among_us == {Kind.NETWORK_MEETING, Kind.VISIT, *(kind for kind in Kind if kind.only_noted)}


def test_a_first_event_is_as_usual_at_the_place_where_we_were_last(begin, make_event):
    last = make_event(landmark="Ved vaskeriet")
    event = begin(place=last)
    assert (event.place_name, event.address, event.landmark) == ("Beboerhuset", "Hedeparken 5", "Ved vaskeriet")
    assert (event.starts_local, event.audience, event.seats) == (datetime(2027, 5, 9, 17, 30), Audience.WOMEN, 60)
    assert event.status is Status.DRAFT


def test_a_later_one_is_like_the_one_before(begin, make_event):
    last = make_event(
        kind="mothers_day", starts_local=datetime(2026, 5, 10, 16), ends_local=datetime(2026, 5, 10, 19)
    )
    event = begin(like=last)
    assert (event.starts_local, event.ends_local) == (datetime(2027, 5, 9, 16), datetime(2027, 5, 9, 19))


def test_pressed_twice_it_is_begun_once(begin, session, now, make_member):
    first, second = begin(), begin(at=now + timedelta(seconds=59))
    assert first.id == second.id
    other = Actor(member_id=make_member("Birte", Role.COORDINATOR).id, role=Role.COORDINATOR)
    others = [
        begin(day=DAY + timedelta(days=1)),
        begin(kind=Kind.NEWROZ),
        begin(by=other),
        begin(at=now + timedelta(minutes=1)),
    ]
    assert len({event.id for event in [first, *others]}) == 5


def test_begun_as_another_it_is_another_draft(begin, make_event, make_member):
    """She went back and chose another model: she gets that one, not the one she turned away from."""
    host = make_member().id
    hours = {"starts_local": datetime(2026, 5, 10, 16), "ends_local": datetime(2026, 5, 10, 19)}
    big, small, danced = (
        make_event(kind="mothers_day", seats=seats, languages=["tr", "da"], food=["meal"], **hours)
        for seats in (90, 20, 20)
    )
    with transaction() as session:
        session.get_one(Event, danced.id).texts.append(EventText(lang="da", title="Dans", updated_at=utcnow()))
        session.get_one(Event, danced.id).mothers.append(EventMother(member_id=host, hosting=True))
    begun = [begin(like=like) for like in (big, small, danced, None)]
    assert [event.seats for event in begun] == [90, 20, 20, 60]
    assert len({event.id for event in begun}) == 4
    assert [begin(like=like).id for like in (big, small, danced, None)] == [event.id for event in begun]


def test_a_draft_that_was_touched_is_not_given_back(begin, save):
    first = begin()
    save(first, starts_local=datetime.combine(DAY, time(17)), ends_local=datetime.combine(DAY, time(20)))
    assert begin().id != first.id


def test_the_models_of_a_kind_are_its_template_then_the_latest_and_one_for_each_series(
    make_event, rules, now, session
):
    from portal.events.models import Repeat, Series

    def series(session):
        made = Series(repeat=Repeat.WEEKLY, created_at=now)
        session.add(made)
        session.flush()
        return made.id

    row = rules(series)
    old = make_event(starts_in=timedelta(days=-400))
    dates = [make_event(starts_in=timedelta(days=days), series_id=row) for days in (-21, -14, -7)]
    make_event(kind="newroz")
    make_event(status=Status.DRAFT)
    make_event(status=Status.CANCELLED)
    assert [event.id for event in queries.models(Kind.COMMUNAL_MEAL)] == [dates[2].id, old.id]
    rules(drafts.choose_template, event_id=old.id, by=COORDINATOR, now=now)
    assert [event.id for event in queries.models(Kind.COMMUNAL_MEAL)] == [old.id, dates[2].id]
    rules(drafts.choose_template, event_id=dates[0].id, by=COORDINATOR, now=now)
    assert queries.template_of(Kind.COMMUNAL_MEAL).id == dates[0].id
    noted = session.query(AuditEntry).filter_by(action="events.template").order_by(AuditEntry.id)
    assert [entry.subject for entry in noted] == [f"event:{event.id}" for event in (old, dates[0])]


def test_places_are_those_of_public_events_each_once_the_latest_first(make_event):
    for days, place in ((1, "Salen"), (2, "Beboerhuset"), (3, "Salen"), (4, "")):
        make_event(starts_in=timedelta(days=days), place_name=place)
    make_event(starts_in=timedelta(days=5), place_name="Hos Fatma", at_home=True)
    assert [event.place_name for event in queries.places()] == ["Salen", "Beboerhuset"]


def test_a_draft_is_saved_with_its_danish_words(begin, save, session):
    event = begin()
    version = save(event, wording=Wording("Mors dag", "Mad og sang"), seats=40)
    session.expire_all()
    assert (event.version, event.seats, event.text("da").title, event.text("da").state) == (
        version,
        40,
        "Mors dag",
        TextState.UP_TO_DATE,
    )
    assert save(event, seen=version, wording=Wording("Mors dag", "Mad og sang"), seats=40) == version


def test_words_without_a_title_save_nothing_at_all(begin, save, session):
    event = begin()
    with pytest.raises(RuleBroken) as broken:
        save(event, wording=Wording("", "Mad"), seats=40)
    session.expire_all()
    assert (broken.value.field, event.seats, event.version) == ("title", 60, 1)


def test_what_was_published_meanwhile_is_no_draft_any_more(make_event, save):
    event = make_event()
    with pytest.raises(RuleBroken):
        save(event, seats=40)
    assert event.seats == 10


def test_a_draft_says_everything_it_lacks(make_event, now):
    event = make_event(status=Status.DRAFT, place_name="", starts_in=timedelta(days=-1))
    assert [gap.field for gap in planning.gaps(event, now=now)] == ["place_name", "day"]
    assert planning.missing(event, now=now).field == "place_name"
    good = make_event(status=Status.DRAFT)
    assert (planning.gaps(good, now=now), planning.missing(good, now=now)) == ([], None)
