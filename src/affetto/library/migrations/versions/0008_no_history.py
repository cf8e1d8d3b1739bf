"""People who wish that no history is kept of them.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "history_refusals",
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("user_name", name="pk_history_refusals"),
    )
