"""The register of every column, read from what the models declare (``portal/core/personal_data.py``).

It is complete once the app has loaded all models.
"""

from typing import Any

from sqlalchemy import Column, Table

from portal.core.crypto import Encrypted
from portal.core.db import Base
from portal.core.personal_data import Data, Keep, kept


def columns(table: Table, keep: Keep) -> list[Column[Any]]:
    """The columns of a table that are kept so long."""
    return [column for column in table.columns if kept(column).keep is keep]


def encrypted(column: Column[Any]) -> bool:
    """Whether the database holds the column only as ciphertext."""
    return isinstance(column.type, Encrypted)


def to_purge() -> set[tuple[str, Keep]]:
    """Each pair of table and ``Keep`` that needs a purge."""
    pairs = {(t.name, kept(column).keep) for t in Base.metadata.tables.values() for column in t.columns}
    return {(table, keep) for table, keep in pairs if not keep.stays}


def told_by_people(table: str, keep: Keep) -> bool:
    """Whether what goes with this ``Keep`` is personal or sensitive, so that its purge stands in the audit log."""
    going = columns(Base.metadata.tables[table], keep)
    return any(kept(column).data in (Data.PERSONAL, Data.SENSITIVE) for column in going)


def about(table: Table) -> str:
    """What a row is: the first sentence of the model's docstring; of a table without a model, what it declares."""
    if "about" in table.info:
        return str(table.info["about"])
    (model,) = (model for model in Base.__subclasses__() if model.__dict__.get("__table__") is table)
    sentence, _stop, _rest = " ".join(str(model.__doc__).split()).partition(". ")
    return sentence.removesuffix(".") + "."
