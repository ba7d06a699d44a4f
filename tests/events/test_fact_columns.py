"""Every fact of an event and of an offer is declared once, and form, copy and series carry each of them.

The facts are found by the columns here, not by what is declared: a column that nobody declared is noticed, too.
"""

from dataclasses import fields, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect

from portal.core.areas import Area
from portal.core.db import transaction
from portal.events import invitation, rules, texts
from portal.events.fact_columns import facts_of, ticks_of
from portal.events.models import Event, EventMother, EventText, Partner, Repeat, Status
from portal.events.rules import EventPlan
from portal.events.texts import Wording, read_wording, wording_of
from portal.offers import forms as offer_forms
from portal.offers import rules as offers
from portal.offers.models import Offer, OfferText
from portal.planning import series
from portal.planning.copies import copy_event, copy_of, plan_of
from portal.planning.drafts import at_place_of
from portal.planning.forms import EventForm
from portal.planning.usual import USUAL, Usual, usual_plan
from tests.events.fact_values import all_unlike_defaults, names, unlike_default
from tests.planning.cast import COORDINATOR

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
STARTS = datetime(2026, 10, 1, 17)


@pytest.fixture
def places(app):
    with transaction() as session:
        session.add_all([Area(slug="parken", name="Parken"), Partner(slug="huset", name="Huset")])


@pytest.fixture
def unusual(places, make_event, make_member):
    """An event of which no fact is what it is by default, and that has a host."""
    fatma = make_member("Fatma")
    event = make_event(
        status=Status.DRAFT,
        published_at=None,
        created_at=NOW,
        starts_local=STARTS,
        ends_local=STARTS + timedelta(hours=3),
        **all_unlike_defaults(Event),
    )
    with transaction() as session:
        session.add(EventMother(event_id=event.id, member_id=fatma.id, hosting=True))
    return event


@pytest.mark.parametrize("model", [Event, Offer])
def test_every_column_is_a_declared_fact_or_is_kept_by_rules(model):
    assert {one.name for one in facts_of(model)} == set(names(model))


@pytest.mark.parametrize(("model", "plan"), [(Event, rules.EventPlan), (Offer, offers.OfferPlan)])
def test_a_plan_has_a_field_for_every_fact_and_little_else(model, plan):
    times = {"starts_local", "ends_local", "closes_local"}
    assert {one.name for one in fields(plan)} - times == set(names(model)) - times | (
        {"new_partner", "hosts"} if model is Event else {"new_partner"}
    )


def test_the_form_of_an_event_gives_back_every_fact(app, unusual, session):
    event = session.get_one(Event, unusual.id)
    with app.test_request_context():
        form = EventForm(event)
        assert replace(form.plan(), new_partner="") == plan_of(event, with_hosts=True)
    usual = EventPlan(kind=event.kind, starts_local=STARTS, ends_local=STARTS)
    same = [name for name in names(Event) if getattr(plan_of(event), name) == getattr(usual, name)]
    assert same == ["kind"], "each is unlike its default"


@pytest.mark.parametrize("name", names(Event))
def test_a_saved_plan_changes_each_fact_alone(places, make_event, session, name):
    event = make_event(created_at=NOW, starts_local=STARTS, ends_local=STARTS + timedelta(hours=3))
    before = {one: getattr(event, one) for one in names(Event)}
    value = unlike_default(inspect(Event).columns[name])
    with transaction() as writing:
        row = writing.get_one(Event, event.id)
        plan = replace(plan_of(row), **{name: value})
        series.save(
            writing, event_id=row.id, plan=plan, seen=row.version, following=False, by=COORDINATOR, now=NOW
        )
    session.expire_all()
    assert {one: getattr(event, one) for one in names(Event)} == before | {name: value}


def test_a_copy_has_every_fact(unusual, session):
    with transaction() as writing:
        row = writing.get_one(Event, unusual.id)
        copy = copy_event(writing, event=row, day=STARTS.date() + timedelta(7), by=COORDINATOR, now=NOW)
        writing.flush()
        assert {one: getattr(copy, one) for one in names(Event)} == all_unlike_defaults(Event)


