"""What must have happened in a portal so that each of its pages has something to show in a browser."""

from datetime import date, time, timedelta

from portal.accounts.models import Member
from portal.contacts.help_kinds import Help
from portal.contacts.journal_models import Conversation, HandOver, Introduction, TalkWish
from portal.contacts.models import Contact, Met
from portal.core.actors import GUEST
from portal.core.i18n import to_local
from portal.core.text import Phone
from portal.enquiries import receiving
from portal.enquiries import rules as enquiries
from portal.enquiries.links import token_of
from portal.enquiries.models import Enquiry
from portal.events.codes import new_code
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, EventText, Status, TextState
from portal.helping import helpers, taking
from portal.helping.models import Contains, EventTask, TaskKind
from portal.network.models import AgendaPoint, Minutes, Notice, NoticeText
from portal.offers.models import Offer, OfferText, Theme
from portal.signups.models import Way
from portal.signups.parties import Party
from portal.signups.rules import Source
from portal.wording.models import WordingSuggestion
from tests.enquiries.conftest import LEYLA, METTE
from tests.sweeps.scenes_editions import hands_on
from tests.sweeps.scenes_money import keeps_the_books
from tests.sweeps.scenes_stories import tells_stories

WORDS = {"title": "Fællesspisning i Hedeparken", "description": "Vi spiser sammen.", "practical": "Kom!"}


def needs_words(server):
    """Fatma's languages are needed: one event has Danish words alone, another one what a machine wrote."""

    def write(session, now):
        session.get_one(Member, server.people["Fatma"]).languages = ["da", "tr", "ur"]
        for name, lang, state in (
            ("meal", "da", TextState.UP_TO_DATE),
            ("home", "da", TextState.UP_TO_DATE),
            ("home", "tr", TextState.MACHINE),
        ):
            event = session.query(Event).filter_by(code=server.codes[name]).one()
            event.texts.append(EventText(lang=lang, state=state, updated_at=now, **WORDS))
        better = {"lang": "ur", "current": "مفت", "proposed": "بالکل مفت"}
        session.add(WordingSuggestion(**better, page="/ur/about", created_at=now))

    server.rules(write)
    return {}


def has_offers(server):
    """One offer with long names and many facts, and one for hard times that nobody has looked at for long."""

    def write(session, now):
        whole = {
            "theme": Theme.PRACTICAL, "weekdays": [0, 2, 4], "starts_local": time(10), "ends_local": time(12, 30),
            "place_name": "Sundhedshuset ved Frivilligcentret", "address": "Kildevænget 12", "cost_dkk": None,
            "languages": ["da", "ar", "so", "ur"], "website": "https://www.boernetoej-til-alle.example.dk/side",
            "email": "frivilligcentret@boernetoej.example.dk", "drop_in": True, "code": "SV4M",
        }  # fmt: skip
        crisis = {"theme": Theme.CRISIS, "phone": "+4533330047", "code": "KR1S"}
        for facts, day in ((whole, now.date()), (crisis, date(2025, 1, 1))):
            offer = Offer(status=Status.PUBLISHED, confirmed_on=day, created_at=now, **facts)
            offer.texts.append(OfferText(lang="da", updated_at=now, **WORDS))
            session.add(offer)
        machine = {"title": "Kıyafet", "state": TextState.MACHINE, "updated_at": now}
        clothes = (
            session.query(Offer).filter_by(code="SV4M").one()
        )  # held here, or it is collected while it changes
        clothes.texts.append(OfferText(lang="tr", **machine))

    server.rules(write)
    return {}


def keeps_a_journal(server):
    """Fatma has talked with a contact, who was told of an offer, and Shazia asks her to take another one over."""

    def write(session, now):
        kept = {"languages": ["tr", "ku"], "met": Met.NEIGHBOUR, "since": now.date(), "created_at": now}
        words = {"words": "Vil gerne svømme.", "words_at": now}
        sara = Contact(mother_id=server.people["Fatma"], nickname="Sara", agreed_at=now, **words, **kept)
        rana = Contact(mother_id=server.people["Shazia"], nickname="Rana", **kept)
        quiet = Contact(mother_id=server.people["Fatma"], nickname="Huda", **kept)
        quiet.created_at = now - timedelta(days=400)
        swim = Offer(code="SWMM", theme=Theme.EXERCISE, status=Status.PUBLISHED, confirmed_on=now.date())
        advice = Offer(code="RDGV", theme=Theme.ADVICE, status=Status.PUBLISHED, confirmed_on=now.date())
        for offer, title in ((swim, "Svømning for kvinder"), (advice, "Retshjælp og rådgivning på biblioteket")):
            offer.created_at = now
            offer.texts.append(OfferText(lang="da", title=title, updated_at=now))
        session.add_all([sara, rana, quiet, swim, advice])
        session.flush()
        talk = Conversation(contact_id=sara.id, mother_id=sara.mother_id, day=now.date(), created_at=now, **words)
        talk.helps, talk.quarters = ["letter", "cultures", "school"], 8
        asked = HandOver(contact_id=rana.id, from_id=rana.mother_id, to_id=sara.mother_id)
        wish = TalkWish(mother_id=sara.mother_id, wished_on=now.date())
        session.add_all([talk, asked, wish])
        session.flush()
        session.add(Introduction(conversation_id=talk.id, offer_id=swim.id))
        return {"contact": sara.id, "talk": talk.id, "asked": asked.id}

    return server.rules(write)


