"""The one way to refuse: a rule raises ``RuleBroken``, and the view puts its sentence beside the field."""

from flask_babel import LazyString


class RuleBroken(Exception):
    """An expected refusal, in words for the person who asked.

    ``message`` says what to do next, in the reader's language. ``field`` names the form field it belongs
    to, or is None where it concerns the whole form.
    """

    def __init__(self, message: LazyString | str, field: str | None = None) -> None:
        super().__init__(str(field))
        self.message = message
        self.field = field
