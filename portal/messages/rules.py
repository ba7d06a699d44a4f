"""Writing to the outbox and closing what stands in it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.messages.models import MessageKind, OutboxMessage, Outcome


def tell(
    session: Session,
    *,
    kind: MessageKind,
    event_id: int,
    signup_id: int,
    occasion: str,
    now: datetime,
) -> None:
    """Put one message into the outbox, and so on the call list, unless the same ``occasion`` was told already."""
    key = f"{kind}:{signup_id}:{occasion}"
    if session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == key)):
        return
    session.add(OutboxMessage(key=key, kind=kind, event_id=event_id, signup_id=signup_id, created_at=now))


def close(session: Session, *, message: OutboxMessage, outcome: Outcome, now: datetime) -> None:
    """Note how a message ended; one that has ended stays as it is."""
    if message.closed_at is None:
        message.closed_at, message.outcome = now, outcome


def reopen(session: Session, *, message: OutboxMessage) -> None:
    """Take back that she was told: the message stands on the call list again. Any other end stays."""
    if message.outcome is Outcome.TOLD:
        message.closed_at = message.outcome = None


def settle(
    session: Session,
    *,
    signup_id: int,
    outcome: Outcome,
    now: datetime,
    kind: MessageKind | None = None,
) -> None:
    """Close what is open for a sign-up (all, or of one ``kind``): it was answered, or is no longer true."""
    still_open = select(OutboxMessage).where(
        OutboxMessage.signup_id == signup_id, OutboxMessage.closed_at.is_(None)
    )
    if kind is not None:
        still_open = still_open.where(OutboxMessage.kind == kind)
    for message in session.scalars(still_open):
        close(session, message=message, outcome=outcome, now=now)
