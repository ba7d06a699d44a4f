"""The form of a place where posters hang, and what is chosen above a sheet, as its address says it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _

from portal.core.areas import all_areas
from portal.core.fields import Line, Pick
from portal.core.forms import TeamForm
from portal.core.i18n import FALLBACK, LANGUAGES, Language
from portal.posters.models import Placement
from portal.posters.queries import placement_of_code

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict


class PlacementForm(TeamForm):
    """What a place is called, and where it is."""

    name = Line(_("Name of the place"), required=_("Write what you call the place."))
    area = Pick(_("Area"))

    def __init__(self, placement: Placement | None = None, **kwargs: Any) -> None:
        known = {"name": placement.name, "area": placement.area_id} if placement else None
        super().__init__(data=known, **kwargs)
        self.area.offer(_("No area"), [(area.id, area.name) for area in all_areas()])


class Size(StrEnum):
    """What the sheet is for; each has its measures in ``static/poster.css``."""

    A4 = "a4"
    A5 = "a5"
    #: A sheet of A4 to be cut into eight.
    CARDS = "cards"
    #: A small upright page, to be sent to a chat as a picture.
    CHAT = "chat"


class Layout(StrEnum):
    """How several languages share a sheet."""

    #: The first large, the others in a line each.
    LARGE = "large"
    EVEN = "even"


@dataclass(frozen=True)
class SheetChoice:
    """A sheet as it was asked for. Of its languages the first leads."""

    size: Size
    layout: Layout
    languages: tuple[Language, ...]
    placement: Placement | None

    @property
    def place(self) -> str:
        """The code of the placement; empty without one."""
        return self.placement.code if self.placement else ""

    @property
    def template(self) -> str:
        """The template under ``posters/`` that draws it."""
        if self.size is Size.CARDS:
            return "cards"
        return "even" if self.layout is Layout.EVEN and len(self.languages) > 1 else "large"


def choice_of(args: "MultiDict[str, str]") -> SheetChoice:
    """Read an address; anything strange falls back to what is usual.

    All languages where it names none, Danish first unless it says which (``first``). A picture for a chat is read
    on a telephone, so it speaks the first one alone.
    """
    size = next((one for one in Size if one == args.get("size")), Size.A4)
    asked = [lang for lang in dict.fromkeys(args.getlist("lang")) if lang in LANGUAGES]
    asked = asked or [FALLBACK, *(lang for lang in LANGUAGES if lang != FALLBACK)]
    first = args.get("first", "")
    if first in LANGUAGES:
        asked = [first, *(lang for lang in asked if lang != first)]
    if size is Size.CHAT:
        del asked[1:]
    return SheetChoice(
        size=size,
        layout=next((one for one in Layout if one == args.get("layout")), Layout.LARGE),
        languages=tuple(LANGUAGES[lang] for lang in asked),
        placement=placement_of_code(args.get("place", "")),
    )
