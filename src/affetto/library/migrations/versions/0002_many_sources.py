"""Tracks from catalogues as well as files: who says what of a track, and what the user says.

Revision: 0002, after 0001.

A recording may now have several files of different content, so the content hash belongs to the
source, and to what was heard in it. A mood that was heard becomes one statement among several, and
so does a licence.
"""

import sqlalchemy as sa
from alembic import op

from affetto.library.identity import recording_key
from affetto.music import TrackTags

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_FEATURES = (
    "dissonance",
    "danceability",
    "instrumentalness",
    "speechiness",
    "excerpt_start_s",
    "excerpt_end_s",
)


def upgrade() -> None:
    _change_features()
    _change_tracks()
    _change_sources()
    _create_moods()
    _create_catalogue_features()
    _create_links()
    _create_edits()
    _create_timelines()
    _create_cover_art()
    _create_watched_folders()


def _text_column(name: str, length: int | None = None) -> sa.Column[str]:
    kind = sa.Text() if length is None else sa.String(length)
    return sa.Column(name, kind, nullable=False, server_default="")


def _change_features() -> None:
    for name in _FEATURES:
        op.add_column("audio_features", sa.Column(name, sa.Double()))
    op.add_column("audio_features", sa.Column("content_hash", sa.String(128)))
    op.execute(
        "UPDATE audio_features SET content_hash ="
        " (SELECT content_hash FROM tracks WHERE id = track_id)"
    )


def _change_tracks() -> None:
    # A rebuilt table would give numbers again, did it not say that it must not.
    rebuilt = {"sqlite_autoincrement": True}
    with op.batch_alter_table("tracks", table_kwargs=rebuilt) as tracks:
        tracks.drop_constraint("uq_tracks_content_hash", type_="unique")
        tracks.drop_column("content_hash")
        tracks.add_column(_text_column("mbid"))
        tracks.add_column(_text_column("recording_key"))
        tracks.add_column(_text_column("licence_origin", 16))
        tracks.add_column(_text_column("language"))
        tracks.add_column(sa.Column("is_explicit", sa.Boolean()))
        tracks.add_column(sa.Column("popularity", sa.Integer()))
        tracks.create_check_constraint(
            op.f("ck_tracks_popularity_range"), "popularity BETWEEN 0 AND 100"
        )
    for column in ("isrc", "mbid", "recording_key"):
        op.create_index(f"ix_tracks_{column}", "tracks", [column])
    op.execute("UPDATE tracks SET licence_origin = 'tags' WHERE licence <> ''")
    _fill_recording_keys()


def _fill_recording_keys() -> None:
    # SQL cannot fold letters. Keys that a later version would make otherwise only miss duplicates,
    # until their files are heard anew.
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, title, artist FROM tracks")).all()
    keys = [
        {"id": id_, "key": recording_key(TrackTags(title, artist))} for id_, title, artist in rows
    ]
    if keys:
        connection.execute(sa.text("UPDATE tracks SET recording_key = :key WHERE id = :id"), keys)


def _change_sources() -> None:
    with op.batch_alter_table("sources") as sources:
        sources.add_column(_text_column("importer", 32))
        sources.add_column(_text_column("licence"))
        sources.add_column(_text_column("sidecar_licence"))
    op.execute(
        "UPDATE sources SET licence = (SELECT licence FROM tracks WHERE tracks.id = track_id)"
        " WHERE track_id IS NOT NULL"
    )


def _of_track() -> tuple[sa.Column[int]]:
    return (sa.Column("track_id", sa.Integer(), nullable=False),)


def _belongs_to_track(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["track_id"], ["tracks.id"], name=f"fk_{table}_track_id_tracks", ondelete="CASCADE"
    )


def _create_moods() -> None:
    op.create_table(
        "track_moods",
        *_of_track(),
        sa.Column("origin", sa.String(16), nullable=False),
        sa.Column("stated_by", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("valence", sa.Double(), nullable=False),
        sa.Column("arousal", sa.Double(), nullable=False),
        sa.Column("uncertainty", sa.Double(), nullable=False),
        sa.Column("stated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("track_id", "origin", name="pk_track_moods"),
        _belongs_to_track("track_moods"),
        sa.CheckConstraint("valence BETWEEN -1 AND 1", name=op.f("ck_track_moods_valence_range")),
        sa.CheckConstraint("arousal BETWEEN -1 AND 1", name=op.f("ck_track_moods_arousal_range")),
        sa.CheckConstraint("uncertainty >= 0", name=op.f("ck_track_moods_uncertainty_range")),
    )
    op.execute(
        "INSERT INTO track_moods (track_id, origin, stated_by, words, valence, arousal,"
        " uncertainty, stated_at)"
        " SELECT id, 'heard', analyser || ' ' || analyser_version, '[]', valence, arousal,"
        " mood_uncertainty, analysed_at"
        " FROM tracks JOIN audio_features ON track_id = id"
        " WHERE valence IS NOT NULL AND mood_uncertainty IS NOT NULL"
    )


def _create_catalogue_features() -> None:
    op.create_table(
        "catalogue_features",
        *_of_track(),
        sa.Column("stated_by", sa.Text(), nullable=False),
        sa.Column("danceability", sa.Double()),
        sa.Column("energy", sa.Double()),
        sa.Column("key", sa.Integer()),
        sa.Column("loudness_db", sa.Double()),
        sa.Column("mode", sa.Integer()),
        sa.Column("speechiness", sa.Double()),
        sa.Column("acousticness", sa.Double()),
        sa.Column("instrumentalness", sa.Double()),
        sa.Column("liveness", sa.Double()),
        sa.Column("valence", sa.Double()),
        sa.Column("tempo_bpm", sa.Double()),
        sa.PrimaryKeyConstraint("track_id", name="pk_catalogue_features"),
        _belongs_to_track("catalogue_features"),
        sa.CheckConstraint('"key" BETWEEN 0 AND 11', name=op.f("ck_catalogue_features_key_range")),
        sa.CheckConstraint('"mode" BETWEEN 0 AND 1', name=op.f("ck_catalogue_features_mode_range")),
    )


def _create_links() -> None:
    op.create_table(
        "track_links",
        *_of_track(),
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("track_id", "service", name="pk_track_links"),
        _belongs_to_track("track_links"),
    )


def _create_edits() -> None:
    op.create_table(
        "user_edits",
        *_of_track(),
        sa.Column("field", sa.String(16), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("original", sa.JSON(), nullable=False),
        sa.Column("edited_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("track_id", "field", name="pk_user_edits"),
        _belongs_to_track("user_edits"),
    )


def _create_timelines() -> None:
    op.create_table(
        "track_timelines",
        *_of_track(),
        *(
            sa.Column(name, sa.LargeBinary(), nullable=False)
            for name in ("beats", "downbeats", "moods", "peaks")
        ),
        sa.PrimaryKeyConstraint("track_id", name="pk_track_timelines"),
        _belongs_to_track("track_timelines"),
    )


def _create_cover_art() -> None:
    op.create_table(
        "cover_art",
        *_of_track(),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("track_id", name="pk_cover_art"),
        _belongs_to_track("cover_art"),
    )


def _create_watched_folders() -> None:
    op.create_table(
        "watched_folders",
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("uri", name="pk_watched_folders"),
    )
