"""Notices: until their last day, in the reader's language where somebody has said them; seen and withdrawn."""

from datetime import timedelta

import pytest

from portal.core import features
from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.core.paging import Page
from portal.events.models import Status
from portal.network import notices, queries
from portal.network.models import Notice, NoticeSeen
from portal.network.notices import News
from portal.offers.models import Offer, Theme


@pytest.fixture
def tell(rules, actor, karen, now, today):
    def tell(title="Nye jakker", body="Hent dem i Beboerhuset.", days=14, **more):
        news = News(title, body, today + timedelta(days=days), **more)
        return rules(notices.write, news=news, by=actor(karen), now=now).id

    return tell


@pytest.fixture
def shown(session, ayse, now):
    def shown(days=0, member=ayse) -> list[tuple[str, bool]]:
        session.expire_all()
        found = queries.notices_for(session, member, now + timedelta(days=days))
        return [(one.text.title, one.fresh) for one in found]

    return shown


def test_a_notice_is_shown_up_to_and_with_its_last_day(tell, shown, session, ayse, now):
    tell(days=2)
    assert [shown(days) for days in (0, 2, 3)] == [[("Nye jakker", True)], [("Nye jakker", True)], []]
    later = queries.archive(session, ayse, now + timedelta(days=3))
    assert ([one.text.title for one in later.rows], later.back, later.on) == (["Nye jakker"], None, None)
    assert queries.archive(session, ayse, now) == Page([])


@pytest.mark.parametrize("days", [-1, 366])
def test_a_last_day_in_the_past_or_beyond_a_year_is_refused(tell, rules, actor, karen, today, now, shown, days):
    with pytest.raises(RuleBroken) as refused:
        tell(days=days)
    assert refused.value.field == "until"
    notice_id = tell()
    with pytest.raises(RuleBroken):
        news = News("Changed", "", today + timedelta(days=days))
        stamp = notices.stamp(_danish(notice_id))
        rules(notices.change, notice_id=notice_id, news=news, seen=stamp, by=actor(karen), now=now)
    assert shown() == [("Nye jakker", True)]


def test_it_is_changed_withdrawn_and_shown_again(tell, rules, actor, karen, today, now, shown):
    notice_id, by = tell(), actor(karen)
    for _twice in range(2):
        rules(notices.withdraw, notice_id=notice_id, by=by, now=now)
    assert shown() == []
    again = {"news": News("Flere jakker", "", today), "seen": notices.stamp(_danish(notice_id)), "by": by}
    rules(notices.change, notice_id=notice_id, now=now + timedelta(minutes=1), **again)
    assert shown() == [("Flere jakker", True)]
    with pytest.raises(RuleBroken):
        rules(notices.change, notice_id=notice_id, now=now + timedelta(minutes=2), **again)


def test_a_mother_says_it_in_a_language_of_hers(tell, rules, actor, ayse, make_member, now, shown):
    notice_id, by = tell(), actor(ayse)
    reads_turkish = make_member("Leyla", lang="tr")
    said = {"notice_id": notice_id, "title": "Yeni montlar", "body": "", "by": by, "now": now}
    for lang in ("da", "ru"):
        with pytest.raises(RuleBroken):
            rules(notices.say, lang=lang, seen="", **said)
    with pytest.raises(RuleBroken):
        rules(notices.say, lang="tr", seen="", **{**said, "title": "", "body": "…"})
    rules(notices.say, lang="tr", seen="", **said)
    assert (shown(), shown(member=reads_turkish)) == ([("Nye jakker", True)], [("Yeni montlar", True)])
    rules(notices.say, lang="tr", seen=now.isoformat(), **{**said, "title": ""})
    assert shown(member=reads_turkish) == [("Nye jakker", True)]


