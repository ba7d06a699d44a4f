"""A message that a person sends by hand."""

from dataclasses import dataclass

from portal.core.i18n import Language


@dataclass(frozen=True)
class Letter:
    """A message to send as it is, in the language of whoever gets it."""

    language: Language
    words: str
