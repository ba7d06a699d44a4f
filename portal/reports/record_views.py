"""The record of a mother's own experience: she chooses what stands in it, and it is printed from the answer."""

from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms.fields.choices import SelectChoice

from portal.accounts.guard import current_actor, current_member
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.fields import Line, SomeOf
from portal.core.forms import TeamForm
from portal.core.i18n import FALLBACK, TEAM_LANGUAGES, to_local
from portal.reports import record
from portal.reports.record import Experience, RecordPart

bp = Blueprint("record", __name__)


class RecordForm(TeamForm):
    """What she wants to show; ``own`` is printed and kept nowhere."""

    parts = SomeOf(_("What should stand on it?"))
    own = Line(_("A line of your own, if you like"), most=160)

    def __init__(self, experience: Experience, **kwargs: Any) -> None:
        super().__init__(data={"parts": [str(part) for part in experience.parts]}, **kwargs)
        self.parts.choices = [SelectChoice(str(part), part.label) for part in experience.parts]


@bp.get("/team/record")
@allow(Permission.OWN_RECORD)
def choose() -> str:
    """What there is, with a tick for each: all of them at first."""
    return _choose_page(RecordForm(_mine(), formdata=None))


@bp.post("/team/record")
@allow(Permission.OWN_RECORD)
def make() -> Response | tuple[str, int]:
    """The record as a page to print, Danish first and then in her own language. Only that she made it is kept."""
    mine = _mine()
    form = RecordForm(mine)
    if not form.validate():
        return _choose_page(form), 422
    chosen = [RecordPart(value) for value in form.parts.data]
    own, lang = form.own.data, current_member().lang
    with transaction() as session:
        record.note_made(session, by=current_actor(), now=utcnow())
    tongues = [FALLBACK, *([lang] if lang in TEAM_LANGUAGES and lang != FALLBACK else [])]
    pages = [_page(mine, chosen, own, tongue) for tongue in tongues]
    return Response(render_template("reports/record.html", pages=pages, name=mine.name))


def _mine() -> Experience:
    return record.experience(db.session(), member=current_member(), now=utcnow())


def _choose_page(form: RecordForm) -> str:
    return render_template("reports/choose.html", form=form)


def _page(mine: Experience, chosen: list[RecordPart], own: str, tongue: str) -> Markup:
    with force_locale(tongue):
        html = render_template(
            "reports/record_page.html",
            mine=mine,
            shown=set(chosen),
            own=own,
            today=to_local(utcnow()).date(),
        )
    return Markup(html)
