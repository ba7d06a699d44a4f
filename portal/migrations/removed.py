"""What a migration drops is written to a file of the operator's first."""

import base64
import json
import os
import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

from portal.core.config import ROOT


def write_removed(revision: str, queries: dict[str, str]) -> None:
    """Write the rows of each query to ``removed-<revision>.json``, readable by the operator alone, and say where.

    It lies beside a SQLite database, else in ``instance/``. One that is there already is left as it is. Without
    rows no file is made.
    """
    gone = {table: rows for table, query in queries.items() if (rows := _rows(query))}
    if not gone:
        return
    url = op.get_bind().engine.url
    sqlite = url.get_backend_name() == "sqlite"
    folder = Path(url.database).resolve().parent if sqlite and url.database else ROOT / "instance"
    folder.mkdir(parents=True, exist_ok=True)
    number, path = 1, folder / f"removed-{revision}.json"
    while path.exists():
        number, path = number + 1, folder / f"removed-{revision}-{number + 1}.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(gone, file, ensure_ascii=False, indent=1, default=_plain)
    print(f"What this version of the portal keeps no more was written to {path}", file=sys.stderr)


def _rows(query: str) -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(sa.text(query)).mappings()]


def _plain(value: object) -> str:
    """A moment as ISO 8601; bytes, such as an encrypted column, as base64 of what is stored."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    assert isinstance(value, bytes | memoryview)
    return base64.b64encode(value).decode()
