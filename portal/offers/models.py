"""Offers and their texts in each language."""

from datetime import date, datetime, time
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.areas import Area
from portal.columns import choice
from portal.db import Base, UtcDateTime
from portal.events.facts import Audience, Children, StepFree
from portal.events.models import Partner, Status, Words


class Theme(StrEnum):
    """What an offer is about."""

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

    #: What its QR code and short link hold; never used twice.
    code: Mapped[str] = mapped_column(String(8), unique=True)
    theme: Mapped[Theme] = mapped_column(choice(Theme))
    #: Draft, published, or cancelled: it is no longer there.
    status: Mapped[Status] = mapped_column(choice(Status), default=Status.DRAFT)
    #: None where it is our own.
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("partner.id"))
    audience: Mapped[Audience] = mapped_column(choice(Audience), default=Audience.EVERYONE)
    children: Mapped[Children] = mapped_column(choice(Children), default=Children.WELCOME)
    #: None where it has to be asked, also in a new one: nothing is called free that may not be.
    cost_dkk: Mapped[int | None] = mapped_column(Integer().evaluates_none(), default=0)
    #: Days of the week it happens on, 0 for Monday; empty where it is by appointment or all the time.
    weekdays: Mapped[list[int]] = mapped_column(default=list)
    starts_local: Mapped[time | None]
    ends_local: Mapped[time | None]
    by_appointment: Mapped[bool] = mapped_column(default=False)
    #: One just comes, without signing up.
    drop_in: Mapped[bool] = mapped_column(default=False)
    place_name: Mapped[str] = mapped_column(String(120), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    landmark: Mapped[str] = mapped_column(String(200), default="")
    #: None where it is for every area.
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"))
    step_free: Mapped[StepFree] = mapped_column(choice(StepFree), default=StepFree.NOT_KNOWN)
    languages: Mapped[list[str]] = mapped_column(default=list)
    interpreter: Mapped[list[str]] = mapped_column(default=list)
    #: How one gets hold of whoever offers it: an office, not a person.
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(254))
    website: Mapped[str | None] = mapped_column(String(300))
    #: The last day somebody looked whether all this is still so.
    confirmed_on: Mapped[date]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))

    organiser: Mapped[Partner | None] = relationship()
    area: Mapped[Area | None] = relationship()
    texts: Mapped[list["OfferText"]] = relationship(back_populates="offer", cascade="all, delete-orphan")

    @property
    def public(self) -> bool:
        """Whether residents may see it."""
        return self.status is Status.PUBLISHED

    def text(self, lang: str) -> "OfferText | None":
        """Its words in one language, if somebody wrote them."""
        return next((text for text in self.texts if text.lang == lang), None)


class OfferText(Words, Base):
    """An offer's own words in one language; the facts say the rest."""

    __tablename__ = "offer_text"
    __table_args__ = (UniqueConstraint("offer_id", "lang"),)

    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"))

    offer: Mapped[Offer] = relationship(back_populates="texts")
