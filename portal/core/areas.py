"""The housing areas an installation works in. Mothers, events and contacts belong to them."""

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base, db
from portal.core.personal_data import impersonal


class Area(Base):
    """A housing area (boligområde). Its name is a name in every language."""

    __tablename__ = "area"

    _where = impersonal("where events are and mothers live")

    slug: Mapped[str] = mapped_column(String(40), unique=True, info=_where)
    name: Mapped[str] = mapped_column(String(80), info=_where)


def all_areas() -> list[Area]:
    return list(db.session.scalars(select(Area).order_by(Area.name)))