@pytest.mark.slow
def test_opening_it_is_seeing_it_and_the_coordinator_sees_by_whom(tell, sign_in, ayse, karen, shown, session):
    notice_id = tell()
    address, desk = f"/team/notices/{notice_id}", sign_in(karen)
    assert "Nobody yet." in desk.get(address).text
    for _twice in range(2):
        assert sign_in(ayse).get(address).status_code == 200
    assert [row.member_id for row in session.query(NoticeSeen)] == [ayse.id]
    assert shown() == [("Nye jakker", False)]
    assert "<bdi>Ayşe</bdi>" in desk.get(address).text
    assert "Have opened it" not in sign_in(ayse).get(address).text


def test_it_is_about_an_event_that_is_there(tell, make_event, session):
    draft, meal = make_event(status=Status.DRAFT), make_event()
    ids = draft.id, meal.id
    with pytest.raises(RuleBroken) as refused:
        tell(event_id=ids[0])
    assert refused.value.field == "event"
    assert session.get_one(Notice, tell(event_id=ids[1])).event_id == ids[1]


def test_words_to_copy_bear_the_public_link_and_no_home(tell, sign_in, karen, make_event, meeting):
    meal = make_event(at_home=True, place_name="Hos Amina", address="Gøgevej 9")
    code, ids = meal.code, (meal.id, meeting.id)
    desk = sign_in(karen)
    page = desk.get(f"/team/notices/{tell(event_id=ids[0])}").text
    assert f"http://localhost/da/events/{code}?p=share" in page.split("<textarea")[1].split("</textarea>")[0]
    assert "Gøgevej" not in page
    page = desk.get(f"/team/notices/{tell(event_id=ids[1])}").text
    assert "http" not in page.split("<textarea")[1].split("</textarea>")[0]
    assert "Gøgevej" not in page


def test_where_the_danish_words_have_changed_since_the_others_say_so_until_they_are_saved_again(
    tell, sign_in, rules, actor, karen, make_member, now, today, session
):
    leyla = make_member("Leyla", lang="tr", languages=["tr"])
    notice_id, phone = tell(body="På tirsdag."), sign_in(leyla)

    def say(seen, at):
        words = {"lang": "tr", "title": "Yeni", "body": "Salı.", "seen": seen, "by": actor(leyla), "now": at}
        rules(notices.say, notice_id=notice_id, **words)

    def stale():
        session.expire_all()
        notice = session.get_one(Notice, notice_id)
        page = phone.get(f"/team/notices/{notice_id}").text
        found = notices.older(notice, notice.text("tr"))
        assert ("state-warm" in page) is found
        return found

    say("", now + timedelta(minutes=1))
    assert not stale()
    change = {"news": News("Nye jakker", "På onsdag.", today), "seen": notices.stamp(_danish(notice_id))}
    rules(notices.change, notice_id=notice_id, by=actor(karen), now=now + timedelta(minutes=2), **change)
    assert stale()
    say(notices.stamp(session.get_one(Notice, notice_id).text("tr")), now + timedelta(minutes=3))
    assert not stale()


def test_while_offers_are_switched_off_a_notice_about_one_stays_about_it(
    app, tell, sign_in, actor, karen, now, today, session
):
    offer = {"code": "JAKK", "theme": Theme.PRACTICAL, "status": Status.PUBLISHED}
    with transaction() as writing:
        row = Offer(**offer, place_name="Beboerhuset", confirmed_on=today, created_at=now)
        writing.add(row)
        writing.flush()
        offer_id = row.id
    notice_id, desk = tell(offer_id=offer_id), sign_in(karen)
    with transaction() as writing:
        features.switch(writing, off={features.Feature.OFFERS}, by=actor(karen), now=now)
    features.forget(app)
    form = {"title": "Nye jakker", "until": today.isoformat(), "seen": notices.stamp(_danish(notice_id))}
    assert desk.press(f"/team/notices/{notice_id}/edit", {**form, "event": ""}).status_code == 303
    session.expire_all()
    assert session.get_one(Notice, notice_id).offer_id == offer_id


def _danish(notice_id):
    from portal.core.db import db

    return db.session.get(Notice, notice_id).text("da")
