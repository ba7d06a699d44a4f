"""Every page in every language as a phone shows it: nothing sideways, nothing cut off, nothing axe objects to."""

from datetime import date, time, timedelta
from datetime import timedelta

import pytest

from portal.accounts.actors import GUEST
from portal.accounts.models import Member
from portal.contacts.journal_models import Conversation, HandOver, Introduction, TalkWish
from portal.contacts.models import Contact, Met
from portal.events.kinds import Kind
from portal.events.models import Event, EventText, Status, TextState
from portal.helping import helpers, taking
from portal.helping.models import Contains, EventTask, TaskKind
from portal.enquiries import receiving
from portal.enquiries import rules as enquiries
from portal.enquiries.links import token_of
from portal.enquiries.models import Enquiry
from portal.events.models import Event, EventText, TextState
from portal.help_kinds import Help
from portal.i18n import LANGUAGES
from portal.offers.models import Offer, OfferText, Theme
from portal.signups.models import Way
from portal.signups.parties import Party
from portal.signups.rules import Source
from portal.text import Phone
from portal.contacts.journal_models import TalkWish
from portal.events.codes import new_code
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import Event, EventMother, EventText, Status, TextState
from portal.i18n import LANGUAGES, to_local
from portal.network.models import AgendaPoint, Minutes, Notice, NoticeText
from portal.wording.models import WordingSuggestion
from portal.wording.sentences import everything
from tests.enquiries.conftest import LEYLA, METTE

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}
PUBLIC = (
    "/{lang}/",
    "/{lang}/past",
    "/{lang}/events/{meal}",
    "/{lang}/events/{home}",
    "/{lang}/help",
    "/{lang}/help/{meal}",
    "/{lang}/help/{meal}/{cake}",
    "/{lang}/help/ask-me",
    "/{lang}/about",
    "/{lang}/course",
    "/{lang}/privacy",
    "/{lang}/professionals",
    "/{lang}/professionals/card",
    "/{lang}/contact",
    "/q/{link}?lang={lang}",
    "/{lang}/better?page=/{lang}/events/{meal}",
    "/{lang}/better/{sentence}?page=/{lang}/about",
    "/{lang}/better/thanks?page=/{lang}/about",
    "/{lang}/offers",
    "/{lang}/offers?theme=crisis",
    "/{lang}/offers/SV4M",
    "/{lang}/offers/KR1S",
)
MOTHERS = (
    "/team/",
    "/team/?thanks=tr",
    "/team/words/{meal}/ur",
    "/team/words/{home}/tr",
    "/team/events/{tonight}/door",
    "/team/events/{tonight}/guest",
    "/team/me",
    "/team/contacts",
    "/team/offers/SV4M/words/tr",
    "/team/offers/KR1S/words/ur",
    "/team/contacts/{contact}",
    "/team/contacts/{contact}/talk",
    "/team/contacts/{contact}/talks/{talk}?done=noted",
    "/team/contacts/{contact}/talks/{talk}/delete",
    "/team/contacts/{contact}/hand-over",
    "/team/contacts/asked/{asked}",
    "/team/asked",
    "/team/network",
    "/team/network/{network}",
    "/team/network/{held}",
    "/team/network/{held}/minutes/tr",
    "/team/notices",
    "/team/notices/{notice}",
    "/team/notices/{notice}/words/tr",
    "/team/notices/old",
    "/team/record",
)
#: What a mother sees who has said yes to an enquiry.
MEETING = ("/team/asked", "/team/asked/{accepted}")
COORDINATORS = (
    "/team/events",
    "/team/events/new",
    "/team/events/{meal}/people",
    "/team/events/{meal}/people/1",
    "/team/events/{meal}/people/1/merge",
    "/team/events/{meal}/people/1/merge/2",
    "/team/events/{meal}/people/1/move",
    "/team/events/{meal}/people/1/move/{tiny}",
    "/team/events/{meal}/evening",
    "/team/events/{meal}/places",
    "/team/events/{meal}/picture",
    "/team/events/{meal}/poster",
    "/team/placements",
    "/team/events/{meal}/tasks",
    "/team/events/{meal}/tasks/who",
    "/team/helpers",
    "/team/people",
    "/team/events/{meal}/texts",
    "/team/events/{meal}/texts/ur",
    "/team/events/calendar",
    "/team/events/calendar?month=2027-03",
    "/team/events/{meal}/series",
    "/team/events/{meal}/series/dates?pattern=weekly&count=30",
    "/team/events/series/{series}",
    "/team/events/series/{series}/take-out?after={home}",
    "/team/events/{draft}/discard",
    "/team/events/new/communal_meal",
    "/team/events/{draft}/edit",
    "/team/events/{draft}/preview/{lang}",
    "/team/events/older",
    "/team/wording",
    "/team/visibility",
    "/team/visibility/new",
    "/team/features",
    "/team/calls",
    "/team/enquiries",
    "/team/enquiries/{received}",
    "/team/enquiries/{accepted}",
    "/team/members",
    "/team/offers",
    "/team/offers/new",
    "/team/offers/SV4M",
    "/team/offers/SV4M/edit",
    "/team/offers/KR1S",
    "/team/offers/SV4M/poster",
    "/team/members/{fatma}",
    "/team/network",
    "/team/network/{network}",
    "/team/network/{held}",
    "/team/network/{held}/minutes/da",
    "/team/network/quiet",
    "/team/notices/new",
    "/team/notices/{notice}",
    "/team/course",
    "/team/course/new",
)
#: Words that reach beyond a box that hides what runs over. What is for the ear alone stands in a box of a pixel.
CUT_OFF = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  const hides = box => /hidden|clip/.test(getComputedStyle(box).overflow);
  while (walker.nextNode()) {
    const text = walker.currentNode, parent = text.parentElement;
    if (!text.data.trim() || !parent.checkVisibility()) continue;
    if (parent.closest("script, style, svg, select, .skip")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const words = range.getBoundingClientRect();
    for (let box = parent; box !== document.body; box = box.parentElement) {
      const edge = box.getBoundingClientRect();
      if (!hides(box)) continue;
      if (edge.width <= 2 || edge.height <= 2) break;
      if (words.top < edge.top - 1 || words.bottom > edge.bottom + 1
          || words.left < edge.left - 1 || words.right > edge.right + 1)
        found.push(box.tagName + "." + box.className + ": " + text.data.trim().slice(0, 40));
    }
  }
  return found;
}"""

#: What a thumb must hit; links in running text are as high as their line.
SMALL = """() => [...document.querySelectorAll(
  "button, summary, select, input, nav a, .links a, a.button"
)].filter(one => {
  if (!one.checkVisibility() || one.closest(".visually-hidden") || one.type === "hidden") return false;
  const target = one.closest("label") || one;
  const box = target.getBoundingClientRect();
  return box.width && box.height && (box.height < 44 || box.width < 44);
}).map(one => { const box = one.getBoundingClientRect();
  return one.outerHTML.slice(0, 80) + " " + Math.round(box.width) + "x" + Math.round(box.height); })"""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def speaks(server, lang):
    server.rules(lambda session, now: [setattr(member, "lang", lang) for member in session.query(Member)])


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
        free = next(one for one in everything("ur") if one.msgid == "Free of charge")
        better = {"lang": "ur", "msgid": free.msgid, "current": free.text, "proposed": "بالکل مفت"}
        session.add(WordingSuggestion(**better, page="/ur/about", created_at=now))

    server.rules(write)
    return next(one.name for one in everything("ar") if one.msgid == "%(num)s seat left" and one.form == 3)


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
        session.query(Offer).filter_by(code="SV4M").one().texts.append(OfferText(lang="tr", **machine))

    server.rules(write)


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
        asked = HandOver(contact_id=rana.id, from_id=rana.mother_id, to_id=sara.mother_id, offered_at=now)
        wish = TalkWish(mother_id=sara.mother_id, wished_on=now.date())
        session.add_all([talk, asked, wish])
        session.flush()
        session.add(Introduction(conversation_id=talk.id, offer_id=swim.id))
        return {"contact": sara.id, "talk": talk.id, "asked": asked.id}

    return server.rules(write)


def needs_hands(session, now):
    """The meal lacks cakes and somebody who interprets; one cake is taken, and somebody may be asked again."""
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


def visit(server, phone, lang):
    """Each page in turn, on a phone of 320 px: its address, and the page."""
    speaks(server, lang)
    sentence, journal = needs_words(server), keeps_a_journal(server)
    has_offers(server)
    sentence, network = needs_words(server), holds_the_network(server)
    server.sign_up("meal", "Amina", 2, 1)
    server.sign_up("meal", "Bahar", 1)
    cake = server.rules(needs_hands)
    for who, addresses in ((None, PUBLIC), ("Fatma", MOTHERS), ("Karen", COORDINATORS)):
    numbers = asks_for_mothers(server)
    who_sees = ((None, PUBLIC), ("Fatma", MOTHERS), ("Shazia", MEETING), ("Karen", COORDINATORS))
    for who, addresses in who_sees:
        page = phone(lang)
        page.set_viewport_size(NARROW)
        if who:
            server.sign_in(page, who, opened=True)
        for address in addresses:
            path = address.format(lang=lang, sentence=sentence, **journal, **server.codes)
            path = address.format(lang=lang, sentence=sentence, cake=cake, **server.codes)
            path = address.format(lang=lang, sentence=sentence, **numbers, **server.codes)
            path = address.format(lang=lang, sentence=sentence, **server.codes, **network)
            assert page.goto(server.url + path).status == 200, path
            yield path, page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_the_narrowest_phone_nothing_is_sideways_cut_off_or_too_small(server, phone, lang):
    found = {}
    for path, page in visit(server, phone, lang):
        faults = {
            "sideways": page.evaluate(SIDEWAYS),
            "cut off": page.evaluate(CUT_OFF),
            "too small": page.evaluate(SMALL),
        }
        if any(faults.values()):
            found[path] = {what: which for what, which in faults.items() if which}
    assert found == {}, "\n".join(f"{path}: {faults}" for path, faults in found.items())


@pytest.mark.parametrize("lang", ["da", "ur"])
def test_axe_objects_to_nothing(server, phone, lang):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe stands in requirements-dev.txt")
    found = {}
    for path, page in visit(server, phone, lang):
        faults = axe.Axe().run(page).response["violations"]
        if faults:
            found[path] = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in faults]
    assert found == {}, "\n".join(f"{path}: {faults}" for path, faults in found.items())


def test_a_fault_would_be_seen(server, phone):
    page = phone("da")
    page.set_viewport_size(NARROW)
    page.goto(f"{server.url}/da/")
    page.evaluate("""() => {
      const add = (tag, look) => {
        const one = document.createElement(tag);
        one.textContent = "Hedeparken ".repeat(20);
        for (const [name, value] of Object.entries(look)) one.style.setProperty(name, value);
        document.querySelector("main").append(one);
      };
      const small = {"block-size": "20px", "min-block-size": "0", "padding": "0"};
      add("p", {"white-space": "nowrap"});
      add("p", {"block-size": "10px", "overflow": "hidden"});
      add("button", {...small, "inline-size": "20px", "overflow": "hidden"});
    }""")
    assert page.evaluate(SIDEWAYS) > 0
    assert len(page.evaluate(CUT_OFF)) == 2
    assert len(page.evaluate(SMALL)) == 1
