"""Who signs up: parties of invented names in many scripts, in exactly the numbers that are asked for."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from typing import Any, Final

from portal.core.i18n import FALLBACK, LANGUAGES
from portal.core.text import Phone
from portal.events.facts import Audience, Food
from portal.events.models import Event
from portal.signups.models import MAX_PARTY
from portal.signups.parties import Party

#: How often a guest speaks a language, before the event's own languages weigh in.
_SPOKEN: Final = {"da": 5, "tr": 5, "ar": 5, "ur": 3, "ru": 2, "so": 2, "fa": 2, "mixed": 3}
#: Sweden's authority keeps +46 70 174 06 05 to 99 free for films: nobody's phone rings.
_FIRST_PHONE, _PHONES = 46701740605, 95
_DIETS: Final = ((Food.HALAL, 6), (Food.VEGETARIAN, 2), (Food.NO_PORK, 2), (Food.NO_NUTS, 1), (Food.NO_MILK, 1))


class Guests:
    """Guests to come, drawn without repeating a name until all have come."""

    def __init__(self, people: dict[str, Any], random: Random) -> None:
        self._random = random
        self._names: dict[str, dict[str, list[str]]] = people["guest_names"]
        self._left: dict[tuple[str, bool], list[str]] = {}

    def name(self, languages: Sequence[str] = (), *, women: bool = False) -> tuple[str, str]:
        """A name (``women``: a woman's), and the language its bearer reads the portal in."""
        weights = [often * (3 if code in languages else 1) for code, often in _SPOKEN.items()]
        (code,) = self._random.choices(list(_SPOKEN), weights)
        lang = code if code in LANGUAGES else self._random.choice((FALLBACK, "en"))
        return self._next(code, women), lang

    def woman_who_speaks(self, languages: Sequence[str]) -> tuple[str, str]:
        """A woman's name in the first of these languages that we have names in, and that language."""
        code = next(code for code in languages if code in self._names)
        return self._next(code, True), code

    def _next(self, code: str, women: bool) -> str:
        left = self._left.setdefault((code, women), [])
        if not left:
            left += self._names[code]["women"] + ([] if women else self._names[code]["men"])
            self._random.shuffle(left)
        return left.pop()

    def party(self, adults: int, children: int, *, event: Event) -> tuple[Party, str]:
        """A party of so many, and its language; some leave a phone or an e-mail, some say what they eat."""
        name, lang = self.name(event.languages, women=event.audience is Audience.WOMEN)
        phone, email = self._reached_by()
        diet = {}
        if event.food and self._random.random() < 0.35:
            (choice,) = self._random.choices([d for d, _often in _DIETS], [often for _d, often in _DIETS])
            diet[str(choice)] = self._random.randint(1, adults + children)
        party = Party(name=name, adults=adults, children=children, phone=phone, email=email, diet=diet)
        return party, lang

    def _reached_by(self) -> tuple[Phone | None, str | None]:
        throw = self._random.random()
        number = self._random.randrange(_PHONES)
        if throw < 0.5:
            e164 = f"+{_FIRST_PHONE + number}"
            return Phone(e164, f"{e164[:3]} {e164[3:5]} {e164[5:8]} {e164[8:10]} {e164[10:]}"), None
        if throw < 0.6:
            return None, f"guest{number}@example.org"
        return None, None


def split(random: Random, adults: int, children: int) -> list[tuple[int, int]]:
    """Parties (adults, children) that add up to so many: most come alone, in twos, or with children."""
    if adults < 1:
        raise ValueError("children do not come alone")
    sizes: list[list[int]] = []
    while (left := adults - sum(grown for grown, _young in sizes)) > 0:
        sizes.append([min(left, random.choices((1, 2, 3, 4), (10, 6, 2, 1))[0]), 0])
    for _child in range(children):
        open_to = [size for size in sizes if sum(size) < MAX_PARTY]
        families = [size for size in open_to if 0 < size[1] < 4]
        random.choice(families if families and random.random() < 0.6 else open_to)[1] += 1
    random.shuffle(sizes)
    return [(grown, young) for grown, young in sizes]


def share_of(adults: int, children: int, share: float) -> tuple[int, int]:
    """Which part of so many adults and children came in a certain way; the rest keeps at least one adult."""
    part_adults, part_children = round(adults * share), round(children * share)
    if share < 1:
        part_adults = min(part_adults, adults - 1)
    return part_adults, part_children if part_adults else 0


def moments(random: Random, first: datetime, last: datetime, count: int) -> list[datetime]:
    """So many instants between two, in order."""
    return sorted(first + (last - first) * random.random() for _ in range(count))
