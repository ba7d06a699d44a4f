"""The register of every column: what kind of data it is, what it is for, and how long it is kept.

``TABLES`` is put together of three parts; each line names one or more columns. ``Keep`` says when they go;
there is one purge for each pair of table and ``Keep`` that stands here, and it blanks the columns named here.
"""

from typing import Final

from portal.privacy.bridge_tables import BRIDGE
from portal.privacy.entries import Column, Data, Entry, Keep
from portal.privacy.evening_tables import EVENINGS
from portal.privacy.report_tables import REPORT

__all__ = ["TABLES", "Column", "Data", "Entry", "Keep", "columns"]

TABLES: Final[dict[str, Entry]] = EVENINGS | BRIDGE | REPORT


def columns(table: str, keep: Keep) -> list[str]:
    """The columns of a table that are kept so long."""
    return [name for name, column in TABLES[table].columns.items() if column.keep is keep]
