"""The coordinator's list of an event: who comes, who waits; add by telephone, change, remove, a ticket again.

Names and phones stand here, so every page asks for the PIN and notes in the audit log that it was read. The
search is sent as a form: a name in an address would stay in logs and in the phone's history.
"""

import secrets
from datetime import datetime
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor, current_member
from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.crypto import settings
from portal.core.db import db, utcnow
from portal.core.forms import ButtonForm
from portal.core.submit import submits
from portal.core.text import clean_line
from portal.core.web import Answer
from portal.events import queries
from portal.events.models import Event
from portal.events.queries import require_event
from portal.signups import joining, list_queries, rules, tickets
from portal.signups.forms import GuestForm, filled
from portal.signups.list_pages import bp, party_of
from portal.signups.models import SignUp, State, Way

_ORDER = (State.ASKED, State.SEATED, State.WAITING, State.CANCELLED)


def _new_page(form: GuestForm, code: str) -> str:
    """The form for a guest who calls."""
    event, now = require_event(code), utcnow()
    return _page(form, event, None, now)


def _party_page(form: GuestForm | ButtonForm, code: str, number: int) -> str:
    """The page of one party. Whoever sees it has read its name."""
    record_reading("signups.read", party_of(code, number)[1], by=current_actor())
    event, signup = party_of(code, number)
    if not isinstance(form, GuestForm):
        form = GuestForm(data=filled(signup), formdata=None).showing(form)
    address = settings().portal_url + url_for("signups.ticket", token=tickets.token_of(signup.ticket))
    waits = signup.state is State.WAITING
    return _page(
        form,
        event,
        signup,
        utcnow(),
        place=rules.place_in_queue(db.session(), signup) if waits else None,
        address=address,
        qr=qr.svg(address),
        picture=tickets.picture(signup.ticket.number),
        lives_on=joining.standing_of(signup),
        done=request.args.get("done"),
    )


def _page(form: GuestForm, event: Event, signup: SignUp | None, now: datetime, **more: Any) -> str:
    return render_template(
        "lists/party.html",
        form=form,
        event=event,
        signup=signup,
        once=request.form.get("once", "")[:40] or secrets.token_urlsafe(16),
        state=queries.availabilities([event], now=now)[event.id],
        begun=now >= event.starts_at,
        over=now >= event.ends_at,
        **more,
    )


def _kept(code: str, number: int) -> SignUp:
    """A party whose words are not deleted; 404 for any other."""
    signup = party_of(code, number)[1]
    if signup.purged_at is not None:
        abort(404)
    return signup


def _back(code: str, number: int, done: str) -> Answer:
    return redirect(url_for("lists.party", code=code, number=number, done=done), 303)


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
    return _new_page(GuestForm(formdata=None), code)


@bp.post("/team/events/<code:code>/people/add")
@allow(Permission.SEE_PEOPLE)
@submits(GuestForm, page=_new_page, check=require_event)
def add(form: GuestForm, session: Session, code: str) -> Answer:
    """Put a guest who calls on the list."""
    signup = rules.sign_up(
        session,
        event_id=require_event(code).id,
        party=form.party(),
        source=rules.Source(way=Way.PHONE, lang=current_member().lang),
        form_token=f"phone:{request.form.get('once', '')[:40]}",
        by=current_actor(),
        now=utcnow(),
    )
    return _back(code, signup.ticket.number, "added")


@bp.get("/team/events/<code:code>/people/<id:number>")
@allow(Permission.SEE_PEOPLE)
def party(code: str, number: int) -> str:
    """One party: its words, its ticket, and what can be done."""
    return _party_page(ButtonForm(formdata=None), code, number)


@bp.post("/team/events/<code:code>/people/<id:number>")
@allow(Permission.SEE_PEOPLE)
@submits(GuestForm, page=_party_page, check=_kept)
def change(form: GuestForm, session: Session, code: str, number: int) -> Answer:
    """Change a party's words and size."""
    rules.change(session, signup=_kept(code, number), party=form.party(), by=current_actor(), now=utcnow())
    return _back(code, number, "changed")


@bp.post("/team/events/<code:code>/people/<id:number>/remove")
@allow(Permission.SEE_PEOPLE)
@submits(ButtonForm, page=_party_page, check=party_of)
def remove(_form: ButtonForm, session: Session, code: str, number: int) -> Answer:
    """Take a party off the list; its seats go to the queue."""
    rules.cancel(session, signup=party_of(code, number)[1], by=current_actor(), now=utcnow())
    return _back(code, number, "removed")


@bp.post("/team/events/<code:code>/people/<id:number>/come-back")
@allow(Permission.SEE_PEOPLE)
@submits(ButtonForm, page=_party_page, check=party_of)
def come_back(_form: ButtonForm, session: Session, code: str, number: int) -> Answer:
    """Undo a removal: at the end of the queue."""
    rules.come_back(session, signup=party_of(code, number)[1], by=current_actor(), now=utcnow())
    return _back(code, number, "back")


@bp.post("/team/events/<code:code>/people/<id:number>/new-ticket")
@allow(Permission.SEE_PEOPLE)
@submits(ButtonForm, page=_party_page, check=party_of)
def new_ticket(_form: ButtonForm, session: Session, code: str, number: int) -> Answer:
    """Give the ticket out anew: the old link no longer opens it."""
    ticket = party_of(code, number)[1].ticket
    tickets.give_out_anew(session, ticket=ticket, by=current_actor(), now=utcnow())
    return _back(code, number, "ticket")


def _list(code: str, q: str) -> str:
    record_reading("signups.read_list", require_event(code), by=current_actor())
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
