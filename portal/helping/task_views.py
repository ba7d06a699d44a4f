"""The page on which the coordinator says how many hands an event needs, and how many have said yes."""

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import lazy_gettext as _

from portal.access import Permission, allow, current_actor
from portal.db import db, transaction, utcnow
from portal.errors import RuleBroken
from portal.events.models import Event, Status
from portal.fields import Count
from portal.forms import TeamForm
from portal.helping import tasks
from portal.helping.models import TaskKind
from portal.helping.pages import bp
from portal.helping.tasks import MOST_HANDS, Hands
from portal.planning.pages import Answer, event_of_code


class TasksForm(TeamForm):
    """Two counts for each kind of task: ``wanted_cake`` and ``taken_cake``, and so on."""

    def __init__(self, hands: dict[TaskKind, Hands] | None = None, **kwargs: Any) -> None:
        known = hands or {}
        values = {f"wanted_{kind}": count.wanted for kind, count in known.items()}
        values |= {f"taken_{kind}": count.taken for kind, count in known.items()}
        super().__init__(data=values, **kwargs)

    @property
    def rows(self) -> list[tuple[TaskKind, Count, Count]]:
        """Each kind of task with its two fields."""
        return [(kind, self[f"wanted_{kind}"], self[f"taken_{kind}"]) for kind in TaskKind]

    def hands(self) -> dict[TaskKind, Hands]:
        """What a form says that validated."""
        return {kind: Hands(wanted.data, taken.data) for kind, wanted, taken in self.rows}


for _kind in TaskKind:
    setattr(TasksForm, f"wanted_{_kind}", Count(_("How many we need"), most=MOST_HANDS, default=0))
    setattr(TasksForm, f"taken_{_kind}", Count(_("Have said yes"), most=MOST_HANDS, default=0))


@bp.get("/team/events/<code:code>/tasks")
@allow(Permission.PLAN_EVENTS)
def event_tasks(code: str) -> Answer:
    """How many hands an event needs; one that is over or cancelled needs none."""
    event = event_of_code(code)
    if not _needs_hands(event):
        return redirect(url_for("planning.evening", code=code), 303)
    return _page(event, TasksForm(tasks.hands_of(db.session(), event.id), formdata=None))


@bp.post("/team/events/<code:code>/tasks")
@allow(Permission.PLAN_EVENTS)
def save_tasks(code: str) -> Answer:
    """Save them, and look at the evening."""
    event_id, form = event_of_code(code).id, TasksForm()
    if form.validate():
        try:
            with transaction() as session:
                tasks.save(session, event_id=event_id, hands=form.hands(), by=current_actor(), now=utcnow())
            return redirect(url_for("planning.evening", code=code, done="tasks"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(event_of_code(code), form), 422


def _needs_hands(event: Event) -> bool:
    return event.status is not Status.CANCELLED and utcnow() < event.ends_at


def _page(event: Event, form: TasksForm) -> str:
    return render_template("helping/tasks.html", event=event, form=form)
