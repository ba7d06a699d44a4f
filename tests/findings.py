"""How a sweep fails: one line for each page or place at which it found something, and no diff of a table."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest


def none_of(findings: Mapping[Any, Any] | Iterable[Any]) -> None:
    """Fail with one line for each finding; a mapping holds what was found by the place where."""
    if isinstance(findings, Mapping):
        lines = [f"{_named(place)}: {what}" for place, what in findings.items()]
    else:
        lines = [_named(place) for place in findings]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def same(found: Mapping[Any, Any], expected: Mapping[Any, Any]) -> None:
    """Fail with one line for each key at which two tables differ."""
    nothing = "nothing"
    none_of(
        {
            key: f"found {found.get(key, nothing)!r}, expected {expected.get(key, nothing)!r}"
            for key in {**expected, **found}
            if found.get(key, nothing) != expected.get(key, nothing)
        }
    )


def _named(place: Any) -> str:
    return " ".join(map(str, place)) if isinstance(place, tuple) else str(place)
