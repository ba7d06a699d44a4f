"""What must have been told in a portal so that its pages of stories, lines and interviews show something."""

import json
from datetime import timedelta

from portal.core.i18n import to_local
from portal.events.codes import new_code
from portal.events.kinds import Kind
from portal.events.models import Event, EventText, Status
from portal.stories.guide import InterviewKind
from portal.stories.models import Interview, MotherLine, Shape, Speaker, Story, StoryPart

LONG = "Jeg har fået mod på sprogundervisning og frivilligcenterarbejde, og jeg kender nu fem familier i opgangen."


def tells_stories(server):
    """A quote, a story and points, one of them an event; Fatma's line in Urdu, and an interview."""

    def tell(session, now):
        today = to_local(now).date()
        agreed = {"day": today, "created_at": now, "lang": "da", "agreed_at": now, "agreed_version": "test"}
        quote = Story(part=StoryPart.BRIDGES, shape=Shape.QUOTE, speaker=Speaker.AREA, text=LONG, **agreed)
        tale = Story(part=StoryPart.MOTHERS, shape=Shape.STORY, text=f"{LONG}\n\n{LONG}", **agreed)
        tale.put_aside_at = now
        starts = to_local(now - timedelta(days=3))
        market = Event(
            code=new_code(session),
            kind=Kind.MARKET,
            status=Status.PUBLISHED,
            starts_local=starts,
            ends_local=starts + timedelta(hours=2),
            created_at=now,
        )
        title = "Børnetøjsindsamling og høstmarked ved Grantoftegård"
        market.texts.append(EventText(lang="da", title=title, updated_at=now))
        session.add_all([quote, tale, market])
        session.flush()
        point = Story(part=StoryPart.SOCIAL, shape=Shape.POINT, event_id=market.id, lang="da", created_at=now)
        point.day = starts.date()
        line = MotherLine(member_id=server.people["Fatma"], lang="ur", named=True)
        line.text, line.created_at = "پہلے میں خاموش رہتی تھی، اب میں سب کے سامنے بات کر سکتی ہوں۔", now
        interview = Interview(speaker=Speaker.PROFESSIONAL, **agreed)
        interview.answers = json.dumps({one.key: LONG for one in InterviewKind.PARTNERS.questions})
        session.add_all([point, line, interview])
        session.flush()
        return {"quote": quote.id, "interview": interview.id}

    return server.rules(tell)
