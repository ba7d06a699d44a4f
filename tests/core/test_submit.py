"""From a POST to a rule and back: what is committed, what is shown again, and in which order."""

import pytest
from flask import abort, redirect
from sqlalchemy import select

from portal.core.areas import Area
from portal.core.db import db
from portal.core.errors import RuleBroken
from portal.core.fields import Line
from portal.core.forms import TeamForm
from portal.core.submit import submits


class AreaForm(TeamForm):
    """An area with a name."""

    name = Line("Name", required="Write a name.")


def known(number=1):
    if number > 9:
        abort(404)


def shown(form, number=1):
    assert not db.session.info.get("portal_writing"), "nothing is rendered while others wait to write"
    known(number)
    return f"{number}: {form.name.data} {form.name.errors} {form.form_errors}"


def named_by_number(number):
    return AreaForm(data={"name": f"area {number}"}, formdata=None)


def add(form, session, number=1):
    session.add(Area(slug=f"area-{number}", name=form.name.data))
    session.flush()
    if form.name.data == "refused":
        raise RuleBroken("Take another name.", "name")
    if form.name.data == "closed":
        raise RuleBroken("The list is closed.")
    if form.name.data == "gone":
        abort(404)
    return redirect(f"/done/{number}", 303)


@pytest.fixture
def submit(app):
    """Submit a name to a view that is made with these arguments; the status, and the text or the new address."""

    def submit(name, number=1, *, form=AreaForm, **more):
        view = submits(form, page=shown, **more)(add)
        with app.test_request_context(method="POST", data={"name": name}):
            answer = app.make_response(view(number=number))
        return answer.status_code, answer.location or answer.get_data(as_text=True)

    return submit


def areas():
    return db.session.scalars(select(Area.name)).all()


def test_what_the_rule_did_is_kept(submit):
    assert submit("Hedeparken", 3) == (303, "/done/3")
    assert areas() == ["Hedeparken"]


def test_a_form_that_is_wrong_comes_back_and_no_rule_runs(submit):
    assert submit("", 3) == (422, "3:  ['Write a name.'] []")
    assert areas() == []


def test_a_refusal_stands_beside_its_field_and_nothing_is_kept(submit):
    assert submit("refused") == (422, "1: refused ['Take another name.'] []")
    assert submit("closed") == (422, "1: closed [] ['The list is closed.']")
    assert areas() == []


def test_what_is_gone_answers_404_and_nothing_is_kept(submit):
    with pytest.raises(Exception, match="404"):
        submit("gone")
    assert areas() == []


def test_what_is_not_there_answers_404_before_its_form_is_made(submit):
    def form(number):
        raise AssertionError("nobody may know what is wrong with it")

    with pytest.raises(Exception, match="404"):
        submit("", 10, form=form, check=known)


def test_a_form_may_depend_on_the_address(submit):
    assert submit("", 4, form=named_by_number) == (303, "/done/4")
    assert areas() == ["area 4"]


def test_a_view_keeps_its_name():
    """Flask names an endpoint after it."""
    assert submits(AreaForm, page=shown)(add).__name__ == "add"
