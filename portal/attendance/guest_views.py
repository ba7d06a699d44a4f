"""A mother signs up a guest: in a stairwell, on the telephone or at the door."""

from flask import Response, abort, redirect, render_template, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response as BaseResponse

from portal.accounts.guard import current_actor
from portal.attendance import queries
from portal.attendance.forms import SignUpGuestForm
from portal.attendance.pages import bp, event_here
from portal.core import qr
from portal.core.access import Permission, allow
from portal.core.crypto import settings
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import current_language
from portal.events import invitation
from portal.events.availability import open_for_counting
from portal.events.facts import Audience
from portal.events.models import Event
from portal.events.queries import availabilities, coming
from portal.signups import rules
from portal.signups.models import SignUp, State, Way
from portal.signups.tickets import picture, token_of


@bp.get("/team/guest")
@allow(Permission.INVITE_GUEST)
def choose_event() -> Response | BaseResponse:
    """To which event? Where there is only one, it is that."""
    now = utcnow()
    events = [event for event in coming(now) if event.audience is not Audience.MOTHERS]
    if len(events) == 1:
        return redirect(url_for(".guest", code=events[0].code), 303)
    html = render_template(
        "attendance/choose_event.html", events=events, seats=availabilities(events, now=now), words=invitation
    )
    return Response(html)


@bp.route("/team/events/<code:code>/guest", methods=["GET", "POST"])
@allow(Permission.INVITE_GUEST)
def guest(code: str) -> Response | BaseResponse:
    """A name, how many, and the guest is on the list."""
    event, now = _inviting(code), utcnow()
    form = SignUpGuestForm(data={"lang": current_language().code})
    if form.is_submitted() and form.validate():
        event_id, by = event.id, current_actor()
        try:
            with transaction() as session:
                signup = rules.sign_up(
                    session,
                    event_id=event_id,
                    party=form.party(),
                    source=rules.Source(Way.MOTHER, form.lang.data),
                    form_token=form.form_token.data,
                    by=by,
                    now=now,
                )
                number = signup.ticket.number
            return redirect(url_for(".signed_up", code=code, number=number), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    event = _inviting(code)
    html = render_template(
        "attendance/sign_up.html",
        event=event,
        title=invitation.title(event, current_language().code),
        state=availabilities([event], now=now)[event.id],
        form=form,
        mine=_mine(event),
        picture_of=picture,
    )
    return Response(html, 422 if form.errors else 200)


@bp.get("/team/events/<code:code>/guest/<id:number>")
@allow(Permission.INVITE_GUEST)
def signed_up(code: str, number: int) -> Response:
    """The guest's number, picture and ticket, to show and to photograph. Only hers who signed the guest up."""
    event = _inviting(code)
    signup = queries.party(event, number)
    if signup is None or signup.invited_by_id != current_actor().member_id or signup.purged_at is not None:
        abort(404)
    waits = signup.state is State.WAITING
    share = settings().portal_url + url_for("signups.invitation", lang=signup.lang, code=event.code, p="share")
    with force_locale(signup.lang):  # the invitation speaks the guest's language, this page the mother's
        their_title = invitation.title(event, signup.lang)
    html = render_template(
        "attendance/signed_up.html",
        event=event,
        title=invitation.title(event, current_language().code),
        their_title=their_title,
        signup=signup,
        picture=picture(number),
        place=rules.place_in_queue(db.session(), signup) if waits else None,
        qr=qr.svg(settings().portal_url + url_for("signups.ticket", token=token_of(signup.ticket))),
        share=share,
        is_open=open_for_counting(event, utcnow()),
    )
    return Response(html)


def _inviting(code: str) -> Event:
    event = event_here(code)
    if not event.public:
        abort(404)
    return event


def _mine(event: Event) -> list[SignUp]:
    """Guests she has signed up for this event, newest first, so that a closed page is found again."""
    by = current_actor().member_id
    return [s for s in reversed(queries.parties(event)) if s.invited_by_id == by and s.purged_at is None]
