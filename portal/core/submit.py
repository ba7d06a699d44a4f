"""How a form is submitted: the one way from a POST to a rule, and back to the form where the rule refuses.

    @bp.post("/team/money/funders/<id:funder_id>")
    @allow(Permission.REPORT)
    @submits(FunderForm, page=funder_page, check=funder_of)
    def change_funder(form: FunderForm, session: Session, funder_id: int) -> Answer:
        rules.change(session, funder_id=funder_id, name=form.name.data, by=current_actor(), now=utcnow())
        return redirect(url_for(".funder", funder_id=funder_id, done="saved"), 303)

In this order: ``check`` finds what the address is about (``abort(404)``), the form is made and validated, the
view runs in the write transaction, which commits when it returns. A form that does not validate, and a
``RuleBroken`` of the view, lead to ``page`` with status 422; the second is shown beside its field. The page is
made after the transaction, because nobody else can write to SQLite while it is open, and so the view must not
render. Whatever else the view raises is rolled back, ``abort(404)`` too.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from portal.core.db import transaction
from portal.core.errors import RuleBroken
from portal.core.forms import BaseForm
from portal.core.web import Answer, Page

_Args = ParamSpec("_Args")
_Form = TypeVar("_Form", bound=BaseForm)


def submits(
    make_form: type[_Form] | Callable[_Args, _Form],
    *,
    page: Callable[Concatenate[Any, _Args], Page],
    check: Callable[_Args, object] | None = None,
) -> Callable[[Callable[Concatenate[_Form, Session, _Args], Answer]], Callable[_Args, Answer]]:
    """Make a view of a function that takes the valid form, the open transaction and the address's arguments.

    ``make_form``: a form class, or a function of those arguments. ``check`` takes them, ``page`` the form before.
    """

    def mark(view: Callable[Concatenate[_Form, Session, _Args], Answer]) -> Callable[_Args, Answer]:
        @wraps(view)
        def submit(*args: _Args.args, **kwargs: _Args.kwargs) -> Answer:
            if check is not None:
                check(*args, **kwargs)
            form = make_form() if isinstance(make_form, type) else make_form(*args, **kwargs)
            if form.validate():
                try:
                    with transaction() as session:
                        return view(form, session, *args, **kwargs)
                except RuleBroken as broken:
                    form.refuse(broken.message, broken.field)
            return page(form, *args, **kwargs), 422

        return submit

    return mark
