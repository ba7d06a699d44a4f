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
from portal.core.db import db, utcnow
from portal.core.errors import RuleBroken
from portal.core.fields import Count
from portal.core.forms import ButtonForm, TeamForm
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import queries
from portal.events.facts import Audience
from portal.events.models import Event, Status
from portal.events.queries import require_event
from portal.signups import joining, list_queries, rules
from portal.signups.list_pages import bp, party_of
from portal.signups.models import MAX_PARTY, SignUp, State
from portal.signups.tickets import picture


class MergeForm(TeamForm):
    """How many they are together: the sum of both, unless the same people signed up twice."""

    adults = Count(_("Adults"), least=1, most=MAX_PARTY)
    children = Count(_("Children"), most=MAX_PARTY - 1)

    def validate_children(self, field: Count) -> None:
        if not self.adults.errors and field.data is not None and self.adults.data + field.data > MAX_PARTY:
            raise ValidationError(_("A party is at most ten people. Leave the two sign-ups as they are."))


@dataclass(frozen=True)
class MoveTarget:
    """An event that a party can move to: whether it gets a seat there, and how many are free."""

    event: Event
    seat: bool
    free: int | None


def _two_parties(code: str, number: int, other_number: int) -> tuple[SignUp, SignUp]:
    return party_of(code, number)[1], party_of(code, other_number)[1]


def _party_and_target(code: str, number: int, to: str) -> tuple[SignUp, Event]:
    return party_of(code, number)[1], require_event(to)


def _merge_page(form: MergeForm, code: str, number: int, other_number: int) -> str:
    for one in (number, other_number):
        record_reading("signups.read", party_of(code, one)[1], by=current_actor())
    event, signup = party_of(code, number)
    _event, other = party_of(code, other_number)
    values: dict[str, Any] = {"event": event, "signup": signup, "other": other, "form": form, "picture": picture}
    session = db.session()
    places = {one.id: rules.place_in_queue(session, one) for one in (signup, other) if one.state is State.WAITING}
    return render_template("lists/merge.html", places=places, most=MAX_PARTY, **values)


def _move_page(form: ButtonForm, code: str, number: int, to: str) -> str:
    record_reading("signups.read", party_of(code, number)[1], by=current_actor())
    event, signup = party_of(code, number)
    there = require_event(to)
    if there.status is Status.DRAFT:
        abort(404)
    free = queries.availabilities([there], now=utcnow())[there.id].free
    return render_template(
        "lists/move.html", event=event, signup=signup, choice=_choice(there, free, signup), form=form
    )


@bp.get("/team/events/<code:code>/people/<id:number>/merge")
@allow(Permission.SEE_PEOPLE)
def choose_merge(code: str, number: int) -> Answer:
    """Which other party is the same family? Those that look like it stand first."""
    event, signup = party_of(code, number)
    if not _can_change(event, signup):
        return redirect(url_for(".party", code=code, number=number), 303)
    record_reading("signups.read_list", event, by=current_actor())
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
    return _merge_page(MergeForm(data=together, formdata=None), code, number, other_number)


@bp.post("/team/events/<code:code>/people/<id:number>/merge/<id:other_number>")
@allow(Permission.SEE_PEOPLE)
@submits(MergeForm, page=_merge_page, check=_two_parties)
def merge(form: MergeForm, session: Session, code: str, number: int, other_number: int) -> Answer:
    """Join the other party into this one."""
    kept, other = _two_parties(code, number, other_number)
    _hold_uncounted(session, kept, other)
    together = {"adults": form.adults.data, "children": form.children.data}
    joining.merge(session, kept=kept, other=other, **together, by=current_actor(), now=utcnow())
    return redirect(url_for(".party", code=code, number=number, done="merged"), 303)


@bp.get("/team/events/<code:code>/people/<id:number>/move")
@allow(Permission.SEE_PEOPLE)
def choose_move(code: str, number: int) -> Answer:
    """Where to? Each event to come says whether there is a seat."""
    event, signup = party_of(code, number)
    if not _can_leave(event, signup):
        return redirect(url_for(".party", code=code, number=number), 303)
    record_reading("signups.read", signup, by=current_actor())
    event, signup = party_of(code, number)
    return render_template("lists/move_choose.html", event=event, signup=signup, choices=_choices(event, signup))


@bp.get("/team/events/<code:code>/people/<id:number>/move/<code:to>")
@allow(Permission.SEE_PEOPLE)
def ask_move(code: str, number: int, to: str) -> Answer:
    """Ask once, and say whether she gets a seat or waits."""
    event, signup = party_of(code, number)
    if not _can_leave(event, signup):
        return redirect(url_for(".party", code=code, number=number), 303)
    return _move_page(ButtonForm(formdata=None), code, number, to)


@bp.post("/team/events/<code:code>/people/<id:number>/move/<code:to>")
@allow(Permission.SEE_PEOPLE)
@submits(ButtonForm, page=_move_page, check=_party_and_target)
def move(_form: ButtonForm, session: Session, code: str, number: int, to: str) -> Answer:
    """Move a party: a new ticket there, and its seats here go to the queue. ``seat``: the page promised one."""
    signup, there = _party_and_target(code, number, to)
    _hold_uncounted(session, signup, to_id=there.id)
    seat, by = "seat" in request.form, current_actor()
    new = joining.move(session, signup=signup, to_id=there.id, seat=seat, by=by, now=utcnow())
    return redirect(url_for(".party", code=to, number=new.ticket.number, done="moved"), 303)


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
