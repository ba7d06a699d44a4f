"""The facts of an event and of an offer, each declared once: beside its column, as part of the column's ``info``.

    no_photos: Mapped[bool] = mapped_column(
        default=False, info=_invitation | tick(_("Nobody takes photos"), "camera-off")
    )

Form, plan, copy and series work through ``facts_of(Event)`` and have no list of names of their own, so a fact
that is declared cannot be lost on the way. A plan or a form without a field of its name fails at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from sqlalchemy import Column, inspect

from portal.core.db import Base

_KEY = "fact"


@dataclass(frozen=True)
class FactInfo:
    """What a column declares as a fact.

    ``field`` is its name in the form; empty: the column's name, without ``_id``. ``group`` is the name under which
    a series keeps it as changed by hand; empty: that of the field. ``changed`` says in words what then differs.
    """

    field: str = ""
    group: str = ""
    changed: LazyString | None = None


@dataclass(frozen=True)
class TickInfo(FactInfo):
    """A fact that is so or is not: the form asks with ``label``, and the invitation says it beside ``icon``."""

    label: LazyString | str = ""
    icon: str = ""


@dataclass(frozen=True)
class FactColumn:
    """A fact by the name of its column, and what it declares."""

    name: str
    info: FactInfo

    @property
    def field(self) -> str:
        """The name of the form field that asks for it: the column's, without ``_id``, where none is declared."""
        return self.info.field or self.name.removesuffix("_id")

    @property
    def group(self) -> str:
        """Its name among what was changed by hand."""
        return self.info.group or self.field


def fact(changed: LazyString | None = None, *, field: str = "", group: str = "") -> dict[str, Any]:
    """The part of a column's ``info`` that makes it a fact."""
    return {_KEY: FactInfo(field, group, changed)}


def tick(label: LazyString, icon: str, changed: LazyString | None = None) -> dict[str, Any]:
    """The part of a yes/no column's ``info`` that makes it a fact: one label for form, series and invitation."""
    return {_KEY: TickInfo(changed=changed or label, label=label, icon=icon)}


def facts_of(model: type[Base]) -> tuple[FactColumn, ...]:
    """The facts of a model in the order of its columns."""
    columns: Iterable[Column[Any]] = inspect(model).columns
    return tuple(FactColumn(str(column.key), column.info[_KEY]) for column in columns if _KEY in column.info)


def ticks_of(model: type[Base]) -> dict[str, TickInfo]:
    """The yes/no facts of a model, by the names of their columns."""
    return {one.name: one.info for one in facts_of(model) if isinstance(one.info, TickInfo)}
