"""Tables of the music library."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

# The third line of `TrackRow.folded_text`. Who sorts by it has to spell it as the index on it does,
# or the database would not use that.
_AFTER_ARTIST = "substr(folded_text, instr(folded_text, char(10)) + 1)"
FOLDED_TITLE = f"substr({_AFTER_ARTIST}, instr({_AFTER_ARTIST}, char(10)) + 1)"

# Migrations can only change a constraint that has a name.
_CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC; SQLite itself knows no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Drops the zone of a moment after turning it to UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Says that a moment is in UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=_CONSTRAINT_NAMES)
    type_annotation_map: ClassVar = {float: Double}


class TrackRow(Base):
    """A recording, whatever files or addresses it can be played from."""

    __tablename__ = "tracks"
    __table_args__ = (
        CheckConstraint("valence BETWEEN -1 AND 1", name="valence_range"),
        CheckConstraint("arousal BETWEEN -1 AND 1", name="arousal_range"),
        CheckConstraint("(valence IS NULL) = (arousal IS NULL)", name="whole_mood"),
        CheckConstraint("popularity BETWEEN 0 AND 100", name="popularity_range"),
        Index(None, "valence", "arousal", "mood_uncertainty"),
        Index(None, "folded_text", "id"),
        Index("ix_tracks_folded_title", text(FOLDED_TITLE)),
        Index(None, "added_at"),
        # A number is never given twice: playlists and ratings may still mean the old track.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    artist: Mapped[str] = mapped_column(Text)
    album: Mapped[str] = mapped_column(Text)
    year: Mapped[int | None]
    isrc: Mapped[str] = mapped_column(Text, index=True)
    mbid: Mapped[str] = mapped_column(Text, index=True)
    # Artist and title in the form in which the same recording has the same, "" where one of them
    # is not known: with the duration, it tells duplicates.
    recording_key: Mapped[str] = mapped_column(Text, index=True)
    licence: Mapped[str] = mapped_column(Text)
    # Who says so, a `LicenceOrigin`; "" where there is no licence. Unless it is the user, it is
    # what `settle_licence` makes of the licences of the sources.
    licence_origin: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(Text)
    is_explicit: Mapped[bool | None]
    popularity: Mapped[int | None]
    duration_s: Mapped[float | None]
    # What `reconcile` makes of the rows of `track_moods`, kept here to be searched by.
    valence: Mapped[float | None]
    arousal: Mapped[float | None]
    mood_uncertainty: Mapped[float | None]
    # Artist, album and title, folded, one per line: searched in and sorted by.
    folded_text: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    genres: Mapped[list[GenreRow]] = relationship(
        order_by="GenreRow.position", cascade="all, delete-orphan", passive_deletes=True
    )
    sources: Mapped[list[SourceRow]] = relationship(
        order_by="SourceRow.uri", back_populates="track", passive_deletes="all"
    )
    features: Mapped[AudioFeaturesRow | None] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    catalogue: Mapped[CatalogueFeaturesRow | None] = relationship(
        cascade="all, delete-orphan", passive_deletes=True
    )
    moods: Mapped[list[MoodRow]] = relationship(
        order_by="MoodRow.origin", cascade="all, delete-orphan", passive_deletes=True
    )
    links: Mapped[list[LinkRow]] = relationship(
        order_by="LinkRow.service", cascade="all, delete-orphan", passive_deletes=True
    )
    edits: Mapped[list[EditRow]] = relationship(
        order_by="EditRow.field", cascade="all, delete-orphan", passive_deletes=True
    )


class MoodRow(Base):
    """Where somebody or something places a track in the plane; see `affetto.library.moods`."""

    __tablename__ = "track_moods"
    __table_args__ = (
        CheckConstraint("valence BETWEEN -1 AND 1", name="valence_range"),
        CheckConstraint("arousal BETWEEN -1 AND 1", name="arousal_range"),
        CheckConstraint("uncertainty >= 0", name="uncertainty_range"),
    )

    track_id: Mapped[int] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    # A `MoodOrigin`.
    origin: Mapped[str] = mapped_column(String(16), primary_key=True)
    # Who or what it is in particular: an analyser and its version, a model, a catalogue.
    stated_by: Mapped[str] = mapped_column(Text)
    # The words it was said in, if it was said in words.
    words: Mapped[list[str]] = mapped_column(JSON)
    valence: Mapped[float]
    arousal: Mapped[float]
    uncertainty: Mapped[float]
    stated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CatalogueFeaturesRow(Base):
    """What a catalogue states of a track's sound; columns as in `CatalogueFeatures`."""

    __tablename__ = "catalogue_features"
    __table_args__ = (
        CheckConstraint('"key" BETWEEN 0 AND 11', name="key_range"),
        CheckConstraint('"mode" BETWEEN 0 AND 1', name="mode_range"),
    )

    track_id: Mapped[int] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    # The importer that read them.
    stated_by: Mapped[str] = mapped_column(Text)
    danceability: Mapped[float | None]
    energy: Mapped[float | None]
    key: Mapped[int | None]
    loudness_db: Mapped[float | None]
    mode: Mapped[int | None]
    speechiness: Mapped[float | None]
    acousticness: Mapped[float | None]
    instrumentalness: Mapped[float | None]
    liveness: Mapped[float | None]
    valence: Mapped[float | None]
    tempo_bpm: Mapped[float | None]


