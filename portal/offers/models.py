"""Offers and their texts in each language."""

from datetime import date, datetime, time
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.areas import Area
from portal.core.db import Base, UtcDateTime, enum_column
from portal.core.personal_data import WHOM_TO_ASK, impersonal
from portal.events.fact_columns import fact
from portal.events.facts import Audience, Children, StepFree
from portal.events.models import Partner, Status, TextColumns


class Theme(StrEnum):
    MEETING = "meeting"
    EXERCISE = "exercise"
    HEALTH = "health"
    CHILDREN = "children"
    DANISH = "danish"
    WORK = "work"
    ADVICE = "advice"
    PRACTICAL = "practical"
    CRISIS = "crisis"

    @property
    def label(self) -> LazyString:
        return _WORDS[self][0]

    @property
    def icon(self) -> str:
        return _WORDS[self][1]

    @property
    def palette(self) -> str:
        """The colour of its cards and pages (docs/look.md)."""
        return _LOOKS[self][0]

    @property
    def picture(self) -> str:
        """The picture on top of its pages."""
        return _LOOKS[self][1]


_LOOKS = {
    Theme.MEETING: ("meal", "cup"),
    Theme.EXERCISE: ("health", "swimmer"),
    Theme.HEALTH: ("health", "heart"),
    Theme.CHILDREN: ("feast", "house"),
    Theme.DANISH: ("trip", "book"),
    Theme.WORK: ("trip", "table"),
    Theme.ADVICE: ("house", "talk"),
    Theme.PRACTICAL: ("market", "clothes"),
    Theme.CRISIS: ("house", "hands"),
}
_WORDS = {
    Theme.MEETING: (_("Meet others"), "people"),
    Theme.EXERCISE: (_("Swimming and exercise"), "walk"),
    Theme.HEALTH: (_("Health"), "heart"),
    Theme.CHILDREN: (_("Children and family"), "family"),
    Theme.DANISH: (_("Learn Danish"), "speech"),
    Theme.WORK: (_("Work and education"), "work"),
    Theme.ADVICE: (_("Advice and law"), "letter"),
    Theme.PRACTICAL: (_("Clothes and practical help"), "bag"),
    Theme.CRISIS: (_("Help in a hard time"), "shield"),
}


class Offer(Base):
    """Something the municipality or an association offers residents. Closed, it stays for the counts."""

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("cost_dkk IS NULL OR cost_dkk >= 0", name="cost"),
        CheckConstraint("ends_local IS NULL OR starts_local IS NOT NULL", name="times"),
    )

    _directory = impersonal("the directory; an office, not a person")
    _fact = _directory | fact()

    #: What its QR code and short link hold; never used twice.
    code: Mapped[str] = mapped_column(String(8), unique=True, info=_directory)
    theme: Mapped[Theme] = mapped_column(enum_column(Theme), info=_fact)
    #: Draft, published, or cancelled: it is no longer there.
    status: Mapped[Status] = mapped_column(enum_column(Status), default=Status.DRAFT, info=_directory)
    #: None where it is our own.
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"), info=_fact)
    audience: Mapped[Audience] = mapped_column(enum_column(Audience), default=Audience.EVERYONE, info=_fact)
    children: Mapped[Children] = mapped_column(enum_column(Children), default=Children.WELCOME, info=_fact)
    #: None where it has to be asked, also in a new one: nothing is called free that may not be.
    cost_dkk: Mapped[int | None] = mapped_column(Integer().evaluates_none(), default=0, info=_fact)
    #: Days of the week it happens on, 0 for Monday; empty where it is by appointment or all the time.
    weekdays: Mapped[list[int]] = mapped_column(default=list, info=_fact)
    starts_local: Mapped[time | None] = mapped_column(info=_directory | fact(field="start"))
    ends_local: Mapped[time | None] = mapped_column(info=_directory | fact(field="end"))
    by_appointment: Mapped[bool] = mapped_column(default=False, info=_fact)
    #: One just comes, without signing up.
    drop_in: Mapped[bool] = mapped_column(default=False, info=_fact)
    place_name: Mapped[str] = mapped_column(String(120), default="", info=_fact)
    address: Mapped[str] = mapped_column(String(200), default="", info=_fact)
    landmark: Mapped[str] = mapped_column(String(200), default="", info=_fact)
    #: None where it is for every area.
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), info=_fact)
    step_free: Mapped[StepFree] = mapped_column(enum_column(StepFree), default=StepFree.NOT_KNOWN, info=_fact)
    languages: Mapped[list[str]] = mapped_column(default=list, info=_fact)
    interpreter: Mapped[list[str]] = mapped_column(default=list, info=_fact)
    #: How one gets hold of whoever offers it: an office, not a person.
    phone: Mapped[str | None] = mapped_column(String(20), info=_fact)
    email: Mapped[str | None] = mapped_column(String(254), info=_fact)
    website: Mapped[str | None] = mapped_column(String(300), info=_fact)
    #: The last day somebody looked whether all this is still so.
    confirmed_on: Mapped[date] = mapped_column(info=_directory)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), info=WHOM_TO_ASK)
    version: Mapped[int] = mapped_column(default=1, info=_directory)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_directory)

    organiser: Mapped[Partner | None] = relationship()
    area: Mapped[Area | None] = relationship()
    texts: Mapped[list["OfferText"]] = relationship(back_populates="offer", cascade="all, delete-orphan")

    @property
    def public(self) -> bool:
        return self.status is Status.PUBLISHED

    def text(self, lang: str) -> "OfferText | None":
        """Its words in one language, if somebody wrote them."""
        return next((text for text in self.texts if text.lang == lang), None)


class OfferText(TextColumns, Base):
    """An offer's own words in one language; the facts say the rest."""

    __tablename__ = "offer_text"
    __table_args__ = (UniqueConstraint("offer_id", "lang"),)

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"), info=impersonal("the directory"))

    offer: Mapped[Offer] = relationship(back_populates="texts")
