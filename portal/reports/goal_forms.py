"""The forms of goals."""

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from portal.core.db import utcnow
from portal.core.fields import Count
from portal.core.forms import TeamForm
from portal.core.i18n import to_local
from portal.money.funders import FIRST_YEAR, YEARS_AHEAD
from portal.reports.figures import FIGURES
from portal.reports.goals import AIMS, MOST


class Aim(SelectField):
    """One figure of the report that can be aimed at."""

    def pre_validate(self, form: Any) -> None:
        if self.data not in AIMS:
            raise StopValidation(_("Choose one of these."))


class TargetForm(TeamForm):
    """How many it should be."""

    target = Count(_("How many in the year?"), least=1, most=MOST)


class GoalForm(TargetForm):
    """What to reach in a year; what has a goal already is not offered again."""

    figure = Aim(_("What do you want to reach?"))
    year = Count(least=FIRST_YEAR)

    def __init__(self, year: int, set_already: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(data={"year": year}, **kwargs)
        self.year.most = to_local(utcnow()).year + YEARS_AHEAD
        self.figure.choices = [SelectChoice(key, FIGURES[key].label) for key in AIMS if key not in set_already]
