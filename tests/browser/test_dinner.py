"""Last year's dinner once more: made on a phone, said in two languages by two mothers, hung up in two places."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.accounts import members
from portal.accounts.members import Account, Profile
from portal.core.actors import SYSTEM, Role
from portal.core.db import utcnow
from portal.core.i18n import to_local
from portal.events import rules as planning
from portal.events.kinds import Kind
from portal.events.models import Event, EventText, Status
from portal.posters.models import Placement
from tests.browser.reading import codes_on_paper

pytestmark = pytest.mark.browser

DANISH = ("Mors dag i Hedeparken", "Vi dækker op og laver mad. Du skal bare komme.")
TURKISH = ("Hedeparken'de Anneler Günü", "Sofrayı biz kurarız, yemeği biz yaparız. Size gelmek kalır.")
URDU = ("ہیڈے پارکن میں ماؤں کا دن", "ہم کھانا بناتے ہیں۔ آپ بس تشریف لائیں۔")
PLACES = {"VASKERI": "Vaskeriet i Grantoften", "SUNDHUS": "Sundhedshuset"}


@pytest.fixture
def last_year(server):
    """The dinner of last year, with Danish words alone; a mother who writes Turkish; two places for posters."""
    server.people["Hatice"] = server.rules(
        members.add,
        profile=Profile(name="Hatice", languages=["tr", "da"], areas=[]),
        account=Account(role=Role.MOTHER, lang="tr"),
        by=SYSTEM,
    )
    server.rules(members.accept_promise, member_id=server.people["Hatice"])
    starts = to_local(utcnow() - timedelta(days=364)).replace(hour=17, minute=30, second=0, microsecond=0)

    def make(session, *, now):
        plan = planning.EventPlan(
            kind=Kind.MOTHERS_DAY,
            starts_local=starts,
            ends_local=starts + timedelta(hours=3),
            place_name="Beboerhuset",
            address="Hedeparken 5",
            seats=60,
            food=["halal"],
            languages=["da", "tr", "ur"],
        )
        event = planning.create(session, plan=plan, by=server.actor("Karen"), now=now)
        event.status, event.published_at = Status.PUBLISHED, now - timedelta(days=380)
        title, description = DANISH
        event.texts.append(EventText(lang="da", title=title, description=description, updated_at=now))
        session.add_all(Placement(code=code, name=name) for code, name in PLACES.items())
        return event.code

    return server.rules(make)


def make_another(karen, server, code):
    """From the list of older events to a published one like it; returns its code."""
    karen.goto(f"{server.url}/team/events")
    karen.tap("a[href$='/events/older']")
    karen.tap(f"a[href$='/events/{code}']")
    karen.tap("a[href*='/new/mothers_day?like=']")
    assert karen.input_value("[name=day]"), "Mother's Day is known"
    karen.tap("form.card > button")
    karen.wait_for_url("**/edit?done=begun")
    assert karen.input_value("[name=title]") == DANISH[0]
    karen.tap("[name=then][value=publish]")
    karen.wait_for_url("**?done=published")
    return karen.url.split("/events/")[1].split("?")[0]


def translate(mother, server, code, words):
    """A mother finds on her first page that her language is needed, and says it."""
    mother.goto(f"{server.url}/team/")
    mother.tap(f"a[href*='/team/words/{code}/']")
    assert DANISH[1] in mother.inner_text("main")
    mother.fill("[name=title]", words[0])
    mother.fill("[name=description]", words[1])
    mother.tap("form.card button")
    mother.wait_for_selector(".notice-good")
    assert mother.locator(f"a[href*='/team/words/{code}/']").count() == 0, "nothing more is asked of her here"


def hang_up(karen, server, code, place, folder):
    """Print the poster for one place; returns the address that its code holds."""
    karen.goto(f"{server.url}/team/events/{code}/poster")
    karen.select_option("[name=place]", place)
    karen.tap("form button:not([type=button])")
    karen.wait_for_url(f"**place={place}**", wait_until="load")
    paper = folder / f"{place}.pdf"
    karen.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    ((address, _level),) = codes_on_paper(paper, dpi=75)
    assert address == f"{server.url}/e/{code}-{place}".upper()
    return address


def follow(phone, lang, address, *, name=None, adults=1):
    """Somebody points her phone at a poster; with a name she signs up, too."""
    reader = phone(lang)
    reader.goto(address)
    if name:
        reader.fill("[name=name]", name)
        reader.fill("[name=adults]", str(adults))
        reader.tap("form.card > button")
        reader.wait_for_selector(".ticket-qr")
    return reader


def test_last_years_dinner_is_made_said_in_two_languages_and_hung_up_in_two_places(
    server, phone, last_year, tmp_path
):
    karen = phone("da")
    server.sign_in(karen, "Karen")
    code = make_another(karen, server, last_year)
    dinner = server.ask(lambda session: session.scalars(select(Event).filter_by(code=code)).one())
    assert (dinner.seats, dinner.food, dinner.starts_local.weekday()) == (60, ["halal"], 6)

    for name, lang, words in (("Hatice", "tr", TURKISH), ("Shazia", "ur", URDU)):
        mother = phone(lang)
        server.sign_in(mother, name)
        translate(mother, server, code, words)

    laundry = hang_up(karen, server, code, "VASKERI", tmp_path)
    health_house = hang_up(karen, server, code, "SUNDHUS", tmp_path)
    bahar = follow(phone, "tr", laundry)
    assert TURKISH[0] in bahar.inner_text("h1") and "Hedeparken 5" in bahar.inner_text("main")
    assert DANISH[1] not in bahar.inner_text("main")
    follow(phone, "tr", laundry, name="Bahar", adults=3)
    nadia = follow(phone, "ur", health_house, name="نادیہ")
    assert "/t/" in nadia.url

    karen.goto(f"{server.url}/team/events/{code}/places")
    rows = {
        row.locator("h3").inner_text(): (int(row.locator("b").inner_text()), row.locator("p").last.inner_text())
        for row in karen.locator(".harvest").all()
    }
    laundry_people, laundry_words = rows[PLACES["VASKERI"]]
    health_people, health_words = rows[PLACES["SUNDHUS"]]
    assert (laundry_people, health_people) == (3, 1)
    assert [number for number in laundry_words.split() if number.isdigit()] == ["1", "2"]
    assert [number for number in health_words.split() if number.isdigit()] == ["1", "1"]
