"""What the small world is made of in every room: a member, an event, a sign-up."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from portal.accounts import sessions
from portal.accounts.models import Member
from portal.core.actors import GUEST, Actor, Role
from portal.core.i18n import to_local
from portal.events.facts import Bring, Children, Food, StepFree
from portal.events.kinds import Kind
from portal.events.models import Event, EventText, Status
from portal.signups import rules
from portal.signups.models import Way
from portal.signups.parties import Party


def member_of(name: str, role: Role, now: datetime) -> Member:
    """A member who has accepted the promise and has a PIN."""
    return Member(
        name=name,
        role=role,
        lang="da",
        languages=["tr", "da", "ku"],
        pin_hash=sessions._hasher().hash("314159"),
        promise_accepted_at=now,
        promise_version="test",
        created_at=now,
    )


def event_of(code: str, now: datetime, days: float, words: str, **columns: Any) -> Event:
    """A published event in so many days, with every fact there is; any column may be given."""
    starts = to_local(now + timedelta(days=days)).replace(second=0, microsecond=0)
    values: dict[str, Any] = {
        "kind": Kind.COMMUNAL_MEAL,
        "status": Status.PUBLISHED,
        "seats": 10,
        "place_name": words.format("Salen"),
        "address": words.format("Parken 5"),
        "landmark": words.format("Door"),
        "children": Children.CHILDMINDING,
        "step_free": StepFree.PARTLY,
        "food": [Food.HALAL, Food.COFFEE_CAKE],
        "languages": ["da", "tr", "so"],
        "interpreter": ["ar"],
        "bring": [Bring.A_DISH],
        "no_photos": True,
        "met_at_door": True,
        "created_at": now,
        "published_at": now,
        **columns,
    }
    event = Event(code=code, starts_local=starts, ends_local=starts + timedelta(hours=3), **values)
    event.texts.append(
        EventText(lang="da", title=words.format("Mad"), description=words.format("Mad og te"), updated_at=now)
    )
    return event


def sign_up_of(
    session: Any,
    event: Event,
    name: str,
    size: int,
    now: datetime,
    *,
    by: Actor = GUEST,
    way: Way = Way.WEB,
    **more: Any,
) -> Any:
    """A party that signs up as people do."""
    return rules.sign_up(
        session,
        event_id=event.id,
        party=Party(name, size, 0, **more),
        source=rules.Source(way=way, lang="da"),
        form_token=uuid.uuid4().hex,
        by=by,
        now=now,
    )
