"""From a party's page: join it with another one of the same event, or move it to another event."""

from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session
from wtforms.validators import ValidationError

from portal.accounts.guard import current_actor
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.fields import Count
from portal.core.forms import TeamForm
from portal.events import queries
from portal.events.facts import Audience
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.signups import joining, list_queries, rules
from portal.signups.list_pages import Answer, bp, party_of
from portal.signups.models import MAX_PARTY, SignUp, State
from portal.signups.tickets import picture


class MergeForm(TeamForm):
    """How many they are together: the sum of both, unless the same people signed up twice."""

    adults = Count(_("Adults"), least=1, most=MAX_PARTY)
    children = Count(_("Children"), most=MAX_PARTY - 1)

    def validate_children(self, field: Count) -> None:
        if not self.adults.errors and field.data is not None and self.adults.data + field.data > MAX_PARTY:
            raise ValidationError(_("A party is at most ten people. Leave the two sign-ups as they are."))


class MoveForm(TeamForm):
    """The button that moves a party; ``seat`` comes along where the page promised one."""


@dataclass(frozen=True)
class MoveTarget:
    """An event that a party can move to: whether it gets a seat there, and how many are free."""

    event: Event
    seat: bool
    free: int | None


@bp.get("/team/events/<code:code>/people/<id:number>/merge")
@allow(Permission.SEE_PEOPLE)
def choose_merge(code: str, number: int) -> Answer:
    """Which other party is the same family? Those that look like it stand first."""
    event, signup = party_of(code, number)
    if not _can_change(event, signup):
        return redirect(url_for(".party", code=code, number=number), 303)
    record_reading("signups.read_list", f"event:{event.id}", by=current_actor())
    event, signup = party_of(code, number)
    others = [one for one in list_queries.parties(event.id) if one.id != signup.id and _stands(one)]
    alike = list_queries.alike(signup, others)
    return render_template(
        "lists/merge_choose.html",
        event=event,
        signup=signup,
        alike=alike,
        others=[one for one in others if one not in alike],
        picture=picture,
    )


@bp.get("/team/events/<code:code>/people/<id:number>/merge/<id:other_number>")
@allow(Permission.SEE_PEOPLE)
def ask_merge(code: str, number: int, other_number: int) -> Answer:
    """Ask once, and how many they are together."""
    event, signup = party_of(code, number)
    _event, other = party_of(code, other_number)
    if not (_can_change(event, signup) and _stands(other) and other.id != signup.id):
        return redirect(url_for(".party", code=code, number=number), 303)
    together = {"adults": signup.adults + other.adults, "children": signup.children + other.children}
    return _merge_page(code, number, other_number, MergeForm(data=together, formdata=None))


