"""Where posters hang, and how often the code of one was opened."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime
from portal.core.personal_data import impersonal
from portal.events.models import GOES_WITH_DRAFT


class Placement(Base):
    """A place where posters hang. Its code stands in the QR code after the event's: ``/e/7K3F-VASKERI``."""

    __tablename__ = "placement"

    _poster = impersonal("the code on a poster; what each place has brought")

    code: Mapped[str] = mapped_column(String(12), unique=True, info=_poster)
    name: Mapped[str] = mapped_column(String(80), info=_poster)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), info=_poster)
    #: No posters hang there any more; what it has brought stays.
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_poster)


class PosterVisit(Base):
    """How often the code on an event's posters at one place was opened on one day (Danish time)."""

    __tablename__ = "poster_visit"
    __table_args__ = (
        UniqueConstraint("event_id", "place", "day"),
        CheckConstraint("visits > 0", name="visits"),
    )

    _visits_of = impersonal("what each place has brought")

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), info=_visits_of | GOES_WITH_DRAFT)
    #: The placement's code; empty for a poster that names none.
    place: Mapped[str] = mapped_column(String(12), default="", info=_visits_of)
    day: Mapped[date] = mapped_column(info=_visits_of)
    visits: Mapped[int] = mapped_column(info=_visits_of)
