"""Funders, what they give for a year, and what an event cost."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.areas import Area
from portal.core.db import Base, UtcDateTime
from portal.core.personal_data import about, impersonal, secret
from portal.events.models import Event

_PAGE = impersonal("its page in the report")
funder_area = Table(
    "funder_area",
    Base.metadata,
    Column("funder_id", ForeignKey("funder.id"), primary_key=True, info=_PAGE),
    Column("area_id", ForeignKey("area.id"), primary_key=True, info=_PAGE),
    info=about("An area a funder cares for."),
)


class Funder(Base):
    """Somebody who gives the group money: a housing association, a municipality."""

    __tablename__ = "funder"

    _report = impersonal("the report")

    name: Mapped[str] = mapped_column(String(120), unique=True, info=_report)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_report)
    #: Gives no more; what it has given stays.
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_report)

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

    _report = impersonal("the report")

    funder_id: Mapped[int] = mapped_column(ForeignKey("funder.id"), info=_report)
    year: Mapped[int] = mapped_column(index=True, info=_report)
    #: In øre, a hundredth of a krone.
    amount_ore: Mapped[int] = mapped_column(info=_report)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_report)

    funder: Mapped[Funder] = relationship(back_populates="fundings")


class Expense(Base):
    """One receipt: what was bought for an event, and for how much."""

    __tablename__ = "expense"
    __table_args__ = (
        CheckConstraint("amount_ore > 0", name="amount"),
        Index("ix_expense_event_id", "event_id"),
    )

    _cost = impersonal("what an event cost")
    _form_key = secret("the same form sent twice is one receipt")

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), info=_cost)
    #: The number on the receipt, as the group's books have it.
    receipt: Mapped[str] = mapped_column(String(40), default="", info=_cost)
    what: Mapped[str] = mapped_column(String(120), info=_cost)
    #: In øre, a hundredth of a krone.
    amount_ore: Mapped[int] = mapped_column(info=_cost)
    form_key: Mapped[str] = mapped_column(String(43), unique=True, info=_form_key)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_cost)

    event: Mapped[Event] = relationship()
