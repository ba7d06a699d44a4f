"""A small world in which every page has something to show, for the sweeps over all routes.

Whatever people would have typed stands in ⟦brackets⟧, so that a sweep can tell it from the portal's own words.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from portal.accounts import sessions
from portal.accounts.models import ActivePeriod, Member
from portal.attendance.models import AttendanceOp, OpKind
from portal.contacts.models import Contact, Met
from portal.core.actors import GUEST, Actor, Role
from portal.core.areas import Area
from portal.core.db import transaction, utcnow
from portal.core.text import Phone
from portal.course.links import token_of as place_of
from portal.events.facts import Audience, Cancelled
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, Partner, Repeat, Series, Status
from portal.helping import helpers
from portal.messages.models import OutboxMessage
from portal.posters.models import Placement, PosterVisit
from portal.signups import event_changes, rules
from portal.signups.models import Way
from portal.signups.tickets import token_of
from portal.wording.models import WordingSuggestion
from tests.sweeps.world_course import course_of
from tests.sweeps.world_editions import editions_of
from tests.sweeps.world_enquiries import enquiries_of
from tests.sweeps.world_helping import hands_of
from tests.sweeps.world_journal import journal_of
from tests.sweeps.world_money import money_of
from tests.sweeps.world_network import network_of
from tests.sweeps.world_offers import offers_of
from tests.sweeps.world_parts import event_of, member_of, sign_up_of
from tests.sweeps.world_stories import stories_of

WALK_IN = str(uuid.UUID(int=7))


@dataclass
class World:
    """Who and what there is. ``values`` holds what an address may ask for, by the name in its rule."""

    app: Flask
    mother_id: int = 0
    other_id: int = 0
    coordinator_id: int = 0
    codes: dict[str, str] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)
    #: The links of those who asked for a mother, by how far it has come.
    links: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def phone(self, member_id: int | None = None, *, opened: bool = False, door: str | None = None) -> FlaskClient:
        """A phone known as a member's, or a door pass at the event of that name."""
        client = self.app.test_client()
        now = utcnow()
        with transaction() as session:
            event_id = self.values["event_ids"][door] if door else None
            token = sessions.make_link(session, member_id=member_id, event_id=event_id, now=now)
            phone, secret = sessions.use_link(session, token=token, label="⟦phone⟧", now=now)
            phone.opened_until_at = now + sessions.OPENED_FOR if opened else None
        client.set_cookie("team", secret)
        return client

    def link(self) -> str:
        """A one-time link that has not been used."""
        with transaction() as session:
            return sessions.make_link(session, member_id=self.mother_id, now=utcnow())


