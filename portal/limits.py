"""Rate limits in the database: shared by all workers, and still there after a restart.

``limits`` has no SQL store, so this is one row per key and stretch of time, counted up atomically. An error of
the database raises: at sign-in that fails closed.
"""

from datetime import UTC, datetime
from ipaddress import IPv6Address, IPv6Network

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.accounts.models import RateBucket
from portal.crypto import digest


def take(session: Session, *, action: str, who: str, limit: int, seconds: int, now: datetime) -> bool:
    """Count one try of ``action`` by ``who`` in this stretch of time; whether it is within ``limit``.

    ``who`` (a network address) is stored as a digest only. Call it within ``db.note()`` where the try must
    count even if the request is refused.
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
