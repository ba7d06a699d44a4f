"""no goals, and readers' notes without the strings of the catalogues; what is dropped is written to a file first

Revision: 0007
After: 0006
"""

from alembic import op

from portal.migrations.removed import write_removed

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OF_A_NOTE = ("context", "msgid", "form", "member_id")


def upgrade() -> None:
    write_removed(
        revision,
        {
            "goal": "SELECT * FROM goal ORDER BY id",
            "feature_off": "SELECT * FROM feature_off WHERE feature = 'goals'",
            "wording_suggestion": f"SELECT id, {', '.join(_OF_A_NOTE)} FROM wording_suggestion ORDER BY id",
        },
    )
    op.execute("DELETE FROM feature_off WHERE feature = 'goals'")
    op.drop_table("goal")
    with op.batch_alter_table("wording_suggestion") as batch_op:
        for column in _OF_A_NOTE:
            batch_op.drop_column(column)
