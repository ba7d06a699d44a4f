"""The outbox: what should be told to whom, written in the transaction that gave the reason."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import Keep, pseudonymous


class MessageKind(StrEnum):
    """Why somebody should hear from us."""

    #: A waiting party now has seats.
    PROMOTED = "promoted"
    #: Seats came free in the last 24 hours: ask whether she comes.
    SEAT_FREE = "seat_free"
    EVENT_MOVED = "event_moved"
    EVENT_CANCELLED = "event_cancelled"
    #: She was moved to another event: this is about the sign-up that she has there now.
    PARTY_MOVED = "party_moved"


class Outcome(StrEnum):
    TOLD = "told"
    YES = "yes"
    NO = "no"
    #: No longer true, such as a seat for a party that cancelled meanwhile.
    VOID = "void"


class OutboxMessage(Base):
    """One thing to tell one party; it holds no name or number. Those are read from the sign-up when it leaves."""

    __tablename__ = "outbox_message"

    _telling = pseudonymous("whom to call or write to, and that it was done", Keep.MESSAGE)

    #: The same reason writes the same key, so nobody is told twice.
    key: Mapped[str] = mapped_column(String(80), unique=True, info=_telling)
    kind: Mapped[MessageKind] = mapped_column(enum_column(MessageKind), info=_telling)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True, info=_telling)
    signup_id: Mapped[int] = mapped_column(ForeignKey("signup.id"), index=True, info=_telling)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_telling)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True, info=_telling)
    outcome: Mapped[Outcome | None] = mapped_column(enum_column(Outcome), info=_telling)
