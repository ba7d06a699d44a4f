"""The coordinator's pages: how many hands an event needs, who has taken what, and what is in it."""

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice, SelectField
from wtforms.validators import ValidationError

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.fields import Count
from portal.core.forms import TeamForm
from portal.core.i18n import SPOKEN
from portal.core.submit import submits
from portal.core.time_fields import Clock
from portal.core.web import Answer
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.helping import queries, tasks, words
from portal.helping.forms import spoken
from portal.helping.models import TaskKind
from portal.helping.pages import bp, shows_names
from portal.helping.tasks import MOST_HANDS, Hands, TaskSlot


class TasksForm(TeamForm):
    """Two counts and a time for each task, named by its slot: ``wanted_cake``, ``taken_cake``, ``at_cake``.

    One more language to interpret is chosen by ``new_lang``. ``form_of`` makes a form with the fields of an event.
    """

    slots: tuple[TaskSlot, ...] = ()

    new_lang = SelectField(_("Interpret one more language"), default="")
    wanted_new = Count(_("How many we need"), most=MOST_HANDS, default=0)
    at_new = Clock(_("When to be there"))

    def __init__(self, hands: dict[TaskSlot, Hands], **kwargs: Any) -> None:
        values: dict[str, Any] = {}
        for slot, count in hands.items():
            values |= {f"wanted_{slot.key}": count.wanted, f"taken_{slot.key}": count.taken}
            values[f"at_{slot.key}"] = count.at_local
        super().__init__(data=values, **kwargs)
        there = {slot.lang for slot in self.slots}
        pairs = [("", str(_("No other language"))), *(pair for pair in spoken() if pair[0] not in there)]
        self.new_lang.choices = [SelectChoice(*pair) for pair in pairs]

    @property
    def rows(self) -> list[tuple[TaskSlot, Count, Count, Clock]]:
        return [(slot, *(self[f"{name}_{slot.key}"] for name in ("wanted", "taken", "at"))) for slot in self.slots]

    def validate_new_lang(self, field: SelectField) -> None:
        if field.data and field.data not in SPOKEN:
            raise ValidationError(_("Choose among these."))

    def validate_wanted_new(self, field: Count) -> None:
        if field.data and not self.new_lang.data:
            raise ValidationError(_("Choose the language, too."))

    def hands(self) -> dict[TaskSlot, Hands]:
        """What a form says that validated."""
        said = {slot: Hands(wanted.data, taken.data, at.data) for slot, wanted, taken, at in self.rows}
        if self.new_lang.data:
            slot = TaskSlot(TaskKind.INTERPRETING, self.new_lang.data)
            said.setdefault(slot, Hands(self.wanted_new.data or 1, 0, self.at_new.data))
        return said


def form_of(event: Event, **kwargs: Any) -> TasksForm:
    """The form of an event, filled with the hands it needs and has."""
    hands = tasks.hands_of(db.session(), event.id)
    fields: dict[str, Any] = {"slots": tuple(hands)}
    for slot in hands:
        fields[f"wanted_{slot.key}"] = Count(_("How many we need"), most=MOST_HANDS, default=0)
        fields[f"taken_{slot.key}"] = Count(_("Have said yes to us"), most=MOST_HANDS, default=0)
        fields[f"at_{slot.key}"] = Clock(_("Bring it by") if slot.kind.is_food else _("When to be there"))
    made: type[TasksForm] = type("TasksForm", (TasksForm,), fields)
    return made(hands, **kwargs)


def _page(form: TasksForm, code: str) -> str:
    event = require_event(code)
    names = shows_names(event.id)
    return render_template("helping/tasks.html", form=form, names=names, **_seen(event))


@bp.get("/team/events/<code:code>/tasks")
@allow(Permission.PLAN_EVENTS)
def event_tasks(code: str) -> Answer:
    """How many hands an event needs; one that is over or cancelled needs none."""
    event = require_event(code)
    if not _needs_hands(event):
        return redirect(url_for("planning.evening", code=code), 303)
    return _page(form_of(event, formdata=None), code)


@bp.post("/team/events/<code:code>/tasks")
@allow(Permission.PLAN_EVENTS)
@submits(lambda code: form_of(require_event(code)), page=_page)
def save_tasks(form: TasksForm, session: Session, code: str) -> Answer:
    """Save them, and look at the evening."""
    event = require_event(code)
    tasks.save(session, event_id=event.id, hands=form.hands(), by=current_actor(), now=utcnow())
    return redirect(url_for("planning.evening", code=code, done="tasks"), 303)


@bp.get("/team/events/<code:code>/tasks/who")
@allow(Permission.SEE_PEOPLE)
def who_helps(code: str) -> str:
    """Who has taken what, by name, what they bring, and how to reach them."""
    shows_names(require_event(code).id)
    return render_template("helping/who.html", **_seen(require_event(code)))


def _seen(event: Event) -> dict[str, Any]:
    return {
        "event": event,
        "hands": tasks.hands_of(db.session(), event.id),
        "takes": queries.takes_of(db.session(), event.id),
        "task_words": words,
    }


def _needs_hands(event: Event) -> bool:
    return event.status is not Status.CANCELLED and utcnow() < event.ends_at
