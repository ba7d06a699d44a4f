"""The fields of the forms: how each reads what was typed, what it refuses, and what it shows again."""

from datetime import date, time
from enum import StrEnum
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from portal.core.fields import (
    Count,
    EmailAddress,
    Line,
    OneOf,
    OptionalCount,
    PhoneNumber,
    Pick,
    SomeOf,
    WebAddress,
)
from portal.core.forms import BaseForm
from portal.core.text import Phone
from portal.core.time_fields import Clock, Day

DATE = "Write the date as day.month.year, such as 28.3.2027."
YEAR = "Look at the year once more."
TIME = "Write the time as hours and minutes, such as 17:00."
PHONE = "Look at the number once more, or leave it empty."
EMAIL = "Look at the e-mail address once more, or leave it empty."
CPR = "Please leave out the CPR number. We never need it."
SITE = "Write the address of a website, such as www.example.dk, or leave it empty."


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"

    @property
    def label(self) -> str:
        return self.value


@pytest.fixture(autouse=True)
def _request(app):
    with app.test_request_context():
        yield


def sent(field: Any, *values: str, kept: Any = None, prepare: Any = None) -> Any:
    """A field of a form that was filled with ``kept`` and sent with some values."""
    form: Any = type("Tried", (BaseForm,), {"one": field})(
        formdata=MultiDict([("one", value) for value in values] or [("other", "")]), data={"one": kept}
    )
    if prepare:
        prepare(form.one)
    form.validate()
    return form.one


def shown(field: Any, kept: Any) -> str:
    """What a field of a form shows that was filled with ``kept`` and is not sent."""
    form: Any = type("Tried", (BaseForm,), {"one": field})(formdata=None, data={"one": kept})
    return form.one._value()


def found(field: Any) -> tuple[Any, list[str], str]:
    """Its value, what it says, and what it shows."""
    return field.data, [str(error) for error in field.errors], field._value()


@pytest.mark.parametrize(
    ("typed", "day", "errors", "again", "kind"),
    [
        ("2027-03-28", date(2027, 3, 28), [], "2027-03-28", "date"),
        ("28.3.2027", date(2027, 3, 28), [], "2027-03-28", "date"),
        ("28/03 - 2027", None, [DATE], "28/03 - 2027", "text"),
        ("28. 3. 2027", date(2027, 3, 28), [], "2027-03-28", "date"),
        ("٢٨.٣.٢٠٢٧", date(2027, 3, 28), [], "2027-03-28", "date"),
        ("1.1.1900", date(1900, 1, 1), [], "1900-01-01", "date"),
        ("31.12.1899", None, [YEAR], "1899-12-31", "date"),
        ("31.12.2199", date(2199, 12, 31), [], "2199-12-31", "date"),
        ("1.1.2200", None, [YEAR], "2200-01-01", "date"),
        ("30.2.2027", None, [DATE], "30.2.2027", "text"),
        ("soon", None, [DATE], "soon", "text"),
        ("x" * 41, None, [DATE], "x" * 40, "text"),
        ("", None, [], "", "date"),
    ],
)
def test_a_day(typed, day, errors, again, kind):
    field = sent(Day(), typed)
    assert (*found(field), field.input_type) == (day, errors, again, kind)


@pytest.mark.parametrize(
    ("typed", "clock", "errors", "again", "kind"),
    [
        ("17:05", time(17, 5), [], "17:05", "time"),
        ("kl. 9.30", time(9, 30), [], "09:30", "time"),
        ("KL 17", time(17), [], "17:00", "time"),
        ("1705", time(17, 5), [], "17:05", "time"),
        ("17:05:59.000", time(17, 5), [], "17:05", "time"),
        ("٢٣:٥٩", time(23, 59), [], "23:59", "time"),
        ("24:00", None, [TIME], "24:00", "text"),
        ("23:60", None, [TIME], "23:60", "text"),
        ("noon", None, [TIME], "noon", "text"),
        ("", None, [], "", "time"),
    ],
)
def test_a_time_of_day(typed, clock, errors, again, kind):
    field = sent(Clock(), typed)
    assert (*found(field), field.input_type) == (clock, errors, again, kind)


