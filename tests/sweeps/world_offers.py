"""What the small world has of the directory."""

from datetime import date, datetime, time
from typing import Any

from portal.core.areas import Area
from portal.events.facts import Audience, Children, StepFree
from portal.events.models import Partner, Status, TextState
from portal.offers.models import Offer, OfferText, Theme


def offers_of(words: str, now: datetime, area: Area, partner: Partner) -> list[Offer]:
    """One with every fact there is, one for hard times that nobody has looked at for long, one that is closed."""
    whole = Offer(
        code="TNGT",
        theme=Theme.EXERCISE,
        status=Status.PUBLISHED,
        organiser=partner,
        audience=Audience.WOMEN,
        children=Children.CHILDMINDING,
        cost_dkk=None,
        weekdays=[0, 1, 2, 5],
        starts_local=time(17),
        by_appointment=True,
        drop_in=True,
        place_name=words.format("Hallen"),
        address=words.format("Vej"),
        landmark=words.format("landmark"),
        area=area,
        step_free=StepFree.PARTLY,
        languages=["da", "so"],
        interpreter=["ur"],
        phone="+4544770000",
        email="hallen@example.dk",
        website="https://www.example.dk/hallen",
        confirmed_on=now.date(),
        created_at=now,
    )
    more: dict[str, Any] = {"created_at": now, "confirmed_on": date(2025, 1, 1), "phone": "+4533330047"}
    crisis = Offer(code="CRSS", theme=Theme.CRISIS, status=Status.PUBLISHED, **more)
    closed = Offer(code="CLSD", theme=Theme.CRISIS, status=Status.CANCELLED, area=area, **more)
    for offer in (whole, crisis, closed):
        said = {"title": words.format("Tilbud"), "description": words.format("Tekst")}
        offer.texts.append(OfferText(lang="da", practical=words.format("Godt"), updated_at=now, **said))
    whole.texts.append(OfferText(lang="tr", title=words.format("Yüzme"), state=TextState.MACHINE, updated_at=now))
    return [whole, crisis, closed]
