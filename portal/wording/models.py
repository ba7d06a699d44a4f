"""What readers and mothers would rather have the portal say."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime
from portal.core.personal_data import Keep, impersonal, pseudonymous


class WordingSuggestion(Base):
    """A better way to say a sentence of the portal in one language; a resident who sends one stays unknown."""

    __tablename__ = "wording_suggestion"
    audit_kind = "suggestion"

    _better = impersonal("better words in every language", Keep.SUGGESTION)
    _sender = pseudonymous("whom to ask what she meant, where a member sent it", Keep.SUGGESTION)

    lang: Mapped[str] = mapped_column(String(8), index=True, info=_better)
    #: The string in the catalogue: its context where it has one, its (singular) English, and which plural form.
    context: Mapped[str | None] = mapped_column(String(80), info=_better)
    msgid: Mapped[str] = mapped_column(Text, info=_better)
    form: Mapped[int] = mapped_column(default=0, info=_better)
    #: What the portal said when it was sent.
    current: Mapped[str] = mapped_column(Text, info=_better)
    proposed: Mapped[str] = mapped_column(Text, info=_better)
    #: The path of the page it stood on, without anything that belongs to one person.
    page: Mapped[str] = mapped_column(String(200), default="", info=_better)
    #: Set where a member sent it.
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), info=_sender)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, info=_better)
    #: When the coordinator put it aside.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_better)
