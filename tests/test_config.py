"""Settings: each unsafe one is refused by its name and with the cure, and all of them are documented."""

import re
from collections.abc import Iterator
from dataclasses import fields

import pytest
from cryptography.fernet import Fernet

from portal.core.config import MAKE_KEY, ROOT, Settings, UnsafeSettings, embedded_keys, from_environment

FERNET = Fernet.generate_key().decode()
GOOD = {
    "PORTAL_URL": "https://portal.example",
    "SECRET_KEY": "s" * 32,
    "LOOKUP_KEY": "l" * 32,
    "PORTAL_KEYS": FERNET,
}
#: What is no field of Settings, because the app never reads it once it runs.
OF_THE_SERVER = {"PORT", "DEMO", "WEB_CONCURRENCY"}


def refusal(**changes: str) -> str:
    with pytest.raises(UnsafeSettings) as refused:
        from_environment({**GOOD, **changes})
    return str(refused.value)


def documented() -> dict[str, str]:
    """Each documented name and the cell that follows it."""
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", text, flags=re.MULTILINE))


def read_by_the_code() -> Iterator[str]:
    for path in (*ROOT.glob("portal/**/*.py"), ROOT / "app.py", ROOT / "gunicorn.conf.py"):
        source = path.read_text(encoding="utf-8")
        yield from re.findall(r"""env(?:iron)?(?:\.get|\.setdefault)?[\[(](?:env, )?["']([A-Z_]+)["']""", source)
        yield from re.findall(r"""_whole\(env, ["']([A-Z_]+)["']""", source)


def test_good_settings_are_taken_as_they_are():
    assert from_environment(GOOD) == Settings(
        portal_url="https://portal.example",
        database_url=f"sqlite:///{ROOT}/instance/portal.db",
        secret_key="s" * 32,
        portal_keys=FERNET,
        lookup_key="l" * 32,
    )


def test_every_setting_is_documented_and_every_documented_one_exists():
    of_the_app = {field.name.upper() for field in fields(Settings)}
    assert set(documented()) == of_the_app | OF_THE_SERVER
    assert OF_THE_SERVER < set(read_by_the_code()) <= set(documented())


def test_the_documented_defaults_and_commands_are_the_real_ones():
    for field in fields(Settings):
        cell = documented().get(field.name.upper(), "")
        if field.name.upper() in MAKE_KEY:
            assert cell == f"`{MAKE_KEY[field.name.upper()]}`"
        elif isinstance(field.default, int | str):
            assert cell == f"`{field.default}`"


@pytest.mark.parametrize("name", ["SECRET_KEY", "LOOKUP_KEY", "PORTAL_KEYS"])
@pytest.mark.parametrize("nothing", ["", None])
def test_a_forgotten_key_stops_the_start_and_says_how_to_make_one(name, nothing):
    given = {key: value for key, value in GOOD.items() if key != name}
    if nothing is not None:
        given[name] = nothing
    with pytest.raises(UnsafeSettings) as refused:
        from_environment(given)
    assert str(refused.value) == f"{name} is not set. Make one with: {MAKE_KEY[name]}"


@pytest.mark.parametrize("name", ["SECRET_KEY", "LOOKUP_KEY"])
def test_a_short_key_is_refused_without_being_shown(name):
    words = refusal(**{name: "hunter2"})
    assert words == f"{name} is shorter than 32 characters. Make one with: {MAKE_KEY[name]}"


def test_two_keys_that_are_the_same_are_refused():
    words = refusal(LOOKUP_KEY=GOOD["SECRET_KEY"])
    assert words == f"LOOKUP_KEY is the same as SECRET_KEY. Make one with: {MAKE_KEY['LOOKUP_KEY']}"


@pytest.mark.parametrize(
    "keys",
    ["nonsense", f"{FERNET},", f"{FERNET},short", "ø" * 44],
    ids=["nonsense", "one and nothing", "one and a short one", "not ASCII"],
)
def test_an_encryption_key_that_is_none_is_refused_without_being_shown(keys):
    words = refusal(PORTAL_KEYS=keys)
    assert words.startswith("PORTAL_KEYS holds something that is no key. Make one with: ")
    assert keys not in words


