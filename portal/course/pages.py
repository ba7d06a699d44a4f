"""What these pages share: their blueprint, how a row is found, and the message with an invitation."""

from collections.abc import Sequence
from typing import TypeVar

from flask import Blueprint, abort, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.core.crypto import settings
from portal.core.db import Base, db
from portal.core.i18n import FALLBACK, LANGUAGES, format_day, format_time
from portal.course.links import token_of
from portal.course.models import Course, CourseInterest
from portal.course.standing import evenings_of
from portal.events.models import Event
from portal.messages.letters import Letter

bp = Blueprint("course", __name__)

Row = TypeVar("Row", bound=Base)


def row(model: type[Row], number: int) -> Row:
    """A row for the coordinator; 404 where there is none."""
    found = db.session.get(model, number)
    if found is None:
        abort(404)
    return found


def place_address(interest: CourseInterest) -> str:
    """The whole address of her link."""
    return settings().portal_url + url_for("course.place", place=token_of(interest))


def letter_of(interest: CourseInterest) -> Letter:
    """What the coordinator sends to somebody on the list: the invitation, or just her link."""
    lang = interest.lang if interest.lang in LANGUAGES else FALLBACK
    course = db.session.get(Course, interest.course_id) if interest.course_id else None
    evenings = evenings_of(db.session(), course) if course else []
    with force_locale(lang):
        words = "\n".join(_lines(interest, evenings))
    return Letter(LANGUAGES[lang], words)


def _lines(interest: CourseInterest, evenings: Sequence[Event]) -> list[str]:
    lines = [_("Hello %(name)s!", name=interest.name or "")]
    if interest.state == "invited":
        lines.append(_("There is a seat for you on our course."))
        if evenings:
            first = evenings[0]
            lines.append(
                _(
                    "The first evening is %(day)s at %(time)s.",
                    day=format_day(first.starts_local),
                    time=format_time(first.starts_local),
                )
            )
        lines.append(_("Would you like to come? Answer here:"))
    else:
        lines.append(_("Here you see your place on the list for our course:"))
    return [*lines, place_address(interest), _("Kind regards, %(group)s", group=settings().group_name)]
