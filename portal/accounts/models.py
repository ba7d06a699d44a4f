"""Members, when they are active, and the phones they are signed in on."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.areas import Area
from portal.columns import choice
from portal.db import Base, UtcDateTime


class Role(StrEnum):
    """What a member may do; the table is in ``portal/access.py``."""

    MOTHER = "mother"
    COORDINATOR = "coordinator"

    @property
    def label(self) -> LazyString:
        return _ROLE_LABELS[self]


_ROLE_LABELS = {Role.MOTHER: _("Neighbourhood mother"), Role.COORDINATOR: _("Coordinator")}


class Hat(StrEnum):
    """What a mother also is: several have more than one hat."""

    HEALTH_MEDIATOR = "health_mediator"
    INTERPRETER = "interpreter"
    ASSOCIATION = "association"

    @property
    def label(self) -> LazyString:
        return _HAT_LABELS[self]


_HAT_LABELS = {
    Hat.HEALTH_MEDIATOR: _("Health mediator"),
    Hat.INTERPRETER: _("Interpreter"),
    Hat.ASSOCIATION: _("Active in an association"),
}

member_area = Table(
    "member_area",
    Base.metadata,
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("area_id", ForeignKey("area.id"), primary_key=True),
)


class Member(Base):
    """A mother or a coordinator: a person with an account."""

    __tablename__ = "member"
    __table_args__ = (CheckConstraint("pin_tries >= 0", name="pin_tries"),)

    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[Role] = mapped_column(choice(Role))
    #: The language of her screen, one of ``i18n.LANGUAGES``.
    lang: Mapped[str] = mapped_column(String(8))
    #: The languages she speaks (CLDR codes).
    languages: Mapped[list[str]] = mapped_column(default=list)
    #: Values of ``Hat``.
    hats: Mapped[list[str]] = mapped_column(default=list)
    #: When she completed the course, where she did.
    trained_on: Mapped[date | None]
    pin_hash: Mapped[str | None] = mapped_column(String(120))
    #: Wrong PINs in a row; at five only the coordinator can help, in person.
    pin_tries: Mapped[int] = mapped_column(default=0)
    promise_accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    promise_version: Mapped[str | None] = mapped_column(String(20))
    #: The last day the coordinator sent her a kind line, because she had not been seen for a while.
    written_to_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    areas: Mapped[list[Area]] = relationship(secondary=member_area, order_by=Area.name)
    periods: Mapped[list["ActivePeriod"]] = relationship(
        back_populates="member", order_by="ActivePeriod.from_day", cascade="all, delete-orphan"
    )

    @property
    def other_hats(self) -> list[Hat]:
        """What she is besides, as labels can be shown."""
        return [Hat(value) for value in self.hats]

    def active_on(self, day: date) -> bool:
        """Whether she is active that day: a history of periods, not a flag."""
        return any(p.from_day <= day and (p.to_day is None or day <= p.to_day) for p in self.periods)

    def resting_until(self, day: date) -> date | None:
        """The day she is active again by itself, where she rests on ``day`` and has said until when."""
        if self.active_on(day):
            return None
        return min((p.from_day for p in self.periods if p.from_day > day), default=None)


class ActivePeriod(Base):
    """A stretch of days in which a mother was active, both ends included; open while she still is."""

    __tablename__ = "active_period"
    __table_args__ = (
        CheckConstraint("to_day IS NULL OR to_day >= from_day", name="order"),
        UniqueConstraint("member_id", "from_day"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    from_day: Mapped[date]
    to_day: Mapped[date | None]

    member: Mapped[Member] = relationship(back_populates="periods")


class SignInLink(Base):
    """A link or QR that signs a phone in once. Only its digest is stored.

    For a member it makes the phone known; with an event and no member it is a door pass.
    """

    __tablename__ = "sign_in_link"
    __table_args__ = (CheckConstraint("(member_id IS NULL) <> (event_id IS NULL)", name="one_purpose"),)

    token_digest: Mapped[str] = mapped_column(String(43), unique=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    #: Whether using it ends her other sessions and forgets her PIN (she was locked out).
    recovery: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    member: Mapped[Member | None] = relationship(foreign_keys=member_id)


class PhoneSession(Base):
    """A phone that is known, until it expires or is ended. Only the cookie's digest is stored."""

    __tablename__ = "phone_session"
    __table_args__ = (CheckConstraint("(member_id IS NULL) <> (event_id IS NULL)", name="one_purpose"),)

    token_digest: Mapped[str] = mapped_column(String(43), unique=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    #: Set for a door pass: the only event this phone may count people in at.
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    #: What kind of phone it is, in two words, so that she knows it again ("Android, Chrome").
    label: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Opened by PIN until then; use extends it.
    opened_until_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    member: Mapped[Member | None] = relationship()


class RateBucket(Base):
    """How often something was tried in one stretch of time, shared by all workers (``portal/limits.py``)."""

    __tablename__ = "rate_bucket"
    __table_args__ = (UniqueConstraint("key", "window"),)

    #: A digest of the action and of who tried; never an address in clear.
    key: Mapped[str] = mapped_column(String(43))
    window: Mapped[int]
    count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
