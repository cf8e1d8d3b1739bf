"""Tracks, their genres, audio features and sources; jobs.

Revision: 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_tracks()
    _create_genres()
    _create_audio_features()
    _create_sources()
    _create_jobs()


def _create_tracks() -> None:
    op.create_table(
        "tracks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(128)),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("artist", sa.Text(), nullable=False),
        sa.Column("album", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("isrc", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("duration_s", sa.Double()),
        sa.Column("valence", sa.Double()),
        sa.Column("arousal", sa.Double()),
        sa.Column("mood_uncertainty", sa.Double()),
        sa.Column("folded_text", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tracks"),
        sa.UniqueConstraint("content_hash", name="uq_tracks_content_hash"),
        sa.CheckConstraint("valence BETWEEN -1 AND 1", name=op.f("ck_tracks_valence_range")),
        sa.CheckConstraint("arousal BETWEEN -1 AND 1", name=op.f("ck_tracks_arousal_range")),
        sa.CheckConstraint(
            "(valence IS NULL) = (arousal IS NULL)", name=op.f("ck_tracks_whole_mood")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_tracks_valence_arousal_mood_uncertainty",
        "tracks",
        ["valence", "arousal", "mood_uncertainty"],
    )
    op.create_index("ix_tracks_folded_text_id", "tracks", ["folded_text", "id"])


def _create_genres() -> None:
    op.create_table(
        "track_genres",
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("track_id", "position", name="pk_track_genres"),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["tracks.id"],
            name="fk_track_genres_track_id_tracks",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_track_genres_folded_name", "track_genres", ["folded_name"])


def _create_audio_features() -> None:
    op.create_table(
        "audio_features",
        sa.Column("track_id", sa.Integer(), nullable=False),
        sa.Column("analyser", sa.Text(), nullable=False),
        sa.Column("analyser_version", sa.Text(), nullable=False),
        sa.Column("analysed_at", sa.DateTime(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("tempo_bpm", sa.Double()),
        sa.Column("tempo_confidence", sa.Double()),
        sa.Column("key", sa.Integer()),
        sa.Column("mode", sa.Integer()),
        sa.Column("key_confidence", sa.Double()),
        sa.Column("loudness_lufs", sa.Double()),
        sa.Column("dynamic_range_lu", sa.Double()),
        sa.Column("energy", sa.Double()),
        sa.Column("brightness_hz", sa.Double()),
        sa.Column("register_hz", sa.Double()),
        sa.Column("onset_density_hz", sa.Double()),
        sa.Column("articulation", sa.Double()),
        sa.PrimaryKeyConstraint("track_id", name="pk_audio_features"),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["tracks.id"],
            name="fk_audio_features_track_id_tracks",
            ondelete="CASCADE",
        ),
        sa.CheckConstraint('"key" BETWEEN 0 AND 11', name=op.f("ck_audio_features_key_range")),
        sa.CheckConstraint('"mode" BETWEEN 0 AND 1', name=op.f("ck_audio_features_mode_range")),
    )


def _create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("track_id", sa.Integer()),
        sa.Column("size_bytes", sa.BigInteger()),
        sa.Column("mtime_ns", sa.BigInteger()),
        sa.Column("content_hash", sa.String(128)),
        sa.Column("folded_path", sa.Text(), nullable=False),
        sa.Column("failure", sa.Text()),
        sa.Column("failed_analyser", sa.Text()),
        sa.Column("failed_version", sa.Text()),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("uri", name="uq_sources_uri"),
        sa.ForeignKeyConstraint(
            ["track_id"], ["tracks.id"], name="fk_sources_track_id_tracks", ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "track_id IS NOT NULL OR failure IS NOT NULL",
            name=op.f("ck_sources_track_or_failure"),
        ),
    )
    op.create_index("ix_sources_track_id", "sources", ["track_id"])
    op.create_index("ix_sources_content_hash", "sources", ["content_hash"])


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_state", "jobs", ["state"])
