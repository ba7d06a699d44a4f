"""What the pages of this package share: their blueprint, and the page where she says words in her language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template
from markupsafe import Markup

from portal.core.i18n import FALLBACK, LANGUAGES
from portal.events import texts
from portal.events.invitation import Fact
from portal.events.models import TextColumns, TextState
from portal.events.texts import HasTexts
from portal.wording.forms import TranslationForm

bp = Blueprint("wording", __name__)


@dataclass(frozen=True)
class ToldPage:
    """What differs on that page between an event and an offer. Kind, ``when`` and facts are in her language."""

    palette: str
    kind: str
    when: str | Markup
    facts: list[Fact]
    #: Its day, where it has one.
    day: datetime | None
    #: Addresses: where both forms go, the way back, and the page that readers see, with what it is called.
    save: str
    same: str
    back: str
    page: str | None
    see: str


def words_page(told: HasTexts[Any], of: str, form: TranslationForm, page: ToldPage) -> str:
    """The Danish words, what her language says, and how readers of it see the facts already."""
    own, danish = told.text(of), told.text(FALLBACK)
    return render_template(
        "wording/words.html",
        told=page,
        of=LANGUAGES[of],
        form=form,
        own=own,
        danish=danish,
        seen=texts.stamp(own),
        seen_danish=texts.stamp(danish),
        changed=own is not None and danish is not None and _danish_is_newer(own, danish),
    )


def _danish_is_newer(own: TextColumns, danish: TextColumns) -> bool:
    """Whether the Danish words have changed since; of a machine's words nobody has noted it, so the clock says."""
    if own.state is TextState.MACHINE:
        return danish.updated_at > own.updated_at
    return own.state is TextState.OUTDATED
