"""Who did or read what with personal data: an append-only log that holds none of that data."""

from datetime import datetime

from sqlalchemy import String, event, inspect
from sqlalchemy.orm import Mapped, Mapper, Session, mapped_column

from portal.core.actors import Actor
from portal.core.db import Base, UtcDateTime, side_transaction, utcnow
from portal.core.personal_data import Keep, pseudonymous


class AuditEntry(Base):
    """Who read or changed what; it holds none of the data. ``subject`` is a kind and a number (``signup:41``)."""

    __tablename__ = "audit_entry"

    _breach = pseudonymous("looking into a breach of confidence", Keep.AUDIT)

    at: Mapped[datetime] = mapped_column("at", UtcDateTime, index=True, info=_breach)
    #: ``member:7``, ``doorpass:3``, ``guest`` or ``system``.
    actor: Mapped[str] = mapped_column(String(40), info=_breach)
    #: What happened, as ``package.verb``: ``signups.cancel``, ``contacts.read``.
    action: Mapped[str] = mapped_column(String(40), info=_breach)
    subject: Mapped[str] = mapped_column(String(60), info=_breach)


def record(
    session: Session,
    action: str,
    row: Base | str,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """Add an entry to the transaction that did the thing.

    ``row``: what it was done to, stored as its ``audit_kind`` and number. A word where it is no row (``calls``),
    or a kind and a number where it is not loaded or is gone (``event:7``). A new row is flushed, so that it has a
    number.
    """
    subject = _subject(session, row) if isinstance(row, Base) else row
    session.add(AuditEntry(at=now, actor=by.name_for_audit, action=action, subject=subject))


def record_reading(action: str, row: Base | str, *, by: Actor) -> None:
    """Keep that somebody reads this now, whatever becomes of the request; it ends the request's other reads."""
    with side_transaction() as session:
        record(session, action, row, by=by, now=utcnow())


def _subject(session: Session, row: Base) -> str:
    state = inspect(row)
    if state.pending:
        session.flush()
    assert state.identity is not None, "the row is in no session"
    return f"{row.audit_kind or row.__tablename__}:{state.identity[0]}"


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _append_only(_mapper: Mapper[AuditEntry], _connection: object, _entry: AuditEntry) -> None:
    raise RuntimeError("the audit log is only added to")
