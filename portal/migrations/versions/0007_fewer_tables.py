"""no goals, and readers' notes without the strings of the catalogues; what is dropped is written to a file first

Revision: 0007
After: 0006
"""

import base64
import json
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INSTANCE = Path(__file__).parents[3] / "instance"
_OF_A_NOTE = ("context", "msgid", "form", "member_id")


def upgrade() -> None:
    gone = {
        "goal": "SELECT * FROM goal ORDER BY id",
        "feature_off": "SELECT * FROM feature_off WHERE feature = 'goals'",
        "wording_suggestion": f"SELECT id, {', '.join(_OF_A_NOTE)} FROM wording_suggestion ORDER BY id",
    }
    _write({table: rows for table, query in gone.items() if (rows := _rows(query))})
    op.execute("DELETE FROM feature_off WHERE feature = 'goals'")
    op.drop_table("goal")
    with op.batch_alter_table("wording_suggestion") as batch_op:
        for column in _OF_A_NOTE:
            batch_op.drop_column(column)


def _rows(query: str) -> list[dict[str, Any]]:
    return [dict(row) for row in op.get_bind().execute(sa.text(query)).mappings()]


def _write(gone: dict[str, list[dict[str, Any]]]) -> None:
    """Write rows that are dropped to a file of the operator's alone, and say where it is; nothing without rows.

    It lies beside a SQLite database, else in ``instance/``. One that is there already is left as it is.
    """
    if not gone:
        return
    url = op.get_bind().engine.url
    sqlite = url.get_backend_name() == "sqlite"
    folder = Path(url.database).resolve().parent if sqlite and url.database else _INSTANCE
    folder.mkdir(parents=True, exist_ok=True)
    number, path = 1, folder / "removed-0007.json"
    while path.exists():
        number, path = number + 1, folder / f"removed-0007-{number + 1}.json"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(gone, file, ensure_ascii=False, indent=1, default=_plain)
    print(f"What this version of the portal keeps no more was written to {path}", file=sys.stderr)


def _plain(value: object) -> str:
    """A moment as ISO 8601; bytes, such as an encrypted column, as base64 of what is stored."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    assert isinstance(value, bytes | memoryview)
    return base64.b64encode(value).decode()
