"""Encryption and look-up digests. Keys live in the settings, never in the database.

What a mother writes of a contact is encrypted with MultiFernet (AES-CBC and HMAC, random IV); the first of
``PORTAL_KEYS`` encrypts, all of them decrypt, so keys can be rotated. What must be found again without
being stored (tickets, sign-in links, sessions, a phone number) is kept as an HMAC under ``LOOKUP_KEY``.
"""

import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from flask import current_app
from sqlalchemy import LargeBinary, types
from sqlalchemy.engine import Dialect

from portal.core.config import Settings


def settings() -> Settings:
    """The settings of the running app."""
    found: Settings = current_app.extensions["settings"]
    return found


@lru_cache(maxsize=4)
def _fernet(keys: str) -> MultiFernet:
    return MultiFernet([Fernet(key.strip()) for key in keys.split(",")])


class Encrypted(types.TypeDecorator[str]):
    """Text that the database holds only as ciphertext."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _fernet(settings().portal_keys).encrypt(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else _fernet(settings().portal_keys).decrypt(bytes(value)).decode()


def digest(purpose: str, *parts: str) -> str:
    """43 characters that stand for ``parts``; the same for the same parts, and useless without the key."""
    message = "\x1f".join((purpose, *parts)).encode("utf-8", "surrogatepass")
    mac = hmac.digest(settings().lookup_key.encode(), message, "sha256")
    return urlsafe_b64encode(mac).rstrip(b"=").decode()


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
