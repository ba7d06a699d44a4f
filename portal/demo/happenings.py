"""Making an event of the demo from its JSON, and putting parties on its list by the rules."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy.orm import Session

from portal.core.actors import GUEST, Actor
from portal.demo.cast import Cast
from portal.demo.parties import Guests
from portal.events.codes import new_code
from portal.events.facts import Audience, Children, StepFree
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, EventText, Status
from portal.signups import rules
from portal.signups.models import SignUp, Way
from portal.signups.parties import Party

#: So long before its day an event is planned, and then opened to sign-ups.
_PLANNED, _OPENED = timedelta(days=35), timedelta(days=28)
#: By which way parties come: most are invited by a mother.
_WAYS: Final = {Way.MOTHER: 9, Way.POSTER: 5, Way.WEB: 3, Way.SHARE: 3, Way.PHONE: 2}
_POSTER_PLACES: Final = ("VASKERI", "OPGANG", "BIBLIO", None)


@dataclass
class DemoBuilder:
    """What everyone who fills a list needs: the session, the cast, the guests and the source of chance."""

    session: Session
    cast: Cast
    guests: Guests
    random: Random
    _forms: int = 0

    def event(self, row: dict[str, Any], day: date, *, known: datetime | None = None) -> Event:
        """Make an event on a day: planned and opened some weeks before, at the latest when it is ``known``."""
        starts, ends = (datetime.combine(day, time.fromisoformat(row[key])) for key in ("start", "end"))
        facts, organiser = row["facts"], row["organiser"]
        event = Event(
            code=new_code(self.session),
            kind=Kind(row["kind"]),
            audience=Audience(row["audience"]),
            organiser_id=self.cast.partners[organiser].id if organiser else None,
            status=Status.DRAFT if row["status"] == "draft" else Status.PUBLISHED,
            starts_local=starts,
            ends_local=ends,
            seats=row["seats"],
            cost_dkk=facts["cost_dkk"],
            children=Children(facts["children"] or Children.ADULTS_ONLY),
            step_free=StepFree(facts["step_free"]),
            created_by_id=self.cast.coordinator.id,
            **{
                key: facts[key]
                for key in ("food", "languages", "interpreter", "bring", "no_photos", "met_at_door")
            },
        )
        self.place(event, row["place"])
        event.created_at = min(event.starts_at - _PLANNED, known or event.starts_at)
        if event.status is Status.PUBLISHED:
            event.published_at = min(event.starts_at - _OPENED, known or event.starts_at)
        event.texts = [
            EventText(lang=lang, updated_at=event.created_at, updated_by_id=event.created_by_id, **words)
            for lang, words in row["texts"].items()
        ]
        event.mothers = [
            EventMother(
                member_id=self.cast.mothers[slug].id,
                hosting=slug in row["hosts"],
                took_part=slug in row["took_part"],
            )
            for slug in dict.fromkeys(row["hosts"] + row["took_part"])
        ]
        self.session.add(event)
        self.session.flush()
        return event

    def place(self, event: Event, place: dict[str, Any]) -> None:
        """Put an event at a place."""
        event.place_name, event.address = place["name"], place["address"]
        event.landmark, event.at_home = place["landmark"], place["at_home"]
        event.area_id = self.cast.areas[place["area"]].id

    def sign_up(self, event: Event, adults: int, children: int, *, hosts: list[str], now: datetime) -> SignUp:
        """An invented party of so many signs up, by one of the ways parties come."""
        party, lang = self.guests.party(adults, children, event=event)
        (way,) = self.random.choices(list(_WAYS), list(_WAYS.values()))
        by = GUEST
        if way is Way.MOTHER:
            by = self.cast.mother(self.random.choice(hosts))
        elif way is Way.PHONE:
            by = self.cast.planner()
        place = self.random.choice(_POSTER_PLACES) if way is Way.POSTER else None
        return self.put_on_list(event, party, rules.Source(way=way, lang=lang, place=place), by, now)

    def put_on_list(self, event: Event, party: Party, source: rules.Source, by: Actor, now: datetime) -> SignUp:
        """Sign a party up by the rule, as its form would."""
        self._forms += 1
        return rules.sign_up(
            self.session,
            event_id=event.id,
            party=party,
            source=source,
            form_token=f"demo-{self._forms}",
            by=by,
            now=now,
        )
