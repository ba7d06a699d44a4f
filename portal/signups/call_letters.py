"""What a party on the call list is told, as a message in her language that the coordinator sends by hand."""

from flask import url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from portal.core.crypto import settings
from portal.core.i18n import FALLBACK, LANGUAGES, format_day, format_time
from portal.events import invitation
from portal.events.models import Event
from portal.messages.letters import Letter
from portal.messages.models import MessageKind, OutboxMessage
from portal.signups.models import SignUp, State
from portal.signups.tickets import token_of
from portal.signups.what_changed import Change, changes, sentences

#: These lead to her ticket, where she answers or finds her new number; the others to what everybody may read.
_TO_HER_TICKET = {MessageKind.SEAT_FREE, MessageKind.PARTY_MOVED}


def letter(message: OutboxMessage, signup: SignUp, event: Event) -> Letter:
    """The event, what she should hear of it, and where she reads more. It names nobody."""
    lang = signup.lang if signup.lang in LANGUAGES else FALLBACK
    with force_locale(lang):
        about = invitation.title(event, lang), format_day(event.starts_local), format_time(event.starts_local)
        lines = [" · ".join(about), " ".join(_news(message, signup, event))]
    if message.kind in _TO_HER_TICKET:
        link = url_for("signups.ticket", token=token_of(signup.ticket), lang=lang)
    else:
        link = url_for("signups.invitation", lang=lang, code=event.code)
    return Letter(LANGUAGES[lang], "\n".join([*lines, settings().portal_url + link]))


def _news(message: OutboxMessage, signup: SignUp, event: Event) -> list[str]:
    if message.kind is MessageKind.EVENT_CANCELLED:
        reason = [str(event.cancel_reason.label)] if event.cancel_reason else []
        return [_("This event is cancelled."), *reason]
    if message.kind is MessageKind.SEAT_FREE:
        return [_("There is a seat for you!"), _("Please say yes or no, so that nobody waits in vain.")]
    if message.kind is MessageKind.PARTY_MOVED:
        waits = signup.state is State.WAITING
        on_another = _("You are on the list of another event now.")
        return [_("You are on the waiting list of another event now.") if waits else on_another]
    if message.kind is MessageKind.EVENT_MOVED:
        changed = changes(signup, event) or {Change.START}
        place = [event.place_name, event.address] if Change.PLACE in changed and not event.at_home else []
        return [*sentences(changed, event), ", ".join(filter(None, place))]
    return [_("You have a seat. We look forward to seeing you.")]
