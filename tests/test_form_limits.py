"""What each field of each form takes: how much, what may be left empty, and what stands in it at first.

``tests/form_fields.py`` tries every field of every form that there is; the table below says what was decided. A
field that is new, gone, or takes something else than before turns a test red.
"""

from functools import partial

import pytest

from portal.forms import PublicForm
from portal.i18n import SPOKEN
from portal.money.forms import ExpenseForm, FunderForm, FundingForm
from portal.offers.forms import OfferForm
from portal.planning.forms import BeginForm
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
        **dict.fromkeys(("version", "title", "description", "practical", "new_partner", "website")),
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
