"""What each field of each form takes: how much, what may be left empty, and what stands in it at first.

``tests/form_fields.py`` tries every field of every form that there is; the table below says what was decided. A
field that is new, gone, or takes something else than before turns a test red.
"""

from functools import partial

import pytest

from portal.core.forms import PublicForm
from portal.core.i18n import SPOKEN
from portal.money.forms import AmountForm, ExpenseForm, FunderForm, FundingForm
from portal.money.funders import YEARS_AHEAD
from portal.offers.forms import OfferForm
from portal.planning.forms import BeginForm, EventForm
from portal.posters.forms import PlacementForm
from tests.form_fields import described, every_form
from tests.form_limits import FORMS, PURPOSES


@pytest.fixture(autouse=True)
def _request(app):
    with app.test_request_context():
        yield


@pytest.mark.parametrize("name", sorted(FORMS.keys() | every_form().keys()))
def test_each_field_takes_what_was_decided_and_no_more(name):
    assert described(every_form()[name]) == FORMS.get(name, {})


def test_the_token_of_a_public_form_is_for_its_purpose_and_where_one_types_it_cannot_come_at_once():
    public = {name: form for name, form in every_form().items() if issubclass(form, PublicForm)}
    assert {name: (form.purpose, form.not_at_once) for name, form in public.items()} == PURPOSES


@pytest.mark.parametrize(
    ("make", "field", "posted"),
    [
        (PlacementForm, "name", "Netto"),
        (FunderForm, "name", "The state"),
        (FundingForm, "year", "2001"),
        (ExpenseForm, "what", "Rice"),
        (OfferForm, "title", "Swimming"),
        (partial(BeginForm, []), "day", "2027-03-28"),
    ],
    ids=lambda one: getattr(one, "__name__", None),
)
def test_a_form_of_a_page_where_another_was_posted_reads_nothing_of_that(app, make, field, posted):
    with app.test_request_context(method="POST", data={field: posted}):
        read, unread = make(), make(formdata=None)
        assert (read[field].raw_data, unread[field].raw_data) == ([posted], None)


def test_forms_for_something_new_begin_with_what_is_usual(app, today):
    assert FundingForm(formdata=None).year.data == today.year
    assert OfferForm(formdata=None).data == {
        "version": -1,
        **dict.fromkeys(("title", "description", "practical", "new_partner", "website")),
        **dict.fromkeys(
            ("place_name", "address", "landmark", "organiser", "area", "phone", "email", "start", "end")
        ),
        **dict.fromkeys(("small", "by_appointment", "drop_in"), False),
        **dict.fromkeys(("weekdays", "languages", "interpreter")),
        "theme": "meeting",
        "audience": "everyone",
        "children": "welcome",
        "cost_dkk": 0,
        "step_free": "not_known",
    }


def test_what_can_be_chosen_is_offered(app):
    form = OfferForm(formdata=None)
    assert [[value for value, *_label in form[name].choices] for name in ("audience", "weekdays")] == [
        ["everyone", "women", "families"],
        ["0", "1", "2", "3", "4", "5", "6"],
    ]
    assert [code for code, _label in form.languages.choices] == list(SPOKEN)
    assert [code for code, _label in form.interpreter.choices] == list(SPOKEN)


@pytest.mark.parametrize(
    ("sent", "seen"),
    [("7", 7), ("999999999", 999_999_999), ("1000000000", -1), ("", -1), ("٧", -1), ("-7", -1), ("²", -1)],
)
def test_the_version_that_a_page_was_made_from(app, make_event, sent, seen):
    event = make_event()
    with app.test_request_context(method="POST", data={"version": sent}):
        assert [form.version.data for form in (OfferForm(), EventForm(event))] == [seen, seen]
    with app.test_request_context(method="POST", data={}):
        assert OfferForm().version.data == -1


def test_the_year_that_money_is_given_for(app, today):
    found = []
    for year in (1999, 2000, today.year + YEARS_AHEAD, today.year + YEARS_AHEAD + 1):
        with app.test_request_context(method="POST", data={"year": str(year), "amount": "1"}):
            found.append(FundingForm().validate())
    assert found == [False, True, True, False]


@pytest.mark.parametrize(
    ("typed", "ore", "errors"),
    [
        ("349,95", 34995, []),
        ("0,01", 1, []),
        ("0", 0, ["Write an amount of more than 0."]),
        ("10000000", 1_000_000_000, []),
        ("10000000,01", 1_000_000_001, ["This is more than ten million kroner. Look at the amount once more."]),
        (
            "0101901234",
            10_190_123_400,
            ["This is more than ten million kroner. Look at the amount once more."],
        ),
        ("much", None, ["Write the amount in kroner, such as 349,95."]),
        ("", None, ["Write the amount in kroner, such as 349,95."]),
        ("010190-1234", None, ["Please leave out the CPR number. We never need it."]),
        ("x" * 41, None, ["Write the amount in kroner, such as 349,95."]),
    ],
)
def test_an_amount_of_money(app, typed, ore, errors):
    with app.test_request_context(method="POST", data={"amount": typed}):
        field = (form := AmountForm()).amount
        form.validate()
        assert (field.data, [str(error) for error in field.errors], field._value()) == (ore, errors, typed[:40])
