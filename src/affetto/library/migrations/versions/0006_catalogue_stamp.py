"""A stamp that changes with the tracks, whoever changes them.

Revision: 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# Where what is told of tracks is kept, with what an update has to touch to count: files are looked
# at again and again without any news but the moment.
_TABLES = {
    "tracks": "",
    "track_genres": "",
    "track_links": "",
    "track_moods": "",
    "audio_features": "",
    "catalogue_features": "",
    "sources": " OF track_id, uri, failure",
}
_RENEW = "UPDATE catalogue_stamp SET stamp = randomblob(16)"


def upgrade() -> None:
    op.create_table(
        "catalogue_stamp",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_stamp"),
        sa.CheckConstraint("id = 1", name=op.f("ck_catalogue_stamp_one_row")),
    )
    op.execute("INSERT INTO catalogue_stamp (id, stamp) VALUES (1, randomblob(16))")
    for table, columns in _TABLES.items():
        for event in ("INSERT", "DELETE", f"UPDATE{columns}"):
            name = f"stamp_{table}_{event.partition(' ')[0].lower()}"
            op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {_RENEW}; END")
