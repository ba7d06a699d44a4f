"""Taps as phones send them: a JSON list that may hold anything, read with suspicion."""

import re
from datetime import timedelta
from typing import Any, Final

from flask_babel import gettext as _

from portal.attendance.models import OpKind
from portal.attendance.rules import Tap
from portal.core.errors import RuleBroken

#: A phone sends its queue in pieces of at most so many.
AT_ONCE: Final = 50
_UUID: Final = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
OP_ID: Final = re.compile(_UUID)
SUBJECT: Final = re.compile(f"party:[1-9][0-9]{{0,5}}|walkin:{_UUID}|estimate|")
_MOST_MS: Final = 10**12
_LARGEST: Final = 10**6


def read_all(body: Any) -> list[Any]:
    """The taps of a body ``{"taps": […]}``, each still to be read. Raises RuleBroken for anything else."""
    taps = body.get("taps") if isinstance(body, dict) else None
    if not isinstance(taps, list) or len(taps) > AT_ONCE:
        raise RuleBroken(_("That did not work. Please open this page again."))
    return taps


def read(item: Any) -> Tap:
    """One tap. It holds numbers and ids; names are never sent this way. Raises RuleBroken for a strange one."""
    if not isinstance(item, dict):
        raise RuleBroken(_("That did not work. Please open this page again."))
    return Tap(
        op_id=_text(item, "op_id", OP_ID),
        kind=_kind(item.get("kind")),
        subject=_text(item, "subject", SUBJECT, default=""),
        adults=_whole(item, "adults", _LARGEST),
        children=_whole(item, "children", _LARGEST),
        amount=_whole(item, "amount", _LARGEST),
        age=timedelta(milliseconds=_whole(item, "age", _MOST_MS)),
    )


def _kind(value: Any) -> OpKind:
    if not isinstance(value, str) or value not in OpKind.__members__.values():
        raise RuleBroken(_("That did not work. Please open this page again."))
    return OpKind(value)


def _text(item: dict[str, Any], key: str, pattern: re.Pattern[str], default: str | None = None) -> str:
    value = item.get(key, default)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise RuleBroken(_("That did not work. Please open this page again."))
    return value


def _whole(item: dict[str, Any], key: str, most: int) -> int:
    value = item.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or not -most <= value <= most:
        raise RuleBroken(_("That did not work. Please open this page again."))
    return value
