"""Amounts: read as people write them, and shown as each reader does."""

import pytest
from flask_babel import force_locale

from portal.core.amounts import MOST, dkk, kroner_of, parse_amount, show_amount, write_amount
from portal.core.i18n import LANGUAGES
from portal.core.text import strip_format


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("1.234,50", 123450),
        ("1234,5", 123450),
        ("1,234.50", 123450),
        ("1 234,50", 123450),
        ("1\u00a0234,50", 123450),
        ("1\u202f234,50", 123450),
        ("1'234.50", 123450),
        ("349,95 kr.", 34995),
        ("349.95kr", 34995),
        ("kr. 349,95", 34995),
        ("DKK 349.95", 34995),
        ("349,95 DKK", 34995),
        ("349 kroner", 34900),
        ("349 kron", 34900),
        ("349 крон", 34900),
        ("250,-", 25000),
        ("250,- kr.", 25000),
        ("250,–", 25000),
        ("250.--", 25000),
        ("25.000", 2500000),
        ("25,000", 2500000),
        ("25 000", 2500000),
        ("25000", 2500000),
        ("1.000.000", 100000000),
        ("1,000,000.5", 100000050),
        ("12.50", 1250),
        ("0,50", 50),
        ("0", 0),
        ("٣٤٩٫٩٥", 34995),
        ("١٬٢٣٤٫٥٠", 123450),
        ("٣٤٩،٩٥", 34995),
        ("۱۲۳۴٫۵", 123450),
        ("۲۵٬۰۰۰", 2500000),
        ("\u200f٢٥٠ كرونة", 25000),
        ("\u2066DKK 1,234.50\u2069", 123450),
        (" \t 7 \n", 700),
    ],
)
def test_an_amount_is_read_however_it_is_written(typed, ore):
    assert parse_amount(typed) == ore


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "kr.",
        "-5",
        "−5",
        "5-6",
        "+5",
        "1,2345",
        "0,500",
        "1234,567",
        "1.23.456",
        "1.234.50",
        "1.234,56,7",
        "12 34",
        "1  234  5",
        "٢٥٫٠٠٠",
        "12\x005",
        "1e9",
        "0x10",
        "½",
        "5²",
        "5 EUR",
        "=1+1",
        "\ud800",
        ",50",
        "5,",
        "010190-1234",
        "9" * 41,
        "fifty",
    ],
)
def test_what_could_be_two_amounts_or_none_is_refused(typed):
    assert parse_amount(typed) is None


@pytest.mark.parametrize(
    ("lang", "shown", "even", "large"),
    [
        ("da", "349,95 kr.", "25.000 kr.", "1.234.567,00 kr."),
        ("en", "DKK 349.95", "DKK 25,000", "DKK 1,234,567.00"),
        ("tr", "DKK 349,95", "DKK 25.000", "DKK 1.234.567,00"),
        ("ar", "\u2066DKK 349.95\u2069", "\u2066DKK 25,000\u2069", "\u2066DKK 1,234,567.00\u2069"),
        ("ur", "\u2066DKK 349.95\u2069", "\u2066DKK 25,000\u2069", "\u2066DKK 1,234,567.00\u2069"),
        ("ru", "349,95 DKK", "25 000 DKK", "1 234 567,00 DKK"),
    ],
)
def test_each_reader_sees_an_amount_in_her_own_way(app, lang, shown, even, large):
    with force_locale(lang):
        found = [show_amount(34995, 0), show_amount(2500000, 0), show_amount(123456700)]
        assert dkk(34995) == f'<bdi dir="ltr">{strip_format(show_amount(34995))}</bdi>'
    assert [words.replace("\u00a0", " ") for words in found] == [shown, even, large]
    assert " " not in "".join(found), "it would break over lines"


def test_a_mean_is_rounded_to_an_ore(app):
    assert [str(kroner_of(ore)) for ore in (100 / 3, 12.5, 99.5)] == ["0.33", "0.13", "1.00"]
    assert show_amount(1000 / 3, 0) == "DKK\u00a03.33"


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_shown_is_read_again_in_every_language(app, lang):
    hypothesis = pytest.importorskip("hypothesis", reason="made-up amounts need hypothesis (requirements-dev.txt)")
    st = hypothesis.strategies

    @hypothesis.settings(deadline=None, derandomize=True, max_examples=100)
    @hypothesis.given(st.integers(0, MOST), st.sampled_from((0, 2)))
    def shown_and_read(ore, places):
        written = (show_amount(ore, places), dkk(ore, places).striptags(), write_amount(ore, places))
        assert [parse_amount(words) for words in written] == [ore, ore, ore]

    with force_locale(lang):
        shown_and_read()


@pytest.mark.slow
def test_whatever_is_typed_is_an_amount_or_none():
    hypothesis = pytest.importorskip("hypothesis", reason="made-up words need hypothesis (requirements-dev.txt)")
    st = hypothesis.strategies
    odd = st.text(st.sampled_from("0123456789٠٩۰ .,٫٬،'-–krKR.\u00a0\u200f\x00\ud800=+e"), max_size=45)

    @hypothesis.settings(deadline=None, derandomize=True, max_examples=500)
    @hypothesis.given(st.one_of(odd, st.text(max_size=45)))
    def whatever_is_typed(text):
        ore = parse_amount(text)
        assert ore is None or ore >= 0

    whatever_is_typed()
