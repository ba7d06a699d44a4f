"""no columns that nothing reads; what stood in them is written to a file first

Revision: 0009
After: 0008
"""

from alembic import op

from portal.migrations.removed import write_removed

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

#: What nothing reads, by table.
_UNREAD = {
    "course_attendance": ["noted_at"],
    "expense": ["created_by_id"],
    "feature_off": ["off_at"],
    "funding": ["created_by_id"],
    "hand_over": ["offered_at"],
    "interview": ["created_by_id"],
    "introduction": ["answered_on"],
    "minutes": ["updated_by_id"],
    "minutes_seen": ["seen_at"],
    "mother_line": ["written_on"],
    "notice": ["created_by_id"],
    "notice_seen": ["seen_at"],
    "notice_text": ["updated_by_id"],
    "offer": ["created_by_id"],
    "outbox_message": ["channel", "closed_by_id"],
    "series": ["created_by_id"],
    "sign_in_link": ["made_by_id"],
    "signup": ["seated_at"],
    "story": ["created_by_id"],
}


def upgrade() -> None:
    write_removed(
        revision,
        {
            table: f"SELECT id, {', '.join(columns)} FROM {table} "
            f"WHERE {' OR '.join(f'{column} IS NOT NULL' for column in columns)} ORDER BY id"
            for table, columns in _UNREAD.items()
        },
    )
    for table, columns in _UNREAD.items():
        with op.batch_alter_table(table) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
