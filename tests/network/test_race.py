"""Two taps at the same moment: one reply, one wish, one who has seen; on both databases."""

from portal.core.db import db
from portal.core.i18n import to_local
from portal.network import minutes, notices
from portal.network import rules as network
from portal.network.models import HostWish, MeetingReply, MinutesSeen, NoticeSeen
from portal.network.notices import News
from tests.races import ROUNDS


def test_two_taps_at_the_same_moment_are_one_reply(at_once, make_meeting, ayse, actor, now):
    by = actor(ayse)
    for _round in range(ROUNDS):
        event_id = make_meeting().id

        def tap(coming, event_id=event_id):
            return lambda session: network.reply(session, event_id=event_id, coming=coming, by=by, now=now)

        assert at_once(tap(True), tap(True), tap(False)) == [None] * 3
        assert db.session.query(MeetingReply).filter_by(event_id=event_id).count() == 1


def test_two_wishes_at_the_same_moment_are_one(at_once, ayse, actor, now):
    by = actor(ayse)
    for round_ in range(1, ROUNDS + 1):
        assert at_once(*[lambda session: network.wish_to_host(session, by=by, now=now)] * 3) == [None] * 3
        assert db.session.query(HostWish).count() == round_
        assert at_once(*[lambda session: network.take_wish_back(session, by=by, now=now)] * 2) == [None] * 2


def test_what_is_opened_on_two_phones_at_once_is_seen_once(at_once, make_meeting, ayse, karen, actor, now, rules):
    news, member_id, by = News("Nyt", "", to_local(now).date()), ayse.id, actor(karen)
    for round_ in range(1, ROUNDS + 1):
        event_id = make_meeting().id
        notice_id = rules(notices.write, news=news, by=by, now=now).id

        def read_up(session, event_id=event_id):
            minutes.see(session, event_id=event_id, member_id=member_id, now=now)

        def read(session, notice_id=notice_id):
            notices.see(session, notice_id=notice_id, member_id=member_id, now=now)

        assert at_once(read_up, read_up, read, read) == [None] * 4
        assert [db.session.query(kind).count() for kind in (MinutesSeen, NoticeSeen)] == [round_, round_]
