"""Settings from the environment. The portal refuses to start on unsafe ones, and says the cure.

``python app.py`` is the embedded default: it makes its own keys in ``instance/`` and may load a demo.
A WSGI server (gunicorn) must be given its keys: a forgotten setting must stop it, not weaken it.
"""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
KEY_NAMES = ("SECRET_KEY", "PORTAL_KEYS", "LOOKUP_KEY")
_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_NAMES_OF_PEOPLE = ("group_name", "data_controller", "coordinator_employer")
MAKE_KEY = {
    "SECRET_KEY": "python -c 'import secrets; print(secrets.token_urlsafe(32))'",
    "LOOKUP_KEY": "python -c 'import secrets; print(secrets.token_urlsafe(32))'",
    "PORTAL_KEYS": ("python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"),
}


class CannotStart(RuntimeError):
    """The portal may not start; the message says why, and the cure."""


class UnsafeSettings(CannotStart):
    """A setting is missing or unsafe; the message names it and the cure."""


@dataclass(frozen=True)
class Settings:
    """Everything an installation can decide. Documented in ``docs/settings.md``, which a test compares."""

    #: Public address without a path, as QR codes and share links print it.
    portal_url: str
    #: SQLAlchemy address of the database.
    database_url: str = field(repr=False)
    #: Flask's own key, for what it signs.
    secret_key: str = field(repr=False)
    #: Fernet keys that encrypt what mothers write of contacts, newest first, comma-separated.
    portal_keys: str = field(repr=False)
    #: Keys what is stored only as a digest (sessions, sign-in links) or not at all (tickets, form tokens).
    lookup_key: str = field(repr=False)
    #: How many proxies in front of us may be believed about the visitor's address.
    trusted_proxies: int = 0
    #: Days after an event until the names, phones and e-mails on its list are blanked.
    retention_days: int = 30
    #: A sign-up sent sooner than this after its page was opened is asked to press again.
    form_min_seconds: int = 2
    #: How many sign-ups one network address may make in an hour (a community house shares one address).
    signups_per_hour: int = 120
    group_name: str = "Bydelsmødrene i Ballerup"
    data_controller: str = "Bydelsmødrene i Ballerup"
    coordinator_employer: str = "Ballerup Kommune"
    contact_phone: str = "+4544770000"
    #: The municipality's line about children, and whom of us to call now: where danger comes up. None: not shown.
    child_line: str | None = None
    call_now: str | None = None
    #: An address that speaks as LibreTranslate does, and its key; without one no machine translates anything.
    translate_url: str | None = None
    translate_key: str | None = field(default=None, repr=False)

    @property
    def secure(self) -> bool:
        """Whether visitors reach us by https (cookies are then ``__Host-`` and ``Secure``)."""
        return self.portal_url.startswith("https://")


def from_environment(environ: Mapping[str, str] | None = None, *, embedded: bool = False) -> Settings:
    """Read and check all settings. Raises UnsafeSettings with the name of the setting and the cure.

    ``embedded``: make missing keys in ``instance/keys.env`` and fall back to an address on this machine.
    """
    env = dict(os.environ if environ is None else environ)
    if embedded:
        env["PORTAL_URL"] = env.get("PORTAL_URL") or f"http://127.0.0.1:{port(env)}"
        if not all(env.get(name) for name in KEY_NAMES):
            env.update({name: value for name, value in embedded_keys().items() if not env.get(name)})
    for name in KEY_NAMES:
        if not env.get(name):
            raise UnsafeSettings(f"{name} is not set. Make one with: {MAKE_KEY[name]}")
    for name in ("SECRET_KEY", "LOOKUP_KEY"):
        if len(env[name]) < 32:
            raise UnsafeSettings(f"{name} is shorter than 32 characters. Make one with: {MAKE_KEY[name]}")
    if env["SECRET_KEY"] == env["LOOKUP_KEY"]:
        raise UnsafeSettings(f"LOOKUP_KEY is the same as SECRET_KEY. Make one with: {MAKE_KEY['LOOKUP_KEY']}")
    return Settings(
        portal_url=_portal_url(env),
        database_url=_database_url(env),
        secret_key=env["SECRET_KEY"],
        portal_keys=_portal_keys(env["PORTAL_KEYS"]),
        lookup_key=env["LOOKUP_KEY"],
        trusted_proxies=_whole(env, "TRUSTED_PROXIES", 0, 0, 10),
        retention_days=_whole(env, "RETENTION_DAYS", 30, 1, 365),
        form_min_seconds=_whole(env, "FORM_MIN_SECONDS", 2, 0, 60),
        signups_per_hour=_whole(env, "SIGNUPS_PER_HOUR", 120, 1, 1_000_000),
        contact_phone=_phone(env, "CONTACT_PHONE") or Settings.contact_phone,
        child_line=_phone(env, "CHILD_LINE"),
        call_now=_phone(env, "CALL_NOW"),
        translate_url=_translate_url(env),
        translate_key=env.get("TRANSLATE_KEY") or None,
        **{name: env[name.upper()].strip() for name in _NAMES_OF_PEOPLE if env.get(name.upper(), "").strip()},
    )


