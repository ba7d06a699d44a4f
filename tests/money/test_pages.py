"""The pages about money: the year, a funder, an event's receipts, the bookkeeper's files, and bad input."""

import re
import uuid
from datetime import datetime, timedelta

import pytest

from portal.core.actors import Role
from portal.core.db import transaction
from portal.core.features import Feature, FeatureOff, forget
from portal.core.i18n import to_local
from portal.money.models import Expense, Funder, Funding
from tests.pages import beside
from tests.spreadsheets import read_csv, read_xlsx

BAD_AMOUNTS = (
    "",
    "-5",
    "0",
    "0,00",
    "1" + "0" * 30,
    "10.000.000,01",
    "abc",
    "12\x005",
    "\ufffd",
    "5" * 5000,
    "=1+1",
)


def key_of(page):
    """The key of the form on a page of receipts."""
    return re.search(r'name="key" value="([^"]+)"', page.text)[1]


def csrf_of(phone):
    """The token that its forms carry."""
    return re.search(r'name="csrf_token" value="([^"]+)"', phone.get("/team/money/funders/new").text)[1]


def test_at_first_the_page_says_what_to_do(desk):
    page = desk.get("/team/money").text
    assert "No funder is noted yet." in page and "No receipt is noted for" in page
    assert "expenses.csv" not in page


@pytest.mark.slow
def test_a_funder_from_the_first_form_to_the_last_undo(desk, session, areas):
    assert desk.get("/team/money/funders/new").status_code == 200
    told = desk.press("/team/money/funders/new", {"name": " Boligselskabet  Ø ", "areas": [areas["Hedeparken"]]})
    assert told.location == "/team/money/funders/1?done=added"
    assert "Note next how much it gives." in desk.get(told.location).text
    told = desk.press("/team/money/funders/1/years", {"year": "2015", "amount": "25.000"})
    assert told.location == "/team/money/funders/1?done=saved"
    assert "DKK\u00a025,000.00</bdi>" in desk.get("/team/money/funders/1").text
    year = desk.get("/team/money?year=2015").text
    assert "Hedeparken" in year and year.count("DKK\u00a025,000.00") == 2, "the amount and the sum"

    assert 'value="25,000"' in desk.get("/team/money/funders/1/1").text
    assert desk.press("/team/money/funders/1/1", {"amount": "٢٦٠٠٠٫٥"}).status_code == 303
    assert session.query(Funding).one().amount_ore == 26_000_50
    assert "DKK\u00a026,000.50" in desk.get("/team/money/funders/1/1/remove").text
    told = desk.press("/team/money/funders/1/1/remove")
    assert told.location == "/team/money/funders/1?done=removed"
    assert session.query(Funding).count() == 0

    assert desk.press("/team/money/funders/1", {"name": "Boligselskabet"}).status_code == 303
    one = session.query(Funder).populate_existing().one()
    assert (one.name, one.areas) == ("Boligselskabet", [])
    desk.press("/team/money/funders/1/retire")
    assert "Those who give no more" in desk.get("/team/money").text
    desk.press("/team/money/funders/1/back")
    assert "Those who give no more" not in desk.get("/team/money").text


def test_a_funder_gives_for_the_areas_that_are_chosen(desk, session, areas):
    chosen = str(areas["Hedeparken"])
    assert desk.press("/team/money/funders/new", {"name": "Fonden", "areas": [chosen]}).status_code == 303
    assert [area.name for area in session.query(Funder).one().areas] == ["Hedeparken"]
    boxes = re.findall(r'name="areas" value="(\d+)"( checked)?', desk.get("/team/money/funders/1").text)
    assert dict(boxes) == {str(number): " checked" if str(number) == chosen else "" for number in areas.values()}


def test_who_gives_no_more_stands_in_the_years_it_gave(desk, rules, add_funder):
    number = add_funder("Fonden", gave={2015: 100})
    desk.press(f"/team/money/funders/{number}/retire")
    before, now = desk.get("/team/money?year=2015").text, desk.get("/team/money").text
    assert "Gives no more" in before and "Those who give no more" not in before
    assert "Those who give no more" in now


