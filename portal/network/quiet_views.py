"""The coordinator's list of mothers who have not been seen for a while."""

from flask import abort, redirect, render_template, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.accounts import periods
from portal.accounts.guard import current_actor
from portal.accounts.models import Member
from portal.core import audit
from portal.core.access import Permission, allow
from portal.core.db import db, transaction, utcnow
from portal.core.i18n import FALLBACK, LANGUAGES
from portal.core.web import Answer
from portal.network import quiet
from portal.network.pages import bp


@bp.get("/team/network/quiet")
@allow(Permission.MANAGE_MEMBERS)
def not_seen() -> str:
    """Who has not been seen for a while, each with a kind line in her language."""
    audit.record_reading("network.quiet", "members", by=current_actor())
    now = utcnow()
    found = quiet.quiet(db.session(), now)
    return render_template(
        "network/quiet.html", found=[(one, *_kind_line(one.member)) for one in found], today=periods.today(now)
    )


@bp.post("/team/network/quiet/<id:member_id>/written")
@allow(Permission.MANAGE_MEMBERS)
def written_to(member_id: int) -> Answer:
    if db.session.get(Member, member_id) is None:
        abort(404)
    with transaction() as session:
        quiet.written_to(session, member_id=member_id, by=current_actor(), now=utcnow())
    return redirect(url_for(".not_seen", done="written"), 303)


def _kind_line(member: Member) -> tuple[str, str]:
    """A few kind words in the language of her screen, and which one that is."""
    lang = member.lang if member.lang in LANGUAGES else FALLBACK
    with force_locale(lang):
        words = _(
            "Dear %(name)s, we think of you. You need not do anything: you are one of us. "
            "Shall we have a cup of tea soon, or is there something we can do for you?",
            name=member.name,
        )
    return words, lang
