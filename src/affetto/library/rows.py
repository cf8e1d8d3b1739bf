"""Between table rows and the frozen types of the rest of Affetto."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import Row

from affetto.affect import Point
from affetto.library.analysis import HeardFile
from affetto.library.edits import apply_edits, lift_edits
from affetto.library.merging import fill_tags
from affetto.library.moods import MoodOrigin, MoodStatement, reconcile
from affetto.library.records import AnalyserId, FileStamp, LicenceOrigin, TrackDetails
from affetto.library.tables import (
    AudioFeaturesRow,
    CatalogueFeaturesRow,
    GenreRow,
    MoodRow,
    SourceRow,
    TimelineRow,
    TrackRow,
)
from affetto.library.texts import file_uri, is_file, make_storable, path_of
from affetto.library.wording import index_words, name_genres
from affetto.music import AudioFeatures, CatalogueFeatures, Mode, Timeline, Track, TrackTags
from affetto.text import fold, title_of_file

_FEATURE_NAMES = tuple(field.name for field in fields(AudioFeatures))
_CATALOGUE_NAMES = tuple(field.name for field in fields(CatalogueFeatures))
_TRUSTED_LICENCES = tuple(LicenceOrigin)
_WHOLE_NUMBERS = frozenset({"key", "mode"})
# Columns of a timeline: the array's name, its type and its shape.
_TIMELINE_ARRAYS = (
    ("beats", "beats_s", "<f4", (-1,)),
    ("downbeats", "downbeats_s", "<f4", (-1,)),
    ("moods", "moods", "<f4", (-1, 2)),
    ("peaks", "peaks", "u1", (-1,)),
)


def track_of(row: TrackRow) -> Track:
    """The track of a row whose genres, sources and features are loaded."""
    # Of several files the first by address, whichever worker was done first; one that could not
    # be read is the last resort; files come before what streams.
    source = min(row.sources, key=_distance, default=None)
    return Track(
        id=row.id,
        tags=tags_of(row, row.genres),
        uri="" if source is None else source.uri,
        duration_s=row.duration_s,
        mood=_mood_of(row),
        features=None if row.features is None else _features_of(row.features),
        catalogue=None if row.catalogue is None else catalogue_of(row.catalogue),
        mood_uncertainty=row.mood_uncertainty,
        links={link.service: link.url for link in row.links},
    )


def tags_of(row: TrackRow | Row[Any], genres: Iterable[GenreRow | Row[Any]]) -> TrackTags:
    """What is known of a track in words."""
    return TrackTags(
        title=row.title,
        artist=row.artist,
        album=row.album,
        genres=tuple(genre.name for genre in genres),
        year=row.year,
        isrc=row.isrc,
        licence=row.licence,
        mbid=row.mbid,
        language=row.language,
        is_explicit=row.is_explicit,
        popularity=row.popularity,
    )


def details_of(row: TrackRow) -> TrackDetails:
    """All that is known of the track of a row."""
    features = row.features
    return TrackDetails(
        track=track_of(row),
        paths=tuple(path_of(source.uri) for source in row.sources if is_file(source.uri)),
        addresses=tuple(source.uri for source in row.sources if not is_file(source.uri)),
        licence_origin=LicenceOrigin(row.licence_origin) if row.licence_origin else None,
        moods=statements_of(row),
        edits={edit.field: edit.value for edit in row.edits},
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


@contextmanager
def revising(row: TrackRow) -> Iterator[None]:
    """A block that changes what files and catalogues say of a track, or which of them do.

    It sees the row without what the user typed, which is put over it again in the end.
    """
    lift_edits(row)
    yield
    settle_licence(row)
    apply_edits(row)


def settle_after_loss(row: TrackRow) -> None:
    """Writes into a row that has lost a source what is left, which may be under another licence."""
    with revising(row):
        pass


def settle_licence(row: TrackRow) -> None:
    """Writes into a row the licence of its most trusted source, of several the first known."""
    stated = [licence for source in row.sources if (licence := _licence_of(source)) is not None]
    origin, _, text = min(stated, default=(None, 0, ""))
    row.licence = text
    row.licence_origin = "" if origin is None else _TRUSTED_LICENCES[origin].value


def describe(
    row: TrackRow, heard: HeardFile, analyser: AnalyserId, stamp: FileStamp, now: datetime
) -> None:
    """Writes into a row what was heard in a file of it, and what the file's tags say."""
    _describe_in_words(row, _with_known_words(row, heard.tags, stamp))
    describe_sound(row, heard, analyser, stamp.content_hash, now)


def describe_sound(
    row: TrackRow, heard: HeardFile, analyser: AnalyserId, content_hash: str | None, now: datetime
) -> None:
    """Writes into a row what was heard of it, in a file of this content."""
    row.duration_s = float(heard.features.duration_s)
    state_mood(row, MoodOrigin.HEARD, _heard_mood(heard, analyser), now)
    if row.features is None:
        row.features = AudioFeaturesRow()
    row.features.analyser = analyser.name
    row.features.analyser_version = analyser.version
    row.features.analysed_at = now
    row.features.content_hash = content_hash
    row.features.notes = [make_storable(note) for note in heard.notes]
    for name, value in _feature_values(heard.features).items():
        setattr(row.features, name, value)


def complete(row: TrackRow, tags: TrackTags) -> None:
    """Writes into a row those words of a further file of it that it lacks."""
    _describe_in_words(row, fill_tags(tags_of(row, row.genres), tags))