@pytest.mark.slow
def test_receipts_of_an_event_with_their_sum_and_what_it_cost_for_each(
    desk, make_event, session, now, make_member
):
    event = make_event(starts_in=timedelta(days=-2), hours=2)
    at = f"/team/events/{event.code}/expenses"
    page = desk.get(at)
    assert "No receipt is noted for this event." in page.text
    form = {"key": key_of(page), "what": "Kød & grønt", "amount": "1.234,50", "number": "2015-17"}
    assert desk.press(at, form).location == f"{at}?done=saved"
    assert desk.press(at, form).location == f"{at}?done=saved"
    assert [(row.what, row.receipt, row.amount_ore) for row in session.query(Expense)] == [
        ("Kød & grønt", "2015-17", 1234_50)
    ]
    page = desk.get(at)
    assert "Nobody was counted" in page.text
    desk.press(at, {**form, "key": key_of(page), "what": "Te", "amount": "65,50", "number": ""})
    counted = {"op_id": str(uuid.UUID(int=1)), "amount": "40"}
    assert desk.press(f"/team/events/{event.code}/door/estimate", counted).status_code == 303
    text = desk.get(at).text
    assert "DKK\u00a01,300</bdi>" in text and "2 receipts" in text
    assert re.search(r"DKK\u00a032\.50</bdi></b>for each of 40 participants", text)

    assert 'value="1,234.50"' in desk.get(f"{at}/1").text
    assert desk.press(f"{at}/1", {"what": "Kød", "amount": "200"}).status_code == 303
    assert "DKK\u00a0200.00" in desk.get(f"{at}/1/remove").text
    assert desk.press(f"{at}/1/remove").location == f"{at}?done=removed"
    assert [row.what for row in session.query(Expense)] == ["Te"]
    year = desk.get(f"/team/money?year={event.starts_local.year}").text
    assert at in year and "DKK\u00a065.50" in year


@pytest.mark.slow
def test_both_pages_of_an_event_lead_to_its_receipts(desk, make_event):
    event = make_event(starts_in=timedelta(days=-2))
    for address in ("", "/evening"):
        assert f'href="/team/events/{event.code}/expenses"' in desk.get(f"/team/events/{event.code}{address}").text
    draft = make_event(status="draft", published_at=None)
    assert "/expenses" not in desk.get(f"/team/events/{draft.code}").text
    assert desk.get(f"/team/events/{draft.code}/expenses").location == f"/team/events/{draft.code}"
    told = desk.press(f"/team/events/{draft.code}/expenses", {"what": "Te", "amount": "1"})
    assert told.status_code == 422 and "This event is a draft." in told.text


def test_what_an_event_to_come_cost_is_not_divided(desk, make_event, add_receipt):
    event = make_event()
    add_receipt(event)
    page = desk.get(f"/team/events/{event.code}/expenses").text
    assert "for each of" not in page and "Nobody was counted" not in page
    assert "Still to come" in desk.get(f"/team/money?year={event.starts_local.year}").text


def test_the_bookkeeper_gets_every_receipt_of_the_year_as_numbers(desk, make_event, add_receipt):
    day = datetime(2015, 3, 21, 17)
    event = make_event(starts_local=day, ends_local=day + timedelta(hours=3), code="NWRZ", kind="newroz")
    other = make_event(starts_local=day - timedelta(days=400), ends_local=day - timedelta(days=399))
    add_receipt(event, 1234_50, "=SUM(A1)", "17")
    add_receipt(event, 2_00, "Te")
    add_receipt(other, 5)
    heads = ["When", "Event", "Code", "Receipt", "What was bought", "Amount in kroner"]
    csv = desk.get("/team/money/expenses.csv?year=2015")
    assert csv.headers["Content-Disposition"] == 'attachment; filename="2015-expenses.csv"'
    assert read_csv(csv.data) == [
        heads,
        ["2015-03-21 17:00", "Newroz party", "NWRZ", "17", "'=SUM(A1)", "1234,50"],
        ["2015-03-21 17:00", "Newroz party", "NWRZ", "", "Te", "2,00"],
    ]
    assert read_xlsx(desk.get("/team/money/expenses.xlsx?year=2015").data) == [
        heads,
        [day, "Newroz party", "NWRZ", "17", "'=SUM(A1)", 1234.5],
        [day, "Newroz party", "NWRZ", None, "Te", 2.0],
    ]


