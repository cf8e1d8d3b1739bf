"""Between table rows and the frozen types of the rest of Affetto."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime

from affetto.affect import Point
from affetto.library.analysis import HeardFile
from affetto.library.records import AnalyserId, FileStamp, TrackDetails
from affetto.library.tables import AudioFeaturesRow, GenreRow, SourceRow, TrackRow
from affetto.library.texts import file_uri, make_storable, path_of
from affetto.music import AudioFeatures, Mode, Track, TrackTags
from affetto.text import fold, words_key

# Longer than any title; keeps an index entry within what databases allow.
_FOLDED_PART_LENGTH = 200

_FEATURE_NAMES = tuple(field.name for field in fields(AudioFeatures))
_WHOLE_NUMBERS = frozenset({"key", "mode"})


def track_of(row: TrackRow) -> Track:
    """The track of a row whose genres, sources and features are loaded."""
    # Of several files the first by address, whichever worker was done first; one that could not
    # be read is the last resort.
    source = min(row.sources, key=lambda source: source.failure is not None, default=None)
    return Track(
        id=row.id,
        tags=TrackTags(
            title=row.title,
            artist=row.artist,
            album=row.album,
            genres=tuple(genre.name for genre in row.genres),
            year=row.year,
            isrc=row.isrc,
            licence=row.licence,
        ),
        uri="" if source is None else source.uri,
        duration_s=row.duration_s,
        mood=_mood_of(row),
        features=None if row.features is None else _features_of(row.features),
    )


def details_of(row: TrackRow) -> TrackDetails:
    """All that is known of the track of a row."""
    features = row.features
    return TrackDetails(
        track=track_of(row),
        paths=tuple(path_of(source.uri) for source in row.sources),
        mood_uncertainty=row.mood_uncertainty,
        notes=() if features is None else tuple(features.notes),
        analyser=None if features is None else analyser_of(features),
        analysed_at=None if features is None else features.analysed_at,
    )


def analyser_of(row: AudioFeaturesRow) -> AnalyserId:
    """What analysed a track."""
    return AnalyserId(row.analyser, row.analyser_version)


def failed_by(row: SourceRow) -> AnalyserId | None:
    """What a file failed with; None where it did not fail."""
    if row.failed_analyser is None or row.failed_version is None:
        return None
    return AnalyserId(row.failed_analyser, row.failed_version)


def stamp_of(row: SourceRow) -> FileStamp:
    """The file of a source as it was when it was last looked at."""
    return FileStamp(
        path=path_of(row.uri),
        size_bytes=-1 if row.size_bytes is None else row.size_bytes,
        mtime_ns=-1 if row.mtime_ns is None else row.mtime_ns,
        content_hash=row.content_hash,
    )


def describe(row: TrackRow, heard: HeardFile, analyser: AnalyserId, now: datetime) -> None:
    """Writes into a row what was heard in its file."""
    _describe_in_words(row, heard.tags)
    row.duration_s = float(heard.features.duration_s)
    row.valence = None if heard.mood is None else float(heard.mood.valence)
    row.arousal = None if heard.mood is None else float(heard.mood.arousal)
    row.mood_uncertainty = None if heard.mood_uncertainty is None else float(heard.mood_uncertainty)
    if row.features is None:
        row.features = AudioFeaturesRow()
    row.features.analyser = analyser.name
    row.features.analyser_version = analyser.version
    row.features.analysed_at = now
    row.features.notes = [make_storable(note) for note in heard.notes]
    for name, value in _feature_values(heard.features).items():
        setattr(row.features, name, value)


def place(row: SourceRow, stamp: FileStamp, now: datetime) -> None:
    """Writes into a row which file it stands for, and that it was looked at."""
    row.uri = file_uri(stamp.path)
    row.folded_path = fold(str(stamp.path))
    row.size_bytes = stamp.size_bytes
    row.mtime_ns = stamp.mtime_ns
    row.content_hash = stamp.content_hash
    row.checked_at = now


def blame(row: SourceRow, reason: str | None, analyser: AnalyserId | None) -> None:
    """Writes into a row why its file could not be analysed, or that it could."""
    row.failure = None if reason is None else make_storable(reason)
    row.failed_analyser = None if analyser is None else analyser.name
    row.failed_version = None if analyser is None else analyser.version


def _mood_of(row: TrackRow) -> Point | None:
    if row.valence is None or row.arousal is None:
        return None
    return Point(row.valence, row.arousal)


def _features_of(row: AudioFeaturesRow) -> AudioFeatures:
    values = {name: getattr(row, name) for name in _FEATURE_NAMES}
    mode = values.pop("mode")
    return AudioFeatures(**values, mode=None if mode is None else Mode(mode))


def _feature_values(features: AudioFeatures) -> Mapping[str, float | int | None]:
    # Databases take Python's numbers only; analysers may well give numpy's.
    values: dict[str, float | int | None] = {}
    for name in _FEATURE_NAMES:
        value = getattr(features, name)
        if value is not None:
            value = int(value) if name in _WHOLE_NUMBERS else float(value)
        values[name] = value
    return values


def _describe_in_words(row: TrackRow, tags: TrackTags) -> None:
    row.title = make_storable(tags.title)
    row.artist = make_storable(tags.artist)
    row.album = make_storable(tags.album)
    row.year = tags.year
    row.isrc = make_storable(tags.isrc)
    row.licence = make_storable(tags.licence)
    row.folded_text = "\n".join(
        fold(part)[:_FOLDED_PART_LENGTH] for part in (tags.artist, tags.album, tags.title)
    )
    names = [make_storable(name) for name in tags.genres]
    if [genre.name for genre in row.genres] != names:
        row.genres = [
            GenreRow(position=position, name=name, folded_name=words_key(name).strip())
            for position, name in enumerate(names)
        ]
