"""Writing the minutes of a meeting: in Danish, and in the languages of those who can."""

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session

from portal.accounts.guard import current_actor, current_member
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.core.submit import submits
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
    return _page(MinutesForm.of(_text(_event(meeting, of).id, of)), meeting, of)


def _event(meeting: str, of: str) -> Event:
    """A meeting whose minutes this member may write in that language; 404 for every other."""
    event = meeting_of(meeting)
    if not minutes.may_write(current_member(), of):
        abort(404)
    return event


def _text(event_id: int, lang: str) -> Minutes | None:
    return db.session.query(Minutes).filter_by(event_id=event_id, lang=lang).one_or_none()


def _page(form: MinutesForm, meeting: str, of: str) -> str:
    event = _event(meeting, of)
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


@bp.post("/team/network/<code:meeting>/minutes/<lang:of>")
@allow(Permission.NETWORK)
@submits(MinutesForm, page=_page)
def save_minutes(form: MinutesForm, session: Session, meeting: str, of: str) -> Answer:
    minutes.write(
        session,
        event_id=_event(meeting, of).id,
        lang=of,
        text=form.text.data,
        seen=form.seen.data or "",
        by=current_actor(),
        now=utcnow(),
    )
    return redirect(url_for(".meeting", meeting=meeting, _anchor="minutes"), 303)