@pytest.mark.slow
@pytest.mark.parametrize("amount", BAD_AMOUNTS)
def test_an_amount_that_is_none_is_told_beside_its_field_and_stays_as_it_was_typed(
    desk, session, make_event, add_funder, add_receipt, amount
):
    event, funder_id = make_event(), add_funder(gave={2015: 1})
    expense_id = add_receipt(event)
    before = [row.amount_ore for row in (session.query(Funding).one(), session.query(Expense).one())]
    receipts = f"/team/events/{event.code}/expenses"
    for address, words in (
        (receipts, {"what": "Te"}),
        (f"{receipts}/{expense_id}", {"what": "Te"}),
        (f"/team/money/funders/{funder_id}/years", {"year": "2016"}),
        (f"/team/money/funders/{funder_id}/1", {}),
    ):
        told = desk.press(address, {**words, "amount": amount})
        assert told.status_code == 422 and "<title>Error: " in told.text, address
        assert 'id="amount-error"' in told.text and 'href="#amount"' in told.text, address
        if amount.isascii() and amount.isprintable():
            assert f'value="{amount[:40]}"' in told.text, address
    assert [row.amount_ore for row in (session.query(Funding).one(), session.query(Expense).one())] == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["x" * 121, "010190-1234", "010190 1234", "", " \u200f\x00 ", "x" * 90_000, "\u202e"]
)
def test_words_that_cannot_stand_are_refused_in_words(desk, session, make_event, add_funder, text):
    event, funder_id = make_event(), add_funder()
    for address, name, more in (
        (f"/team/events/{event.code}/expenses", "what", {"amount": "1"}),
        ("/team/money/funders/new", "name", {}),
        (f"/team/money/funders/{funder_id}", "name", {}),
    ):
        told = desk.press(address, {name: text, **more})
        assert told.status_code == 422 and f'id="{name}-error"' in told.text, address
    assert session.query(Expense).count() == 0 and session.query(Funder).one().name == "Boligselskabet"


@pytest.mark.slow
def test_a_receipt_may_have_ten_digits_and_no_cpr_number(desk, session, make_event):
    at = f"/team/events/{make_event().code}/expenses"
    assert desk.press(at, {"what": "Te", "amount": "1", "number": "1203204567"}).status_code == 303
    for number in ("120320-4567", "7" * 41):
        told = desk.press(at, {"what": "Te", "amount": "1", "number": number})
        assert told.status_code == 422 and 'id="number-error"' in told.text
    told = desk.press(at, {"what": "Te", "amount": "120320-4567"})
    assert "Please leave out the CPR number." in told.text
    assert [row.receipt for row in session.query(Expense)] == ["1203204567"]


@pytest.mark.parametrize("year", ["", "1999", "15", "-2015", "1" + "0" * 30, "2015.5", "år", "\x00", "2" * 9000])
def test_a_year_that_is_none_is_told(desk, session, add_funder, year):
    told = desk.press(f"/team/money/funders/{add_funder()}/years", {"year": year, "amount": "1"})
    assert told.status_code == 422 and 'id="year-error"' in told.text
    assert session.query(Funding).count() == 0


@pytest.mark.parametrize("asked", ["", "1999", "abcd", "1" + "0" * 30, "٢٠١٥", "-1", "20.5", "9999"])
def test_an_address_with_a_senseless_year_shows_this_one(desk, now, asked):
    page = desk.get("/team/money", query_string={"year": asked}).text
    assert f"<title>Funders and expenses · {to_local(now).year} · " in page


@pytest.mark.slow
@pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF%FE%00", "%00", "%F4%90%80%80", "%C0%80"])
def test_bytes_that_are_no_text_break_nothing(desk, make_event, add_funder, add_receipt, raw):
    event, funder_id = make_event(), add_funder(gave={2015: 1})
    number, token = add_receipt(event), csrf_of(desk)
    fields = ("key", "what", "amount", "number", "name", "areas", "year")
    for address in (
        f"/team/events/{event.code}/expenses",
        f"/team/events/{event.code}/expenses/{number}",
        "/team/money/funders/new",
        f"/team/money/funders/{funder_id}",
        f"/team/money/funders/{funder_id}/years",
        f"/team/money/funders/{funder_id}/1",
    ):
        body = "&".join([f"csrf_token={token}", *(f"{name}={raw}" for name in fields)])
        told = desk.post(address, data=body, content_type="application/x-www-form-urlencoded")
        assert told.status_code == 422, (address, told.status)


