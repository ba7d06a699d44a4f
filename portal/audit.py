"""Who did or read what with personal data: an append-only log that holds none of that data."""

from datetime import datetime

from sqlalchemy import String, event
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from portal.db import Base, UtcDateTime


class AuditEntry(Base):
    """One act. ``subject`` is a kind and a number (``signup:41``), never a name; the table is only added to."""

    __tablename__ = "audit_entry"

    at: Mapped[datetime] = mapped_column("at", UtcDateTime, index=True)
    #: ``member:7``, ``doorpass:3``, ``guest`` or ``system``.
    actor: Mapped[str] = mapped_column(String(40))
    #: What happened, as ``room.verb``: ``signups.cancel``, ``contacts.read``.
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))


def record(session: Session, *, actor: str, action: str, subject: str, now: datetime) -> None:
    """Add an entry to the transaction that did the thing."""
    session.add(AuditEntry(at=now, actor=actor, action=action, subject=subject))


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _append_only(_mapper: Mapper[AuditEntry], _connection: object, _entry: AuditEntry) -> None:
    raise RuntimeError("the audit log is only added to")
