"""Goals for a year, the editions that were handed on and what they were counted from, and mothers' records."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.accounts.models import Member
from portal.columns import choice
from portal.db import Base, UtcDateTime
from portal.reports.period import Stretch


class ExperienceRecord(Base):
    """A mother printed a record of her experience."""

    __tablename__ = "experience_record"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Goal(Base):
    """What the group wants to reach in a year, in one figure of the report."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("year", "figure"), CheckConstraint("target > 0", name="target"))

    year: Mapped[int]
    #: A key of ``figures.FIGURES``.
    figure: Mapped[str] = mapped_column(String(40))
    target: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))


class QuarterCount(Base):
    """What was counted in a quarter when the first outside edition with it was made. It is never counted anew.

    If it were, whoever holds two editions could subtract what was noted in between.
    """

    __tablename__ = "quarter_count"
    __table_args__ = (
        UniqueConstraint("year", "quarter"),
        CheckConstraint("quarter BETWEEN 1 AND 4", name="quarter"),
    )

    year: Mapped[int]
    quarter: Mapped[int]
    #: As ``editions`` writes it: exact, so it is shown nowhere.
    counts: Mapped[dict[str, Any]]
    counted_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Edition(Base):
    """An outside edition of the report, as it was handed on: one for each quarter, half and year at most."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("year", "stretch"),)

    year: Mapped[int]
    stretch: Mapped[Stretch] = mapped_column(choice(Stretch))
    #: The figures and tables that it shows, and which stories and lines stand in it; no words and no language.
    content: Mapped[dict[str, Any]]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))

    made_by: Mapped[Member | None] = relationship()
