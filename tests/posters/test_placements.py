"""The places where posters hang: their names and codes, and what becomes of them."""

import re

import pytest

from portal.core.actors import Role
from portal.core.areas import Area
from portal.core.audit import AuditEntry
from portal.core.db import transaction
from portal.events.codes import PLACE
from portal.posters.models import Placement
from portal.posters.rules import code_for


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Vaskeriet i Grantoften", "VASKEGRANT"),
        ("Biblioteket", "BIBLIOTEKET"),
        ("Opgang 3 ved Hedeparken", "OPGA3HED"),
        ("Café Ølstykke", "CAFEOELST"),
        ("Ågården", "AAGAARDEN"),
        ("Çarşı", "CARSI"),
        ("  ---  ", "STED"),
        ("المسجد", "STED"),
        ("i", "STED"),
        ("Calendar", "CALENDAR2"),
        ("x" * 80, "XXXXXXXXXXXX"),
    ],
)
def test_a_code_is_readable_from_the_name(name, code):
    assert code_for(name, set()) == code
    assert PLACE.fullmatch(code)


def test_a_code_is_never_given_twice():
    taken = set()
    for _ in range(120):
        code = code_for("x" * 80, taken)
        assert PLACE.fullmatch(code) and code not in taken
        taken.add(code)
    assert {"XXXXXXXXXXXX", "XXXXXXXXXXX2", "XXXXXXXXX120"} <= taken


@pytest.mark.slow
def test_a_place_is_added_renamed_retired_and_brought_back(coordinator, session):
    with transaction() as writing:
        writing.add(Area(slug="grant", name="Grantoften"))
    answer = coordinator.press("/team/placements", {"name": "Vaskeriet i Grantoften", "area": "1"})
    assert answer.location.endswith("/team/placements?added=VASKEGRANT")
    page = coordinator.get(answer.location).text
    assert "Its code is VASKEGRANT." in page
    assert "Grantoften</bdi>" in page

    here = "/team/placements/1"
    assert coordinator.press(here, {"name": "Det nye vaskeri", "area": ""}).status_code == 303
    place = session.query(Placement).one()
    assert (place.name, place.code, place.area_id, place.retired_at) == (
        "Det nye vaskeri",
        "VASKEGRANT",
        None,
        None,
    )

    assert coordinator.press(f"{here}/retire").status_code == 303
    assert "Places no longer used" in coordinator.get("/team/placements").text
    assert "Posters hang there again" in coordinator.get(here).text
    assert coordinator.press(f"{here}/back").status_code == 303
    assert "Places no longer used" not in coordinator.get("/team/placements").text
    verbs = [
        entry.action for entry in session.query(AuditEntry).filter(AuditEntry.action.startswith("placements."))
    ]
    assert verbs == [f"placements.{verb}" for verb in ("add", "change", "retire", "bring_back")]


@pytest.mark.slow
def test_a_retired_place_is_not_offered_but_one_that_is_asked_for_is(coordinator, event, laundry):
    coordinator.press(f"/team/placements/{laundry.id}/retire")
    path = f"/team/events/{event.code}/poster"
    assert "VASKERI" not in coordinator.get(path).text
    assert '<option value="VASKERI" dir="auto" selected>' in coordinator.get(f"{path}?place=VASKERI").text


@pytest.mark.slow
def test_no_two_places_in_use_bear_the_same_name(coordinator, laundry, session):
    refused = coordinator.press("/team/placements", {"name": "vaskeriet", "area": ""})
    assert refused.status_code == 422
    assert "There is a place of this name already." in refused.text
    coordinator.press(f"/team/placements/{laundry.id}/retire")
    assert coordinator.press("/team/placements", {"name": "Vaskeriet", "area": ""}).status_code == 303
    refused = coordinator.press(f"/team/placements/{laundry.id}/back")
    assert 'id="name-error"' in refused.text
    assert (refused.status_code, "There is a place of this name already." in refused.text) == (422, True)
    other = coordinator.press("/team/placements", {"name": "Biblioteket", "area": ""})
    assert other.status_code == 303
    assert coordinator.press("/team/placements/3", {"name": "VASKERIET", "area": ""}).status_code == 422
    assert [place.code for place in session.query(Placement).order_by(Placement.id)] == [
        "VASKERI",
        "VASKERIET",
        "BIBLIOTEKET",
    ]


BAD = [
    ("name", ""),
    ("name", " \u200b "),
    ("name", "p" * 81),
    ("name", "010190-1234"),
    ("name", ["one", "two"]),
    ("area", "99"),
    ("area", "x"),
    ("area", "9" * 40),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_bad_input_is_refused_beside_its_field(coordinator, session, laundry, field, value):
    for path in ("/team/placements", f"/team/placements/{laundry.id}"):
        answer = coordinator.press(path, {"name": "Opgang 4", "area": "", field: value})
        assert answer.status_code == 422
        assert re.findall(r'<p class="error" id="(\w+)-error">', answer.text) == [field]
    assert [place.name for place in session.query(Placement)] == ["Vaskeriet"]


@pytest.mark.parametrize("path", ["", "/retire", "/back"])
def test_a_place_that_is_not_there_is_a_page_that_is_not_there(coordinator, path):
    assert coordinator.press(f"/team/placements/77{path}", {"name": "x", "area": ""}).status_code == 404


def test_a_mother_does_not_see_the_places(make_member, sign_in, laundry, event):
    mother = sign_in(make_member(role=Role.MOTHER), opened=True)
    for path in ("placements", f"placements/{laundry.id}", f"events/{event.code}/places"):
        assert mother.get(f"/team/{path}").status_code == 404


def test_a_name_in_any_script_is_kept_as_it_was_written(coordinator, session):
    coordinator.press("/team/placements", {"name": "مسجد <b>", "area": ""})
    assert session.query(Placement).one().name == "مسجد <b>"
    assert "مسجد &lt;b&gt;" in coordinator.get("/team/placements").text
