"""The parts of the portal that a group can do without, and which of them are switched off.

Everything is on at first. What is switched off answers 404 and no page leads to it; what was written there stays.
A part is one or more blueprints, which their packages register here; ``accounts/guard.py`` asks ``is_there``
before every view.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from flask import Blueprint, Flask, current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from portal.core import audit
from portal.core.actors import Actor
from portal.core.db import Base, db, enum_column
from portal.core.personal_data import impersonal


class Feature(StrEnum):
    """A part that can be switched off."""

    JOURNAL = "journal"
    OFFERS = "offers"
    PROFESSIONALS = "professionals"
    CONTACT = "contact"
    MEETINGS = "meetings"
    NOTICES = "notices"
    HELP = "help"
    COURSE = "course"
    RECORD = "record"
    VISIBILITY = "visibility"
    MONEY = "money"
    STORIES = "stories"

    @property
    def label(self) -> LazyString:
        return _WORDS[self][0]

    @property
    def about(self) -> LazyString:
        """What the group has when it is on, in one sentence."""
        return _WORDS[self][1]


_WORDS: Final = {
    Feature.JOURNAL: (_("The journal"), _("Mothers note the times they helped a contact.")),
    Feature.OFFERS: (_("Offers"), _("Everybody finds what there is for residents here.")),
    Feature.PROFESSIONALS: (_("Enquiries from professionals"), _("Professionals ask for a mother for somebody.")),
    Feature.CONTACT: (_("Enquiries from residents"), _("A woman asks for a mother herself.")),
    Feature.MEETINGS: (_("Network meetings"), _("Mothers host, come, add to the agenda and read up.")),
    Feature.NOTICES: (_("Notices"), _("You write news to the mothers.")),
    Feature.HELP: (_("Helping hands"), _("Residents take a task at an event.")),
    Feature.COURSE: (
        _("The course"),
        _("Who would like to become a mother, and the course itself."),
    ),
    Feature.RECORD: (_("Record of experience"), _("A mother prints what she has done with us.")),
    Feature.VISIBILITY: (_("Known in town"), _("Articles, talks, visits and stands, noted afterwards.")),
    Feature.MONEY: (_("Funders and expenses"), _("Who funds you, and what an event cost.")),
    Feature.STORIES: (_("Stories and interviews"), _("Quotes, stories and answers for the report.")),
}
#: Another worker learns of a switch after so many seconds.
_REMEMBERED: Final = 5.0


@dataclass
class _Memory:
    """What was off when the database was last asked, and until when that is believed."""

    until: float = 0.0
    off: frozenset[Feature] = frozenset()


class FeatureOff(Base):
    """A part that the coordinator has switched off. A part without a row is on."""

    __tablename__ = "feature_off"

    _unused = impersonal("what the group does not use")

    feature: Mapped[Feature] = mapped_column(enum_column(Feature), unique=True, info=_unused)


def is_on(feature: Feature) -> bool:
    """Whether a part is there. Asked on every page, so the answer is remembered for a few seconds."""
    known: _Memory = current_app.extensions.setdefault("features", _Memory())
    if known.until < time.monotonic():
        known.off = frozenset(switched_off(db.session()))
        known.until = time.monotonic() + _REMEMBERED
    return feature not in known.off


def register(app: Flask, part: Feature, *blueprints: Blueprint) -> None:
    """Register the blueprints that are only there while a part is on."""
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
        app.extensions.setdefault("parts", {})[blueprint.name] = part


def is_there(endpoint: str) -> bool:
    """Whether the part that a view belongs to is on; one that belongs to none is always there."""
    part = current_app.extensions["parts"].get(endpoint.partition(".")[0])
    return part is None or is_on(part)


def switched_off(session: Session) -> set[Feature]:
    return set(session.scalars(select(FeatureOff.feature)))


def switch(session: Session, *, off: set[Feature], by: Actor, now: datetime) -> None:
    """Switch exactly these parts off, and all others on."""
    before = switched_off(session)
    session.execute(delete(FeatureOff).where(FeatureOff.feature.in_(before - off)))
    for feature in sorted(off - before):
        with suppress(IntegrityError), session.begin_nested():  # the other press may have been first (PostgreSQL)
            session.add(FeatureOff(feature=feature))
    for feature in sorted(before ^ off):
        action = "features.off" if feature in off else "features.on"
        audit.record(session, action, f"feature:{feature}", by=by, now=now)


def forget(app: Flask) -> None:
    """Ask the database again at the next page."""
    app.extensions.pop("features", None)