def test_forty_characters_are_read_as_a_day_and_not_one_more():
    assert found(sent(Day(), "1" + " " * 38 + "2"))[0] is None
    long = Clock()
    assert found(sent(long, "17:00:00." + "0" * 31)) == (time(17), [], "17:00")
    assert found(sent(long, "17:00:00." + "0" * 32)) == (None, [TIME], "17:00:00." + "0" * 31)


@pytest.mark.parametrize(("field", "words"), [(Day, DATE), (Clock, TIME)])
def test_a_day_or_time_that_is_required(field, words):
    assert [found(sent(field(required="Needed."), typed))[1] for typed in ("", "x")] == [["Needed."], [words]]
    assert found(sent(field(required="Needed.")))[1] == ["Needed."]


@pytest.mark.parametrize(
    ("typed", "number", "optional", "again"),
    [
        ("2", 2, 2, "2"),
        ("\u200f٧ ", 7, 7, "٧"),
        ("1", None, None, "1"),
        ("9", None, None, "9"),
        ("0000000007", None, None, "0000000007"),
        ("000000007", 7, 7, "000000007"),
        ("-3", None, None, "-3"),
        ("²", None, None, "²"),
        ("x" * 41, None, None, "x" * 40),
    ],
)
def test_a_number_from_two_to_eight(typed, number, optional, again):
    for kind, value in ((Count, number), (OptionalCount, optional)):
        field = sent(kind(least=2, most=8), typed)
        refused = ["Write a number from 2 to 8."] if value is None else []
        assert (found(field)[1:], None if refused else field.data) == ((refused, again), value)


def test_an_empty_number_is_none_or_nobody_or_missing():
    fields = [Count(), Count(least=1), OptionalCount(), OptionalCount(least=1)]
    assert [found(sent(field, " ")) for field in fields] == [
        (0, [], ""),
        (None, ["Write a number from 1 to 10."], ""),
        (None, [], ""),
        (None, [], ""),
    ]
    assert [(shown(field, 7), shown(field, None)) for field in fields] == [("7", "")] * 4


@pytest.mark.parametrize(
    ("typed", "phone", "errors", "again"),
    [
        ("22 33 44 55", Phone("+4522334455", "22 33 44 55"), [], "22 33 44 55"),
        ("+45" + " " * 2 + "22334455", Phone("+4522334455", "+45 22334455"), [], "+45 22334455"),
        ("", None, [], ""),
        ("call", None, [PHONE], "call"),
        ("010190-1234", None, [CPR], "010190-1234"),
        ("1" * 50, None, [PHONE], "1" * 40),
    ],
)
def test_a_phone_number(typed, phone, errors, again):
    field = sent(PhoneNumber(), typed)
    assert found(field) == (phone, errors, again)


def test_at_most_forty_characters_are_read_as_a_phone_number():
    spread = "22 33 44 55" + "-" * 29
    tried = [sent(PhoneNumber(), typed) for typed in (spread, spread + "-")]
    assert [(field.data is None, [str(error) for error in field.errors]) for field in tried] == [
        (False, []),
        (True, [PHONE]),
    ]


def test_a_phone_number_that_is_kept_is_shown_as_it_was_typed():
    kept = [Phone("+4522334455", "2233 4455"), None]
    assert [shown(PhoneNumber(), one) for one in kept] == ["2233 4455", ""]


_LONG = "@" + ".".join("a" * many for many in (62, 61, 61)) + ".dk"  # with 64 before it: 254, the most there is


@pytest.mark.parametrize(
    ("typed", "address", "errors"),
    [
        ("Amina@EXAMPLE.dk", "Amina@example.dk", []),
        ("\u200famina@example.dk ", "amina@example.dk", []),
        ("", None, []),
        ("amina", None, [EMAIL]),
        ("0101901234@example.dk", "0101901234@example.dk", [CPR]),
        ("a" * 64 + _LONG, "a" * 64 + _LONG, []),
    ],
)
def test_an_email_address(typed, address, errors):
    assert found(sent(EmailAddress(), typed))[:2] == (address, errors)


