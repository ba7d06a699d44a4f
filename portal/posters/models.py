"""Where posters hang, and how often the code of one was opened."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class Placement(Base):
    """A place where posters hang. Its code stands in the QR code after the event's: ``/e/7K3F-VASKERI``."""

    __tablename__ = "placement"

    code: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    #: No posters hang there any more; what it has brought stays.
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PosterVisit(Base):
    """How often the code on an event's posters at one place was opened on one day (Danish time)."""

    __tablename__ = "poster_visit"
    __table_args__ = (
        UniqueConstraint("event_id", "place", "day"),
        CheckConstraint("visits > 0", name="visits"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    #: The placement's code; empty for a poster that names none.
    place: Mapped[str] = mapped_column(String(12), default="")
    day: Mapped[date]
    visits: Mapped[int]
