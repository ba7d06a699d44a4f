"""Between the events of today: who asks for a mother, the journal, the network, hands, the course."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any, Final

from sqlalchemy import select

from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import HandOver, TalkWish
from portal.contacts.models import Contact, Reach, ReachWhen
from portal.core.i18n import FALLBACK, to_local
from portal.core.secret_links import new_public_id
from portal.course.models import Becoming, CourseInterest
from portal.demo.bridge_2015 import DemoConversations
from portal.demo.happenings import DemoBuilder
from portal.enquiries.models import Answer, Asker, Enquiry, EnquiryAsk, EnquiryState, Soon
from portal.events.codes import new_code
from portal.events.facts import Audience, Children
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, Status
from portal.helping.models import Contains, EventTask, Helper, TaskKind, TaskTake
from portal.network.models import (
    AgendaPoint,
    HostWish,
    MeetingReply,
    Minutes,
    MinutesSeen,
    Notice,
    NoticeText,
)
from portal.offers.models import Offer
from portal.signups.models import SignUp, State

_SEED: Final = 1_000
_PHONE: Final = "+46701740698"
_LAST_MEETING: Final = timedelta(days=24)
_MEETING: Final = ("network-meeting-1", timedelta(hours=2, minutes=30))


def furnish(
    builder: DemoBuilder,
    rows: dict[str, Any],
    past: dict[str, Any],
    offers: dict[str, Offer],
    events: dict[str, Event],
    *,
    now: datetime,
) -> None:
    """Add all of it; ``events`` are those of the calendar and ``offers`` those of the directory, by slug."""
    random = Random(_SEED)
    talks = DemoConversations(builder, random, past["helps"], past["offers"], offers)
    for row in rows["enquiries"]:
        _enquiry(builder, row, now)
    _conversations(talks, now)
    _hand_over(builder, rows, now)
    _meetings(builder, rows, events[_MEETING[0]], now)
    for row in rows["notices"]:
        _notice(builder, row, offers, events, now)
    for row in rows["tasks"]:
        _task(builder, row, events, now)
    for row in rows["helpers"]:
        _helper(builder, row, now)
    for row in rows["interest"]:
        _interest(builder, row, now)


def _enquiry(builder: DemoBuilder, row: dict[str, Any], now: datetime) -> None:
    received = now - timedelta(days=row["days_ago"], hours=2)
    public_id, state, herself = new_public_id(), EnquiryState(row["state"]), row["asker"] == "herself"
    enquiry = Enquiry(
        public_id=public_id,
        form_key=f"demo-{public_id}",
        asker=Asker(row["asker"]),
        state=state,
        asker_name=row.get("name"),
        workplace=row.get("workplace"),
        asker_phone=None if herself else _PHONE,
        call_her=row.get("call"),
        her_phone=_PHONE if herself else None,
        reach=Reach.CALL if herself else None,
        reach_when=ReachWhen.MORNING if herself else None,
        spoken=row["spoken"],
        area_id=builder.cast.areas[row["area"]].id,
        theme=Help(row["theme"]) if row["theme"] else None,
        soon=Soon(row["soon"]),
        agreed_version="2026-11",
        lang=row["spoken"] if herself else FALLBACK,
        received_at=received,
    )
    builder.session.add(enquiry)
    if state is EnquiryState.RECEIVED:
        return
    enquiry.called_back_at = enquiry.asked_at = received + timedelta(hours=20)
    mother = builder.cast.mothers[row["mother"]]
    ask = EnquiryAsk(mother_id=mother.id, asked_at=enquiry.asked_at)
    enquiry.asks.append(ask)
    if state is EnquiryState.ACCEPTED:
        ask.answer, ask.answered_at = Answer.YES, enquiry.asked_at + timedelta(hours=9)
        enquiry.mother_id, enquiry.accepted_at = mother.id, ask.answered_at


def _conversations(talks: DemoConversations, now: datetime) -> None:
    """Each mother has talked with most of her contacts, some of them more than once."""
    today, random = to_local(now).date(), talks.random
    women = talks.builder.session.scalars(
        select(Contact).where(Contact.nickname.is_not(None)).order_by(Contact.id)
    )
    for contact in women:
        known = (today - contact.since).days
        for _time in range(random.choice((0, 1, 1, 2, 3))):
            day = today - timedelta(days=random.randint(1, max(1, min(known, 150))))
            talks.talk(contact, max(day, contact.since))


def _hand_over(builder: DemoBuilder, rows: dict[str, Any], now: datetime) -> None:
    """One mother asks another to take a contact over; one would like to talk at the next meeting."""
    giver, taker = (builder.cast.mothers[rows["hand_over"][end]].id for end in ("from", "to"))
    contact = builder.session.scalars(
        select(Contact).where(Contact.mother_id == giver, Contact.nickname.is_not(None)).order_by(Contact.id)
    ).first()
    assert contact is not None
    builder.session.add(HandOver(contact_id=contact.id, from_id=giver, to_id=taker))
    for slug in rows["talk_wishes"]:
        wished_on = to_local(now).date() - timedelta(days=2)
        builder.session.add(TalkWish(mother_id=builder.cast.mothers[slug].id, wished_on=wished_on))


def _meetings(builder: DemoBuilder, rows: dict[str, Any], next_one: Event, now: datetime) -> None:
    """The last network meeting with its minutes, and the next one with its agenda."""
    mothers = builder.cast.mothers
    starts = datetime.combine(to_local(now - _LAST_MEETING).date(), time(18))
    last = Event(
        code=new_code(builder.session),
        kind=Kind.NETWORK_MEETING,
        audience=Audience.MOTHERS,
        children=Children.ADULTS_ONLY,
        status=Status.PUBLISHED,
        starts_local=starts,
        ends_local=starts + _MEETING[1],
        at_home=True,
        area_id=builder.cast.areas["magleparken"].id,
        created_at=now - _LAST_MEETING * 2,
        created_by_id=builder.cast.coordinator.id,
        published_at=now - _LAST_MEETING * 2,
        mothers=[
            EventMother(member_id=mothers[slug].id, hosting=slug == rows["meeting_took_part"][0], took_part=True)
            for slug in rows["meeting_took_part"]
        ],
    )
    builder.session.add(last)
    builder.session.flush()
    written = last.ends_at + timedelta(days=1)
    for lang, text in rows["minutes"].items():
        builder.session.add(Minutes(event_id=last.id, lang=lang, text=text, updated_at=written))
    for slug in rows["minutes_seen"]:
        builder.session.add(MinutesSeen(event_id=last.id, member_id=mothers[slug].id))
    asked = now - timedelta(days=5)
    for coming, key in ((True, "coming"), (False, "not_coming")):
        for slug in rows[key]:
            builder.session.add(
                MeetingReply(event_id=next_one.id, member_id=mothers[slug].id, coming=coming, replied_at=asked)
            )
    for row in rows["agenda"]:
        point = {"member_id": mothers[row["mother"]].id, "text": row["text"], "created_at": asked}
        builder.session.add(AgendaPoint(event_id=next_one.id, **point))
    for slug in rows["host_wishes"]:
        builder.session.add(HostWish(member_id=mothers[slug].id, wished_at=asked))


def _notice(
    builder: DemoBuilder, row: dict[str, Any], offers: dict[str, Offer], events: dict[str, Event], now: datetime
) -> None:
    at = now - timedelta(days=3)
    builder.session.add(
        Notice(
            event_id=events[row["event"]].id if row["event"] else None,
            offer_id=offers[row["offer"]].id if row["offer"] else None,
            until=to_local(now).date() + timedelta(days=row["until_in"]),
            created_at=at,
            texts=[NoticeText(lang=lang, updated_at=at, **words) for lang, words in row["texts"].items()],
        )
    )


def _task(builder: DemoBuilder, row: dict[str, Any], events: dict[str, Event], now: datetime) -> None:
    """What an event needs; somebody on its list has baked the first cake already."""
    event, kind = events[row["event"]], TaskKind(row["kind"])
    task = EventTask(
        event_id=event.id,
        kind=kind,
        lang=row.get("lang", ""),
        wanted=row["wanted"],
        taken=row["taken"],
        at_local=time.fromisoformat(row["at"]) if row["at"] else None,
    )
    builder.session.add(task)
    builder.session.flush()
    if kind is TaskKind.CAKE and row["taken"] == 0:
        baker = builder.session.scalars(
            select(SignUp).where(SignUp.event_id == event.id, SignUp.state == State.SEATED).order_by(SignUp.id)
        ).first()
        assert baker is not None
        contains = [str(Contains.NUTS), str(Contains.EGG)]
        builder.session.add(TaskTake(task_id=task.id, signup_id=baker.id, contains=contains, created_at=now))


def _helper(builder: DemoBuilder, row: dict[str, Any], now: datetime) -> None:
    public_id = new_public_id()
    name, _language = builder.guests.woman_who_speaks(row["languages"])
    builder.session.add(
        Helper(
            public_id=public_id,
            form_key=f"demo-{public_id}",
            name=name,
            phone=_PHONE,
            agreed_version="2026-11",
            created_at=now - timedelta(days=9),
            **row,
        )
    )


def _interest(builder: DemoBuilder, row: dict[str, Any], now: datetime) -> None:
    public_id = new_public_id()
    name, _language = builder.guests.woman_who_speaks([row["lang"]])
    builder.session.add(
        CourseInterest(
            public_id=public_id,
            form_key=f"demo-{public_id}",
            becoming=Becoming(row["becoming"]),
            name=name,
            phone=_PHONE,
            languages=[row["lang"]],
            area_id=builder.cast.areas[row["area"]].id,
            lang=row["lang"],
            agreed_version="2026-11",
            created_at=now - timedelta(days=row["days_ago"]),
        )
    )
