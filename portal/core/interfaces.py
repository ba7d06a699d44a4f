"""What a package asks of one that comes after it in ``PACKAGES``, and so must not import."""

from typing import Generic, TypeVar

from flask import Flask, current_app

Answer = TypeVar("Answer")


class Interface(Generic[Answer]):
    """A function or a set of functions that an earlier package calls and a later one provides.

    The earlier package declares it with its type, the later one calls ``provide`` in its ``register(app)``.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def provide(self, app: Flask, answer: Answer) -> None:
        app.extensions[self._name] = answer

    @property
    def provided(self) -> Answer:
        """What the current app's packages have provided."""
        found: Answer = current_app.extensions[self._name]
        return found
