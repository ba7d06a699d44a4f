"""Funders, what they give for a year, and what an event cost."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.areas import Area
from portal.db import Base, UtcDateTime
from portal.events.models import Event

funder_area = Table(
    "funder_area",
    Base.metadata,
    Column("funder_id", ForeignKey("funder.id"), primary_key=True),
    Column("area_id", ForeignKey("area.id"), primary_key=True),
)


class Funder(Base):
    """Somebody who gives the group money: a housing association, a municipality."""

    __tablename__ = "funder"

    name: Mapped[str] = mapped_column(String(120), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Gives no more; what it has given stays.
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    #: The areas it cares for; none where it is for all of them.
    areas: Mapped[list[Area]] = relationship(secondary=funder_area, order_by=Area.name)
    fundings: Mapped[list["Funding"]] = relationship(back_populates="funder", order_by="Funding.year")


class Funding(Base):
    """What a funder gives for a calendar year."""

    __tablename__ = "funding"
    __table_args__ = (
        UniqueConstraint("funder_id", "year"),
        CheckConstraint("amount_ore > 0", name="amount"),
    )

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"))
    year: Mapped[int] = mapped_column(index=True)
    #: In øre, a hundredth of a krone.
    amount_ore: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))

    funder: Mapped[Funder] = relationship(back_populates="fundings")


class Expense(Base):
    """One receipt: what was bought for an event, and for how much."""

    __tablename__ = "expense"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        Index("ix_expense_event_id", "event_id"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    #: The number on the receipt, as the group's books have it.
    receipt: Mapped[str] = mapped_column(String(40), default="")
    what: Mapped[str] = mapped_column(String(120))
    #: In øre, a hundredth of a krone.
    amount_ore: Mapped[int]
    form_key: Mapped[str] = mapped_column(String(43), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))

    event: Mapped[Event] = relationship()
