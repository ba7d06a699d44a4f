"""What the network keeps beside its meetings, which are events."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.db import Base, UtcDateTime
from portal.events.models import Event
from portal.offers.models import Offer


class HostWish(Base):
    """A mother would like to host a network meeting."""

    __tablename__ = "host_wish"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    wished_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Taken back, or she has hosted.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MeetingReply(Base):
    """Whether a mother comes to a meeting."""

    __tablename__ = "meeting_reply"
    __table_args__ = (UniqueConstraint("event_id", "member_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    coming: Mapped[bool]
    replied_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AgendaPoint(Base):
    """What somebody wants to talk about at a meeting. Never about a woman: the page says so."""

    __tablename__ = "agenda_point"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    text: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Minutes(Base):
    """What was said at a meeting, for those who could not come; in Danish and whatever else somebody wrote."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("event_id", "lang"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    lang: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))

    event: Mapped[Event] = relationship()


class MinutesSeen(Base):
    """A mother has opened the minutes of a meeting."""

    __tablename__ = "minutes_seen"
    __table_args__ = (UniqueConstraint("event_id", "member_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Notice(Base):
    """News from the coordinator to the mothers, perhaps about an event or an offer, until its last day."""

    __tablename__ = "notice"

    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"), index=True)
    #: The last day it is shown.
    until: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    event: Mapped[Event | None] = relationship()
    offer: Mapped[Offer | None] = relationship()
    texts: Mapped[list["NoticeText"]] = relationship(back_populates="notice", cascade="all, delete-orphan")

    def text(self, lang: str) -> "NoticeText | None":
        """Its words in one language, if somebody wrote them."""
        return next((text for text in self.texts if text.lang == lang), None)


class NoticeText(Base):
    """A notice's words in one language; Danish is always there."""

    __tablename__ = "notice_text"
    __table_args__ = (UniqueConstraint("notice_id", "lang"),)

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    lang: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text, default="")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))

    notice: Mapped[Notice] = relationship(back_populates="texts")


class NoticeSeen(Base):
    """A mother has opened a notice."""

    __tablename__ = "notice_seen"
    __table_args__ = (UniqueConstraint("notice_id", "member_id"),)

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