@bp.post("/team/events/<code:code>/people/<id:number>/merge/<id:other_number>")
@allow(Permission.SEE_PEOPLE)
def merge(code: str, number: int, other_number: int) -> Answer:
    """Join the other party into this one."""
    _event, signup = party_of(code, number)
    _event, other = party_of(code, other_number)
    form, kept_id, other_id = MergeForm(), signup.id, other.id
    if form.validate():
        try:
            with transaction() as session:
                kept, other = session.get_one(SignUp, kept_id), session.get_one(SignUp, other_id)
                _hold_uncounted(session, kept, other)
                joining.merge(
                    session,
                    kept=kept,
                    other=other,
                    adults=form.adults.data,
                    children=form.children.data,
                    by=current_actor(),
                    now=utcnow(),
                )
            return redirect(url_for(".party", code=code, number=number, done="merged"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _merge_page(code, number, other_number, form), 422


@bp.get("/team/events/<code:code>/people/<id:number>/move")
@allow(Permission.SEE_PEOPLE)
def choose_move(code: str, number: int) -> Answer:
    """Where to? Each event to come says whether there is a seat."""
    event, signup = party_of(code, number)
    if not _can_leave(event, signup):
        return redirect(url_for(".party", code=code, number=number), 303)
    record_reading("signups.read", f"signup:{signup.id}", by=current_actor())
    event, signup = party_of(code, number)
    return render_template("lists/move_choose.html", event=event, signup=signup, choices=_choices(event, signup))


@bp.get("/team/events/<code:code>/people/<id:number>/move/<code:to>")
@allow(Permission.SEE_PEOPLE)
def ask_move(code: str, number: int, to: str) -> Answer:
    """Ask once, and say whether she gets a seat or waits."""
    event, signup = party_of(code, number)
    if not _can_leave(event, signup):
        return redirect(url_for(".party", code=code, number=number), 303)
    return _move_page(code, number, to, MoveForm(formdata=None))


@bp.post("/team/events/<code:code>/people/<id:number>/move/<code:to>")
@allow(Permission.SEE_PEOPLE)
def move(code: str, number: int, to: str) -> Answer:
    """Move a party: a new ticket there, and its seats here go to the queue."""
    _event, signup = party_of(code, number)
    form, signup_id, to_id = MoveForm(), signup.id, require_event(to).id
    try:
        with transaction() as session:
            row = session.get_one(SignUp, signup_id)
            _hold_uncounted(session, row, to_id=to_id)
            seat = "seat" in request.form
            new = joining.move(session, signup=row, to_id=to_id, seat=seat, by=current_actor(), now=utcnow())
            there = new.ticket.number
        return redirect(url_for(".party", code=to, number=there, done="moved"), 303)
    except RuleBroken as broken:
        form.refuse(broken.message, None)
    return _move_page(code, number, to, form), 422


def _stands(signup: SignUp) -> bool:
    return signup.state is not State.CANCELLED and signup.purged_at is None


def _can_change(event: Event, signup: SignUp) -> bool:
    return _stands(signup) and event.status is Status.PUBLISHED and utcnow() < event.starts_at


def _can_leave(event: Event, signup: SignUp) -> bool:
    off = event.status is Status.CANCELLED and utcnow() < event.ends_at
    return _can_change(event, signup) or (_stands(signup) and off)


def _hold_uncounted(session: Session, *signups: SignUp, to_id: int | None = None) -> None:
    """Hold the events, then see who is counted: who is in at the door already keeps her number."""
    here_id = signups[0].event_id
    held = joining.hold(session, here_id, to_id or here_id)
    counted = joining.COUNTED_IN.provided(held[here_id])
    if any(signup.ticket.number in counted for signup in signups):
        raise RuleBroken(_("They are counted in at the door already, so the list stays as it is."))


def _choices(event: Event, signup: SignUp) -> list[MoveTarget]:
    now = utcnow()
    coming = [
        one
        for one in queries.coming(now)
        if one.id != event.id
        and one.starts_at > now
        and (one.audience is not Audience.MOTHERS or event.audience is Audience.MOTHERS)
    ]
    states = queries.availabilities(coming, now=now)
    return [_choice(one, states[one.id].free, signup) for one in coming]


def _choice(event: Event, free: int | None, signup: SignUp) -> MoveTarget:
    return MoveTarget(event, seat=free is None or signup.size <= free, free=free)


def _merge_page(code: str, number: int, other_number: int, form: MergeForm) -> str:
    for one in (number, other_number):
        record_reading("signups.read", f"signup:{party_of(code, one)[1].id}", by=current_actor())
    event, signup = party_of(code, number)
    _event, other = party_of(code, other_number)
    values: dict[str, Any] = {"event": event, "signup": signup, "other": other, "form": form, "picture": picture}
    session = db.session()
    places = {one.id: rules.place_in_queue(session, one) for one in (signup, other) if one.state is State.WAITING}
    return render_template("lists/merge.html", places=places, most=MAX_PARTY, **values)


def _move_page(code: str, number: int, to: str, form: MoveForm) -> str:
    record_reading("signups.read", f"signup:{party_of(code, number)[1].id}", by=current_actor())
    event, signup = party_of(code, number)
    there = require_event(to)
    if there.status is Status.DRAFT:
        abort(404)
    free = queries.availabilities([there], now=utcnow())[there.id].free
    return render_template(
        "lists/move.html", event=event, signup=signup, choice=_choice(there, free, signup), form=form
    )
