"""whether an event was only noted afterwards

Revision: 0005
After: 0004
"""

from datetime import UTC
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: The kinds that made the group known when the column was added.
_KINDS = ("volunteer_day", "visit", "article", "talk", "stand", "post")
_DENMARK = ZoneInfo("Europe/Copenhagen")

_event = sa.table(
    "event",
    sa.column("id", sa.Integer()),
    sa.column("kind", sa.String()),
    sa.column("starts_local", sa.DateTime()),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("only_noted", sa.Boolean()),
)


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("only_noted", sa.Boolean(), nullable=False, server_default=sa.false()))
    _take_over()


def _take_over() -> None:
    """Until now an event of these kinds counted as noted afterwards if its row was made after it had begun."""
    connection = op.get_bind()
    query = sa.select(_event.c.id, _event.c.starts_local, _event.c.created_at).where(_event.c.kind.in_(_KINDS))
    noted = []
    for row in connection.execute(query):
        created_at = row.created_at.replace(tzinfo=UTC) if row.created_at.tzinfo is None else row.created_at
        if created_at >= row.starts_local.replace(tzinfo=_DENMARK):
            noted.append({"event_id": row.id})
    if noted:
        update = _event.update().where(_event.c.id == sa.bindparam("event_id")).values(only_noted=True)
        connection.execute(update, noted)
