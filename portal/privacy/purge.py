"""The nightly purge."""


def run() -> None:
    """Blank what is past its time."""
