"""Between the events of 2015: offers, conversations, eleven enquiries, and what made the group known in town.

What would have told who anybody was has long gone; the rows are what a report counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import select

from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation, Introduction, TookPart
from portal.contacts.models import Contact
from portal.core.i18n import FALLBACK, to_instant
from portal.core.secret_links import new_public_id
from portal.demo.happenings import DemoBuilder
from portal.enquiries.models import Answer, Asker, Enquiry, EnquiryAsk, EnquiryState, Result, Soon
from portal.events.codes import new_code
from portal.events.facts import Audience, Children
from portal.events.kinds import Kind
from portal.events.models import Status
from portal.offers.models import Offer, OfferText, Theme
from portal.planning import visibility
from portal.planning.visibility import Noted

_SEED: Final = 2015_11
#: The numbers of the demo's offers, of those that never ring (``parties.py``).
_FIRST_PHONE: Final = 46701740680
_NINE: Final = time(9)


def retell(builder: DemoBuilder, rows: dict[str, Any], offers: dict[str, Offer]) -> None:
    """Load what the evaluation tells of, besides its events."""
    random = Random(_SEED)
    talks = DemoConversations(builder, random, rows["helps"], rows["offers"], offers)
    for row in rows["known"]:
        _make_known(builder, row)
    for row in rows["enquiries"]:
        _enquiry(builder, row)
    women = builder.session.scalars(select(Contact).where(Contact.nickname.is_(None)).order_by(Contact.id)).all()
    for contact in women:
        for day in _days(random, contact):
            talks.talk(contact, day)


def add_offers(builder: DemoBuilder, rows: Sequence[dict[str, Any]], *, now: datetime) -> dict[str, Offer]:
    """The directory of offers, by slug."""
    found = {}
    for row in rows:
        offer = Offer(
            code=new_code(builder.session),
            theme=Theme(row["theme"]),
            status=Status.PUBLISHED,
            organiser_id=builder.cast.partners[row["organiser"]].id,
            audience=Audience(row["audience"]),
            children=Children(row["children"]),
            cost_dkk=row["cost_dkk"],
            weekdays=row["weekdays"],
            starts_local=time.fromisoformat(row["start"]) if row["start"] else None,
            ends_local=time.fromisoformat(row["end"]) if row["end"] else None,
            by_appointment=row["by_appointment"],
            drop_in=row["drop_in"],
            place_name=row["place"]["name"],
            address=row["place"]["address"],
            landmark=row["place"]["landmark"],
            area_id=builder.cast.areas[row["area"]].id if row["area"] else None,
            languages=row["languages"],
            interpreter=row["interpreter"],
            phone=f"+{_FIRST_PHONE + row['phone']}" if row["phone"] else None,
            website=row["website"],
            confirmed_on=now.date() - timedelta(days=row["confirmed_days_ago"]),
            confirmed_by_id=builder.cast.coordinator.id,
            created_at=now - timedelta(days=400),
        )
        offer.texts = [
            OfferText(lang=lang, updated_at=offer.created_at, updated_by_id=offer.confirmed_by_id, **words)
            for lang, words in row["texts"].items()
        ]
        builder.session.add(offer)
        found[row["slug"]] = offer
    builder.session.flush()
    return found


@dataclass
class DemoConversations:
    """What mothers and contacts talk about, and which offers they come upon."""

    builder: DemoBuilder
    random: Random
    #: How often each kind of help comes up.
    helps: dict[str, int]
    #: Offers that fit a kind of help, by their slugs.
    fitting: dict[str, list[str]]
    offers: dict[str, Offer]

    def talk(self, contact: Contact, day: date) -> None:
        """A conversation about one or two things, and perhaps an offer that fits."""
        random = self.random
        about = random.choices(list(self.helps), list(self.helps.values()), k=random.choice((1, 1, 2)))
        found = Conversation(
            contact_id=contact.id,
            mother_id=contact.mother_id,
            day=day,
            helps=[str(kind) for kind in Help if kind in about],
            quarters=random.choice((1, 2, 2, 4, 4, 8)),
            created_at=_at(day),
        )
        self.builder.session.add(found)
        if about[0] not in self.fitting or random.random() > 0.4:
            return
        took_part = random.choice((TookPart.YES, TookPart.YES, TookPart.NO, TookPart.NOT_KNOWN))
        self.builder.session.add(
            Introduction(
                conversation=found,
                offer_id=self.offers[random.choice(self.fitting[about[0]])].id,
                took_part=took_part,
            )
        )


def _days(random: Random, contact: Contact) -> list[date]:
    """From the first day to the last: most women were helped a few times."""
    assert contact.closed_at is not None
    last = min((contact.closed_at - contact.created_at).days, (date(2015, 11, 20) - contact.since).days)
    later = [random.randint(1, last) for _time in range(random.choice((0, 1, 1, 2, 3)))] if last > 0 else []
    return [contact.since, *(contact.since + timedelta(days=days) for days in sorted(later))]


def _make_known(builder: DemoBuilder, row: dict[str, Any]) -> None:
    day = date.fromisoformat(row["day"])
    noted = Noted(
        Kind(row["kind"]),
        day,
        row["title"],
        row["words"],
        row["reached"],
        mothers=frozenset(builder.cast.mothers[slug].id for slug in row["mothers"]),
    )
    visibility.note_down(builder.session, noted=noted, by=builder.cast.planner(), now=_at(day + timedelta(days=1)))


def _enquiry(builder: DemoBuilder, row: dict[str, Any]) -> None:
    """A professional asked, a mother said yes, they met, and it was closed."""
    received = _at(date.fromisoformat(row["received"]))
    mother = builder.cast.mothers[row["mother"]]
    accepted = received + timedelta(days=row["days_to_yes"])
    public_id = new_public_id()
    builder.session.add(
        Enquiry(
            public_id=public_id,
            form_key=f"demo-{public_id}",
            asker=Asker(row["asker"]),
            state=EnquiryState.CLOSED,
            spoken=row["spoken"],
            area_id=builder.cast.areas[row["area"]].id,
            theme=Help(row["theme"]),
            soon=Soon(row["soon"]),
            agreed_version="2015",
            lang=FALLBACK,
            called_back_at=received + timedelta(hours=2),
            mother_id=mother.id,
            result=Result(row["result"]),
            received_at=received,
            asked_at=received + timedelta(hours=3),
            accepted_at=accepted,
            met_at=accepted + timedelta(days=4),
            closed_at=accepted + timedelta(days=40),
            purged_at=accepted + timedelta(days=130),
            asks=[
                EnquiryAsk(
                    mother_id=mother.id,
                    answer=Answer.YES,
                    asked_at=received + timedelta(hours=3),
                    answered_at=accepted,
                )
            ],
        )
    )


def _at(day: date) -> datetime:
    return to_instant(datetime.combine(day, _NINE))
