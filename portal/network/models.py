"""What the network keeps beside its meetings, which are events."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.core.db import Base, UtcDateTime
from portal.core.personal_data import Keep, impersonal, personal, pseudonymous
from portal.events.models import GOES_WITH_DRAFT, Event
from portal.offers.models import Offer


class HostWish(Base):
    """A mother would like to host a network meeting."""

    __tablename__ = "host_wish"

    _asking = pseudonymous("asking her")

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True, info=_asking)
    wished_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_asking)
    #: Taken back, or she has hosted.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_asking)


class MeetingReply(Base):
    """Whether a mother comes to a meeting."""

    __tablename__ = "meeting_reply"
    __table_args__ = (
        UniqueConstraint("event_id", "member_id"),
        Index("ix_meeting_reply_member_id_replied_at", "member_id", "replied_at"),
    )

    _chairs = pseudonymous("how many chairs; who sees the address")

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), info=_chairs | GOES_WITH_DRAFT)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), info=_chairs)
    coming: Mapped[bool] = mapped_column(info=_chairs)
    replied_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_chairs)


class AgendaPoint(Base):
    """What somebody wants to talk about at a meeting. Never about a woman: the page says so."""

    __tablename__ = "agenda_point"

    _agenda = personal("the agenda", Keep.MEETING)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True, info=_agenda | GOES_WITH_DRAFT)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), info=_agenda)
    text: Mapped[str] = mapped_column(String(200), info=_agenda)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_agenda)


class Minutes(Base):
    """What was said at a meeting, for those who could not come; in Danish and whatever else somebody wrote."""

    __tablename__ = "minutes"
    __table_args__ = (UniqueConstraint("event_id", "lang"),)

    _minutes = personal("reading up", Keep.MEETING)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), info=_minutes)
    lang: Mapped[str] = mapped_column(String(8), info=_minutes)
    text: Mapped[str] = mapped_column(Text, info=_minutes)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_minutes)

    event: Mapped[Event] = relationship()


class MinutesSeen(Base):
    """A mother has opened the minutes of a meeting."""

    __tablename__ = "minutes_seen"
    __table_args__ = (UniqueConstraint("event_id", "member_id"),)

    _told = pseudonymous("who has to be told another way")

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), info=_told)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True, info=_told)


class Notice(Base):
    """News from the coordinator to the mothers, perhaps about an event or an offer, until its last day."""

    __tablename__ = "notice"

    _news = impersonal("what is new, and until when")

    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True, info=_news)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id"), index=True, info=_news)
    #: The last day it is shown.
    until: Mapped[date] = mapped_column(index=True, info=_news)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, info=_news)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_news)

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

    _news = impersonal("what is new")

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), info=_news)
    lang: Mapped[str] = mapped_column(String(8), info=_news)
    title: Mapped[str] = mapped_column(String(120), info=_news)
    body: Mapped[str] = mapped_column(Text, default="", info=_news)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, info=_news)

    notice: Mapped[Notice] = relationship(back_populates="texts")


class NoticeSeen(Base):
    """A mother has opened a notice."""

    __tablename__ = "notice_seen"
    __table_args__ = (UniqueConstraint("notice_id", "member_id"),)

    _told = pseudonymous("who has to be told another way")

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), info=_told)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True, info=_told)
