"""Fatma talked with a woman in the stairwell: two chips, an offer, and a wish to talk, while the lift comes."""

import pytest
from sqlalchemy import select

from portal.contacts.journal_models import Conversation, Introduction, TookPart
from portal.contacts.journal_queries import talk_wishes_open
from portal.contacts.models import Contact, Met
from portal.core.actors import Role
from portal.events.models import Status
from portal.offers.models import Offer, OfferText, Theme
from tests.browser.test_planning import Thumb

pytestmark = pytest.mark.browser

WORDS = "Hun er bange for sin mand"


@pytest.fixture
def sara(server):
    """A contact of Fatma's who agreed, and an offer for her."""

    def write(session, now):
        contact = Contact(
            mother_id=server.people["Fatma"],
            nickname="Sara",
            languages=["ar"],
            met=Met.NEIGHBOUR,
            since=now.date(),
            agreed_at=now,
            agreed_version="1",
            created_at=now,
        )
        swim = Offer(
            code="SWMM",
            theme=Theme.EXERCISE,
            status=Status.PUBLISHED,
            confirmed_on=now.date(),
            created_at=now,
        )
        swim.texts.append(OfferText(lang="da", title="Svømning for kvinder", updated_at=now))
        session.add_all([contact, swim])
        return contact

    return server.rules(write)


@pytest.mark.parametrize("javascript", [True, False], ids=["as it is", "without JavaScript"])
def test_a_conversation_is_six_taps_an_offer_two_more_and_nothing_of_it_leaves_her_hands(
    server, phone, sara, javascript
):
    fatma = phone("da", javascript=javascript)
    server.sign_in(fatma, "Fatma", opened=True)
    fatma.goto(f"{server.url}/team/")
    thumb = Thumb(fatma)
    thumb.tap("main a[href='/team/contacts']")
    thumb.tap(f"a[href='/team/contacts/{sara}/talk']")
    thumb.tap(".helps label:has([value=letter])")
    thumb.tap(".helps label:has([value=health])")
    thumb.tap("form.card button.button")
    fatma.wait_for_url("**/talks/*?done=noted")
    assert thumb.taps <= 6
    assert thumb.fields == 0

    noted = thumb.taps
    thumb.tap(".themes summary")
    thumb.tap(".themes button")
    fatma.wait_for_url("**?done=told")
    assert thumb.taps - noted == 2
    assert "Svømning for kvinder" in fatma.inner_text("main")

    thumb.tap("form[action='/team/contacts/talk-wish'] button")
    fatma.wait_for_url("**?done=wished")
    rows = server.ask(lambda session: session.scalars(select(Conversation)).all())
    assert [(row.contact_id, row.helps) for row in rows] == [(sara, ["letter", "health"])]
    assert len(server.ask(lambda session: session.scalars(select(Introduction)).all())) == 1

    # For the coordinator there is a name and a day, and no page on which there is more.
    ((name, wished_on),) = server.ask(
        lambda session: [(wish.name, wish.wished_on) for wish in talk_wishes_open(session)]
    )
    assert (name, wished_on) == ("Fatma", rows[0].day)
    desk = phone("da")
    server.sign_in(desk, "Karen", opened=True)
    for path in ("/team/contacts", f"/team/contacts/{sara}", f"/team/contacts/{sara}/talks/{rows[0].id}"):
        assert desk.goto(server.url + path).status == 404


def test_words_are_hers_and_folded_away_until_she_wants_to_write(server, phone, sara):
    fatma = phone("da")
    server.sign_in(fatma, "Fatma", opened=True)
    fatma.goto(f"{server.url}/team/contacts/{sara}/talk")
    assert not fatma.is_visible("[name=words]")
    fatma.tap(".helps label:has([value=company])")
    fatma.tap("details.more summary")
    fatma.fill("[name=words]", WORDS)
    fatma.tap("form.card button.button")
    fatma.wait_for_url("**/talks/*?done=noted")
    assert WORDS in fatma.inner_text("main")
    assert server.actor("Karen").role is Role.COORDINATOR
    desk = phone("da")
    server.sign_in(desk, "Karen", opened=True)
    for path in ("/team/", "/team/members", f"/team/members/{server.people['Fatma']}"):
        desk.goto(server.url + path)
        assert [word for word in (WORDS, "Sara") if word in desk.content()] == []


def test_a_pregnant_woman_finds_clothes_for_her_child(server, phone):
    """From "she needs practical things" to "yes, she took part", with names on no page but her mother's."""

    def write(session, now):
        kept = {"languages": ["ar"], "met": Met.PROFESSIONAL, "since": now.date(), "created_at": now}
        huda = Contact(mother_id=server.people["Fatma"], nickname="Huda", **kept)
        for code, theme, title in (
            ("TJKD", Theme.PRACTICAL, "Børnetøj til dit barn"),
            ("SWMM", Theme.EXERCISE, "Svømning"),
        ):
            offer = Offer(code=code, theme=theme, status=Status.PUBLISHED, confirmed_on=now.date(), created_at=now)
            offer.texts.append(OfferText(lang="da", title=title, updated_at=now))
            session.add(offer)
        session.add(huda)
        session.flush()
        return huda.id

    huda = server.rules(write)
    fatma = phone("da")
    server.sign_in(fatma, "Fatma", opened=True)
    fatma.goto(f"{server.url}/team/contacts/{huda}/talk")
    thumb = Thumb(fatma)
    thumb.tap(".helps label:has([value=practical])")
    thumb.tap("form.card button.button")
    fatma.wait_for_url("**/talks/*?done=noted")
    thumb.tap(".themes details:has-text('Børnetøj') summary")
    thumb.tap(".themes button:has-text('Børnetøj')")
    fatma.wait_for_url("**?done=told")

    # The same is in the directory for everyone, in a tap or two, with what it costs and where.
    resident = phone("ar")
    resident.goto(f"{server.url}/ar/offers")
    resident.tap(".themes a[href*='theme=practical']")
    assert "Børnetøj til dit barn" in resident.inner_text("main")
    assert "Svømning" not in resident.inner_text("main")

    # Later she hears that it went well.
    fatma.goto(f"{server.url}/team/contacts/{huda}")
    with fatma.expect_navigation():
        thumb.tap("form.told button[value=yes]")
    (told,) = server.ask(lambda session: session.scalars(select(Introduction)).all())
    assert told.took_part == TookPart.YES
