"""The demo year: loads ``*.json`` beside this file into an empty database."""


def load_if_empty() -> None:
    """Load the demo where the database holds nobody yet."""


def print_links() -> None:
    """Print one-time sign-in links."""
