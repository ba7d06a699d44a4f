"""Finds every form of the portal, and tries out what its fields take."""

import importlib
import pkgutil
from functools import cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms.fields.core import UnboundField

import portal
from portal.core.fields import Count, Line, OptionalCount
from portal.core.forms import BaseForm, PublicForm, TeamForm

_BARE_CPR, _CPR = "0101901234", "010190-1234"


@cache
def every_form() -> dict[str, type[BaseForm]]:
    """The form classes of the portal by package and name, without the bases in ``portal.core.forms``."""
    for module in pkgutil.walk_packages(portal.__path__, "portal."):
        if "migrations" not in module.name and module.name != "portal.__main__":
            importlib.import_module(module.name)
    found = {PublicForm, TeamForm}
    waiting: list[type[BaseForm]] = [BaseForm]
    while waiting:
        below = set(waiting.pop().__subclasses__())
        found |= below
        waiting += below
    return {
        f"{form.__module__.removeprefix('portal.')}.{form.__name__}": form
        for form in found - {PublicForm, TeamForm}
        if form.__module__.startswith("portal.")
    }


def described(form: type[BaseForm]) -> dict[str, str]:
    """What each field that a form class declares itself takes, in words."""
    own = {name: one for name, one in vars(form).items() if isinstance(one, UnboundField)}
    return {name: _describe(one) for name, one in sorted(own.items())}


def _try(unbound: Any, *values: str) -> tuple[Any, list[str]]:
    """A field that was sent some values, and what it said of them."""
    form: Any = type("Tried", (BaseForm,), {"tried": unbound})(
        formdata=MultiDict([("tried", value) for value in values])
    )
    form.validate()
    return form.tried, [str(error) for error in form.tried.errors]


def _describe(unbound: Any) -> str:
    field = _fresh(unbound)
    words = [type(field).__name__]
    if isinstance(field, Line):
        words += _line(unbound, field.most)
    elif isinstance(field, Count):
        words += _count(unbound, field)
    if isinstance(field, OptionalCount):
        words += ["may be empty"] if not _try(unbound, "")[1] else []
    elif required := getattr(field, "required_message", None):
        assert _try(unbound, "")[1] == [str(required)]
        words.append(f"empty: {required}")
    if choices := unbound.kwargs.get("choices"):
        words.append(f"of {' '.join(str(value) for value, *_label in choices)}")
    default = unbound.kwargs.get("default")
    if default is not None and not callable(default):
        assert field.data == default
        words.append(f"at first {str(default) or 'empty'}")
    return ", ".join(words)


def _fresh(unbound: Any) -> Any:
    form: Any = type("Fresh", (BaseForm,), {"tried": unbound})(formdata=None)
    return form.tried


def _line(unbound: Any, most: int) -> list[str]:
    too_long = f"This is too long. Use at most {most} characters."
    assert too_long not in _try(unbound, "x" * most)[1]
    assert _try(unbound, "x" * (most + 1))[1] == [too_long]
    cpr = "Please leave out the CPR number. We never need it."
    assert _try(unbound, _CPR)[1] == [cpr]
    return [str(most), *([] if _try(unbound, _BARE_CPR)[1] == [cpr] else ["ten digits"])]


def _count(unbound: Any, field: Count) -> list[str]:
    edges = (field.least - 1, field.least, field.most, field.most + 1)
    taken = [number for number in edges if not _try(unbound, str(number))[1]]
    if field.least > field.most:
        return [f"from {field.least}"]  # the form sets how many at most
    assert taken == [*dict.fromkeys((field.least, field.most))]
    return [f"{field.least}-{field.most}"]
