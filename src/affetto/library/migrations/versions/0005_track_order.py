"""Orders in which lists of tracks are walked through, however many there are.

Revision: 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The third line of a text of three: artist, album and title.
_AFTER_ARTIST = "substr(folded_text, instr(folded_text, char(10)) + 1)"
_FOLDED_TITLE = f"substr({_AFTER_ARTIST}, instr({_AFTER_ARTIST}, char(10)) + 1)"


def upgrade() -> None:
    op.create_index("ix_tracks_folded_title", "tracks", [sa.text(_FOLDED_TITLE)])
    op.create_index("ix_tracks_added_at", "tracks", ["added_at"])
    op.create_index(
        "ix_audio_features_tempo_bpm_track_id", "audio_features", ["tempo_bpm", "track_id"]
    )
