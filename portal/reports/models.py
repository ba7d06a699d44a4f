"""That a mother made a record of her experience. What stood in it is not kept."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, UtcDateTime


class ExperienceRecord(Base):
    """A mother printed a record of her experience."""

    __tablename__ = "experience_record"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
