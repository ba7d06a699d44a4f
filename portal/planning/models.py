"""What planning keeps beside the events themselves: a template for each kind, and the hands an event needs."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.columns import choice
from portal.db import Base
from portal.events.kinds import Kind
from portal.events.models import Event


class KindTemplate(Base):
    """The event that new ones of its kind begin as."""

    __tablename__ = "kind_template"

    kind: Mapped[Kind] = mapped_column(choice(Kind), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)

    event: Mapped[Event] = relationship()


class TaskKind(StrEnum):
    """A helping hand that an event needs."""

    CAKE = "cake"
    COFFEE = "coffee"
    COOKING = "cooking"
    CHAIRS = "chairs"
    CHILDMINDING = "childminding"
    INTERPRETING = "interpreting"
    CLEARING_UP = "clearing_up"

    @property
    def label(self) -> LazyString:
        return _TASK_LABELS[self]


_TASK_LABELS = {
    TaskKind.CAKE: _("Bake a cake"),
    TaskKind.COFFEE: _("Make coffee and tea"),
    TaskKind.COOKING: _("Cook"),
    TaskKind.CHAIRS: _("Set up tables and chairs"),
    TaskKind.CHILDMINDING: _("Look after the children"),
    TaskKind.INTERPRETING: _("Interpret"),
    TaskKind.CLEARING_UP: _("Clear up afterwards"),
}


class EventTask(Base):
    """How many hands an event needs for one kind of task, and how many have said yes."""

    __tablename__ = "event_task"
    __table_args__ = (
        UniqueConstraint("event_id", "kind"),
        CheckConstraint("wanted >= 0 AND taken >= 0", name="counts"),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[TaskKind] = mapped_column(choice(TaskKind))
    wanted: Mapped[int] = mapped_column(default=0)
    taken: Mapped[int] = mapped_column(default=0)
