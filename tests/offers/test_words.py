"""An offer in her language: who is asked, who may write, and what is kept."""

import re

import pytest

from portal.core.actors import Actor, Role
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.events.models import Status, TextState
from portal.events.texts import Wording, stamp
from portal.offers import queries
from portal.offers.models import Offer, OfferText
from portal.offers.rules import translate


def fields(client, path):
    """The two stamps that her page holds."""
    page = client.get(path).text
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1) for name in ("seen", "danish")}


@pytest.fixture
def said(session):
    def said(offer, lang):
        session.expire_all()
        text = session.get_one(Offer, offer.id).text(lang)
        return (text.title, str(text.state)) if text else None

    return said


def test_she_is_asked_for_her_languages_alone_and_for_what_residents_see(session, make_offer):
    make_offer("Jobcafé", words={"tr": "İş kahvesi", "ur": "کام"}, states={"ur": TextState.MACHINE})
    make_offer("Badning", words={"tr": "Yüzme"}, states={"tr": TextState.OUTDATED})
    make_offer("Kladde", status=Status.DRAFT)
    make_offer("Lukket", status=Status.CANCELLED)
    found = queries.needs(session, ["tr", "ur"], most=9)
    assert [(one.offer.text("da").title, one.lang, str(one.ask)) for one in found] == [
        ("Badning", "tr", "look_again"),
        ("Badning", "ur", "write"),
        ("Jobcafé", "ur", "confirm"),
    ]
    assert len(queries.needs(session, ["tr", "ur"], most=2)) == 2
    assert queries.needs(session, [], most=9) == []


def test_a_mother_says_it_in_turkish_and_readers_see_it(mother, client, make_offer, said, session, fatma):
    offer = make_offer(cost_dkk=0)
    path = f"/team/offers/{offer.code}/words/tr"
    page = mother.get(path).text
    assert "Svømning for kvinder" in page and "Ücretsiz" in page and f'href="/tr/offers/{offer.code}"' in page
    answer = mother.press(path, {**fields(mother, path), "title": "Yüzme", "description": "Birlikte yüzüyoruz."})
    assert (answer.status_code, answer.location) == (303, "/team/?thanks=tr")
    assert said(offer, "tr") == ("Yüzme", "up_to_date")
    saved = session.get_one(Offer, offer.id)
    assert (saved.text("tr").updated_by_id, saved.version) == (fatma.id, 1)
    assert "<h1>Yüzme</h1>" in client.get(f"/tr/offers/{offer.code}").text


@pytest.mark.parametrize("state", [TextState.MACHINE, TextState.OUTDATED])
def test_she_confirms_with_one_thumb_what_stands_there(mother, make_offer, said, state):
    offer = make_offer(words={"tr": "Yüzme"}, states={"tr": state})
    path = f"/team/offers/{offer.code}/words/tr"
    assert "Yes, it says the same" in mother.get(path).text
    assert mother.press(f"{path}/same", fields(mother, path)).status_code == 303
    assert said(offer, "tr") == ("Yüzme", "up_to_date")


def test_the_coordinator_writes_any_language_and_comes_back_to_the_offer(coordinator, make_offer, said):
    offer = make_offer()
    path = f"/team/offers/{offer.code}/words/ru"
    answer = coordinator.press(path, {**fields(coordinator, path), "title": "Плавание"})
    assert answer.location == f"/team/offers/{offer.code}?done=saved"
    assert said(offer, "ru") == ("Плавание", "up_to_date")
    assert coordinator.get(f"/team/offers/{offer.code}/words/da").status_code == 404


@pytest.mark.parametrize("lang", ["da", "ar", "en"])
def test_never_danish_nor_a_language_she_does_not_speak(mother, make_offer, lang, said):
    offer = make_offer()
    path = f"/team/offers/{offer.code}/words/{lang}"
    assert mother.get(path).status_code == 404
    for address in (path, f"{path}/same"):
        assert mother.press(address, {"seen": "", "danish": "", "title": "Mine"}).status_code == 404


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CANCELLED])
def test_only_what_residents_see_is_translated(mother, make_offer, status, rules, fatma, now):
    offer = make_offer(status=status)
    path = f"/team/offers/{offer.code}/words/tr"
    assert mother.get(path).status_code == 404 and mother.press(path, {"title": "Yüzme"}).status_code == 404
    with pytest.raises(RuleBroken) as refused:
        _translate(rules, offer, fatma, now, Wording("Yüzme"), seen_danish="")
    assert str(refused.value.message) == "Residents do not see this offer, so its words stay as they are."


def _translate(rules, offer, member, now, wording, **more):
    by = Actor(member_id=member.id, role=Role.MOTHER)
    rules(translate, offer_id=offer.id, wording=wording, by=by, now=now, **{"lang": "tr", "seen": "", **more})


def test_the_rule_itself_refuses_what_she_has_not_read_or_does_not_speak(rules, make_offer, fatma, now, session):
    offer = make_offer()
    danish = stamp(session.get_one(Offer, offer.id).text("da"))
    for more, words in (
        ({"lang": "ar"}, "This is not one of the languages that you speak."),
        ({"seen_danish": ""}, "The Danish words have changed meanwhile."),
        ({"seen": "2020"}, "Somebody else has changed this text meanwhile."),
        ({"wording": None}, "Write a title."),
        ({"wording": Wording("")}, "Write a title."),
    ):
        wording = more.pop("wording", Wording("Yüzme"))
        with pytest.raises(RuleBroken) as refused:
            _translate(rules, offer, fatma, now, wording, **{"seen_danish": danish, **more})
        assert str(refused.value.message).startswith(words)


def test_of_two_at_once_the_second_is_refused_once_and_keeps_her_words(mother, make_offer, said, now):
    offer = make_offer()
    path = f"/team/offers/{offer.code}/words/tr"
    mine = fields(mother, path)
    with transaction() as session:
        session.get_one(Offer, offer.id).texts.append(OfferText(lang="tr", title="Onunki", updated_at=now))
    refused = mother.press(path, {**mine, "title": "Benimki"})
    assert refused.status_code == 422 and ">Benimki</textarea>" in refused.text
    assert said(offer, "tr") == ("Onunki", "up_to_date")
    assert "Somebody else has changed this text meanwhile." in mother.press(f"{path}/same", mine).text


@pytest.mark.slow
def test_a_title_that_will_not_do_is_refused_beside_its_field(mother, make_offer, said):
    offer = make_offer()
    path = f"/team/offers/{offer.code}/words/tr"
    for title in ("", "t" * 121, "010190-1234"):
        answer = mother.press(path, {**fields(mother, path), "title": title, "description": "Su."})
        assert answer.status_code == 422 and "Su." in answer.text
        assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == ["title"]
    assert said(offer, "tr") is None
