"""Rate limits in the database: shared by all workers, and still there after a restart.

``limits`` has no SQL store, so this is one row per key and stretch of time, counted up atomically. An error of
the database raises: at sign-in that fails closed.
"""

from datetime import UTC, datetime
from ipaddress import IPv6Address, IPv6Network

from sqlalchemy import String, UniqueConstraint, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.core.crypto import digest
from portal.core.db import Base, UtcDateTime
from portal.core.personal_data import Keep, pseudonymous


class RateBucket(Base):
    """How often something was tried in one stretch of time. All workers share it."""

    __tablename__ = "rate_bucket"
    __table_args__ = (UniqueConstraint("key", "window"),)

    _tries = pseudonymous("stopping misuse; the key is a digest", Keep.BUCKET)

    #: A digest of the action and of who tried; never an address in clear.
    key: Mapped[str] = mapped_column(String(43), info=_tries)
    window: Mapped[int] = mapped_column(info=_tries)
    count: Mapped[int] = mapped_column(info=_tries)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, info=_tries)


def take(session: Session, *, action: str, who: str, limit: int, seconds: int, now: datetime) -> bool:
    """Count one try of ``action`` by ``who`` in this stretch of time; whether it is within ``limit``.

    ``who`` (a network address) is stored as a digest only. Call it within ``side_transaction()`` where the try
    must count even if the request is refused.
    """
    key, window = digest("limit", action, _connection(who)), int(now.timestamp()) // seconds
    bump = (
        update(RateBucket)
        .where(RateBucket.key == key, RateBucket.window == window)
        .values(count=RateBucket.count + 1)
        .returning(RateBucket.count)
        .execution_options(synchronize_session=False)  # nobody holds a bucket as an object
    )
    count = session.scalar(bump)
    if count is None:
        expires = datetime.fromtimestamp((window + 1) * seconds, UTC)
        try:
            with session.begin_nested():
                session.add(RateBucket(key=key, window=window, count=1, expires_at=expires))
            count = 1
        except IntegrityError:  # another worker was first (PostgreSQL)
            count = session.scalars(bump).one()
    return count <= limit


def _connection(address: str) -> str:
    """The address; of IPv6 its first half, since whoever has one such address has as many as there are."""
    try:
        found = IPv6Address(address)
    except ValueError:
        return address
    return address if found.ipv4_mapped else str(IPv6Network((found.packed, 64), strict=False))
