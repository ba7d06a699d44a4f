"""Writing the minutes of a meeting: in Danish, and in the languages of those who can."""

from flask import abort, redirect, render_template, url_for

from portal.accounts.guard import current_actor, current_member
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.core.web import Answer
from portal.events.models import Event
from portal.network import minutes
from portal.network.forms import MinutesForm
from portal.network.models import Minutes
from portal.network.pages import bp, meeting_of


@bp.get("/team/network/<code:meeting>/minutes/<lang:of>")
@allow(Permission.NETWORK)
def minutes_in(meeting: str, of: str) -> Answer:
    """The minutes in one language, with the Danish ones beside."""
    event = _event(meeting, of)
    return _page(event, of, MinutesForm.of(_text(event.id, of)))


@bp.post("/team/network/<code:meeting>/minutes/<lang:of>")
@allow(Permission.NETWORK)
def save_minutes(meeting: str, of: str) -> Answer:
    """Keep them."""
    event_id, form = _event(meeting, of).id, MinutesForm()
    if form.validate():
        try:
            with transaction() as session:
                minutes.write(
                    session,
                    event_id=event_id,
                    lang=of,
                    text=form.text.data,
                    seen=form.seen.data or "",
                    by=current_actor(),
                    now=utcnow(),
                )
            return redirect(url_for(".meeting", meeting=meeting, _anchor="minutes"), 303)
        except RuleBroken as broken:
            form.refuse(broken.message, broken.field)
    return _page(_event(meeting, of), of, form), 422


def _event(code: str, of: str) -> Event:
    """A meeting whose minutes this member may write in that language; 404 for every other."""
    event = meeting_of(code)
    if not minutes.may_write(current_member(), of):
        abort(404)
    return event


def _text(event_id: int, lang: str) -> Minutes | None:
    return db.session.query(Minutes).filter_by(event_id=event_id, lang=lang).one_or_none()


def _page(event: Event, of: str, form: MinutesForm) -> str:
    own = _text(event.id, of)
    return render_template(
        "network/minutes.html",
        event=event,
        of=LANGUAGES[of],
        form=form,
        own=own,
        seen=minutes.stamp(own),
        danish=_text(event.id, FALLBACK) if of != FALLBACK else None,
        begun=utcnow() >= event.starts_at,
    )
