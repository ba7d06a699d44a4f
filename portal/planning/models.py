"""What planning keeps beside the events themselves: a template for each kind."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Base, enum_column
from portal.core.personal_data import impersonal
from portal.events.kinds import Kind
from portal.events.models import GOES_WITH_DRAFT, Event


class KindTemplate(Base):
    """The event that new ones of its kind begin as."""

    __tablename__ = "kind_template"

    _planning = impersonal("planning in minutes")

    kind: Mapped[Kind] = mapped_column(enum_column(Kind), unique=True, info=_planning)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True, info=_planning | GOES_WITH_DRAFT)

    event: Mapped[Event] = relationship()
