"""The outbox: what should be told to whom, written in the transaction that gave the reason."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.columns import choice
from portal.db import Base, UtcDateTime


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


class Channel(StrEnum):
    """How she is reached. ``CALL`` stands on the coordinator's call list."""

    SMS = "sms"
    EMAIL = "email"
    CALL = "call"


class Outcome(StrEnum):
    """How a message ended."""

    TOLD = "told"
    YES = "yes"
    NO = "no"
    #: No longer true, such as a seat for a party that cancelled meanwhile.
    VOID = "void"


class OutboxMessage(Base):
    """One thing to tell one party. It holds no name or number: those are read from the sign-up when it leaves."""

    __tablename__ = "outbox_message"

    #: The same reason writes the same key, so nobody is told twice.
    key: Mapped[str] = mapped_column(String(80), unique=True)
    kind: Mapped[MessageKind] = mapped_column(choice(MessageKind))
    channel: Mapped[Channel] = mapped_column(choice(Channel))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    signup_id: Mapped[int] = mapped_column(ForeignKey("signup.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
