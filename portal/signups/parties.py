"""A party as a form gives it, after parsing and before any rule has decided."""

from dataclasses import dataclass, field

from portal.core.text import Phone
from portal.signups.models import MAX_PARTY


@dataclass(frozen=True)
class Party:
    """Who would like to come. Counts are people; ``diet`` maps ``facts.DIETS`` to people."""

    name: str
    adults: int
    children: int = 0
    phone: Phone | None = None
    email: str | None = None
    diet: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.adults >= 1 and self.children >= 0 and self.size <= MAX_PARTY):
            raise ValueError("a party is at least one adult and at most ten people")

    @property
    def size(self) -> int:
        return self.adults + self.children

    @property
    def words(self) -> tuple[str, ...]:
        """Everything she said, for telling the same form sent twice from another one."""
        phone = self.phone.e164 if self.phone else ""
        diet = ",".join(f"{key}={count}" for key, count in sorted(self.diet.items()))
        return (self.name, str(self.adults), str(self.children), phone, self.email or "", diet)
