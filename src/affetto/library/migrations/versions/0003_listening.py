"""What people do with music: likes, dislikes, plays and skips, said or imported.

Revision: 0003, after 0002.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "listeners",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("linked_up_to", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_listeners"),
        sa.UniqueConstraint("name", name="uq_listeners_name"),
    )
    op.create_table(
        "listens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listener_id", sa.Integer(), nullable=False),
        sa.Column("event_key", sa.String(64), nullable=False),
        sa.Column("reaction", sa.String(16), nullable=False),
        sa.Column("at", sa.DateTime()),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("title", "artist", "uri", "isrc", "mbid", "recording_key")
        ),
        sa.Column("fit", sa.Double()),
        sa.Column("track_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_listens"),
        sa.UniqueConstraint("listener_id", "event_key", name="uq_listens_listener_id_event_key"),
        sa.ForeignKeyConstraint(
            ["listener_id"],
            ["listeners.id"],
            name="fk_listens_listener_id_listeners",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["track_id"], ["tracks.id"], name="fk_listens_track_id_tracks", ondelete="SET NULL"
        ),
        sa.CheckConstraint("fit BETWEEN 0 AND 1", name=op.f("ck_listens_fit_range")),
    )
    op.create_index("ix_listens_track_id", "listens", ["track_id"])
