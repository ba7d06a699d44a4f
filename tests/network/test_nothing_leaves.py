"""Nobody outside sees a network meeting, or the address of a home: on no page, feed, picture, poster or JSON."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.core.i18n import LANGUAGES, to_local
from portal.events import rules as planning
from portal.events.facts import Audience
from portal.events.kinds import Kind
from portal.events.models import EventText
from portal.events.rules import EventPlan
from portal.planning.copies import plan_of
from portal.signups import event_plans
from tests.findings import none_of

CANARY = "Kanariefugl"
HOME = {"at_home": True, "place_name": f"Hos {CANARY}", "address": f"{CANARY}vej 7", "landmark": f"{CANARY}døren"}


@pytest.fixture
def code(make_meeting, fatma, now):
    """A meeting that bears a canary in everything it says."""
    meeting = make_meeting(fatma, **HOME)
    code, event_id = meeting.code, meeting.id
    with transaction() as session:
        text = EventText(event_id=event_id, lang="da", title=CANARY, description=CANARY, updated_at=now)
        session.add(text)
    return code


@pytest.fixture
def outside(app, karen, sign_in):
    """Every page a guest can ask for with the code of an event, and what the coordinator prints and shares."""

    def addresses(code: str) -> list[str]:
        found = ["/", "/robots.txt", f"/e/{code}", f"/E/{code}-L1"]
        for lang in LANGUAGES:
            found += [f"/{lang}{end}" for end in ("/", "/past", "/events.ics", "/about", "/privacy", "/better")]
            found += [f"/{lang}/?kind=network_meeting", f"/{lang}/events/{code}", f"/{lang}/events/{code}.ics"]
        return found

    def shared(code: str) -> list[str]:
        ends = ("poster", "poster?layout=even", "poster?size=cards", "poster?size=chat", "places")
        return [f"/team/events/{code}/{end}" for end in ends]

    guest, desk = app.test_client(), sign_in(karen, opened=True)

    def answers(code: str) -> dict[str, tuple[int, str]]:
        asked = [(guest, path) for path in addresses(code)] + [(desk, path) for path in shared(code)]
        found = {}
        for client, path in asked:
            answer = client.get(path)
            found[path] = (answer.status_code, answer.get_data(as_text=True) + str(answer.headers))
        return found

    return answers


@pytest.mark.slow
def test_no_page_feed_picture_or_poster_shows_a_network_meeting(outside, code, make_event):
    make_event()
    found = outside(code)
    none_of(path for path, (_status, text) in found.items() if CANARY in text)
    # What a poster's code would lead to is asked of the reader's language first, whatever the code.
    there = {path: text for path, (status, text) in found.items() if status == 200 and "/e/" not in path.lower()}
    none_of(path for path, text in there.items() if code in path or code in text)


@pytest.mark.slow
def test_what_is_for_everyone_would_be_found(outside, make_event):
    event = make_event(place_name=CANARY)
    found = outside(event.code)
    told = {path for path, (_status, text) in found.items() if CANARY in text}
    assert {"/da/", f"/da/events/{event.code}", "/da/events.ics", f"/team/events/{event.code}/poster"} <= told


@pytest.mark.slow
def test_the_home_of_an_event_for_everyone_is_told_on_the_ticket_alone(outside, make_event):
    event = make_event(kind="womens_cafe", **HOME)
    found = outside(event.code)
    none_of(path for path, (_status, text) in found.items() if CANARY in text)
    assert {found[f"/{lang}/events/{event.code}"][0] for lang in LANGUAGES} == {200}


@pytest.mark.parametrize("audience", [one for one in Audience if one is not Audience.MOTHERS])
def test_a_network_meeting_is_never_planned_for_others(rules, actor, karen, now, audience):
    starts = to_local(now) + timedelta(days=3)
    plan = EventPlan(
        Kind.NETWORK_MEETING, starts, starts + timedelta(hours=2), audience=audience, place_name="Salen"
    )
    with pytest.raises(RuleBroken) as refused:
        rules(planning.create, plan=plan, by=actor(karen), now=now)
    assert refused.value.field == "audience"


def test_a_meeting_that_was_called_is_not_opened_to_others_under_another_kind(
    rules, actor, make_meeting, fatma, karen, now
):
    meeting = make_meeting(fatma, **HOME)
    plan = replace(plan_of(meeting, with_hosts=True), kind=Kind.COMMUNAL_MEAL, audience=Audience.EVERYONE)
    with pytest.raises(RuleBroken) as refused:
        rules(event_plans.save, event_id=meeting.id, plan=plan, seen=meeting.version, by=actor(karen), now=now)
    assert refused.value.field == "audience"
