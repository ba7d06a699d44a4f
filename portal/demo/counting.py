"""The taps at the door of a demo event."""

from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from portal.attendance.models import AttendanceOp, OpKind
from portal.attendance.tally import ESTIMATE, PARTY, WALK_IN
from portal.events.models import Event
from portal.signups.models import SignUp


class DemoCounting:
    """One mother's phone at the door of one event. Each call is one tap."""

    def __init__(self, session: Session, random: Random, event: Event, member_id: int) -> None:
        self._session, self._random = session, random
        self._event, self._member_id = event, member_id

    def here(self, signup: SignUp, at: datetime) -> None:
        """A party is here, as many as it said."""
        self._tap(
            OpKind.HERE,
            at,
            subject=f"{PARTY}{signup.ticket.number}",
            signup_id=signup.id,
            adults=signup.adults,
            children=signup.children,
        )

    def walk_in(
        self, adults: int, children: int, at: datetime, *, name: str | None = None, lang: str | None = None
    ) -> None:
        """Guests who had not signed up."""
        op_id = self._op_id()
        self._tap(
            OpKind.WALK_IN,
            at,
            op_id=op_id,
            subject=f"{WALK_IN}{op_id}",
            adults=adults,
            children=children,
            name=name,
            lang=lang,
        )

    def count(self, kind: OpKind, at: datetime) -> None:
        """One more who is new in Denmark, or here for the first time."""
        self._tap(kind, at, amount=1)

    def estimate(self, people: int, at: datetime) -> None:
        """Nobody could count: we were about so many."""
        self._tap(OpKind.ESTIMATE, at, subject=ESTIMATE, amount=people)

    def _op_id(self) -> str:
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def _tap(self, kind: OpKind, at: datetime, **values: Any) -> None:
        op = AttendanceOp(
            op_id=values.pop("op_id", None) or self._op_id(),
            event_id=self._event.id,
            kind=kind,
            tapped_at=at,
            received_at=at,
            member_id=self._member_id,
            **values,
        )
        self._session.add(op)
