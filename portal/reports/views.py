"""The report for the group's own eyes: any period, and the rows behind a figure."""

from typing import Any

from flask import Blueprint, Response, abort, g, render_template, request
from flask_babel import gettext as _
from flask_babel import refresh

from portal.core import sheets
from portal.core.access import Permission, allow
from portal.core.db import db, utcnow
from portal.core.i18n import TEAM_LANGUAGES, to_local
from portal.core.periods import Period
from portal.core.web import as_file
from portal.reports import counting, files, page
from portal.reports.counting import count
from portal.reports.figure_types import Rows
from portal.reports.figures import FIGURES, TABLES
from portal.reports.names import Names
from portal.reports.page import Report, ReportWords
from portal.reports.period_forms import PeriodForm, usual_periods
from portal.stories.queries import lines, stories_in

bp = Blueprint("report", __name__)


@bp.get("/team/report")
@allow(Permission.REPORT)
def read() -> str | tuple[str, int]:
    """The report of a period (``?from=&to=``, this year unless said), in any language (``?lang=``)."""
    form = _form()
    period = form.period()
    report = _report(period) if period else None
    return _page(form, report), 200 if report else 422


@bp.get("/team/report/rows/<key>")
@allow(Permission.REPORT)
def behind(key: str) -> str:
    """What a figure or a table was counted from, as far as she may see it; 404 for one that we do not know."""
    counted = FIGURES.get(key) or TABLES.get(key)
    if counted is None:
        abort(404)
    period = _period()
    found = counting.behind(db.session(), key, period, now=utcnow())
    return render_template(
        "reports/rows.html",
        counted=counted,
        rows=found,
        period=period,
        chosen=_chosen(period),
        per_mother=[table for table in TABLES.values() if table.rows is Rows.MOTHER],
    )


@bp.get("/team/report.csv")
@allow(Permission.REPORT)
def as_csv() -> Response:
    """All its numbers as one list, for any program."""
    report = _report(_period())
    return _file(report, "csv", sheets.CSV_TYPE, files.as_report_csv(report))


@bp.get("/team/report.xlsx")
@allow(Permission.REPORT)
def as_xlsx() -> Response:
    """The same as a workbook with a sheet for each table."""
    report = _report(_period())
    return _file(report, "xlsx", sheets.XLSX_TYPE, files.as_report_xlsx(report))


def named_lang() -> str | None:
    """The language that the address names; it changes nothing for her other pages."""
    wanted = request.args.get("lang")
    return wanted if wanted in TEAM_LANGUAGES else None


def speak_named_lang() -> None:
    """Answer in the language that the address names, if it names one."""
    if lang := named_lang():
        g.lang = lang
        refresh()


def _form() -> PeriodForm:
    speak_named_lang()
    return PeriodForm(request.args, Period.of(to_local(utcnow()).year))


def _period() -> Period:
    """The period the address names; 404 where it names none that can be."""
    period = _form().period()
    if period is None:
        abort(404)
    return period


def _chosen(period: Period) -> dict[str, Any]:
    """The same for the addresses of other pages of this report."""
    days = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    return {**days, "lang": named_lang(), "before": None if _compares() else "no"}


def _compares() -> bool:
    """Whether the numbers of the period before stand beside those of this one; she can leave them out."""
    return request.args.get("before") != "no"


def _report(period: Period) -> Report:
    session, now = db.session(), utcnow()
    counts = count(session, period, now=now)
    before = None
    if _compares():
        before = period.before(), count(session, period.before(), now=now)
    names = Names.load(session, counts, *([before[1]] if before else []))
    words = ReportWords(stories_in(session, period), lines(session))
    return page.make(period, counts, names, before=before, words=words)


def _page(form: PeriodForm, report: Report | None) -> str:
    today = to_local(utcnow()).date()
    return render_template(
        "reports/report.html",
        form=form,
        report=report,
        chosen=_chosen(report.period) if report else {},
        usual=usual_periods(today),
        today=today,
        lang=named_lang(),
    )


def _file(report: Report, ending: str, kind: str, content: bytes) -> Response:
    days = f"{report.period.first}-{report.period.last}"
    # NOTE: part of a file's name: 2015-01-01-2015-11-30-report.csv
    return as_file(content, mimetype=kind, name=sheets.file_name(days, _("report"), ending))
