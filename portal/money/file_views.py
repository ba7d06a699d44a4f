"""A year's expenses as a file for whoever keeps the books: CSV, and a workbook."""

from flask import Response
from flask_babel import gettext as _

from portal.core import sheets
from portal.core.access import Permission, allow
from portal.core.amounts import kroner_of
from portal.core.db import db
from portal.core.i18n import current_language
from portal.core.sheets import Cell, SheetColumn
from portal.core.web import as_file
from portal.events import invitation
from portal.money import queries
from portal.money.pages import asked_year, bp


@bp.get("/team/money/expenses.csv")
@allow(Permission.REPORT)
def expenses_csv() -> Response:
    """Every receipt of a year, for any program."""
    columns, rows = _table(asked_year())
    return _file("csv", sheets.CSV_TYPE, sheets.as_csv(columns, rows))


@bp.get("/team/money/expenses.xlsx")
@allow(Permission.REPORT)
def expenses_xlsx() -> Response:
    columns, rows = _table(asked_year())
    rtl = current_language().dir == "rtl"
    return _file("xlsx", sheets.XLSX_TYPE, sheets.as_xlsx(columns, rows, name=str(asked_year()), rtl=rtl))


def _table(year: int) -> tuple[list[SheetColumn], list[list[Cell]]]:
    columns = [
        SheetColumn(_("When"), 17),
        SheetColumn(_("Event"), 32),
        SheetColumn(_("Code"), 8),
        SheetColumn(_("Receipt"), 14),
        SheetColumn(_("What was bought"), 36),
        SheetColumn(_("Amount in kroner"), 16),
    ]
    lang = current_language().code
    rows: list[list[Cell]] = [
        [
            cost.event.starts_local,
            invitation.title(cost.event, lang),
            cost.event.code,
            expense.receipt,
            expense.what,
            kroner_of(expense.amount_ore),
        ]
        for cost in queries.costs_of_year(db.session(), year)
        for expense in cost.expenses
    ]
    return columns, rows


def _file(ending: str, kind: str, content: bytes) -> Response:
    # NOTE: part of a file's name: 2015-expenses.csv
    name = sheets.file_name(str(asked_year()), _("expenses"), ending)
    return as_file(content, mimetype=kind, name=name)
