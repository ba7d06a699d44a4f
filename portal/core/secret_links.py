"""Secret links: an identifier followed by an HMAC of it under ``LOOKUP_KEY``, each for one purpose.

Nothing that opens such a link is stored, yet it can be shown again to whoever may hand it on.
"""

import secrets
from typing import Final

from portal.core.crypto import digest, same

_ALPHABET: Final = "abcdefghjkmnpqrstvwxyz23456789"
_ID_LENGTH: Final = 10
_MAC_LENGTH: Final = 22


def new_public_id() -> str:
    """A fresh identifier, without letters that look alike."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_LENGTH))


def make_link(purpose: str, public_id: str, *more: str) -> str:
    """The secret part of a link. ``more``: what else it depends on; when that changes, the link stops working."""
    return public_id + digest(purpose, public_id, *more)[:_MAC_LENGTH]


def id_in(token: str) -> str:
    """The identifier that a link claims to be for; whether it is, ``opens`` says."""
    return token[:_ID_LENGTH]


def opens(token: str, purpose: str, *more: str) -> bool:
    """Whether a link is ours, and for this purpose."""
    return same(token, make_link(purpose, id_in(token), *more))
