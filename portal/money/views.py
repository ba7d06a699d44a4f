"""The pages of this room, all on one blueprint: importing them hangs them on it."""

from portal.money import expense_views, file_views, funder_views, funding_views, year_views
from portal.money.pages import bp

__all__ = ["bp", "expense_views", "file_views", "funder_views", "funding_views", "year_views"]
