"""How a task is said: so many of what, with its picture, and when."""

from collections.abc import Callable, Iterable
from datetime import time
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext as _n

from portal.core.i18n import format_time, language_name
from portal.helping.models import Contains, EventTask, TaskKind
from portal.helping.tasks import TaskSlot

ICONS: Final = {
    TaskKind.CAKE: "cake",
    TaskKind.DISH: "food",
    TaskKind.COFFEE: "cup",
    TaskKind.COOKING: "pan",
    TaskKind.CHAIRS: "chair",
    TaskKind.CHILDMINDING: "child",
    TaskKind.INTERPRETING: "interpreter",
    TaskKind.CLEARING_UP: "broom",
}


_SO_MANY: Final[dict[TaskKind, Callable[[int], str]]] = {
    TaskKind.CAKE: lambda num: _n("%(num)s cake", "%(num)s cakes", num),
    TaskKind.DISH: lambda num: _n("%(num)s dish to share", "%(num)s dishes to share", num),
    TaskKind.COFFEE: lambda num: _n("%(num)s who makes coffee and tea", "%(num)s who make coffee and tea", num),
    TaskKind.COOKING: lambda num: _n("%(num)s who cooks", "%(num)s who cook", num),
    TaskKind.CHAIRS: lambda num: _n("%(num)s for tables and chairs", "%(num)s for tables and chairs", num),
    TaskKind.CHILDMINDING: lambda num: _n(
        "%(num)s to look after the children", "%(num)s to look after the children", num
    ),
    TaskKind.INTERPRETING: lambda num: _n("%(num)s who interprets", "%(num)s who interpret", num),
    TaskKind.CLEARING_UP: lambda num: _n("%(num)s to clear up", "%(num)s to clear up", num),
}


def so_many(slot: TaskSlot, num: int) -> str:
    """“2 cakes”, “1 who interprets Arabic”: what is missing, or what is there."""
    if not slot.lang:
        return _SO_MANY[slot.kind](num)
    language = language_name(slot.lang)
    return _n("%(num)s who interprets %(language)s", "%(num)s who interpret %(language)s", num, language=language)


def slot_of(task: EventTask) -> TaskSlot:
    return TaskSlot(task.kind, task.lang)


def name(slot: TaskSlot) -> str:
    label = str(slot.kind.label)
    return f"{label}: {language_name(slot.lang)}" if slot.lang else label


def when(slot: TaskSlot, at_local: time | None) -> str:
    """“Bring it by 16:30”, “Be there at 16:30”; nothing where no time is said."""
    if at_local is None:
        return ""
    if slot.kind.is_food:
        return _("Bring it by %(time)s", time=format_time(at_local))
    return _("Be there at %(time)s", time=format_time(at_local))


def contains(values: Iterable[str]) -> list[str]:
    """What is in it, in the order everybody knows."""
    told = set(values)
    return [str(one.label) for one in Contains if one in told]