@pytest.mark.parametrize(
    "url",
    [
        "", "portal.example", "ftp://portal.example", "https://", "https://portal.example/path",
        "https://portal.example?x=1", "https://portal.example#x", "https://me:pw@portal.example", "https://[",
        "https://portal.example:99999", "https://bydelsmødre.example",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(url):
    assert "PORTAL_URL is " in refusal(PORTAL_URL=url)
    assert "such as https://portal.example" in refusal(PORTAL_URL=url)


def test_an_address_that_others_could_listen_to_is_refused():
    words = refusal(PORTAL_URL="http://portal.example")
    assert words == "PORTAL_URL is 'http://portal.example'; anywhere but on this machine it must be https://"


@pytest.mark.parametrize("url", ["http://127.0.0.1:5000", "http://localhost", "http://[::1]:8000"])
def test_on_this_machine_plain_http_will_do(url):
    settings = from_environment({**GOOD, "PORTAL_URL": url})
    assert (settings.portal_url, settings.secure) == (url, False)


@pytest.mark.parametrize(
    "url",
    [
        "translate.example", "ftp://translate.example", "https://", "https://translate.example?api_key=x",
        "https://me:pw@translate.example", "https://[", "https://translate.example#x", "https://oversæt.example",
        "https://translate.example/a b", "https://translate.example:99999",
    ],
)  # fmt: skip
def test_a_machine_at_no_address_is_refused(url):
    assert "such as https://translate.example, without a key in it" in refusal(TRANSLATE_URL=url)


def test_words_and_their_key_travel_by_https_alone():
    words = refusal(TRANSLATE_URL="http://translate.example", TRANSLATE_KEY="swordfish")
    assert words == "TRANSLATE_URL is 'http://translate.example'; anywhere but on this machine it must be https://"


def test_a_key_without_an_address_is_refused_without_being_shown():
    words = refusal(TRANSLATE_KEY="swordfish")
    assert words == "TRANSLATE_KEY is set, but TRANSLATE_URL does not say whose key it is"


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("https://translate.example", "https://translate.example"),
        ("https://translate.example/libre/", "https://translate.example/libre"),
        ("http://127.0.0.1:5000", "http://127.0.0.1:5000"),
        ("", None),
    ],
)
def test_the_address_of_a_machine_is_taken(url, used):
    assert from_environment({**GOOD, "TRANSLATE_URL": url}).translate_url == used


@pytest.mark.parametrize("url", ["mysql://x/y", "portal.db", "postgresql+asyncpg://x/y"])
def test_a_database_that_the_portal_cannot_use_is_refused(url):
    assert refusal(DATABASE_URL=url) == "DATABASE_URL must begin with sqlite:/// or postgresql://"


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_a_database_that_forgets_is_refused(url):
    assert refusal(DATABASE_URL=url).startswith("DATABASE_URL names no file")


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"),
        ("sqlite:////srv/portal.db", "sqlite:////srv/portal.db"),
        ("sqlite:///town.db", f"sqlite:///{ROOT}/instance/town.db"),
    ],
)
def test_databases_are_named_the_usual_way(given, used):
    assert from_environment({**GOOD, "DATABASE_URL": given}).database_url == used


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("TRUSTED_PROXIES", 0, 10),
        ("RETENTION_DAYS", 1, 365),
        ("FORM_MIN_SECONDS", 0, 60),
        ("SIGNUPS_PER_HOUR", 1, 1_000_000),
    ],
)
def test_numbers_are_kept_within_what_is_safe(name, least, most):
    for number in (least, most):
        assert getattr(from_environment({**GOOD, name: str(number)}), name.lower()) == number
    for text in (str(least - 1), str(most + 1), "many", "1.5", "٣", "9" * 5000):
        assert refusal(**{name: text}) == f"{name} is {text!r}; it must be a whole number from {least} to {most}"


PHONES = ("CONTACT_PHONE", "CHILD_LINE", "CALL_NOW")


@pytest.mark.parametrize("name", PHONES)
@pytest.mark.parametrize("phone", ["call us", "112233", "+45"])
def test_a_phone_that_nobody_can_call_is_refused(name, phone):
    assert refusal(**{name: phone}).startswith(f"{name} is {phone!r}; it must be a phone number")


@pytest.mark.parametrize("name", PHONES)
def test_a_phone_is_kept_as_it_is_dialled(name):
    assert getattr(from_environment({**GOOD, name: "44 77 20 00"}), name.lower()) == "+4544772000"


def test_an_empty_setting_counts_as_not_set():
    empty = dict.fromkeys(("GROUP_NAME", "CONTACT_PHONE", "RETENTION_DAYS", "DATABASE_URL", "PORT"), "")
    assert from_environment({**GOOD, **empty}) == from_environment(GOOD)


def test_settings_show_no_secret_when_printed():
    given = {
        **GOOD,
        "DATABASE_URL": "postgresql://u:swordfish@h/d",
        "TRANSLATE_URL": "https://translate.example",
        "TRANSLATE_KEY": "swordfish",
    }
    shown = repr(from_environment(given))
    for secret in (GOOD["SECRET_KEY"], GOOD["LOOKUP_KEY"], FERNET, "swordfish"):
        assert secret not in shown


def test_embedded_keys_are_made_once_for_their_owner_alone(tmp_path):
    first = embedded_keys(tmp_path / "instance")
    assert (tmp_path / "instance" / "keys.env").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "instance").stat().st_mode & 0o777 == 0o700
    assert [path.name for path in (tmp_path / "instance").iterdir()] == ["keys.env"]
    assert embedded_keys(tmp_path / "instance") == first
    assert from_environment({**first, "PORTAL_URL": "http://localhost"}).secret_key == first["SECRET_KEY"]


def test_keys_that_others_can_read_are_refused(tmp_path):
    embedded_keys(tmp_path)
    (tmp_path / "keys.env").chmod(0o640)
    with pytest.raises(UnsafeSettings, match="Close it to them with: chmod 600 "):
        embedded_keys(tmp_path)
