"""The ticket: see, change and cancel one's own sign-up, with nothing but the link in one's hand."""

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.core import qr
from portal.core.access import Permission, may, public
from portal.core.actors import GUEST
from portal.core.crypto import settings
from portal.core.db import db, utcnow
from portal.core.i18n import LANGUAGES
from portal.core.submit import submits
from portal.core.web import Answer
from portal.events import invitation as words
from portal.events import queries
from portal.events.availability import open_for_counting
from portal.signups import joining, rules
from portal.signups.forms import ChangeForm, TicketButton, filled
from portal.signups.models import SignUp, State
from portal.signups.task_seats import TASKS
from portal.signups.ticket_notice import ticket_sight
from portal.signups.tickets import picture, signup_of_token, token_of
from portal.signups.what_changed import changes, sentences

bp = Blueprint("signups", __name__)


def signup_here(token: str) -> SignUp:
    """The sign-up a ticket's link opens, in the language she asks for or signed up in; 404 for no ticket."""
    signup = signup_of_token(token)
    if signup is None:
        abort(404)
    wanted = request.args.get("lang")
    g.lang = wanted if wanted in LANGUAGES else signup.lang
    return signup


def back_to_ticket(token: str, done: str) -> BaseResponse:
    """A redirect to the ticket, in the language that was asked for. ``done``: what it says happened."""
    lang = request.args.get("lang")
    return redirect(
        url_for("signups.ticket", token=token, done=done, lang=lang if lang in LANGUAGES else None), 303
    )


def _page(form: ChangeForm | TicketButton, token: str) -> BaseResponse:
    signup, now = signup_here(token), utcnow()
    event = signup.event
    lang = g.lang
    lives_on = joining.standing_of(signup)
    state = queries.availabilities([event], now=now)[event.id]
    invitation = settings().portal_url + url_for("signups.invitation", lang=lang, code=event.code)
    html = render_template(
        "signups/ticket.html",
        signup=signup,
        event=event,
        state=state,
        tasks=TASKS.provided.on_ticket(signup, token=token, taken=state.taken, now=now),
        title=words.title(event, lang),
        sight=ticket_sight(signup, phase=state.phase, joined=lives_on),
        changed=changes(signup, event),
        changed_sentences=sentences,
        lives_on=lives_on,
        lives_on_title=words.title(lives_on.signup.event, lang) if lives_on else "",
        new_ticket=_new_ticket(signup),
        facts=words.facts(event),
        token=token,
        refused=form,
        form=form if isinstance(form, ChangeForm) else ChangeForm(data=filled(signup), formdata=None),
        button=TicketButton(formdata=None),
        place=_place_in_queue(signup),
        number_picture=picture(signup.ticket.number),
        qr=qr.kept_svg(settings().portal_url + url_for(".ticket", token=token)),
        begun=now >= event.starts_at,
        done=request.args.get("done"),
        share=f"{invitation}?p=share",
    )
    return Response(html, headers={"Cache-Control": "private, no-store"})


def _new_ticket(signup: SignUp) -> str | None:
    """Where a party moved to another event, its ticket there; unless that one was given out anew, since then
    whoever holds an old link should not get the new one."""
    new = signup.replaced_by
    if new is None or new.event_id == signup.event_id or new.ticket.generation > 1:
        return None
    return token_of(new.ticket)


def _place_in_queue(signup: SignUp) -> int | None:
    if signup.state is not State.WAITING:
        return None
    return rules.place_in_queue(db.session(), signup)


@bp.get("/t/<token>")
@public
def ticket(token: str) -> BaseResponse:
    """The ticket. Read with the camera of a mother's phone on the evening, it leads straight to that party.

    One that was joined with another leads to that one, so that nobody is counted under two numbers.
    """
    signup = signup_here(token)
    actor, lives_on = current_actor(), joining.standing_of(signup)
    counts_here = may(Permission.COUNT_IN, actor) and actor.door_event_id in (None, signup.event_id)
    elsewhere = lives_on is not None and lives_on.elsewhere
    if counts_here and not elsewhere and open_for_counting(signup.event, utcnow()):
        party = f"party-{(lives_on.signup if lives_on else signup).ticket.number}"
        return redirect(url_for("attendance.door", code=signup.event.code, _anchor=party))
    return _page(TicketButton(formdata=None), token)


@bp.post("/t/<token>")
@public
@submits(ChangeForm, page=_page, check=signup_here)
def change(form: ChangeForm, session: Session, token: str) -> Answer:
    """Change the party's words and size."""
    rules.change(session, signup=signup_here(token), party=form.party(), by=GUEST, now=utcnow())
    return back_to_ticket(token, "changed")


@bp.post("/t/<token>/cancel")
@public
@submits(TicketButton, page=_page, check=signup_here)
def cancel(_form: TicketButton, session: Session, token: str) -> Answer:
    """Give the seats to somebody else."""
    rules.cancel(session, signup=signup_here(token), by=GUEST, now=utcnow())
    return back_to_ticket(token, "cancelled")


@bp.post("/t/<token>/come-back")
@public
@submits(TicketButton, page=_page, check=signup_here)
def come_back(_form: TicketButton, session: Session, token: str) -> Answer:
    """Undo the cancellation: at the end of the queue."""
    rules.come_back(session, signup=signup_here(token), by=GUEST, now=utcnow())
    return back_to_ticket(token, "back")


@bp.post("/t/<token>/yes")
@public
@submits(TicketButton, page=_page, check=signup_here)
def yes(_form: TicketButton, session: Session, token: str) -> Answer:
    """Take the seat that came free."""
    rules.answer(session, signup=signup_here(token), comes=True, by=GUEST, now=utcnow())
    return back_to_ticket(token, "yes")


@bp.post("/t/<token>/no")
@public
@submits(TicketButton, page=_page, check=signup_here)
def no(_form: TicketButton, session: Session, token: str) -> Answer:
    """Give the seat that came free on to the next in the queue."""
    rules.answer(session, signup=signup_here(token), comes=False, by=GUEST, now=utcnow())
    return back_to_ticket(token, "no")
