"""What readers and mothers would rather have the portal say."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class WordingSuggestion(Base):
    """A better way to say one string of the catalogues, in one language. It says nothing of who sent it."""

    __tablename__ = "wording_suggestion"

    lang: Mapped[str] = mapped_column(String(8), index=True)
    #: The string in the catalogue: its context where it has one, its (singular) English, and which plural form.
    context: Mapped[str | None] = mapped_column(String(80))
    msgid: Mapped[str] = mapped_column(Text)
    form: Mapped[int] = mapped_column(default=0)
    #: What the portal said when it was sent.
    current: Mapped[str] = mapped_column(Text)
    proposed: Mapped[str] = mapped_column(Text)
    #: The path of the page it stood on, without anything that belongs to one person.
    page: Mapped[str] = mapped_column(String(200), default="")
    #: Set where a member sent it.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    #: When the coordinator put it aside.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