@pytest.mark.slow
def test_areas_that_are_made_up_are_refused(desk, areas, session):
    for made_up in (["999"], ["x"], ["1", "1", "1", "1"], ["1" + "0" * 30], [""]):
        told = desk.press("/team/money/funders/new", {"name": "Fonden", "areas": made_up})
        assert told.status_code == 422 and 'id="areas-error"' in told.text, made_up
    assert session.query(Funder).count() == 0


@pytest.mark.slow
def test_another_ones_rows_are_not_there(desk, make_event, add_funder, add_receipt):
    event, other = make_event(), make_event()
    number, funder_id, second = add_receipt(event), add_funder(gave={2015: 1}), add_funder("Fonden")
    missing = [
        f"/team/events/{other.code}/expenses/{number}",
        f"/team/events/{other.code}/expenses/{number}/remove",
        f"/team/events/{event.code}/expenses/999",
        "/team/events/ZZZZ/expenses",
        "/team/money/funders/999",
        f"/team/money/funders/{second}/1",
        f"/team/money/funders/{second}/1/remove",
        f"/team/money/funders/{funder_id}/999",
        f"/team/money/funders/{10**30}",
    ]
    for address in missing:
        assert desk.get(address).status_code == 404, address
        assert desk.press(address, {"what": "Te", "amount": "1", "name": "x"}).status_code == 404, address
    for verb in ("retire", "back", "years"):
        form = {"year": "2015", "amount": "1"}
        assert desk.press(f"/team/money/funders/999/{verb}", form).status_code == 404, verb


@pytest.mark.slow
def test_switched_off_there_is_no_page_about_money_and_none_leads_there(desk, now, make_event, make_member):
    event = make_event(starts_in=timedelta(days=-2))
    led = {address: desk.get(address).text for address in leading_pages(event)}
    assert all("/team/money" in page or "/expenses" in page for page in led.values())
    with transaction() as session:
        session.add(FeatureOff(feature=Feature.MONEY))
    forget(desk.application)
    for address in ("/team/money", "/team/money/funders/new", f"/team/events/{event.code}/expenses"):
        assert desk.get(address).status_code == 404, address
    for address in leading_pages(event):
        page = desk.get(address).text
        assert "/team/money" not in page and "/expenses" not in page, address


def leading_pages(event):
    """The pages from which one comes to money."""
    return ("/team/", f"/team/events/{event.code}", f"/team/events/{event.code}/evening")


def test_a_mother_knows_nothing_of_money(make_member, sign_in, make_event):
    phone = sign_in(make_member("Fatma"), opened=True)
    event = make_event()
    for address in ("/team/money", f"/team/events/{event.code}/expenses", "/team/money/expenses.csv"):
        assert phone.get(address).status_code == 404
    closed = sign_in(make_member("Karen", Role.COORDINATOR))
    assert closed.get("/team/money").location.startswith("/team/open?next=")


@pytest.mark.slow
def test_a_year_of_many_events_comes_page_by_page_and_its_sum_is_of_all(desk, make_event, add_receipt, now):
    year = to_local(now).year - 1
    day = datetime(year, 3, 1, 17)
    bought, free = (
        [
            make_event(starts_local=starts + timedelta(days=n), ends_local=starts + timedelta(days=n, hours=2))
            for n in range(41)
        ]
        for starts in (day, day + timedelta(hours=1))
    )
    for event in bought:
        add_receipt(event, 100)
    first = desk.get(f"/team/money?year={year}")
    more, older = beside(first)
    assert (more.path.startswith(f"/team/money?year={year}&page=a"), older.words) == (True, "Older")
    second, older = desk.get(more.path), desk.get(older.path)

    def listed(answer):
        return re.findall(r'href="/team/events/(\w+)/expenses"', answer.text)

    assert listed(first) == [event.code for event in [*bought[:40], *free[:0:-1]]]
    assert listed(second) == [event.code for event in [*bought[40:], *free[:0:-1]]]
    assert listed(older) == [event.code for event in [*bought[:40], free[0]]]
    assert [answer.text.count("DKK\u00a041.00") for answer in (first, second, older)] == [1, 1, 1]
    assert [re.search('<details class="more" id="without"( open)?>', one.text)[1] for one in (first, older)] == [
        None,
        " open",
    ]
