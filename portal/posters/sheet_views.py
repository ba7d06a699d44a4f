"""The sheets to print: a poster in one language or in several, or cards to hand out, with a form above them."""

from itertools import cycle, islice

from flask import render_template, request
from flask_babel import force_locale
from markupsafe import Markup

from portal.core import qr
from portal.core.access import Permission, allow
from portal.events import invitation
from portal.events.models import Event
from portal.posters.choice import Choice, Layout, Size, choice_of
from portal.posters.fit import fit
from portal.posters.fit_card import CARDS, fit_card
from portal.posters.fit_even import fit_even
from portal.posters.pages import bp, event_with_posters
from portal.posters.queries import placements
from portal.posters.words import Voice, code_address, hours, shared_place, short_address, voice


@bp.get("/team/events/<code:code>/poster")
@allow(Permission.PLAN_EVENTS)
def poster(code: str) -> str:
    """The sheet that the form above it asks for: all languages on an A4, the Danish one large, unless said."""
    event, choice = event_with_posters(code), choice_of(request.args)
    tools = Markup(render_template("posters/tools.html", event=event, choice=choice, places=_offered(choice)))
    voices = [voice(event, language.code) for language in choice.languages]
    with force_locale(choice.languages[0].code):
        return render_template(
            f"posters/{_template(choice)}.html",
            event=event,
            choice=choice,
            tools=tools,
            organiser=invitation.organiser(event),
            qr=qr.svg(code_address(event, choice.place)),
            short=short_address(event),
            hours=hours(event),
            **_fitted(event, choice, voices),
        )


def _template(choice: Choice) -> str:
    if choice.size is Size.CARDS:
        return "cards"
    return "even" if choice.layout is Layout.EVEN and len(choice.languages) > 1 else "large"


def _fitted(event: Event, choice: Choice, voices: list[Voice]) -> dict[str, object]:
    """What the template of a sheet needs beside what all of them need."""
    template, short = _template(choice), short_address(event)
    if template == "cards":
        cards = [(one, fit_card(one.words, short)) for one in voices]
        return {"cards": list(islice(cycle(cards), CARDS))}
    if template == "even":
        place = shared_place(event)
        return {"voices": voices, "place": place, "fit": fit_even([one.words for one in voices], short)}
    return {"voice": voices[0], "others": voices[1:], "fit": fit(voices[0].words, short, alone=len(voices) == 1)}


def _offered(choice: Choice) -> list[tuple[str, str]]:
    """The placements to choose from: where posters hang now, and the one that is chosen."""
    shown = [one for one in placements() if one.retired_at is None or one == choice.placement]
    return [(one.code, one.name) for one in shown]
