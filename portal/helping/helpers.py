"""Who may be asked again: a yes of its own, taken back by its link, which is derived and never stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.core import audit
from portal.core.actors import GUEST, Actor
from portal.core.crypto import digest
from portal.core.errors import RuleBroken
from portal.core.i18n import to_local
from portal.core.secret_links import id_in, make_link, new_public_id, opens
from portal.core.text import Phone
from portal.helping.models import Helper, TaskKind

#: The wording of the yes on the form; a new wording gets a new version.
AGREED_VERSION: Final = "2026-11"


@dataclass(frozen=True)
class Yes:
    """What she said: how to reach her, and what she likes to do."""

    name: str
    phone: Phone | None = None
    email: str | None = None
    kinds: Sequence[TaskKind] = ()
    languages: Sequence[str] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Everything, for telling the same form sent twice from another one."""
        phone = self.phone.e164 if self.phone else ""
        return (self.name, phone, self.email or "", ",".join(self.kinds), ",".join(self.languages))


def say_yes(session: Session, *, yes: Yes, lang: str, form_token: str, now: datetime) -> Helper:
    """Keep that we may ask her again. The same form sent again is the same yes."""
    form_key = digest("helper-form", form_token, *yes.words)
    if earlier := session.scalar(select(Helper).where(Helper.form_key == form_key)):
        return earlier
    if yes.phone is None and yes.email is None:
        raise RuleBroken(_("Write a phone or an e-mail, so that we can ask you."), "phone")
    helper = Helper(
        public_id=new_public_id(),
        name=yes.name,
        phone=yes.phone.e164 if yes.phone else None,
        email=yes.email,
        kinds=[str(kind) for kind in yes.kinds],
        languages=list(yes.languages),
        lang=lang,
        form_key=form_key,
        agreed_version=AGREED_VERSION,
        created_at=now,
    )
    session.add(helper)
    session.flush()
    audit.record(session, "helping.yes", helper, by=GUEST, now=now)
    return helper


def take_back(session: Session, *, helper_id: int, by: Actor, now: datetime) -> None:
    """Delete her yes and everything she told with it, at once. Twice is the same as once."""
    session.execute(delete(Helper).where(Helper.id == helper_id))
    audit.record(session, "helping.no", f"helper:{helper_id}", by=by, now=now)


def note_asked(session: Session, *, helper_id: int, asked: bool, by: Actor, now: datetime) -> None:
    """Tick that she was asked today, or take the tick back."""
    helper = session.get(Helper, helper_id, with_for_update=True, populate_existing=True)
    if helper is None:
        raise RuleBroken(_("She has taken her yes back meanwhile, so please do not ask her."))
    helper.asked_on = to_local(now).date() if asked else None
    audit.record(session, "helping.asked", f"helper:{helper_id}", by=by, now=now)


def token_of(helper: Helper) -> str:
    return make_link("helper", helper.public_id)


def helper_of_token(session: Session, token: str) -> Helper | None:
    """Whose link it is; None for a foreign or mistyped one, and when the yes is taken back."""
    if not opens(token, "helper"):
        return None
    return session.scalar(select(Helper).where(Helper.public_id == id_in(token)))
