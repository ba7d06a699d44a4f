"""An event with Danish words, a mother who speaks Turkish and Urdu, and rows of dates."""

from datetime import timedelta

import pytest

from portal.core.actors import Actor, Role
from portal.core.db import transaction
from portal.events.models import Event, EventText, Repeat, Series, TextState

DANISH = ("Søndagsmad", "Vi spiser suppe.", "Brug den gule dør.")


@pytest.fixture
def mother(make_member):
    return make_member("Fatma", languages=["da", "ur", "tr"], lang="tr")


@pytest.fixture
def coordinator(make_member):
    return make_member("Karen", Role.COORDINATOR, lang="en")


@pytest.fixture
def fatma(mother):
    return Actor(member_id=mother.id, role=Role.MOTHER)


@pytest.fixture
def karen(coordinator):
    return Actor(member_id=coordinator.id, role=Role.COORDINATOR)


@pytest.fixture
def write(now):
    """Write a text of an event as if long ago, past all rules."""

    def write(event, lang, title="Pazar yemeği", description="Çorba içiyoruz.", practical="", **more):
        values = {"state": TextState.UP_TO_DATE, "updated_at": now - timedelta(days=2), **more}
        with transaction() as session:
            texts = session.get_one(Event, event.id).texts
            texts[:] = [text for text in texts if text.lang != lang]
            session.flush()
            texts.append(EventText(lang=lang, title=title, description=description, practical=practical, **values))

    return write


@pytest.fixture
def meal(make_event, write):
    event = make_event()
    write(event, "da", *DANISH)
    return event


@pytest.fixture
def row(make_event, write, now):
    """Four dates of a series with the same Danish words: one over, and three to come."""
    with transaction() as session:
        series = Series(repeat=Repeat.WEEKLY, created_at=now)
        session.add(series)
    dates = [make_event(series_id=series.id, starts_in=timedelta(days=days)) for days in (-7, 7, 14, 21)]
    for event in dates:
        write(event, "da", *DANISH)
    return dates


@pytest.fixture
def said(session):
    """What events say in a language: the title of each and its state, or None."""

    def said(events, lang):
        session.expire_all()
        texts = [session.get_one(Event, event.id).text(lang) for event in events]
        return [(text.title, str(text.state)) if text else None for text in texts]

    return said
