"""Where to go next: only ever to a page of the team's own."""

import re
from typing import Final

#: The first page of the team.
HOME: Final = "/team/"
_LOCAL: Final = re.compile(r"/team/[!-\[\]-~]{0,400}")


def local_path(wanted: str | None) -> str | None:
    """``wanted`` where it is an address under ``/team/`` on this site, else None.

    Nothing else is followed: no other site, and no backslash, space or control character by which a browser
    would read another site into it.
    """
    return wanted if wanted and _LOCAL.fullmatch(wanted) else None
