"""Reads the forms of a page, and sends them as a browser without JavaScript does."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

_BUTTONS = {"submit", "image", "button", "reset"}
_ONE_OF = {"select", "radio"}


@dataclass(frozen=True)
class Field:
    """A field that a person can fill. ``values`` is what it sends as it stands; ``choices`` what it could send."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def value(self) -> str:
        """What it sends, where that is one value; nothing where it sends none."""
        return self.values[0] if self.values else ""


@dataclass
class Form:
    """A form as it stands on its page."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    #: Name, value and address of its own of each button; an address that is empty is the form's.
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def state(self) -> dict[str, tuple[str, ...]]:
        """What every field would send."""
        return {name: one.values for name, one in self.fields.items()}

    @property
    def button(self) -> tuple[str, str, str]:
        """The button that only saves: the first one without a name, or the first."""
        return next((one for one in self.buttons if not one[0]), self.buttons[0])

    def sends(self, changes: dict[str, tuple[str, ...]]) -> MultiDict[str, str]:
        """What ``button`` sends when these fields were changed before. Lines end as browsers end them."""
        state = self.state | changes
        sent = [*self.hidden, *((name, value) for name, values in state.items() for value in values)]
        name, value, _action = self.button
        sent += [(name, value)] if name else []
        return MultiDict((name, "\r\n".join(value.splitlines())) for name, value in sent)


class _Reader(HTMLParser):
    def __init__(self, html: str, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._text: tuple[str, dict[str, str]] | None = None
        self._select: dict[str, str] | None = None
        self._option: str | None = None
        self._said = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._form = Form(said.get("action") or self.path, said.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is None or "disabled" in said:
            return
        if tag == "button" and said.get("type", "submit") == "submit":
            self._form.buttons.append((said.get("name", ""), said.get("value", ""), said.get("formaction", "")))
        elif tag == "input":
            self._input(self._form, said)
        elif tag == "textarea" and said.get("name"):
            self._text, self._said = (said["name"], said), ""
        elif tag == "select" and said.get("name"):
            self._select = said
            self._form.fields[said["name"]] = Field(said["name"], "select", attributes=said)
        elif tag == "option" and self._select:
            self._choice(self._form, self._select["name"], "select", said.get("value", ""), "selected" in said)

    def handle_data(self, data: str) -> None:
        self._said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._text and self._form:
            name, said = self._text
            text = self._said.removeprefix("\n")  # as every browser reads the first line's end
            self._form.fields[name] = Field(name, "textarea", (text,), attributes=said)
            self._text = None
        elif tag == "select" and self._select and self._form:
            one = self._form.fields[self._select["name"]]
            if not one.values:  # a list where nothing is chosen sends its first row
                self._form.fields[one.name] = replace(one, values=one.choices[:1])
            self._select = None

    def _input(self, form: Form, said: dict[str, str]) -> None:
        name, kind, value = said.get("name", ""), said.get("type", "text"), said.get("value", "")
        if kind in _BUTTONS or not name:
            return
        if kind == "hidden":
            form.hidden.append((name, value))
        elif kind in ("radio", "checkbox"):
            form.fields.setdefault(name, Field(name, kind, attributes=said))
            self._choice(form, name, kind, said.get("value", "on"), "checked" in said)
        else:
            form.fields[name] = Field(name, kind, (value,), attributes=said)

    def _choice(self, form: Form, name: str, kind: str, value: str, chosen: bool) -> None:
        one = form.fields[name]
        values = one.values
        if chosen:
            values = (value,) if kind in _ONE_OF else (*values, value)
        form.fields[name] = replace(one, values=values, choices=(*one.choices, value))


def posts_of(html: str, path: str) -> list[Form]:
    """The forms of a page that are posted, in its order."""
    return [form for form in _Reader(html, path).forms if form.method == "post"]
