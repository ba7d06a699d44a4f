"""What the small world has of those who lend a hand."""

from datetime import datetime, time
from typing import Any

from portal.core.actors import GUEST
from portal.core.text import Phone
from portal.events.models import Event
from portal.helping import helpers, taking
from portal.helping.models import Contains, EventTask, Helper, TaskKind
from portal.signups import rules
from portal.signups.models import Way
from portal.signups.parties import Party


def hands_of(session: Any, events: dict[str, Event], words: str, now: datetime) -> tuple[EventTask, Helper]:
    """Cakes are missing tonight, one is taken; somebody interprets; and one said that we may ask her again."""
    tasks = [
        EventTask(event_id=events[name].id, kind=kind, lang=lang, wanted=3, at_local=time(16, 30))
        for name in ("tonight", "full", "room")
        for kind, lang in ((TaskKind.CAKE, ""), (TaskKind.CHAIRS, ""), (TaskKind.INTERPRETING, "ar"))
    ]
    session.add_all(tasks)
    session.flush()
    taking.sign_up(
        session,
        event_id=events["tonight"].id,
        task_id=tasks[0].id,
        party=Party(words.format("Noor"), 1, 1),
        brings=taking.Brings(words.format("Baklava"), [Contains.NUTS]),
        source=rules.Source(way=Way.WEB, lang="da"),
        form_token="cake",
        by=GUEST,
        now=now,
    )
    yes = helpers.Yes(words.format("Lea"), Phone("+4520203041", "20203041"), None, [TaskKind.CAKE], ["da", "so"])
    return tasks[0], helpers.say_yes(session, yes=yes, lang="da", form_token="yes", now=now)
