"""The coordinator at her desk, and events whose words are short, or as long as they get."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from portal.core.actors import Role
from portal.core.db import transaction, utcnow
from portal.core.i18n import LANGUAGES
from portal.events.models import Event, EventText
from portal.posters.models import Placement

TITLES = {
    "da": "Søndagsmad",
    "en": "Sunday meal",
    "tr": "Pazar yemeği",
    "ar": "عشاء الأحد",
    "ur": "اتوار کا کھانا",
    "ru": "Обед в воскресенье",
}
LONG_TITLE = (
    "Høstmarked og fællesspisning med musik, dans og lege for alle store og små i Hedeparken og Magleparken"
)
LONG_TITLES = {
    **dict.fromkeys(LANGUAGES, LONG_TITLE),
    "ar": "سوق الحصاد وطعام مشترك مع الموسيقى والرقص والألعاب لجميع الكبار والصغار في الحي كله",
    "ur": "فصل کا بازار اور مل کر کھانا، موسیقی، رقص اور کھیل، محلے کے سب بڑوں اور چھوٹوں کے لیے",
    "ru": "Праздник урожая и общий ужин с музыкой, танцами и играми для всех взрослых и детей района",
}
LONG_FACTS = {
    "kind": "dialogue_meeting",
    "place_name": "Beboerhuset i Hedeparken ved legepladsen",
    "address": "Hedeparken 5, kælderen, indgang fra gården bag vaskeriet",
    "landmark": "Gå ned ad trappen ved siden af vaskeriet, og følg duften af mad til den røde dør",
    "cost_dkk": 200,
    "children": "childminding",
    "food": ["halal", "no_pork", "vegetarian", "no_nuts", "no_gluten", "no_milk", "coffee_cake"],
    "step_free": "partly",
    "languages": ["da", "en", "tr", "ar", "ur", "ru", "so", "ku"],
    "interpreter": ["ar", "tr"],
    "bring": ["a_dish", "warm_clothes"],
    "no_photos": True,
    "met_at_door": True,
}


@pytest.fixture
def coordinator(make_member, sign_in) -> FlaskClient:
    """The coordinator's phone, known and not opened: no guest's name stands on these pages."""
    return sign_in(make_member("Karen", Role.COORDINATOR, lang="en"))


@pytest.fixture
def make_titled(make_event):
    """Make an event with a title in each language that ``titles`` has."""

    def make(titles: dict[str, str] = TITLES, **columns: Any) -> Event:
        event_id = make_event(**columns).id
        with transaction() as session:
            event = session.get_one(Event, event_id)
            event.texts = [EventText(lang=lang, title=text, updated_at=utcnow()) for lang, text in titles.items()]
        return event

    return make


@pytest.fixture
def event(make_titled) -> Event:
    """A meal with a short title in every language."""
    return make_titled(landmark="Next to the laundry", food=["halal"], languages=["da", "tr"])


@pytest.fixture
def laundry(app) -> Placement:
    """The laundry, where posters hang."""
    with transaction() as session:
        placement = Placement(code="VASKERI", name="Vaskeriet")
        session.add(placement)
    return placement
