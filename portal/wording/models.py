"""What readers and mothers would rather have the portal say."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, UtcDateTime
from portal.core.personal_data import Keep, impersonal


class WordingSuggestion(Base):
    """A note that something could be said better; whoever sends one stays unknown."""

    __tablename__ = "wording_suggestion"
    audit_kind = "suggestion"

    _better = impersonal("better words in every language", Keep.SUGGESTION)

    lang: Mapped[str] = mapped_column(String(8), index=True, info=_better)
    #: The words that are meant, where she says them.
    current: Mapped[str] = mapped_column(Text, info=_better)
    proposed: Mapped[str] = mapped_column(Text, info=_better)
    #: The path of the page she came from, without anything that belongs to one person.
    page: Mapped[str] = mapped_column(String(200), default="", info=_better)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, info=_better)
    #: When the coordinator ticked it off.
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=_better)