def state_mood(
    row: TrackRow, origin: MoodOrigin, statement: MoodStatement | None, now: datetime
) -> None:
    """Writes into a row what one origin says of its mood, or that it no longer says anything."""
    mood = next((mood for mood in row.moods if mood.origin == origin), None)
    if statement is None:
        if mood is not None:
            row.moods.remove(mood)
    else:
        if mood is None:
            mood = MoodRow(origin=origin.value)
            row.moods.append(mood)
        mood.stated_by = make_storable(statement.stated_by)
        mood.words = [make_storable(word) for word in statement.words]
        mood.valence = float(statement.point.valence)
        mood.arousal = float(statement.point.arousal)
        mood.uncertainty = float(statement.uncertainty)
        mood.stated_at = now
    _settle_mood(row)


def statements_of(row: TrackRow) -> tuple[MoodStatement, ...]:
    """What is said of the mood of a track."""
    return tuple(map(statement_of, row.moods))


def statement_of(row: MoodRow | Row[Any]) -> MoodStatement:
    """What one origin says of the mood of a track."""
    return MoodStatement(
        MoodOrigin(row.origin),
        row.stated_by,
        Point(row.valence, row.arousal),
        row.uncertainty,
        tuple(row.words),
    )


def timeline_row(track_id: int, timeline: Timeline) -> TimelineRow:
    """The row that keeps the timeline of a track."""
    return TimelineRow(
        track_id=track_id,
        **{
            column: np.asarray(getattr(timeline, name), dtype).tobytes()
            for column, name, dtype, _shape in _TIMELINE_ARRAYS
        },
    )


def timeline_of(row: TimelineRow) -> Timeline:
    """The timeline that a row keeps."""
    return Timeline(
        **{
            name: np.frombuffer(getattr(row, column), dtype).reshape(shape)
            for column, name, dtype, shape in _TIMELINE_ARRAYS
        }
    )


def place(row: SourceRow, stamp: FileStamp, now: datetime) -> None:
    """Writes into a row which file it stands for, and that it was looked at."""
    row.uri = file_uri(stamp.path)
    row.importer = row.importer or ""
    row.licence = row.licence or ""
    row.sidecar_licence = row.sidecar_licence or ""
    row.folded_path = fold(str(stamp.path))
    row.size_bytes = stamp.size_bytes
    row.mtime_ns = stamp.mtime_ns
    row.content_hash = stamp.content_hash
    row.checked_at = now


def is_seen(row: SourceRow) -> bool:
    """Whether it is a file that was looked at, and not only told of by a catalogue."""
    return row.size_bytes is not None


def blame(row: SourceRow, reason: str | None, analyser: AnalyserId | None) -> None:
    """Writes into a row why its file could not be analysed, or that it could."""
    row.failure = None if reason is None else make_storable(reason)
    row.failed_analyser = None if analyser is None else analyser.name
    row.failed_version = None if analyser is None else analyser.version


def _licence_of(source: SourceRow) -> tuple[int, int, str] | None:
    """How little the licence of a source is to be trusted, which source it is, and the licence."""
    if source.sidecar_licence:
        origin, text = LicenceOrigin.SIDECAR, source.sidecar_licence
    else:
        origin = LicenceOrigin.TAGS if is_seen(source) else LicenceOrigin.CATALOGUE
        text = source.licence
    return (_TRUSTED_LICENCES.index(origin), source.id, text) if text else None


def _with_known_words(row: TrackRow, tags: TrackTags, stamp: FileStamp) -> TrackTags:
    """The tags of a file, completed by what its track's other sources said."""
    if all(source.uri == file_uri(stamp.path) and not source.importer for source in row.sources):
        return tags
    # What has no title is called after its file, which is worse than any title.
    name = stamp.path.stem
    if not tags.artist and tags.title == title_of_file(name) and row.title != name:
        tags = replace(tags, title=row.title)
    return fill_tags(tags, tags_of(row, row.genres))


def _distance(source: SourceRow) -> tuple[bool, bool]:
    return (source.failure is not None, not is_file(source.uri))


def _heard_mood(heard: HeardFile, analyser: AnalyserId) -> MoodStatement | None:
    if heard.mood is None or heard.mood_uncertainty is None:
        return None
    stated_by = f"{analyser.name} {analyser.version}"
    return MoodStatement(MoodOrigin.HEARD, stated_by, heard.mood, heard.mood_uncertainty)


def _settle_mood(row: TrackRow) -> None:
    mood = reconcile(statements_of(row))
    row.valence = None if mood is None else mood.point.valence
    row.arousal = None if mood is None else mood.point.arousal
    row.mood_uncertainty = None if mood is None else mood.uncertainty


def _mood_of(row: TrackRow) -> Point | None:
    if row.valence is None or row.arousal is None:
        return None
    return Point(row.valence, row.arousal)


def _features_of(row: AudioFeaturesRow) -> AudioFeatures:
    values = {name: getattr(row, name) for name in _FEATURE_NAMES}
    mode = values.pop("mode")
    return AudioFeatures(**values, mode=None if mode is None else Mode(mode))


def catalogue_of(row: CatalogueFeaturesRow | Row[Any]) -> CatalogueFeatures:
    """What a catalogue states of a track's sound."""
    values = {name: getattr(row, name) for name in _CATALOGUE_NAMES}
    mode = values.pop("mode")
    return CatalogueFeatures(**values, mode=None if mode is None else Mode(mode))


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
    row.mbid = make_storable(tags.mbid)
    row.language = make_storable(tags.language)
    row.is_explicit = tags.is_explicit
    row.popularity = tags.popularity
    index_words(row)
    name_genres(row, tags.genres)
