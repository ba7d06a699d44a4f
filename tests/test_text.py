"""What people type, made safe to store."""

import pytest

pytest.importorskip("hypothesis", reason="needs requirements-dev.txt")

from hypothesis import given
from hypothesis import strategies as st

from portal.core.text import (
    ascii_digits,
    clean_line,
    clean_text,
    gives_a_way_to_reach,
    looks_like_cpr,
    name_of_website,
    parse_phone,
    parse_website,
    show_phone,
    strip_format,
)


@pytest.mark.slow
@given(st.text())
def test_a_cleaned_line_is_one_line_that_every_database_takes(text):
    line = clean_line(text)
    assert line == clean_line(line)
    line.encode("utf-8")
    assert not set(line) & set("\0\n\r\t\u202e\u200f\u2028")
    assert line == line.strip()


@pytest.mark.slow
@given(st.text())
def test_a_cleaned_text_has_at_most_one_empty_line_in_a_row(text):
    cleaned = clean_text(text)
    assert "\n\n\n" not in cleaned
    assert [clean_line(line) for line in cleaned.split("\n")] == cleaned.split("\n")


def test_lone_surrogates_go():
    assert clean_line("A\ud800mina") == "Amina"
    assert strip_format("+45\ud800 22") == "+45 22"


@pytest.mark.parametrize(
    "text",
    [
        "010190-1234",
        "010190 1234",
        "0101901234",
        "cpr: 311299–0001!",
        "٠١٠١٩٠-١٢٣٤",
        "0101\u200e90-1234",
        "290200-0000",
    ],
)
def test_a_cpr_number_is_seen_in_every_disguise(text):
    assert looks_like_cpr(text)


@pytest.mark.parametrize(
    "text", ["", "320190-1234", "011390-1234", "290201-0000", "010190-12345", "1010190-1234", "22334455"]
)
def test_other_numbers_are_none(text):
    assert not looks_like_cpr(text)


def test_ten_digits_in_a_phone_field_are_a_phone():
    assert not looks_like_cpr("0101901234", dashed_only=True)
    assert looks_like_cpr("010190-1234", dashed_only=True)


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("22334455", "+4522334455"),
        ("004522334455", "+4522334455"),
        ("+90 532 123 45 67", "+905321234567"),
        ("(22) 33-44-55", "+4522334455"),
        ("1", None),
        ("", None),
        ("abc", None),
        ("+" * 100, None),
        ("٢٢٣٣٤٤٥٥", "+4522334455"),
    ],
)
def test_phones_are_read_in_any_format(typed, e164):
    assert parse_phone(typed) == e164


@pytest.mark.slow
@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_phones(text):
    parsed = parse_phone(text)
    assert parsed is None or parsed.startswith("+")


def test_phones_are_shown_as_people_read_them():
    assert show_phone("+4522334455") == "22 33 44 55"
    assert show_phone("+905321234567") == "+90 532 123 45 67"


@given(st.text())
def test_digits_of_any_script_become_ours(text):
    assert ascii_digits(text + "٣۴๕") == ascii_digits(text) + "345"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("example.dk", "https://example.dk"),
        ("http://example.dk", "http://example.dk"),
        ("HTTPS://Example.dk/Path", "HTTPS://Example.dk/Path"),
        ("example.dk:8080/a", "https://example.dk:8080/a"),
        ("www.rødekors.dk", "https://www.rødekors.dk"),
        ("\u200fexample.dk", "https://example.dk"),
        ("mailto:a@b.dk", None),
        ("data:text/html,x", None),
        ("//example.dk", None),
        ("example", None),
        ("example.dk\\@evil.com", None),
        ("https://example.dk:99999", None),
        ("-.dk", None),
    ],
)
def test_the_address_of_a_website_as_people_write_it(typed, kept):
    assert parse_website(typed) == kept


def test_a_website_is_called_as_people_call_it():
    assert [name_of_website(one) for one in ("https://www.Example.dk/a?b", "http://sub.example.dk:80")] == [
        "example.dk", "sub.example.dk",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Ring til hende på 44 77 00 11.",
        "Ring: ٤٤٧٧٠٠١١",
        "+46 70 174 06 98",
        "skriv til amina@example.org i dag",
        "44\u200e770011",
    ],
)
def test_a_way_to_reach_somebody_is_found_in_a_text(text):
    assert gives_a_way_to_reach(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mellem 30 og 90 deltagere i 2014-2015.",
        "Den 28.07.2015 og 2015-07-28 kl. 18:00.",
        "25.000 kr. fra hver, i alt 100.000 kr.",
        "@ hjemme. Og @. på torvet",
    ],
)
def test_days_years_and_money_are_no_way_to_reach_anybody(text):
    assert not gives_a_way_to_reach(text)
