"""What made us known in town, noted afterwards: an article, a talk, a visit, a stand, a post."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor
from portal.accounts.models import Member
from portal.core.access import Permission, allow
from portal.core.actors import Role
from portal.core.db import db, utcnow
from portal.core.fields import Line, Lines, OneOf, OptionalCount, SomeOf, WebAddress
from portal.core.forms import ButtonForm, TeamForm
from portal.core.i18n import FALLBACK, to_local
from portal.core.submit import submits
from portal.core.time_fields import Day
from portal.core.web import Answer
from portal.events.kinds import Category
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.planning import visibility
from portal.planning.visibility import KINDS, MOST_REACHED, Noted

bp = Blueprint("visibility", __name__)


class NotedForm(TeamForm):
    """What happened. Of an event that was planned, ``mothers``, ``reached`` and ``link`` alone are asked."""

    kind = OneOf(_("What was it?"), kind=type(KINDS[0]))
    day = Day(_("Which day?"), required=_("Write the day."))
    title = Line(_("What is it called? (in Danish)"), most=120, required=_("Write what it is called."))
    words = Lines(_("More about it"), most=2000)
    mothers = SomeOf(_("Who of us took part?"))
    reached = OptionalCount(_("About how many read, heard or saw us?"), most=MOST_REACHED)
    link = WebAddress(_("Where can it be read or seen?"))

    def __init__(self, event: Event | None = None, **kwargs: Any) -> None:
        super().__init__(data=_filled(event), **kwargs)
        self.event = event
        self.planned = event is not None and not event.only_noted
        if self.planned:
            del self.kind, self.day, self.title, self.words
        else:
            self.kind.choices = [(str(kind), kind.about.label) for kind in KINDS]
        mothers = db.session.scalars(select(Member).where(Member.role == Role.MOTHER).order_by(Member.name))
        self.mothers.choices = [(str(mother.id), mother.name) for mother in mothers]

    def noted(self) -> Noted:
        """What a form says that validated."""
        if self.planned and self.event:
            facts = (self.event.kind, self.event.starts_local.date(), "", "")
        else:
            facts = (self.kind.data, self.day.data, self.title.data, self.words.data)
        came = frozenset(int(number) for number in self.mothers.data or [])
        return Noted(*facts, self.reached.data, self.link.data or "", came)


@bp.get("/team/visibility")
@allow(Permission.PLAN_EVENTS)
def known() -> str:
    """Everything that made us known, newest first."""
    events = visibility.past(db.session(), now=utcnow())
    return render_template("planning/visibility.html", events=events, done=request.args.get("done"))


@bp.get("/team/visibility/new")
@allow(Permission.PLAN_EVENTS)
def new() -> str:
    """The form for something that has happened."""
    return _new_page(NotedForm(formdata=None))


def _new_page(form: NotedForm) -> str:
    return render_template("planning/visibility_one.html", form=form, event=None)


@bp.post("/team/visibility/new")
@allow(Permission.PLAN_EVENTS)
@submits(NotedForm, page=_new_page)
def note(form: NotedForm, session: Session) -> Answer:
    visibility.note_down(session, noted=form.noted(), by=current_actor(), now=utcnow())
    return redirect(url_for(".known", done="noted"), 303)


@bp.get("/team/visibility/<code:code>")
@allow(Permission.PLAN_EVENTS)
def one(code: str) -> str:
    """The form of something that was noted, or who was there where it was planned."""
    return _page(ButtonForm(formdata=None), code)


def _event(code: str) -> Event:
    event = require_event(code)
    wrong_kind = event.kind.about.category is not Category.VISIBILITY
    if wrong_kind or event.status is not Status.PUBLISHED or utcnow() < event.ends_at:
        abort(404)
    return event


def _form(code: str) -> NotedForm:
    return NotedForm(_event(code))


def _page(form: TeamForm, code: str) -> str:
    event = _event(code)
    shown = form if isinstance(form, NotedForm) else NotedForm(event, formdata=None).showing(form)
    return render_template("planning/visibility_one.html", form=shown, event=event)


@bp.post("/team/visibility/<code:code>")
@allow(Permission.PLAN_EVENTS)
@submits(_form, page=_page)
def save(form: NotedForm, session: Session, code: str) -> Answer:
    event_id, by = _event(code).id, current_actor()
    visibility.change(session, event_id=event_id, noted=form.noted(), by=by, now=utcnow())
    return redirect(url_for(".known", done="saved"), 303)


@bp.post("/team/visibility/<code:code>/remove")
@allow(Permission.PLAN_EVENTS)
@submits(ButtonForm, page=_page)
def remove(_form: ButtonForm, session: Session, code: str) -> Answer:
    """Take away what was noted by mistake; it can be noted again."""
    visibility.take_away(session, event_id=_event(code).id, by=current_actor(), now=utcnow())
    return redirect(url_for(".known", done="removed"), 303)


def _filled(event: Event | None) -> dict[str, Any]:
    if event is None:
        return {"kind": KINDS[0], "day": to_local(utcnow()).date()}
    text = event.text(FALLBACK)
    return {
        "kind": event.kind,
        "day": event.starts_local.date(),
        "title": text.title if text else "",
        "words": text.description if text else "",
        "mothers": [str(part.member_id) for part in event.mothers if part.took_part],
        "reached": event.reached,
        "link": event.link,
    }
