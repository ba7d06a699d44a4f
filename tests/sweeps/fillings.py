"""What a person could write into a field: two values that it takes, and that differ from what stands there."""

from datetime import date, timedelta

from portal.core.db import utcnow
from portal.core.i18n import to_local
from tests.sweeps.html_forms import Field

#: Letters that a form could lose: quotation marks, an ampersand, a tag, other scripts.
WORDS = ("Ny “værdi” & <b>üst</b> ع", "En anden’s “linje” > æøå ß و")

_BY_KIND = {
    "email": ("ny@example.org", "anden@example.org"),
    "tel": ("20 30 40 51", "20 30 40 52"),
    "url": ("https://example.org/a?b=1&c=2", "https://example.org/anden"),
    "search": WORDS,
    "text": WORDS,
    "textarea": (f"{WORDS[0]}\n\n{WORDS[0]}", f"{WORDS[1]}\n\n{WORDS[1]}"),
    "time": ("17:10", "18:25"),
}


def filling(field: Field, nth: int, given: dict[str, tuple[str, str]]) -> tuple[str, ...]:
    """The first or second (0 or 1) value to write into a field.

    ``given`` says it for names that ask for more; +40 is the day in forty days.
    """
    if field.kind == "checkbox":
        return _ticked(field)[nth]
    values = given.get(field.name)
    if values is None:
        values = _choices(field) if field.kind in ("select", "radio") else _typed(field)
    if values[nth].startswith("+"):
        return ((to_local(utcnow()).date() + timedelta(days=int(values[nth]))).isoformat(),)
    return (values[nth],)


def _typed(field: Field) -> tuple[str, str]:
    if field.kind == "date":
        day = date.fromisoformat(field.value) if field.value else to_local(utcnow()).date()
        return (day - timedelta(days=1)).isoformat(), (day - timedelta(days=2)).isoformat()
    if field.attributes.get("inputmode") == "numeric":
        number = int(field.value or "0")
        return str(number + 1), str(number + 2)
    if field.kind in ("text", "textarea") and "maxlength" in field.attributes:  # one line, as long as it may be
        most = int(field.attributes["maxlength"])
        return WORDS[0][:most].ljust(most, "æ"), WORDS[1][:most].ljust(most, "ø")
    return _BY_KIND[field.kind]


def _choices(field: Field) -> tuple[str, str]:
    """The last row is seldom the default one; of three or more, neither is chosen already."""
    rows = [one for one in field.choices if (one,) != field.values or len(field.choices) < 3]
    return rows[-1], rows[-2]


def _ticked(field: Field) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two sets of boxes, of which the first is not empty, and the second is not what is ticked already."""
    first, *more = field.choices
    if not more:
        return (first,), ()
    return (*more[:1], *more[-1:]) if len(more) > 1 else (more[0],), (first,) if field.values != (first,) else (
        more[0],
    )
