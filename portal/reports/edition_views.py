"""Editions: which were handed on, which can be made, a look at one before it is made, and the pages of one."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response as BaseResponse
from wtforms import BooleanField, HiddenField

from portal.accounts.guard import current_actor
from portal.core import audit, sheets
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.errors import RuleBroken
from portal.core.features import Feature, is_on
from portal.core.forms import TeamForm
from portal.core.i18n import to_local
from portal.core.periods import Period, Stretch
from portal.core.web import as_file
from portal.reports import editions, files, page
from portal.reports.editions import Cut
from portal.reports.models import Edition
from portal.reports.names import Names
from portal.reports.page import Report, ReportWords
from portal.reports.views import named_lang, speak_named_lang
from portal.stories.queries import lines_of, stories_of

bp = Blueprint("editions", __name__)

Answer = str | BaseResponse | tuple[str, int]
#: What each way to cut a year is called, and for whom it is.
_CUTS: Final = {
    Cut.YEAR: (_("The whole year"), _("One edition of all twelve months. It shows the most numbers.")),
    Cut.HALVES: (_("Two halves"), _("One edition for January to June, and one for July to December.")),
    Cut.QUARTERS: (_("Four quarters"), _("One edition for every three months. It shows the least.")),
}


class MakeForm(TeamForm):
    """What the coordinator is asked before an edition is handed on."""

    #: Which words of people she looked at.
    seen = HiddenField()
    read = BooleanField(
        _(
            "I have read the stories and lines. Only mothers who wished it are named, and nobody else can be "
            "recognised."
        )
    )


@bp.get("/team/report/editions")
@allow(Permission.REPORT)
def handed_on() -> str:
    """What was handed on, and of one year (``?year=``) what can be made."""
    session, today = db.session(), to_local(utcnow()).date()
    made = editions.made(session)
    last = today.year if editions.is_over(today.year, Stretch.Q1, today) else today.year - 1
    years = range(last, min(editions.first_year(session, today), last) - 1, -1)
    year = next((year for year in years if str(year) == request.args.get("year")), last)
    cuts = editions.offered([edition.stretch for edition in made if edition.year == year])
    return render_template(
        "reports/editions.html",
        made=[(edition, Period.of(edition.year, edition.stretch)) for edition in reversed(made)],
        years=years,
        year=year,
        cuts=[
            (*_CUTS[cut], [(part, Period.of(year, part)) for part in parts if editions.is_over(year, part, today)])
            for cut, parts in cuts.items()
        ],
    )


@bp.get("/team/report/editions/<id:year>/<stretch>/make")
@allow(Permission.REPORT)
def look(year: int, stretch: str) -> Answer:
    """What an edition would show if it were made now."""
    asked = _stretch(year, stretch)
    if editions.edition_of(db.session(), year, asked) is not None:
        return redirect(url_for(".read", year=year, stretch=stretch), 303)
    return _look(MakeForm(formdata=None), year, asked)


@bp.post("/team/report/editions/<id:year>/<stretch>/make")
@allow(Permission.REPORT)
def make(year: int, stretch: str) -> Answer:
    """Make it: from now on it can be handed on, and stays as it is."""
    asked, form = _stretch(year, stretch), MakeForm()
    if not form.read.data:
        form.refuse(_("Please read them first, and then tick this."), "read")
        return _look(form, year, asked)
    try:
        with transaction() as session:
            seen = form.seen.data or ""
            editions.make(session, year=year, stretch=asked, by=current_actor(), now=utcnow(), read=seen)
    except RuleBroken as broken:
        form.read.data = False
        form.refuse(broken.message, broken.field)
        return _look(form, year, asked)
    return redirect(url_for(".read", year=year, stretch=stretch, done="made"), 303)


@bp.get("/team/report/editions/<id:year>/<stretch>")
@allow(Permission.REPORT)
def read(year: int, stretch: str) -> str:
    """One edition, to read or to print, in any language (``?lang=``)."""
    edition = _edition(year, stretch)
    report, taken_back = _shown(year, edition.stretch, edition.content)
    return render_template(
        "reports/edition.html",
        edition=edition,
        report=report,
        taken_back=taken_back,
        done=request.args.get("done"),
        lang=named_lang(),
    )


@bp.get("/team/report/editions/<id:year>/<stretch>.csv")
@allow(Permission.REPORT)
def as_csv(year: int, stretch: str) -> Response:
    """All its numbers as one list, for any program."""
    return _file(year, stretch, "csv", sheets.CSV_TYPE)


@bp.get("/team/report/editions/<id:year>/<stretch>.xlsx")
@allow(Permission.REPORT)
def as_xlsx(year: int, stretch: str) -> Response:
    """The same as a workbook with a sheet for each table."""
    return _file(year, stretch, "xlsx", sheets.XLSX_TYPE)


def _stretch(year: int, stretch: str) -> Stretch:
    """A part of a year that may have been, in the language that the address names; 404 for any other."""
    speak_named_lang()
    if stretch not in list(Stretch) or not 2000 <= year <= to_local(utcnow()).year:
        abort(404)
    return Stretch(stretch)


def _edition(year: int, stretch: str) -> Edition:
    edition = editions.edition_of(db.session(), year, _stretch(year, stretch))
    if edition is None:
        abort(404)
    return edition


def _shown(year: int, stretch: Stretch, content: Mapping[str, Any]) -> tuple[Report, int]:
    """Put an edition together as the report is, without the words that were taken back; and how many were."""
    session = db.session()
    counts = editions.counts_of(content)
    words = ReportWords(stories_of(session, content["stories"]), lines_of(session, content["lines"]))
    report = page.make(
        Period.of(year, stretch),
        counts,
        Names.load(session, counts),
        words=words,
        outside=True,
    )
    standing = sum(map(len, words.stories.values())) + len(words.lines)
    gone = len(content["stories"]) + len(content["lines"]) - standing
    return report, gone if is_on(Feature.STORIES) else 0


def _look(form: MakeForm, year: int, stretch: Stretch) -> Answer:
    """The page to look at it before; where it cannot be made, it says why."""
    status = 422 if form.errors else 200
    report = None
    try:
        content = editions.draft(db.session(), year=year, stretch=stretch, now=utcnow())
        report, _taken_back = _shown(year, stretch, content)
        form.seen.data = editions.words_in(db.session(), content)
    except RuleBroken as broken:
        if not form.form_errors:
            form.refuse(broken.message, None)
        status = 422
    return render_template(
        "reports/edition_make.html",
        form=form,
        report=report,
        period=Period.of(year, stretch),
        # The first edition of a year decides how the year is cut.
        cut=None if editions.stretches_made(db.session(), year) else _CUTS[editions.cut_of(stretch)][0],
        year=year,
    ), status


def _file(year: int, stretch: str, ending: str, kind: str) -> Response:
    edition = _edition(year, stretch)
    report, _taken_back = _shown(year, edition.stretch, edition.content)
    content = files.as_report_csv(report) if ending == "csv" else files.as_report_xlsx(report)
    audit.record_reading("editions.export", edition, by=current_actor())
    # NOTE: part of a file's name: 2015-h1-report.csv
    name = sheets.file_name(f"{year}-{stretch}", gettext("report"), ending)
    return as_file(content, mimetype=kind, name=name)