def needs_hands(server):
    """The meal lacks cakes and somebody who interprets; one cake is taken, and somebody may be asked again."""

    def write(session, now):
        return _hands(session, now)

    return {"cake": server.rules(write)}


def _hands(session, now):
    meal = session.query(Event).filter_by(kind=Kind.COMMUNAL_MEAL, seats=40).one()
    tasks = [EventTask(event_id=meal.id, kind=kind, wanted=3, at_local=time(16, 30)) for kind in TaskKind]
    tasks[-2].lang = "ar"
    session.add_all(tasks)
    session.flush()
    taking.sign_up(
        session,
        event_id=meal.id,
        task_id=tasks[0].id,
        party=Party("Noor", 1),
        brings=taking.Brings("Baklava med valnødder og mælk", list(Contains)),
        source=Source(way=Way.WEB, lang="da"),
        form_token="cake",
        by=GUEST,
        now=now,
    )
    yes = helpers.Yes("Lea", Phone("+4520203041", "20203041"), "lea@example.org", list(TaskKind), ["da", "so"])
    helpers.say_yes(session, yes=yes, lang="da", form_token="yes", now=now)
    return tasks[0].id


def asks_for_mothers(server):
    """Shazia has an enquiry, Fatma is asked, and one has just come in: a link, and the numbers of two."""
    karen, numbers = server.actor("Karen"), []
    for who, name in ((METTE, "Shazia"), (LEYLA, "Fatma"), (METTE, None)):
        wanted = receiving.Wanted(spoken="ur" if name == "Shazia" else "da", theme=Help.MARRIAGE)
        words = {"who": who, "wanted": wanted, "lang": "da", "form_token": str(name), "address": "192.0.2.7"}
        numbers.append(server.rules(receiving.receive, **words))
        about = {"enquiry_id": numbers[-1]}
        if name:
            server.rules(enquiries.call_back, by=karen, **about)
            server.rules(enquiries.ask, mother_id=server.people[name], by=karen, **about)
        if name == "Shazia":
            server.rules(enquiries.answer, yes=True, by=server.actor("Shazia"), **about)
    link = server.ask(lambda session: token_of(session.get_one(Enquiry, numbers[1])))
    return {"accepted": numbers[0], "received": numbers[2], "link": link}


def holds_the_network(server):
    """A meeting to come and one that was, both at Fatma's; a notice; and one who has not been seen for a while."""

    def hold(session, now):
        fatma, shazia = (session.get_one(Member, server.people[name]) for name in ("Fatma", "Shazia"))
        fatma.periods[0].from_day = shazia.periods[0].from_day = now.date() - timedelta(days=300)
        found = {}
        for name, days in (("network", 6), ("held", -2)):
            starts = to_local(now + timedelta(days=days))
            event = Event(
                code=new_code(session),
                kind=Kind.NETWORK_MEETING,
                audience=Audience.MOTHERS,
                status=Status.PUBLISHED,
                starts_local=starts,
                ends_local=starts + timedelta(hours=2),
                at_home=True,
                address="Gøgevej 7, 2. tv.",
                created_at=now,
            )
            event.mothers.append(EventMother(member_id=fatma.id, hosting=True))
            session.add(event)
            session.flush()
            text = "Vinterjakker til de nye familier i Hedeparken"
            session.add(AgendaPoint(event_id=event.id, member_id=fatma.id, text=text, created_at=now))
            found[name] = event.code
        session.add(Minutes(event_id=event.id, lang="da", text=WORDS["description"], updated_at=now))
        session.add(TalkWish(mother_id=fatma.id, wished_on=now.date() - timedelta(days=3)))
        notice = Notice(until=now.date() + timedelta(days=9), created_at=now, event=event)
        title, body = WORDS["title"], WORDS["description"]
        notice.texts.append(NoticeText(lang="da", title=title, body=body, updated_at=now))
        session.add(notice)
        session.flush()
        return {**found, "notice": notice.id, "fatma": fatma.id}

    return server.rules(hold)


def every_scene(server):
    """All of it in one portal; what an address may ask for, by name."""
    values = dict(server.codes)
    scenes = (
        needs_words,
        has_offers,
        keeps_a_journal,
        holds_the_network,
        needs_hands,
        asks_for_mothers,
        tells_stories,
        keeps_the_books,
        hands_on,
    )
    for scene in scenes:
        values |= scene(server)
    server.sign_up("meal", "Amina", 2, 1)
    server.sign_up("meal", "Bahar", 1)
    return values
