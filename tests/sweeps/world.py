"""A small world in which every page has something to show, for the sweeps over all routes.

Whatever people would have typed stands in ⟦brackets⟧, so that a sweep can tell it from the portal's own words.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from portal.accounts import sessions
from portal.accounts.actors import GUEST, Actor
from portal.accounts.models import ActivePeriod, Member, Role
from portal.areas import Area
from portal.attendance.models import AttendanceOp, OpKind
from portal.contacts.journal_models import Conversation
from portal.contacts.models import Contact, Met
from portal.course.links import token_of as place_of
from portal.course.models import (
    Becoming,
    Course,
    CourseAttendance,
    CourseInterest,
    CourseParticipant,
    InterestState,
)
from portal.db import transaction, utcnow
from portal.events.facts import Audience, Bring, Cancelled, Children, Food, StepFree
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, EventText, Partner, Repeat, Series, Status
from portal.i18n import to_local
from portal.messages.models import OutboxMessage
from portal.posters.models import Placement, PosterVisit
from portal.signups import event_changes, rules
from portal.signups.models import Way
from portal.signups.parties import Party
from portal.signups.tickets import token_of
from portal.text import Phone
from portal.wording.models import WordingSuggestion
from portal.wording.sentences import everything

WALK_IN = str(uuid.UUID(int=7))


@dataclass
class World:
    """Who and what there is. ``values`` holds what an address may ask for, by the name in its rule."""

    app: Flask
    mother_id: int = 0
    coordinator_id: int = 0
    codes: dict[str, str] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)
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
        mother = _member(words.format("Fatma"), Role.MOTHER, now)
        mother.periods.append(ActivePeriod(from_day=date(2026, 1, 1)))
        mother.areas.append(area)
        mother.hats = ["interpreter"]
        coordinator = _member(words.format("Karen"), Role.COORDINATOR, now)
        resting = _member(words.format("Ayşe"), Role.MOTHER, now)
        resting.periods.append(ActivePeriod(from_day=date(2025, 1, 1), to_day=date(2025, 6, 1)))
        session.add_all([area, partner, mother, coordinator, resting])
        session.flush()
        events = {
            "full": _event("FULL", now, 7, words, area=area, seats=4),
            "room": _event("ROOM", now, 9, words, area=area, organiser=partner, seats=None, cost_dkk=20),
            "tonight": _event("TNGT", now, 0.2, words, area=area, seats=3),
            "home": _event("HEMA", now, 12, words, area=area, at_home=True, kind=Kind.WOMENS_CAFE),
            "cancelled": _event("CNCL", now, 5, words),
            "past": _event("PAST", now, -3, words, kind=Kind.NEWROZ),
            "draft": _event("DRFT", now, 20, words, status=Status.DRAFT, published_at=None),
            "mothers": _event("NTWK", now, 6, words, kind=Kind.NETWORK_MEETING, audience=Audience.MOTHERS),
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
            signup = _sign_up(session, events[name], words.format("Amina"), size, now)
            world.tickets.setdefault(f"{name}-{signup.state}", token_of(signup.ticket))
        first = session.get_one(Event, events["tonight"].id)
        rules.cancel(session, signup=_first(session, first), by=GUEST, now=now)
        fatma = Actor(member_id=mother.id, role=Role.MOTHER)
        guest = _sign_up(session, events["tonight"], words.format("Esra"), 1, now, by=fatma, way=Way.MOTHER)
        waited = _sign_up(session, events["cancelled"], words.format("Bahar"), 2, now)
        world.tickets["cancelled-event"] = token_of(waited.ticket)
        starts = events["room"].starts_local + timedelta(hours=1)
        _sign_up(session, events["room"], words.format("Chen"), 3, now, phone=Phone("+4520203040", "20203040"))
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
        free = next(one for one in everything("da") if one.msgid == "Free of charge")
        better = WordingSuggestion(
            lang="da", msgid=free.msgid, current=free.text, proposed=words.format("Gratis"), created_at=now
        )
        laundry = Placement(code="VASKERI", name=words.format("Vaskeri"), area_id=area.id)
        visit = PosterVisit(event_id=events["tonight"].id, place="VASKERI", day=now.date(), visits=3)
        session.add_all([contact, better, laundry, visit])
        session.flush()
        hers, part, evening = _a_course(session, words, area, now)
        talk = {"helps": ["letter", "health"], "day": now.date(), "quarters": 3}
        session.add(Conversation(contact_id=contact.id, mother_id=mother.id, created_at=now, **talk))
        session.flush()
        world.mother_id, world.coordinator_id = mother.id, coordinator.id
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
            "sentence_name": free.name,
            "placement_id": laundry.id,
            "course_id": part.course_id,
            "interest_id": hers.id,
            "participant_id": part.id,
            "evening_id": evening.id,
            "place": place_of(hers),
        }
    return world


def _member(name: str, role: Role, now: datetime) -> Member:
    return Member(
        name=name,
        role=role,
        lang="da",
        languages=["tr", "da", "ku"],
        pin_hash=sessions._hasher().hash("314159"),
        promise_accepted_at=now,
        promise_version="test",
        created_at=now,
    )


def _event(code: str, now: datetime, days: float, words: str, **columns: Any) -> Event:
    starts = to_local(now + timedelta(days=days)).replace(second=0, microsecond=0)
    values: dict[str, Any] = {
        "kind": Kind.COMMUNAL_MEAL,
        "status": Status.PUBLISHED,
        "seats": 10,
        "place_name": words.format("Salen"),
        "address": words.format("Parken 5"),
        "landmark": words.format("Door"),
        "children": Children.CHILDMINDING,
        "step_free": StepFree.PARTLY,
        "food": [Food.HALAL, Food.COFFEE_CAKE],
        "languages": ["da", "tr", "so"],
        "interpreter": ["ar"],
        "bring": [Bring.A_DISH],
        "no_photos": True,
        "met_at_door": True,
        "created_at": now,
        "published_at": now,
        **columns,
    }
    event = Event(code=code, starts_local=starts, ends_local=starts + timedelta(hours=3), **values)
    event.texts.append(
        EventText(lang="da", title=words.format("Mad"), description=words.format("Mad og te"), updated_at=now)
    )
    return event


def _sign_up(
    session: Any,
    event: Event,
    name: str,
    size: int,
    now: datetime,
    *,
    by: Actor = GUEST,
    way: Way = Way.WEB,
    **more: Any,
) -> Any:
    return rules.sign_up(
        session,
        event_id=event.id,
        party=Party(name, size, 0, **more),
        source=rules.Source(way=way, lang="da"),
        form_token=uuid.uuid4().hex,
        by=by,
        now=now,
    )


def _an_evening_that_was(session: Any, event: Event, words: str, mother: Member) -> None:
    """Two parties had a seat, and one of them came."""
    began = event.starts_at
    came, _missed = (
        _sign_up(session, event, words.format(name), 2, began - timedelta(days=1)) for name in ("Gül", "Hana")
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


def _a_course(
    session: Any, words: str, area: Area, now: datetime
) -> tuple[CourseInterest, CourseParticipant, Event]:
    """A course that runs: somebody takes part, and somebody else is invited."""
    series = Series(repeat=Repeat.WEEKLY, created_at=now)
    facts = {"kind": Kind.COURSE_EVENING, "audience": Audience.MOTHERS, "series": series}
    evenings = [_event(code, now, days, words, **facts) for code, days in (("CRSA", -7), ("CRSB", 0))]
    course = Course(series=series, becoming=Becoming.MOTHER, seats=12, share=50, announced=True, created_at=now)
    session.add_all([*evenings, course])
    session.flush()
    for name, state in (("Dunya", InterestState.JOINED), ("Elif", InterestState.INVITED)):
        hers = CourseInterest(
            public_id=f"{name:k<10}".lower(),
            becoming=Becoming.MOTHER,
            state=state,
            name=words.format(name),
            phone="+4520203040",
            email="elif@example.org",
            languages=["tr", "ar"],
            area_id=area.id,
            lang="da",
            form_key=name,
            agreed_version="test",
            course_id=course.id,
            created_at=now,
            invited_at=now,
        )
        session.add(hers)
        session.flush()
        if state is InterestState.JOINED:
            part = CourseParticipant(
                course_id=course.id, interest_id=hers.id, name=words.format(name), joined_on=now.date()
            )
            session.add(part)
            session.flush()
    session.add(CourseAttendance(participant_id=part.id, event_id=evenings[0].id, noted_at=now))
    session.flush()
    return hers, part, evenings[0]


def _first(session: Any, event: Event) -> Any:
    from portal.signups.models import SignUp

    return session.query(SignUp).filter_by(event_id=event.id).order_by(SignUp.id).first()
