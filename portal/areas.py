"""The housing areas an installation works in. Mothers, events and contacts belong to them."""

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, db


class Area(Base):
    """A housing area (boligområde), such as Hedeparken. Its name is a name in every language."""

    __tablename__ = "area"

    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))


def all_areas() -> list[Area]:
    """Every area by name."""
    return list(db.session.scalars(select(Area).order_by(Area.name)))