@pytest.mark.slow
@pytest.mark.parametrize("name", names(Event))
def test_a_change_to_all_dates_carries_each_fact_and_one_by_hand_keeps_it(places, make_event, session, name):
    first = make_event(created_at=NOW, starts_local=STARTS, ends_local=STARTS + timedelta(hours=3))
    days = [STARTS.date() + timedelta(7), STARTS.date() + timedelta(14)]
    usual, value = getattr(first, name), unlike_default(inspect(Event).columns[name])
    with transaction() as writing:
        series.make(writing, event_id=first.id, repeat=Repeat.WEEKLY, days=days, by=COORDINATOR, now=NOW)
    dates = session.query(Event).order_by(Event.starts_local).all()

    def save(event: Event, wanted: Any, *, following: bool) -> None:
        with transaction() as writing:
            row = writing.get_one(Event, event.id)
            plan = replace(plan_of(row, with_hosts=True), **{name: wanted})
            series.save(
                writing,
                event_id=row.id,
                plan=plan,
                seen=row.version,
                following=following,
                by=COORDINATOR,
                now=NOW,
            )
        session.expire_all()

    save(dates[0], value, following=True)
    assert [getattr(one, name) for one in dates] == [value] * 3
    save(dates[1], usual, following=False)
    assert len(dates[1].by_hand) == 1
    save(dates[0], usual, following=True)
    save(dates[0], value, following=True)
    assert [getattr(one, name) for one in dates] == [value, usual, value]
    assert dates[1].by_hand[0] in series.FIELDS


def test_an_event_at_a_known_place_is_there_in_all_that_says_where(unusual, session):
    event = session.get_one(Event, unusual.id)
    there = at_place_of(EventPlan(kind=event.kind, starts_local=STARTS, ends_local=STARTS), event)
    where = {one: getattr(there, one) for one in ("place_name", "address", "landmark", "area_id", "at_home")}
    assert where == {name: all_unlike_defaults(Event)[name] for name in where}


@pytest.mark.parametrize("kind", USUAL)
def test_what_is_usual_for_a_kind_is_in_its_plan(kind):
    plan = usual_plan(kind, STARTS.date())
    said = {one.name for one in fields(Usual)} - {"start", "end"}
    assert {one: getattr(plan, one) for one in said} == {
        one: list(value) if isinstance(value := getattr(USUAL[kind], one), tuple) else value for one in said
    }


def test_a_yes_no_fact_is_asked_for_and_said_in_the_same_words(app, make_event):
    event = make_event(**dict.fromkeys(ticks_of(Event), True))
    said = {one.icon: str(one.words) for one in invitation.facts(event)}
    with app.test_request_context():
        asked = {info.icon: str(EventForm(event)[name].label.text) for name, info in ticks_of(Event).items()}
    assert asked.items() <= said.items()
    known = {"camera-off": "Nobody takes photos", "door": "Someone meets you at the door"}
    assert known.items() <= asked.items()


def test_the_form_of_an_offer_gives_back_every_fact_and_it_is_saved(app, places, session):
    values = all_unlike_defaults(Offer)
    with transaction() as writing:
        plan = offers.OfferPlan(**values)
        made = offers.create(writing, plan=plan, wording=Wording("Svømning"), by=COORDINATOR, now=NOW)
        assert {name: getattr(made, name) for name in values} == values
        offer_id = made.id
    offer = session.get_one(Offer, offer_id)
    with app.test_request_context():
        assert replace(offer_forms.OfferForm(offer, formdata=None).plan(), new_partner="") == plan


@pytest.mark.parametrize("name", names(Offer))
def test_a_saved_offer_changes_each_fact_alone(places, session, name):
    plan = offers.OfferPlan(**all_unlike_defaults(Offer))
    value = {"theme": "crisis", "starts_local": time(9), "ends_local": time(20)}.get(
        name, getattr(offers.OfferPlan(theme=plan.theme), name)
    )
    with transaction() as writing:
        offer = offers.create(writing, plan=plan, wording=Wording("Svømning"), by=COORDINATOR, now=NOW)
        offers.save(
            writing,
            offer_id=offer.id,
            plan=replace(plan, **{name: value}),
            wording=Wording("Svømning"),
            small=False,
            seen=offer.version,
            by=COORDINATOR,
            now=NOW,
        )
        found = {one: getattr(offer, one) for one in names(Offer)}
    assert found == all_unlike_defaults(Offer) | {name: value}


def test_every_part_of_the_words_is_read_from_a_form_saved_and_copied(unusual):
    wording = Wording(**{one.name: f"its {one.name}" for one in fields(Wording)})
    form = {one.name: type("Field", (), {"data": f"its {one.name}"}) for one in fields(Wording)}
    assert read_wording(form) == wording
    for new in (EventText, OfferText):
        columns = {str(column.key) for column in inspect(new).columns}
        assert columns - {"id", "event_id", "offer_id"} == {
            "lang", "state", "updated_at", "updated_by_id", *(one.name for one in fields(Wording)),
        }  # fmt: skip
    with transaction() as writing:
        event = writing.get_one(Event, unusual.id)
        texts.write(event, "da", wording, new=EventText, small=False, by=COORDINATOR, now=NOW)
        (text,) = event.texts
        assert wording_of(text) == wording
        copy = copy_of(text)
        kept = [str(column.key) for column in inspect(EventText).columns if column.key not in ("id", "event_id")]
        assert {name: getattr(copy, name) for name in kept} == {name: getattr(text, name) for name in kept}
