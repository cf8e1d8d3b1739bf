"""People: accounts and where they are logged in, music offered to them, playlists they saved.

Revision: 0004, after 0003.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_accounts()
    _create_login_sessions()
    _create_matches()
    _create_playlists()


def _create_accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("email", sa.Text()),
        sa.Column("password_hash", sa.Text()),
        sa.Column("issuer", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.Column("is_administrator", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("name_key", name="uq_accounts_name_key"),
        sa.UniqueConstraint("email", name="uq_accounts_email"),
        sa.UniqueConstraint("issuer", "subject", name="uq_accounts_issuer_subject"),
        sa.CheckConstraint(
            "(issuer IS NULL) = (subject IS NULL)", name=op.f("ck_accounts_whole_identity")
        ),
        sqlite_autoincrement=True,
    )


def _create_login_sessions() -> None:
    op.create_table(
        "login_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("former_token_hash", sa.String(64)),
        sa.Column("csrf_token", sa.String(64), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("renewed_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_login_sessions_token_hash"),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name="fk_login_sessions_account_id_accounts",
            ondelete="CASCADE",
        ),
    )
    for column in ("account_id", "former_token_hash"):
        op.create_index(f"ix_login_sessions_{column}", "login_sessions", [column])


def _create_matches() -> None:
    op.create_table(
        "matches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("picture_name", sa.Text()),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("affect", sa.JSON(), nullable=False),
        sa.Column("intent", sa.String(16), nullable=False),
        sa.Column("strategy", sa.String(32), nullable=False),
        sa.Column("path", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_matches"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_matches_user_name_id", "matches", ["user_name", "id"])
    op.create_table(
        "match_tracks",
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("fit", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        *_kept_track_columns(),
        sa.PrimaryKeyConstraint("match_id", "rank", name="pk_match_tracks"),
        sa.ForeignKeyConstraint(
            ["match_id"],
            ["matches.id"],
            name="fk_match_tracks_match_id_matches",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["tracks.id"],
            name="fk_match_tracks_track_id_tracks",
            ondelete="SET NULL",
        ),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_match_tracks_score_range")),
        sa.CheckConstraint("fit BETWEEN 0 AND 1", name=op.f("ck_match_tracks_fit_range")),
    )
    op.create_index("ix_match_tracks_track_id", "match_tracks", ["track_id"])


def _create_playlists() -> None:
    op.create_table(
        "playlists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("affect", sa.JSON()),
        sa.Column("intent", sa.String(16), nullable=False),
        sa.Column("strategy", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_playlists"),
        sa.UniqueConstraint("user_name", "name_key", name="uq_playlists_user_name_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "playlist_tracks",
        sa.Column("playlist_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double()),
        sa.Column("reasons", sa.JSON(), nullable=False),
        *_kept_track_columns(),
        sa.PrimaryKeyConstraint("playlist_id", "position", name="pk_playlist_tracks"),
        sa.ForeignKeyConstraint(
            ["playlist_id"],
            ["playlists.id"],
            name="fk_playlist_tracks_playlist_id_playlists",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["track_id"],
            ["tracks.id"],
            name="fk_playlist_tracks_track_id_tracks",
            ondelete="SET NULL",
        ),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_playlist_tracks_score_range")),
    )
    op.create_index("ix_playlist_tracks_track_id", "playlist_tracks", ["track_id"])


def _kept_track_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("track_id", sa.Integer()),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("uri", "title", "artist", "album", "isrc", "licence")
        ),
        *(sa.Column(name, sa.Double()) for name in ("duration_s", "valence", "arousal")),
        sa.Column("links", sa.JSON(), nullable=False),
    ]
