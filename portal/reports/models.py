"""The editions that were handed on, and mothers' records."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Member
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.periods import Stretch
from portal.core.personal_data import impersonal, pseudonymous


class ExperienceRecord(Base):
    """A mother printed a record of her experience."""

    __tablename__ = "experience_record"

    _made = pseudonymous("how many made use of it")

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True, info=_made)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_made)


class Edition(Base):
    """An outside edition of the report, as it was handed on. Those of a year do not overlap (``editions.py``)."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("year", "stretch"),)

    _shown = impersonal("what others hold; no small number stands in it")

    year: Mapped[int] = mapped_column(info=_shown)
    stretch: Mapped[Stretch] = mapped_column(enum_column(Stretch), info=_shown)
    #: The figures and tables that it shows, and which stories and lines stand in it; no words and no language.
    content: Mapped[dict[str, Any]] = mapped_column(info=_shown)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_shown)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), info=pseudonymous("who made it"))

    made_by: Mapped[Member | None] = relationship()
