"""What the pages about money share: their blueprint, and which year they are about."""

from flask import Blueprint, request

from portal.core.db import utcnow
from portal.core.i18n import to_local
from portal.money.funders import FIRST_YEAR, YEARS_AHEAD

bp = Blueprint("money", __name__)


def asked_year() -> int:
    """The year that an address asks for: the present one where it says nothing sensible."""
    asked, this_year = request.args.get("year", ""), to_local(utcnow()).year
    known = asked.isascii() and asked.isdigit() and len(asked) == 4
    return int(asked) if known and FIRST_YEAR <= int(asked) <= this_year + YEARS_AHEAD else this_year