def test_an_email_address_is_shown_again_and_at_most_as_much_as_can_be_one():
    assert found(sent(EmailAddress(), "x" * 255)) == (None, [EMAIL], "x" * 254)
    assert [shown(EmailAddress(), kept) for kept in ("a@example.dk", None)] == ["a@example.dk", ""]


@pytest.mark.parametrize(
    ("typed", "address", "errors"),
    [
        ("www.example.dk", "https://www.example.dk", []),
        ("http://example.dk/a", "http://example.dk/a", []),
        ("", "", []),
        ("no address", "no address", [SITE]),
        ("example.dk/" + "a" * 11, "https://example.dk/" + "a" * 11, []),
        (
            "example.dk/" + "a" * 12,
            "example.dk/" + "a" * 12,
            ["This is too long. Use at most 30 characters."],
        ),
    ],
)
def test_a_web_address_is_measured_as_it_is_kept(typed, address, errors):
    assert found(sent(WebAddress(most=30), typed))[:2] == (address, errors)


@pytest.mark.parametrize(
    ("field", "kept"), [(EmailAddress, "a@example.dk"), (PhoneNumber, Phone("+4522334455", "2"))]
)
def test_what_was_kept_before_is_not_taken_for_what_cannot_be_read(field, kept):
    words = {EmailAddress: EMAIL, PhoneNumber: PHONE}[field]
    assert found(sent(field(), "amina", kept=kept)) == (None, [words], "amina")


def test_every_rule_that_is_broken_is_shown():
    form: Any = type("Tried", (BaseForm,), {"one": Line()})(formdata=None)
    for message, field in (("First.", None), ("Second.", "two"), ("Third.", "one"), ("Fourth.", "one")):
        form.refuse(message, field)
    assert (form.form_errors, form.one.errors) == (["First.", "Second."], ["Third.", "Fourth."])


def test_a_line_is_cleaned_before_it_is_measured():
    assert found(sent(Line(most=3), "  a   b "))[:2] == ("a b", [])
    assert found(sent(Line(most=3), "abcd"))[1] == ["This is too long. Use at most 3 characters."]
    assert [found(sent(Line(required="Needed."), *typed))[1] for typed in ((" ",), (), ("a",))] == [
        ["Needed."],
        ["Needed."],
        [],
    ]


def test_one_of_a_few():
    field = OneOf(kind=Colour, default=Colour.BLUE)
    chosen = [sent(field, "red"), sent(field, "green"), sent(field), sent(field, kept="blue")]
    one = ["Choose one of these."]
    assert [(field.data, [str(error) for error in field.errors]) for field in chosen] == [
        (Colour.RED, []),
        (None, one),
        (None, one),
        (Colour.BLUE, []),
    ]
    assert [(value, str(label)) for value, label, *_rest in chosen[0].choices] == [
        ("red", "red"),
        ("blue", "blue"),
    ]


def test_any_number_of_a_few():
    field = SomeOf(choices=[("a", "A"), ("b", "B")])
    some = [["a"], ["a", "b"], [], ["c"], ["a", "c"], ["a", "b", "a"]]
    among = ["Choose among these."]
    tried = [sent(field, *values) for values in some]
    assert [[str(error) for error in field.errors] for field in tried] == [[], [], [], among, among, among]
    assert [field.data for field in tried[:3]] == [["a"], ["a", "b"], []]


def test_a_row_of_the_database_or_none():
    tried = [
        sent(Pick(), *values, prepare=lambda field: field.offer("Nothing", [(7, "Seven"), (1234567890, "Many")]))
        for values in (["7"], [""], [], ["8"], ["٧"], ["1234567890"])
    ]
    one = ["Choose one of these."]
    assert [(field.data, [str(error) for error in field.errors]) for field in tried] == [
        (7, []),
        (None, []),
        (None, []),
        (8, one),
        (None, one),
        (None, []),
    ]
    assert tried[0].choices == [("", "Nothing"), ("7", "Seven"), ("1234567890", "Many")]
