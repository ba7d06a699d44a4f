"""The coordinator's list of an event: who comes, who waits; add by telephone, change, remove, a ticket again.

Names and phones stand here, so every page asks for the PIN and notes in the audit log that it was read. The
search is sent as a form: a name in an address would stay in logs and in the phone's history.
"""

import secrets

from flask import abort, redirect, render_template, request, url_for

from portal.accounts.guard import current_actor, current_member
from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.crypto import settings
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.text import clean_line
from portal.events import queries
from portal.events.models import Event
from portal.events.queries import require_event
from portal.signups import joining, list_queries, rules, tickets
from portal.signups.forms import GuestForm, filled
from portal.signups.list_pages import Answer, bp, party_of
from portal.signups.models import SignUp, State, Way


@bp.get("/team/events/<code:code>/people")
@allow(Permission.SEE_PEOPLE)
def people(code: str) -> str:
    return _list(code, "")


@bp.post("/team/events/<code:code>/people")
@allow(Permission.SEE_PEOPLE)
def search(code: str) -> str:
    """The list, narrowed by what was typed."""
    return _list(code, clean_line(request.form.get("q", ""))[:80])


@bp.get("/team/events/<code:code>/people/add")
@allow(Permission.SEE_PEOPLE)
def new(code: str) -> str:
    """A form for a guest who calls."""
    return _form(require_event(code), None, GuestForm(formdata=None))


@bp.post("/team/events/<code:code>/people/add")
@allow(Permission.SEE_PEOPLE)
def add(code: str) -> Answer:
    """Put a guest who calls on the list."""
    form = GuestForm()
    event_id = require_event(code).id
    if form.validate():
        source = rules.Source(way=Way.PHONE, lang=current_member().lang)
        try:
            with transaction() as session:
                signup = rules.sign_up(
                    session,
                    event_id=event_id,
                    party=form.party(),
                    source=source,
                    form_token=f"phone:{request.form.get('once', '')[:40]}",
                    by=current_actor(),
                    now=utcnow(),
                )
                number = signup.ticket.number
            return redirect(url_for(".party", code=code, number=number, done="added"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _form(require_event(code), None, form), 422


@bp.get("/team/events/<code:code>/people/<id:number>")
@allow(Permission.SEE_PEOPLE)
def party(code: str, number: int) -> str:
    """One party: its words, its ticket, and what can be done."""
    event, signup = party_of(code, number)
    return _form(event, signup, GuestForm(data=filled(signup), formdata=None))


@bp.post("/team/events/<code:code>/people/<id:number>")
@allow(Permission.SEE_PEOPLE)
def change(code: str, number: int) -> Answer:
    """Change a party's words and size."""
    event, signup = party_of(code, number)
    form = GuestForm()
    if signup.purged_at is not None:
        abort(404)
    if form.validate():
        signup_id = signup.id
        try:
            with transaction() as session:
                row = session.get_one(SignUp, signup_id)
                rules.change(session, signup=row, party=form.party(), by=current_actor(), now=utcnow())
            return redirect(url_for(".party", code=code, number=number, done="changed"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    event, signup = party_of(code, number)
    return _form(event, signup, form), 422


@bp.post("/team/events/<code:code>/people/<id:number>/remove")
@allow(Permission.SEE_PEOPLE)
def remove(code: str, number: int) -> Answer:
    """Take a party off the list; its seats go to the queue."""
    return _press(code, number, "removed")


@bp.post("/team/events/<code:code>/people/<id:number>/come-back")
@allow(Permission.SEE_PEOPLE)
def come_back(code: str, number: int) -> Answer:
    """Undo a removal: at the end of the queue."""
    return _press(code, number, "back")


@bp.post("/team/events/<code:code>/people/<id:number>/new-ticket")
@allow(Permission.SEE_PEOPLE)
def new_ticket(code: str, number: int) -> Answer:
    """Give the ticket out anew: the old link no longer opens it."""
    return _press(code, number, "ticket")


def _press(code: str, number: int, done: str) -> Answer:
    _event, signup = party_of(code, number)
    signup_id, by, now = signup.id, current_actor(), utcnow()
    try:
        with transaction() as session:
            row = session.get_one(SignUp, signup_id)
            if done == "removed":
                rules.cancel(session, signup=row, by=by, now=now)
            elif done == "back":
                rules.come_back(session, signup=row, by=by, now=now)
            else:
                tickets.give_out_anew(session, ticket=row.ticket, by=by, now=now)
        return redirect(url_for(".party", code=code, number=number, done=done), 303)
    except RuleBroken as broken:
        event, signup = party_of(code, number)
        form = GuestForm(data=filled(signup), formdata=None)
        form.refuse(broken.message, None)
        return _form(event, signup, form), 422


def _list(code: str, q: str) -> str:
    record_reading("signups.read_list", f"event:{require_event(code).id}", by=current_actor())
    event = require_event(code)
    everyone = list_queries.parties(event.id)
    shown = list_queries.matching(everyone, q) if q else list(everyone)
    waiting = [signup.id for signup in everyone if signup.state is State.WAITING]
    return render_template(
        "lists/people.html",
        event=event,
        q=q,
        found=len(shown),
        groups=[(state, [signup for signup in shown if signup.state is state]) for state in _ORDER],
        places={signup_id: place for place, signup_id in enumerate(waiting, start=1)},
        glance=list_queries.glances([event.id])[event.id],
        diets=list_queries.diets(everyone),
        state=queries.availabilities([event], now=utcnow())[event.id],
        picture=tickets.picture,
    )


_ORDER = (State.ASKED, State.SEATED, State.WAITING, State.CANCELLED)


def _form(event: Event, signup: SignUp | None, form: GuestForm) -> str:
    """The page of one party, or of a new one. Whoever sees a party's page has read its name."""
    code, number = event.code, signup.ticket.number if signup else 0
    if signup is not None:
        record_reading("signups.read", f"signup:{signup.id}", by=current_actor())
        event, signup = party_of(code, number)
    now = utcnow()
    address = (
        settings().portal_url + url_for("signups.ticket", token=tickets.token_of(signup.ticket)) if signup else ""
    )
    return render_template(
        "lists/party.html",
        event=event,
        signup=signup,
        form=form,
        once=request.form.get("once", "")[:40] or secrets.token_urlsafe(16),
        state=queries.availabilities([event], now=now)[event.id],
        place=rules.place_in_queue(db.session(), signup) if signup and signup.state is State.WAITING else None,
        address=address,
        qr=qr.svg(address) if address else "",
        picture=tickets.picture(number) if signup else None,
        lives_on=joining.standing_of(signup) if signup else None,
        begun=now >= event.starts_at,
        over=now >= event.ends_at,
        done=request.args.get("done"),
    )
