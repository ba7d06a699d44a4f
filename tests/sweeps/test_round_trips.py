"""Every editing form keeps what was written into it.

The sweep opens every page and finds its forms. Each is filled, saved, opened, and saved untouched: nothing in the
database may change. Then each field is changed in turn: the form opens with that change and no other, and no two
fields are stored in the same place. A form that is no editing form stands in ``NOT_EDITING`` with its reason.
"""

from collections.abc import Iterator

import pytest

from portal.accounts import own_views
from portal.accounts.forms import described
from tests.sweeps.editing_forms import Found, Sweep
from tests.sweeps.fillings import filling
from tests.sweeps.reviewed_forms import EDITING, NOT_EDITING, Reviewed
from tests.sweeps.stored import Place, Stored, changes
from tests.sweeps.test_access import WHO

#: What a form keeps does not depend on the database; the rows are set back by way of SQLite.
pytestmark = [pytest.mark.once, pytest.mark.slow]

#: Columns and tables that tell that something was changed, when, and to whom.
TELLS_THAT = {"version", "updated_at", "updated_by_id", "agreed_at", "by_hand", "outbox_message"}


@pytest.fixture
def stored(app, tmp_path):
    return Stored(app, tmp_path)


@pytest.fixture
def sweep(app, world):
    return Sweep(app, world)


def round_trip(sweep: Sweep, stored: Stored, found: Found) -> Iterator[str]:
    """What a form loses, a line for each."""
    reviewed, form = EDITING.get(found.name, Reviewed()), sweep.open(found)
    anew = dict.fromkeys(reviewed.anew.keys() & found.names, ("y",))
    left_out = {*reviewed.not_stored, *anew}
    filled = {
        name: filling(field, 0, reviewed.given) for name, field in form.fields.items() if name not in left_out
    }
    if refusal := sweep.send(found, form, filled | anew):
        yield f"cannot be filled: {refusal}"
        return
    form = sweep.open(found)
    yield from differing(reviewed, filled, form.state, left_out)
    kept, before = stored.keep("filled.db"), stored.rows()
    if refusal := sweep.send(found, form, anew):
        yield f"cannot be saved untouched: {refusal}"
    for place in changes(before, stored.rows()):
        if not {*reviewed.anew.values()} & {*place}:
            yield f"was saved untouched, and it changed {place}"
    owners: dict[Place, str] = {}
    for name, field in form.fields.items():
        if name not in left_out and name not in reviewed.ticked:
            stored.set_back(kept)
            changed = {name: filling(field, 1, reviewed.given)}
            refusal = sweep.send(found, form, changed | anew)
            yield from ([f"{name} cannot be changed: {refusal}"] if refusal else [])
            moved = reviewed.moves.get(name, name)
            yield from differing(
                reviewed, form.state | changed, sweep.open(found).state, left_out | {moved} - {name}
            )
            places = {place for place in changes(before, stored.rows()) if not TELLS_THAT & {*place}}
            yield from ([] if places else [f"{name} was changed, and nothing that is stored"])
            for place in places:
                owner = owners.setdefault(place, name)
                if name not in (owner, reviewed.moves.get(owner)) and owner != reviewed.opens_in.get(name):
                    yield f"{name} is stored where {owner} is: {place}"


def differing(
    reviewed: Reviewed, wanted: dict[str, tuple[str, ...]], state: dict[str, tuple[str, ...]], left_out: set[str]
) -> Iterator[str]:
    """The fields that do not hold what they should."""
    for name in (wanted.keys() | state.keys()) - left_out - reviewed.opens_in.keys():
        sources = [name, *(other for other, into in reviewed.opens_in.items() if into == name)]
        sent, there = ({value for one in sources for value in of.get(one, ())} for of in (wanted, state))
        if sent != there:
            yield f"{name} was sent as {sorted(sent)} and opens with {sorted(there)}"


def faults_of(sweep: Sweep, stored: Stored, blueprint: str) -> list[str]:
    """What the forms of a blueprint lose, and what was said of forms or fields that are there no more."""
    faults, start, forms = [], stored.keep("start.db"), sweep.forms(blueprint)
    fields: dict[str, set[str]] = {}
    for found in forms:
        fields.setdefault(found.name, set()).update(found.names)
    for found in forms:
        if found.name not in NOT_EDITING:
            stored.set_back(start)
            try:
                faults += [f"{found.name} ({found.path}): {line}" for line in round_trip(sweep, stored, found)]
            except (LookupError, ValueError) as error:
                faults.append(f"{found.name} ({found.path}): cannot be filled: {error}")
    for name in [*NOT_EDITING, *EDITING]:
        if name.startswith(f"{blueprint}.") and name not in fields:
            faults.append(f"{name}: there is no such form any more")
    for name, reviewed in EDITING.items():
        said = {one for about in vars(reviewed).values() for one in about}
        faults += [f"{name}: has no field {one} any more" for one in said - fields.get(name, said)]
    return faults


@pytest.mark.parametrize("blueprint", sorted({one.partition(".")[0] for one in WHO}))
def test_every_editing_form_keeps_what_was_written(sweep, stored, blueprint):
    faults = faults_of(sweep, stored, blueprint)
    assert not faults, "\n".join(["", *faults])


def test_a_form_that_forgets_a_field_is_found(sweep, stored, monkeypatch):
    monkeypatch.setattr(own_views, "described", lambda member: described(member) | {"hats": []})
    lost = "me.edit > save (/team/me/edit): hats was sent as ['association', 'interpreter'] and opens with []"
    assert faults_of(sweep, stored, "me")[0] == lost


def test_a_field_that_the_sweep_cannot_fill_is_named(sweep, stored, monkeypatch):
    monkeypatch.delitem(EDITING, "money.funding > change_funding")
    assert faults_of(sweep, stored, "money") == [
        "money.funding > change_funding (/team/money/funders/1/1): cannot be filled: amount: "
        "Skriv beløbet i kroner, for eksempel 349,95.",
    ]
