"""Members, when they are active, and the phones they are signed in on."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import Keep, about, impersonal, personal, pseudonymous, secret


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

_MATCHING_BY_AREA = personal("matching by area")
member_area = Table(
    "member_area",
    Base.metadata,
    Column("member_id", ForeignKey("member.id"), primary_key=True, info=_MATCHING_BY_AREA),
    Column("area_id", ForeignKey("area.id"), primary_key=True, info=_MATCHING_BY_AREA),
    info=about("Where a mother is active."),
)


class Member(Base):
    """A mother or a coordinator: a person with an account."""

    __tablename__ = "member"
    __table_args__ = (CheckConstraint("pin_tries >= 0", name="pin_tries"),)

    _may = personal("what she may do, and since when")
    _matching = personal("matching by language; the report of the group")
    _promise = personal("that she promised confidentiality")

    name: Mapped[str] = mapped_column(String(80), info=personal("whom to ask; who is a host"))
    role: Mapped[Role] = mapped_column(enum_column(Role), info=_may)
    #: The language of her screen, one of ``i18n.LANGUAGES``.
    lang: Mapped[str] = mapped_column(String(8), info=personal("the language of her screen"))
    #: The languages she speaks (CLDR codes).
    languages: Mapped[list[str]] = mapped_column(default=list, info=_matching)
    #: Values of ``Hat``.
    hats: Mapped[list[str]] = mapped_column(default=list, info=_matching)
    #: When she completed the course, where she did.
    trained_on: Mapped[date | None] = mapped_column(info=_matching)
    pin_hash: Mapped[str | None] = mapped_column(String(120), info=secret("opens her phone", Keep.CLOSED))
    #: Wrong PINs in a row; at five only the coordinator can help, in person.
    pin_tries: Mapped[int] = mapped_column(default=0, info=impersonal("stops guessing"))
    promise_accepted_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_promise)
    promise_version: Mapped[str | None] = mapped_column(String(20), info=_promise)
    #: The last day the coordinator sent her a kind line, because she had not been seen for a while.
    written_to_on: Mapped[date | None] = mapped_column(info=personal("not writing to her too often"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_may)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_may)

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

    _active = pseudonymous("how many were active, in any period")

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), info=_active)
    from_day: Mapped[date] = mapped_column(info=_active)
    to_day: Mapped[date | None] = mapped_column(info=_active)

    member: Mapped[Member] = relationship(back_populates="periods")


class SignInLink(Base):
    """A link or QR that signs a phone in once. Only its digest is stored.

    For a member it makes the phone known; with an event and no member it is a door pass.
    """

    __tablename__ = "sign_in_link"
    __table_args__ = (CheckConstraint("(member_id IS NULL) <> (event_id IS NULL)", name="one_purpose"),)

    _digest = secret("recognising the link", Keep.LINK)
    _link = pseudonymous("for whom it is, and that it is used up", Keep.LINK)

    token_digest: Mapped[str] = mapped_column(String(43), unique=True, info=_digest)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), info=_link)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), info=_link)
    #: Whether using it ends her other sessions and forgets her PIN (she was locked out).
    recovery: Mapped[bool] = mapped_column(default=False, info=_link)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_link)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_link)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_link)

    member: Mapped[Member | None] = relationship(foreign_keys=member_id)


class PhoneSession(Base):
    """A phone that is known, until it expires or is ended. Only the cookie's digest is stored."""

    __tablename__ = "phone_session"
    audit_kind = "session"
    __table_args__ = (CheckConstraint("(member_id IS NULL) <> (event_id IS NULL)", name="one_purpose"),)

    _digest = secret("recognising the phone's cookie", Keep.PHONE)
    _phone = pseudonymous("the list of her own phones, and ending them", Keep.PHONE)

    token_digest: Mapped[str] = mapped_column(String(43), unique=True, info=_digest)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True, info=_phone)
    #: Set for a door pass: the only event this phone may count people in at.
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), info=_phone)
    #: What kind of phone it is, in two words, so that she knows it again ("Android, Chrome").
    label: Mapped[str] = mapped_column(String(40), default="", info=_phone)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_phone)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_phone)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_phone)
    #: Opened by PIN until then; use extends it.
    opened_until_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_phone)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_phone)

    member: Mapped[Member | None] = relationship()
