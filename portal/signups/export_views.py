"""The list of an event as a file: CSV, and a workbook for a spreadsheet."""

from flask import Response
from flask_babel import gettext as _

from portal.accounts.guard import current_actor
from portal.accounts.queries import names_of
from portal.core import sheets
from portal.core.access import Permission, allow
from portal.core.audit import record_reading
from portal.core.i18n import current_language, language_name, to_local
from portal.core.sheets import Cell, SheetColumn
from portal.core.web import as_file
from portal.events.facts import DIETS
from portal.events.queries import require_event
from portal.signups import list_queries
from portal.signups.list_pages import bp


@bp.get("/team/events/<code:code>/people.csv")
@allow(Permission.SEE_PEOPLE)
def people_csv(code: str) -> Response:
    """Every party of an event, for any program."""
    columns, rows = _table(code)
    return _file(code, "csv", sheets.CSV_TYPE, sheets.as_csv(columns, rows))


@bp.get("/team/events/<code:code>/people.xlsx")
@allow(Permission.SEE_PEOPLE)
def people_xlsx(code: str) -> Response:
    columns, rows = _table(code)
    rtl = current_language().dir == "rtl"
    return _file(code, "xlsx", sheets.XLSX_TYPE, sheets.as_xlsx(columns, rows, name=code, rtl=rtl))


def _table(code: str) -> tuple[list[SheetColumn], list[list[Cell]]]:
    record_reading("signups.export", f"event:{require_event(code).id}", by=current_actor())
    signups = list_queries.parties(require_event(code).id)
    inviters = names_of({signup.invited_by_id for signup in signups})
    columns = [
        SheetColumn(_("Number"), 8),
        SheetColumn(_("Name"), 28),
        SheetColumn(_("How it stands"), 26),
        SheetColumn(_("Adults"), 9),
        SheetColumn(_("Children"), 9),
        *(SheetColumn(str(diet.label), 14) for diet in DIETS),
        SheetColumn(_("Phone"), 18),
        SheetColumn(_("E-mail"), 28),
        SheetColumn(_("Language"), 12),
        SheetColumn(_("How they found it"), 20),
        SheetColumn(_("Poster"), 10),
        SheetColumn(_("Signed up at"), 17),
        SheetColumn(_("Invited by"), 20),
    ]
    rows: list[list[Cell]] = [
        [
            signup.ticket.number,
            signup.name,
            str(signup.state.label),
            signup.adults,
            signup.children,
            *(signup.diet.get(diet, 0) for diet in DIETS),
            sheets.phone_cell(signup.phone),
            signup.email,
            language_name(signup.lang),
            str(signup.way.label),
            signup.place,
            to_local(signup.created_at).replace(second=0, microsecond=0),
            inviters.get(signup.invited_by_id),
        ]
        for signup in signups
    ]
    return columns, rows


def _file(code: str, ending: str, kind: str, content: bytes) -> Response:
    # NOTE: part of a file's name: 7K3F-sign-ups.csv
    return as_file(content, mimetype=kind, name=sheets.file_name(code, _("sign-ups"), ending))
