"""Every fact of an event and of an offer has a control on its screen, and is shown to readers.

The facts are found by the columns, so a new one has to appear on these pages, too.
"""

import re
from dataclasses import fields

import pytest
from sqlalchemy import inspect

from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.db import transaction
from portal.core.i18n import to_local
from portal.events.fact_columns import facts_of
from portal.events.facts import Audience, Children, StepFree
from portal.events.models import Event, Partner, Status
from portal.offers.models import Offer, OfferText, Theme
from portal.planning.usual import Usual
from tests.events.fact_values import names, unlike_default

#: Where a fact is shown only together with others, these.
SHOWN_WITH = {
    Event: {"area_id": {"at_home": True}},
    Offer: {
        "area_id": {"place_name": "", "phone": "+4520203040"},
        "ends_local": {"starts_local": unlike_default(inspect(Offer).columns["starts_local"])},
    },
}
#: What no new event of a kind can begin with: its place, its price and who invites differ from one to the next.
NEVER_USUAL = {
    "kind", "organiser_id", "place_name", "address", "landmark", "area_id", "at_home", "cost_dkk", "step_free",
    "interpreter",
}  # fmt: skip


@pytest.fixture
def places(app):
    with transaction() as session:
        session.add_all([Area(slug="parken", name="Parken"), Partner(slug="huset", name="Huset")])


@pytest.fixture
def coordinator(make_member, sign_in):
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"))


@pytest.fixture
def offer(places, now):
    with transaction() as session:
        made = Offer(
            code="ABCD",
            theme=Theme.MEETING,
            status=Status.PUBLISHED,
            place_name="Svømmehallen",
            confirmed_on=to_local(now).date(),
            created_at=now,
        )
        made.texts.append(OfferText(lang="da", title="Svømning", updated_at=now))
        session.add(made)
    return made


def controls(page: str) -> set[str]:
    """The names of what a page sends."""
    return set(re.findall(r'<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"', page))


def shown(client, address: str) -> str:
    """A page, but for the token of its form, which differs each time."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r'name="token" value="[^"]*"', "", answer.text)


def change(model: type[Event | Offer], number: int, **values: object) -> None:
    """Set columns as a saved form does: the version, the key of kept pages, grows."""
    with transaction() as session:
        row = session.get_one(model, number)
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1


@pytest.mark.parametrize("status", [Status.DRAFT, Status.PUBLISHED])
def test_the_screen_of_an_event_has_a_control_for_each_fact(coordinator, places, make_event, status):
    event = make_event(status=status)
    missing = {one.field for one in facts_of(Event)} - controls(
        coordinator.get(f"/team/events/{event.code}/edit").text
    )
    assert missing == set()


@pytest.mark.slow
def test_the_screen_of_an_offer_has_a_control_for_each_fact(coordinator, offer):
    facts = {one.field for one in facts_of(Offer)}
    for address in ("/team/offers/new", f"/team/offers/{offer.code}/edit"):
        assert facts - controls(coordinator.get(address).text) == set(), address


@pytest.mark.parametrize("name", names(Event))
def test_an_invitation_shows_each_fact(client, places, make_event, name):
    event = make_event(**SHOWN_WITH[Event].get(name, {}))
    before = shown(client, f"/da/events/{event.code}")
    change(Event, event.id, **{name: unlike_default(inspect(Event).columns[name])})
    assert shown(client, f"/da/events/{event.code}") != before


@pytest.mark.parametrize("name", names(Offer))
def test_the_page_of_an_offer_shows_each_fact(client, offer, name):
    change(Offer, offer.id, **SHOWN_WITH[Offer].get(name, {}))
    before = shown(client, f"/da/offers/{offer.code}")
    change(Offer, offer.id, **{name: unlike_default(inspect(Offer).columns[name])})
    assert shown(client, f"/da/offers/{offer.code}") != before


def test_a_fact_is_usual_for_a_kind_or_expected_to_differ_each_time():
    assert {one.name for one in fields(Usual)} - {"start", "end"} == set(names(Event)) - NEVER_USUAL


@pytest.mark.parametrize("question", [Audience, Children, StepFree])
def test_answers_that_exclude_each_other_have_a_picture_each(question):
    """Whoever reads no words must not take stairs for a way without steps."""
    pictures = [answer.icon for answer in question]
    assert len(set(pictures)) == len(pictures)