class LinkRow(Base):
    """Where a service has a track, for people to follow."""

    __tablename__ = "track_links"

    track_id: Mapped[int] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    service: Mapped[str] = mapped_column(String(32), primary_key=True)
    url: Mapped[str] = mapped_column(Text)


class EditRow(Base):
    """What the user typed about a track. It outlives everything that files and catalogues say."""

    __tablename__ = "user_edits"

    track_id: Mapped[int] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    field: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    # What stood there before, for the day the edit is taken back.
    original: Mapped[Any] = mapped_column(JSON)
    edited_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TimelineRow(Base):
    """How a track goes on from second to second: the arrays of `affetto.music.Timeline`.

    Little-endian and without a header, in a table of their own, for few questions need them.
    """

    __tablename__ = "track_timelines"

    track_id: Mapped[int] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    beats: Mapped[bytes]
    downbeats: Mapped[bytes]
    moods: Mapped[bytes]
    peaks: Mapped[bytes]


class CoverArtRow(Base):
    """The picture on the cover of a track."""

    __tablename__ = "cover_art"

    track_id: Mapped[int] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    media_type: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes]


class WatchedFolderRow(Base):
    """A folder whose music is kept in the library as it comes and goes."""

    __tablename__ = "watched_folders"

    uri: Mapped[str] = mapped_column(Text, primary_key=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class GenreRow(Base):
    """A genre of a track."""

    __tablename__ = "track_genres"

    track_id: Mapped[int] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    # Its words, folded, with a space between: searched in and counted by.
    folded_name: Mapped[str] = mapped_column(Text, index=True)


class AudioFeaturesRow(Base):
    """What an analyser heard in a track; columns as in `affetto.music.AudioFeatures`."""

    __tablename__ = "audio_features"
    __table_args__ = (
        Index(None, "tempo_bpm", "track_id"),
        CheckConstraint('"key" BETWEEN 0 AND 11', name="key_range"),
        CheckConstraint('"mode" BETWEEN 0 AND 1', name="mode_range"),
    )

    track_id: Mapped[int] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True
    )
    analyser: Mapped[str] = mapped_column(Text)
    analyser_version: Mapped[str] = mapped_column(Text)
    analysed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Of the source they were heard in: a track may have files of different content.
    content_hash: Mapped[str | None] = mapped_column(String(128))
    notes: Mapped[list[str]] = mapped_column(JSON)
    duration_s: Mapped[float]
    tempo_bpm: Mapped[float | None]
    tempo_confidence: Mapped[float | None]
    key: Mapped[int | None]
    mode: Mapped[int | None]
    key_confidence: Mapped[float | None]
    loudness_lufs: Mapped[float | None]
    dynamic_range_lu: Mapped[float | None]
    energy: Mapped[float | None]
    brightness_hz: Mapped[float | None]
    register_hz: Mapped[float | None]
    onset_density_hz: Mapped[float | None]
    articulation: Mapped[float | None]
    dissonance: Mapped[float | None]
    danceability: Mapped[float | None]
    instrumentalness: Mapped[float | None]
    speechiness: Mapped[float | None]
    excerpt_start_s: Mapped[float | None]
    excerpt_end_s: Mapped[float | None]


class SourceRow(Base):
    """A place where a track can be played from; or a file that failed to become one."""

    __tablename__ = "sources"
    __table_args__ = (
        CheckConstraint("track_id IS NOT NULL OR failure IS NOT NULL", name="track_or_failure"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uri: Mapped[str] = mapped_column(Text, unique=True)
    # The importer that told of it first; "" for a file that was found on the disk.
    importer: Mapped[str] = mapped_column(String(32))
    # As the file's tags, or the catalogue, state it.
    licence: Mapped[str] = mapped_column(Text)
    # As a file beside it states it.
    sidecar_licence: Mapped[str] = mapped_column(Text)
    track_id: Mapped[int | None] = mapped_column(
        ForeignKey("tracks.id", ondelete="CASCADE"), index=True
    )
    size_bytes: Mapped[int | None] = mapped_column(BigInteger)
    mtime_ns: Mapped[int | None] = mapped_column(BigInteger)
    content_hash: Mapped[str | None] = mapped_column(String(128), index=True)
    # The path, folded: searched in.
    folded_path: Mapped[str] = mapped_column(Text)
    failure: Mapped[str | None] = mapped_column(Text)
    failed_analyser: Mapped[str | None] = mapped_column(Text)
    failed_version: Mapped[str | None] = mapped_column(Text)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)

    track: Mapped[TrackRow | None] = relationship(back_populates="sources")


class CatalogueStampRow(Base):
    """One random value that triggers replace with every change of what tracks are told by.

    Being random, it is never again what it was, not even where a backup was put back and changed.
    """

    __tablename__ = "catalogue_stamp"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    stamp: Mapped[bytes]


class JobRow(Base):
    """Long work, and how far it has come."""

    __tablename__ = "jobs"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16), index=True)
    done: Mapped[int]
    total: Mapped[int]
    failed: Mapped[int]
    error: Mapped[str] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Who works at it: with its last sign of life, this tells a killed process from a busy one.
    host: Mapped[str] = mapped_column(Text)
    pid: Mapped[int]
