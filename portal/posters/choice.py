"""What is chosen above a sheet, as its address says it. Anything strange falls back to what is usual."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from portal.core.i18n import FALLBACK, LANGUAGES, Language
from portal.posters.models import Placement
from portal.posters.queries import placement_of_code

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict


class Size(StrEnum):
    """What comes out of the printer."""

    A4 = "a4"
    A5 = "a5"
    #: A sheet of A4 to be cut into eight.
    CARDS = "cards"


class Layout(StrEnum):
    """How several languages share a sheet."""

    #: The first large, the others in a line each.
    LARGE = "large"
    EVEN = "even"


@dataclass(frozen=True)
class Choice:
    """A sheet as it was asked for. Of its languages the first leads."""

    size: Size
    layout: Layout
    languages: tuple[Language, ...]
    placement: Placement | None

    @property
    def place(self) -> str:
        """The code of the placement; empty without one."""
        return self.placement.code if self.placement else ""


def choice_of(args: "MultiDict[str, str]") -> Choice:
    """Read an address: all languages where it names none, Danish first unless it says which (``first``)."""
    asked = [lang for lang in dict.fromkeys(args.getlist("lang")) if lang in LANGUAGES]
    asked = asked or [FALLBACK, *(lang for lang in LANGUAGES if lang != FALLBACK)]
    first = args.get("first", "")
    if first in LANGUAGES:
        asked = [first, *(lang for lang in asked if lang != first)]
    return Choice(
        size=next((one for one in Size if one == args.get("size")), Size.A4),
        layout=next((one for one in Layout if one == args.get("layout")), Layout.LARGE),
        languages=tuple(LANGUAGES[lang] for lang in asked),
        placement=placement_of_code(args.get("place", "")),
    )
