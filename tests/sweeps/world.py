"""A small world in which every page has something to show, for the sweeps over all routes.

Whatever people would have typed stands in ⟦brackets⟧, so that a sweep can tell it from the portal's own words.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from portal.accounts import sessions
from portal.accounts.actors import GUEST, Actor
from portal.accounts.models import ActivePeriod, Member, Role
from portal.areas import Area
from portal.attendance.models import AttendanceOp, OpKind
from portal.contacts.journal_models import TalkWish
from portal.contacts.models import Contact, Met, Reach, ReachWhen
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
from portal.enquiries import receiving
from portal.enquiries import rules as enquiries
from portal.enquiries.links import token_of as link_of
from portal.enquiries.models import Asker
from portal.events.facts import Audience, Bring, Cancelled, Children, Food, StepFree
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, EventText, Partner, Repeat, Series, Status, TextState
from portal.help_kinds import Help
from portal.helping import helpers, taking
from portal.helping.models import Contains, EventTask, Helper, TaskKind
from portal.i18n import to_local
from portal.messages.models import OutboxMessage
from portal.network.models import AgendaPoint, HostWish, Minutes, Notice, NoticeText
from portal.offers.models import Offer, OfferText, Theme
from portal.posters.models import Placement, PosterVisit
from portal.signups import event_changes, rules
from portal.signups.models import Way
from portal.signups.parties import Party
from portal.signups.tickets import token_of
from portal.text import Phone
from portal.wording.models import WordingSuggestion
from portal.wording.sentences import everything
from tests.sweeps.world_journal import journal_of

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
        session.add_all([contact, better, laundry, visit, *_offers(words, now, area, partner)])
        cake, helper = _hands(session, events, words, now)
        session.flush()
        journal = journal_of(session, contact, resting, words, now)
        world.links = _enquiries(session, words, area, karen, fatma, now)
        met, point, notice = _network(session, words, mother, resting, now)
        hers, part, evening = _a_course(session, words, area, now)
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
            "sentence_name": free.name,
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
        }
    return world


def _enquiries(session: Any, words: str, area: Area, karen: Actor, fatma: Actor, now: datetime) -> dict[str, str]:
    """Four enquiries: Fatma has one, is asked for the next, one has just come in, and nobody was found for one."""
    mette = receiving.Professional(
        asker=Asker.MUNICIPALITY,
        name=words.format("Mette"),
        workplace=words.format("Huset"),
        email="m@example.org",
    )
    leyla = receiving.Herself(words.format("Leyla"), "+4520304050", Reach.CALL, ReachWhen.MORNING)
    links: dict[str, str] = {}
    for name, who in (("accepted", mette), ("asked", leyla), ("received", mette), ("nobody", leyla)):
        theme = Help.MARRIAGE if who is mette else None
        wanted = receiving.Wanted(spoken="tr", area_id=area.id, theme=theme)
        enquiry = receiving.receive(
            session, who=who, wanted=wanted, lang="da", form_token=name, address="192.0.2.7", now=now
        )
        links[name] = link_of(enquiry)
        about: dict[str, Any] = {"enquiry_id": enquiry.id, "now": now}
        if name == "accepted":
            enquiries.call_back(session, by=karen, **about)
        if name in ("accepted", "asked"):
            enquiries.ask(session, mother_id=fatma.member_id, by=karen, **about)
        if name == "accepted":
            enquiries.answer(session, yes=True, by=fatma, **about)
        if name == "nobody":
            enquiries.give_up(session, by=karen, **about)
    return links


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


def _offers(words: str, now: datetime, area: Area, partner: Partner) -> list[Offer]:
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


def _hands(session: Any, events: dict[str, Event], words: str, now: datetime) -> tuple[EventTask, Helper]:
    """Cakes are missing tonight, one is taken; somebody interprets; and one said that we may ask her again."""
    tasks = [
        EventTask(event_id=events[name].id, kind=kind, lang=lang, wanted=3, at_local=time(16, 30))
        for name in ("tonight", "full", "room")
        for kind, lang in ((TaskKind.CAKE, ""), (TaskKind.CHAIRS, ""), (TaskKind.INTERPRETING, "ar"))
    ]
    session.add_all(tasks)
    session.flush()
    taking.sign_up(
        session,
        event_id=events["tonight"].id,
        task_id=tasks[0].id,
        party=Party(words.format("Noor"), 1, 1),
        brings=taking.Brings(words.format("Baklava"), [Contains.NUTS]),
        source=rules.Source(way=Way.WEB, lang="da"),
        form_token="cake",
        by=GUEST,
        now=now,
    )
    yes = helpers.Yes(words.format("Lea"), Phone("+4520203041", "20203041"), None, [TaskKind.CAKE], ["da", "so"])
    return tasks[0], helpers.say_yes(session, yes=yes, lang="da", form_token="yes", now=now)


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


def _network(session: Any, words: str, mother: Member, silent: Member, now: datetime) -> Any:
    """A meeting of yesterday with minutes, one to come with a point and a wish to talk, and a notice about it."""
    among_us: dict[str, Any] = {"kind": Kind.NETWORK_MEETING, "audience": Audience.MOTHERS, "at_home": True}
    met, coming = _event("NWMT", now, -1, words, **among_us), session.query(Event).filter_by(code="NTWK").one()
    session.add_all([met, EventMother(event=met, member_id=mother.id, hosting=True)])
    session.flush()
    point = AgendaPoint(event_id=met.id, member_id=mother.id, text=words.format("Point"), created_at=now)
    asked = AgendaPoint(event_id=coming.id, member_id=mother.id, text=words.format("Point"), created_at=now)
    minutes = Minutes(event_id=met.id, lang="da", text=words.format("Minutes"), updated_at=now)
    notice = Notice(until=now.date() + timedelta(days=9), created_at=now, event_id=coming.id)
    notice.texts.append(
        NoticeText(lang="da", title=words.format("News"), body=words.format("Body"), updated_at=now)
    )
    old = Notice(until=now.date() - timedelta(days=9), created_at=now)
    old.texts.append(NoticeText(lang="da", title=words.format("Old"), updated_at=now))
    quiet = _member(words.format("Hodan"), Role.MOTHER, now)
    quiet.periods.append(ActivePeriod(from_day=date(2025, 1, 1)))
    session.add_all([point, asked, minutes, notice, old, quiet, HostWish(member_id=silent.id, wished_at=now)])
    session.add(TalkWish(mother_id=silent.id, wished_on=now.date() - timedelta(days=2)))
    session.flush()
    return met, point, notice


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
