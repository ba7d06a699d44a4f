"""indexes for what pages ask: lists by their start, who was seen last, days of a report

Revision: 0006
After: 0005
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NEW = (
    ("attendance_op", ("member_id", "received_at")),
    ("contact", ("mother_id", "created_at")),
    ("contact", ("since",)),
    ("contact", ("closed_at",)),
    ("conversation", ("day",)),
    ("enquiry", ("received_at",)),
    ("event", ("starts_local",)),
    ("event", ("kind", "starts_local")),
    ("meeting_reply", ("member_id", "replied_at")),
    ("notice", ("until",)),
    ("notice", ("created_at",)),
    ("outbox_message", ("closed_at",)),
    ("signup", ("invited_by_id", "created_at")),
)
_OLD = (
    ("contact", ("mother_id",)),
    ("event", ("status", "starts_local")),
    ("meeting_reply", ("member_id",)),
)


def upgrade() -> None:
    for table, columns in _OLD:
        op.drop_index(_name(table, columns), table_name=table)
    for table, columns in _NEW:
        op.create_index(_name(table, columns), table, list(columns))


def _name(table: str, columns: tuple[str, ...]) -> str:
    return "_".join(("ix", table, *columns))
