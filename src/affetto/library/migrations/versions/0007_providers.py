"""Accounts with services, what services told once and for all, and plays that wait to be told.

Revision: 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "provider_accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("provider", sa.String(32), nullable=False),
        sa.Column("account_name", sa.Text(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("sealed_secrets", sa.LargeBinary(), nullable=False),
        sa.Column("needs_sign_in", sa.Boolean(), nullable=False),
        sa.Column("submits_plays", sa.Boolean(), nullable=False),
        sa.Column("connected_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_provider_accounts"),
        sa.UniqueConstraint(
            "user_name", "provider", name="uq_provider_accounts_user_name_provider"
        ),
    )
    op.create_table(
        "provider_answers",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "question", name="pk_provider_answers"),
        _belongs_to_account("provider_answers"),
    )
    op.create_table(
        "waiting_plays",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("play", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_plays"),
        _belongs_to_account("waiting_plays"),
    )
    op.create_index("ix_waiting_plays_account_id", "waiting_plays", ["account_id"])


def _belongs_to_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"],
        ["provider_accounts.id"],
        name=f"fk_{table}_account_id_provider_accounts",
        ondelete="CASCADE",
    )
