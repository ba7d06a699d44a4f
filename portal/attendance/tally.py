"""The fold from taps to numbers. It reads nothing but the taps: the same taps always give the same tally."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Final, Protocol

from portal.attendance.models import OpKind

PARTY: Final = "party:"
WALK_IN: Final = "walkin:"
ESTIMATE: Final = "estimate"


class Op(Protocol):
    """What the fold reads of an ``AttendanceOp``."""

    @property
    def id(self) -> int: ...
    @property
    def op_id(self) -> str: ...
    @property
    def kind(self) -> OpKind: ...
    @property
    def subject(self) -> str: ...
    @property
    def adults(self) -> int: ...
    @property
    def children(self) -> int: ...
    @property
    def amount(self) -> int: ...
    @property
    def name(self) -> str | None: ...
    @property
    def lang(self) -> str | None: ...
    @property
    def tapped_at(self) -> datetime: ...


@dataclass(frozen=True)
class Heads:
    adults: int
    children: int

    @property
    def people(self) -> int:
        return self.adults + self.children


@dataclass(frozen=True)
class WalkIn(Heads):
    """Guests who had not signed up. A name and a language only where they said them."""

    subject: str
    name: str | None = None
    lang: str | None = None


@dataclass(frozen=True)
class Tally:
    """Who is here. ``parties`` is by ticket number and holds only parties that came."""

    parties: Mapping[int, Heads]
    walk_ins: tuple[WalkIn, ...]
    new_in_denmark: int
    first_time: int
    #: "We were about so many", where somebody said so.
    estimate: int | None
    #: People of the parties that have a seat.
    expected: int = 0
    #: None where everyone fits in.
    seats: int | None = None

    @cached_property
    def adults(self) -> int:
        return sum(heads.adults for heads in (*self.parties.values(), *self.walk_ins))

    @cached_property
    def children(self) -> int:
        return sum(heads.children for heads in (*self.parties.values(), *self.walk_ins))

    @property
    def counted(self) -> int:
        """People who were counted one by one."""
        return self.adults + self.children

    @property
    def estimated(self) -> bool:
        """Whether ``here`` is an estimate, because nobody was counted."""
        return self.counted == 0 and self.estimate is not None

    @property
    def here(self) -> int:
        """How many came: the count, or the estimate where nobody was counted."""
        return self.estimate if self.counted == 0 and self.estimate is not None else self.counted


def tally(
    ops: Iterable[Op],
    *,
    joined: Mapping[int, int] = MappingProxyType({}),
    expected: int = 0,
    seats: int | None = None,
) -> Tally:
    """Fold taps in any order. About one thing the last tap holds, by the time of the tap and then by arrival.

    ``joined`` names for a number that became part of another the one that is left: taps under either are about
    one party. The two counts are added up tap by tap and never fall below zero. A tap with the same ``op_id``
    counts once.
    """
    last: dict[str, Op] = {}
    counts = {OpKind.NEW_IN_DENMARK: 0, OpKind.FIRST_TIME: 0}
    seen: set[str] = set()
    first_seen: dict[str, int] = {}
    for op in sorted(ops, key=lambda op: (op.tapped_at, op.id)):
        if op.op_id in seen:
            continue
        seen.add(op.op_id)
        if op.kind in counts:
            counts[op.kind] = max(0, counts[op.kind] + op.amount)
        else:
            subject = _about(op.subject, joined)
            last[subject] = op
            first_seen.setdefault(subject, len(first_seen))
    standing = {subject: op for subject, op in last.items() if op.kind is not OpKind.UNDO}
    walk_ins = sorted((s for s in standing if s.startswith(WALK_IN)), key=lambda s: first_seen[s])
    return Tally(
        parties={
            int(subject.removeprefix(PARTY)): Heads(op.adults, op.children)
            for subject, op in sorted(standing.items())
            if subject.startswith(PARTY)
        },
        walk_ins=tuple(_walk_in(standing[subject]) for subject in walk_ins),
        new_in_denmark=counts[OpKind.NEW_IN_DENMARK],
        first_time=counts[OpKind.FIRST_TIME],
        estimate=standing[ESTIMATE].amount if ESTIMATE in standing else None,
        expected=expected,
        seats=seats,
    )


def _about(subject: str, joined: Mapping[int, int]) -> str:
    if not subject.startswith(PARTY):
        return subject
    number = int(subject.removeprefix(PARTY))
    return f"{PARTY}{joined.get(number, number)}"


def _walk_in(op: Op) -> WalkIn:
    return WalkIn(op.adults, op.children, op.subject, op.name, op.lang)
