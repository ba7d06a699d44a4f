"""The forms about money, and the field for an amount."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, StringField
from wtforms.validators import StopValidation

from portal.core.amounts import MOST, parse_amount, write_amount
from portal.core.areas import all_areas
from portal.core.db import utcnow
from portal.core.fields import Count, Line, SomeOf
from portal.core.forms import TeamForm, make_token
from portal.core.i18n import to_local
from portal.core.text import clean_line, looks_like_cpr
from portal.money.expenses import Receipt
from portal.money.funders import FIRST_YEAR, YEARS_AHEAD
from portal.money.models import Expense, Funder


class Amount(StringField):
    """An amount in kroner. ``data`` is its øre, or None where it was refused; what was typed is shown again."""

    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return clean_line(self._typed())[:40]
        return "" if self.data is None else write_amount(self.data, 0)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = parse_amount(self._typed())

    def pre_validate(self, form: Any) -> None:
        if looks_like_cpr(self._typed(), dashed_only=True):
            raise StopValidation(_("Please leave out the CPR number. We never need it."))
        if self.data is None:
            raise StopValidation(_("Write the amount in kroner, such as 349,95."))
        if self.data == 0:
            raise StopValidation(_("Write an amount of more than 0."))
        if self.data > MOST:
            raise StopValidation(_("This is more than ten million kroner. Look at the amount once more."))

    def _typed(self) -> str:
        typed = self.raw_data[0] if self.raw_data else ""
        return typed if isinstance(typed, str) else ""


class ReceiptNumber(Line):
    """The number on a receipt. Many have ten digits, so only one with a dash is taken for a CPR number."""

    dashed_only = True


class FunderForm(TeamForm):
    """Who gives, and for which areas."""

    name = Line(_("Name of the funder"), most=120, required=_("Write who gives the money."))
    areas = SomeOf(_("For which areas?"))

    def __init__(self, funder: Funder | None = None, **kwargs: Any) -> None:
        known = {"name": funder.name, "areas": [str(area.id) for area in funder.areas]} if funder else None
        super().__init__(data=known, **kwargs)
        self.areas.choices = [(str(area.id), area.name) for area in all_areas()]

    @property
    def area_ids(self) -> set[int]:
        return {int(number) for number in self.areas.data or []}


class FundingForm(TeamForm):
    year = Count(_("Which year?"), least=FIRST_YEAR)
    amount = Amount(_("How much, in kroner?"))

    def __init__(self, **kwargs: Any) -> None:
        this_year = to_local(utcnow()).year
        super().__init__(data={"year": this_year}, **kwargs)
        self.year.most = this_year + YEARS_AHEAD


class AmountForm(TeamForm):
    """Another amount for a year that is noted."""

    amount = Amount(_("How much, in kroner?"))


class ExpenseForm(TeamForm):
    """One receipt. ``key`` is made with the page, so that a button pressed twice notes one receipt."""

    key = HiddenField()
    what = Line(_("What was bought?"), most=120, required=_("Write what was bought."))
    amount = Amount(_("How much, in kroner?"))
    number = ReceiptNumber(_("Number of the receipt"), most=40)

    def __init__(self, expense: Expense | None = None, **kwargs: Any) -> None:
        known = (
            {"what": expense.what, "amount": expense.amount_ore, "number": expense.receipt} if expense else None
        )
        super().__init__(data=known, **kwargs)
        if not self.key.data:
            self.key.data = make_token("expense")

    @property
    def receipt(self) -> Receipt:
        return Receipt(what=self.what.data or "", amount_ore=self.amount.data, number=self.number.data or "")