def port(env: Mapping[str, str]) -> int:
    """The port that ``python app.py`` serves on."""
    return _whole(env, "PORT", 5000, 1, 65535)


def embedded_keys(instance: Path = ROOT / "instance") -> dict[str, str]:
    """The keys of ``instance/keys.env``, made on the first start and readable by the owner alone."""
    path = instance / "keys.env"
    if not path.exists():
        _make_keys(path)
    if path.stat().st_mode & 0o077:
        raise UnsafeSettings(f"others on this machine can read {path}. Close it to them with: chmod 600 {path}")
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _make_keys(path: Path) -> None:
    """The file appears whole or not at all, and the first of two that start side by side wins."""
    from cryptography.fernet import Fernet

    path.parent.mkdir(mode=0o700, exist_ok=True)
    keys = {
        "SECRET_KEY": secrets.token_urlsafe(32),
        "PORTAL_KEYS": Fernet.generate_key().decode(),
        "LOOKUP_KEY": secrets.token_urlsafe(32),
    }
    handle, name = tempfile.mkstemp(dir=path.parent)  # mode 0600
    with os.fdopen(handle, "w") as file:
        file.writelines(f"{key}={value}\n" for key, value in keys.items())
    with suppress(FileExistsError):
        os.link(name, path)
    Path(name).unlink()


def _portal_url(env: Mapping[str, str]) -> str:
    url = env.get("PORTAL_URL", "").rstrip("/")
    try:
        parts = urlsplit(url)
        bare = parts.scheme in ("http", "https") and parts.hostname and parts.netloc.isascii()
        bare = bare and f"{parts.scheme}://{parts.netloc}" == url and "@" not in url and parts.port != 0
    except ValueError:
        bare = False
    if not bare:
        raise UnsafeSettings(
            f"PORTAL_URL is {url!r}; it must be the public address without a path, such as https://portal.example"
        )
    if parts.scheme == "http" and parts.hostname not in _THIS_MACHINE:
        raise UnsafeSettings(f"PORTAL_URL is {url!r}; anywhere but on this machine it must be https://")
    return url


def _translate_url(env: Mapping[str, str]) -> str | None:
    url = env.get("TRANSLATE_URL", "").rstrip("/")
    if not url:
        if env.get("TRANSLATE_KEY"):
            raise UnsafeSettings("TRANSLATE_KEY is set, but TRANSLATE_URL does not say whose key it is")
        return None
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("http", "https") and parts.hostname and url.isascii() and parts.port != 0
        plain = plain and not (parts.query or parts.fragment or "@" in parts.netloc or " " in url)
    except ValueError:
        plain = False
    if not plain:
        raise UnsafeSettings(
            f"TRANSLATE_URL is {url!r}; it must be an address such as https://translate.example, "
            "without a key in it"
        )
    if parts.scheme == "http" and parts.hostname not in _THIS_MACHINE:
        raise UnsafeSettings(f"TRANSLATE_URL is {url!r}; anywhere but on this machine it must be https://")
    return url


def _database_url(env: Mapping[str, str]) -> str:
    url = env.get("DATABASE_URL") or f"sqlite:///{ROOT / 'instance' / 'portal.db'}"
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            url = "postgresql+psycopg://" + url.removeprefix(plain)
    if not url.startswith(("sqlite:", "postgresql+psycopg:")):
        raise UnsafeSettings("DATABASE_URL must begin with sqlite:/// or postgresql://")
    if url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:///")
        if not path or path.startswith((":", "sqlite:")):
            raise UnsafeSettings(
                "DATABASE_URL names no file, so all would be forgotten; write sqlite:////path/to/portal.db"
            )
        file = ROOT / "instance" / path  # an absolute path stays as it is
        if file.parent == ROOT / "instance":
            file.parent.mkdir(mode=0o700, exist_ok=True)
        url = f"sqlite:///{file}"
    return url


def _phone(env: Mapping[str, str], name: str) -> str | None:
    from portal.core.text import parse_phone

    typed = env.get(name, "")
    e164 = parse_phone(typed) if typed else None
    if typed and e164 is None:
        raise UnsafeSettings(f"{name} is {typed!r}; it must be a phone number, such as +45 44 77 00 00")
    return e164


def _portal_keys(keys: str) -> str:
    from cryptography.fernet import Fernet

    try:
        for key in keys.split(","):
            Fernet(key.strip())
    except ValueError as error:
        raise UnsafeSettings(
            f"PORTAL_KEYS holds something that is no key. Make one with: {MAKE_KEY['PORTAL_KEYS']}"
        ) from error
    return keys


def _whole(env: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10) or not least <= int(text) <= most:
        raise UnsafeSettings(f"{name} is {text!r}; it must be a whole number from {least} to {most}")
    return int(text)