def build(app: Flask, *, words: str = "⟦{}⟧") -> World:
    """Make the world in an empty database; ``words`` says how names and texts are written."""
    world, now = World(app), utcnow()
    with transaction() as session:
        area = Area(slug="parken", name=words.format("Parken"))
        partner = Partner(slug="huset", name=words.format("Huset"))
        mother = member_of(words.format("Fatma"), Role.MOTHER, now)
        mother.periods.append(ActivePeriod(from_day=date(2026, 1, 1)))
        mother.areas.append(area)
        mother.hats = ["interpreter"]
        coordinator = member_of(words.format("Karen"), Role.COORDINATOR, now)
        resting = member_of(words.format("Ayşe"), Role.MOTHER, now)
        resting.periods.append(ActivePeriod(from_day=date(2025, 1, 1), to_day=date(2025, 6, 1)))
        session.add_all([area, partner, mother, coordinator, resting])
        session.flush()
        events = {
            "full": event_of("FULL", now, 7, words, area=area, seats=4),
            "room": event_of("ROOM", now, 9, words, area=area, organiser=partner, seats=None, cost_dkk=20),
            "tonight": event_of("TNGT", now, 0.2, words, area=area, seats=3),
            "home": event_of("HEMA", now, 12, words, area=area, at_home=True, kind=Kind.WOMENS_CAFE),
            "cancelled": event_of("CNCL", now, 5, words),
            "past": event_of("PAST", now, -3, words, kind=Kind.NEWROZ),
            "visit": event_of("VSIT", now, -4, words, kind=Kind.VISIT, only_noted=True),
            "draft": event_of("DRFT", now, 20, words, status=Status.DRAFT, published_at=None),
            "mothers": event_of("NTWK", now, 6, words, kind=Kind.NETWORK_MEETING, audience=Audience.MOTHERS),
        }
        series = Series(repeat=Repeat.WEEKLY, created_at=now)
        events["room"].series = events["draft"].series = series
        events["room"].by_hand = ["start", "place"]
        session.add_all(events.values())
        session.flush()
        for event in events.values():
            session.add(EventMother(event_id=event.id, member_id=mother.id, hosting=True))
        karen = Actor(member_id=coordinator.id, role=Role.COORDINATOR)
        for name, size in (("full", 2), ("full", 2), ("full", 1), ("tonight", 2), ("tonight", 1), ("tonight", 2)):
            signup = sign_up_of(session, events[name], words.format("Amina"), size, now)
            world.tickets.setdefault(f"{name}-{signup.state}", token_of(signup.ticket))
        first = session.get_one(Event, events["tonight"].id)
        rules.cancel(session, signup=_first(session, first), by=GUEST, now=now)
        fatma = Actor(member_id=mother.id, role=Role.MOTHER)
        guest = sign_up_of(session, events["tonight"], words.format("Esra"), 1, now, by=fatma, way=Way.MOTHER)
        waited = sign_up_of(session, events["cancelled"], words.format("Bahar"), 2, now)
        world.tickets["cancelled-event"] = token_of(waited.ticket)
        starts = events["room"].starts_local + timedelta(hours=1)
        sign_up_of(session, events["room"], words.format("Chen"), 3, now, phone=Phone("+4520203040", "20203040"))
        event_changes.move(
            session,
            event_id=events["room"].id,
            starts_local=starts,
            ends_local=starts + timedelta(hours=3),
            by=karen,
            now=now,
        )
        event_changes.cancel_event(
            session, event_id=events["cancelled"].id, reason=Cancelled.WEATHER, by=karen, now=now
        )
        session.add(
            AttendanceOp(
                op_id=WALK_IN,
                event_id=events["tonight"].id,
                kind=OpKind.WALK_IN,
                subject=f"walkin:{WALK_IN}",
                adults=1,
                name=words.format("Dilek"),
                lang="tr",
                tapped_at=now,
                received_at=now,
                member_id=mother.id,
            )
        )
        _an_evening_that_was(session, events["past"], words, mother)
        contact = Contact(
            mother_id=mother.id,
            nickname=words.format("Sara"),
            languages=["ar"],
            area_id=area.id,
            met=Met.AT_EVENT,
            since=date(2026, 1, 2),
            agreed_at=now,
            agreed_version="1",
            words=words.format("words"),
            words_at=now,
            created_at=now,
        )
        note = {"lang": "da", "current": words.format("Det er gratis"), "proposed": words.format("Gratis")}
        better = WordingSuggestion(created_at=now, **note)
        laundry = Placement(code="VASKERI", name=words.format("Vaskeri"), area_id=area.id)
        visit = PosterVisit(event_id=events["tonight"].id, place="VASKERI", day=now.date(), visits=3)
        session.add_all([contact, better, laundry, visit, *offers_of(words, now, area, partner)])
        cake, helper = hands_of(session, events, words, now)
        session.flush()
        journal = journal_of(session, contact, resting, words, now)
        world.links = enquiries_of(session, words, area, karen, fatma, now)
        met, point, notice = network_of(session, words, mother, resting, now)
        hers, part, evening = course_of(session, words, area, now)
        money = money_of(session, words, area, events["tonight"], now)
        told = stories_of(session, words, mother, events["past"], now)
        handed_on = editions_of(session, coordinator.id, told["story_ids"]["handed on"], now)
        world.mother_id, world.other_id, world.coordinator_id = mother.id, resting.id, coordinator.id
        world.codes = {name: event.code for name, event in events.items()}
        world.values = {
            "event_ids": {name: event.id for name, event in events.items()},
            "code": "TNGT",
            "code_and_place": "FULL-L1",
            "member_id": mother.id,
            "period_id": mother.periods[0].id,
            "contact_id": contact.id,
            "series_id": series.id,
            "message_id": session.query(OutboxMessage.id).first()[0],
            "number": 3,
            "other_number": 4,
            "to": "ROOM",
            "guest_number": guest.ticket.number,
            "uuid": WALK_IN,
            "what": "new",
            "sign": "more",
            "who": "adult",
            "kind": "communal_meal",
            "of": "tr",
            "lang": "da",
            "filename": "icon.svg",
            "token": world.tickets["full-seated"],
            "phone_id": 1,
            "suggestion_id": better.id,
            "done": True,
            **told,
            "placement_id": laundry.id,
            **journal,
            "task_id": cake.id,
            "helper_id": helper.id,
            "helper_token": helpers.token_of(helper),
            "enquiry_id": 1,
            "link_token": world.links["accepted"],
            "press": "met",
            "meeting": met.code,
            "answer": "yes",
            "point_id": point.id,
            "notice_id": notice.id,
            "course_id": part.course_id,
            "interest_id": hers.id,
            "participant_id": part.id,
            "evening_id": evening.id,
            "place": place_of(hers),
            "key": "events_own",
            **money,
            **handed_on,
        }
    return world


def _an_evening_that_was(session: Any, event: Event, words: str, mother: Member) -> None:
    """Two parties had a seat, and one of them came."""
    began = event.starts_at
    came, _missed = (
        sign_up_of(session, event, words.format(name), 2, began - timedelta(days=1)) for name in ("Gül", "Hana")
    )
    here = {"kind": OpKind.HERE, "subject": f"party:{came.ticket.number}", "signup_id": came.id, "adults": 2}
    session.add(
        AttendanceOp(
            op_id=str(uuid.UUID(int=8)),
            event_id=event.id,
            tapped_at=began,
            received_at=began,
            member_id=mother.id,
            **here,
        )
    )


def _first(session: Any, event: Event) -> Any:
    from portal.signups.models import SignUp

    return session.query(SignUp).filter_by(event_id=event.id).order_by(SignUp.id).first()
