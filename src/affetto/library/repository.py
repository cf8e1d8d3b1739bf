"""All questions to, and changes of, tracks and their files: the only SQL about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Select, case, delete, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from affetto.library.analysis import HeardFile
from affetto.library.batching import batched
from affetto.library.records import (
    AnalyserId,
    Failure,
    FileStamp,
    KnownContent,
    KnownFile,
    LibraryStats,
    Placement,
    Quadrant,
    Removed,
    TrackDetails,
    TrackFilter,
)
from affetto.library.rows import (
    analyser_of,
    blame,
    describe,
    details_of,
    failed_by,
    place,
    stamp_of,
    timeline_of,
    timeline_row,
    track_of,
)
from affetto.library.tables import (
    AudioFeaturesRow,
    CoverArtRow,
    GenreRow,
    SourceRow,
    TimelineRow,
    TrackRow,
)
from affetto.library.texts import absolute_path, file_uri, folder_uri, is_file, path_of
from affetto.music import CoverArt, Timeline, Track
from affetto.text import fold, words_key

# Rows held in memory at a time, and values in one IN list: databases limit the latter.
_BATCH = 500


class Repository:
    """Tracks and files, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tracks(self, wanted: TrackFilter) -> Iterator[Track]:
        """The tracks that pass a filter, by artist, album and title, a few in memory at a time."""
        query = (
            _whole_tracks()
            .where(*_conditions(wanted))
            .order_by(TrackRow.folded_text, TrackRow.id)
            .execution_options(yield_per=_BATCH)
        )
        yield from map(track_of, self._session.scalars(query))

    def count(self, wanted: TrackFilter) -> int:
        """How many tracks pass a filter."""
        query = select(func.count()).select_from(TrackRow).where(*_conditions(wanted))
        return self._session.scalar(query) or 0

    def details(self, track_id: int) -> TrackDetails | None:
        """All that is known of a track; None where there is no such track."""
        row = self._session.scalar(_whole_tracks().where(TrackRow.id == track_id))
        return None if row is None else details_of(row)

    def timeline(self, track_id: int) -> Timeline | None:
        """How a track goes on from second to second; None where nothing is known of that."""
        row = self._session.get(TimelineRow, track_id)
        return None if row is None else timeline_of(row)

    def cover(self, track_id: int) -> CoverArt | None:
        """The picture on the cover of a track; None where it has none."""
        row = self._session.get(CoverArtRow, track_id)
        return None if row is None else CoverArt(row.media_type, row.data)

    def failures(self) -> Iterator[Failure]:
        """The files that could not be analysed, by path."""
        query = (
            select(SourceRow.uri, SourceRow.failure)
            .where(SourceRow.failure.is_not(None))
            .order_by(SourceRow.uri)
        )
        for uri, reason in self._session.execute(query):
            yield Failure(path_of(uri), reason or "")

    def known_files(self, paths: Iterable[Path]) -> Mapping[Path, KnownFile]:
        """What is known of files, by path; nothing for those never seen."""
        known: dict[Path, KnownFile] = {}
        for batch in batched(map(file_uri, paths), _BATCH):
            query = (
                select(SourceRow, AudioFeaturesRow)
                .outerjoin(AudioFeaturesRow, AudioFeaturesRow.track_id == SourceRow.track_id)
                .where(SourceRow.uri.in_(batch))
            )
            rows = self._session.execute(query).all()
            files = self._files_of(source.track_id for source, _ in rows if source.track_id)
            for source, features in rows:
                stamp = stamp_of(source)
                known[stamp.path] = KnownFile(
                    stamp=stamp,
                    analyser=None if features is None else analyser_of(features),
                    failure=source.failure,
                    failed_by=failed_by(source),
                    track_files=tuple(files.get(source.track_id, ())),
                )
        return known

    def known_content(self, content_hash: str) -> KnownContent:
        """What is known of a recording by its content."""
        track = self._track_with(content_hash)
        failed = self._session.scalars(
            select(SourceRow).where(
                SourceRow.content_hash == content_hash, SourceRow.failure.is_not(None)
            )
        )
        failures = {failed_by(source): source.failure or "" for source in failed}
        return KnownContent(
            analyser=None
            if track is None or track.features is None
            else analyser_of(track.features),
            paths=()
            if track is None
            else tuple(
                path_of(source.uri)
                for source in track.sources
                if source.content_hash == content_hash
            ),
            failures={who: reason for who, reason in failures.items() if who is not None},
        )

    def save_heard(
        self, stamp: FileStamp, heard: HeardFile, analyser: AnalyserId, lost: Sequence[Path] = ()
    ) -> Placement:
        """Keeps what was heard in a file.

        A track whose only file has new content stays the same track: most such files were
        merely tagged anew.

        Args:
            stamp: the file, with its content hash.
            lost: files of the same content that are no longer there.
        """
        now = datetime.now(UTC)
        track = self._track_with(stamp.content_hash)
        source = self._source_of(stamp.path)
        placement = Placement.UPDATED
        if track is None:
            track = None if source is None else source.track
            if track is None or len(track.sources) > 1:
                placement = Placement.ADDED
                track = TrackRow(added_at=now)
                self._session.add(track)
        describe(track, heard, analyser, now)
        linked = self._link(track, source, stamp, lost)
        self._keep_media(track.id, heard)
        is_elsewhere = placement is Placement.UPDATED and linked is not Placement.UNCHANGED
        return linked if is_elsewhere else placement

    def link(self, stamp: FileStamp, lost: Sequence[Path] = ()) -> Placement:
        """Notes that a file holds a recording that is already a track.

        Args:
            stamp: the file, with its content hash, of which there is a track.
            lost: files of the same content that are no longer there.
        """
        track = self._track_with(stamp.content_hash)
        if track is None:
            raise ValueError(f"{stamp.path}: there is no track with its content")
        return self._link(track, self._source_of(stamp.path), stamp, lost)

    def save_failure(self, stamp: FileStamp, reason: str, analyser: AnalyserId) -> None:
        """Keeps that a file could not be analysed.

        A track is kept as long as its file may still hold it: when the same content fails with
        another analyser, or cannot be read at all for the moment.

        Args:
            stamp: the file; without a content hash it is tried again the next time.
        """
        source = self._source_of(stamp.path)
        if source is None:
            source = SourceRow()
        track = source.track
        if stamp.content_hash is not None:
            source.track = self._track_with(stamp.content_hash)
        place(source, stamp, datetime.now(UTC))
        blame(source, reason, analyser)
        self._session.add(source)
        self._session.flush()
        self._drop_without_source(track)

    def remove(self, track_ids: Iterable[int]) -> Removed:
        """Forgets tracks and their files; numbers of which there is no track are passed over."""
        tracks = files = 0
        for batch in batched(track_ids, _BATCH):
            files += self._delete(SourceRow, SourceRow.track_id.in_(batch))
            tracks += self._delete(TrackRow, TrackRow.id.in_(batch))
        return Removed(tracks, files)

    def remove_under(self, path: Path) -> Removed:
        """Forgets a file, or all files in a folder, and the tracks that have no other.

        It makes no difference whether they still exist.
        """
        path = absolute_path(path)
        prefix = folder_uri(path)
        # Not LIKE, which takes "A" for "a" in SQLite.
        is_under = or_(
            SourceRow.uri == file_uri(path), func.substr(SourceRow.uri, 1, len(prefix)) == prefix
        )
        remains = select(SourceRow.track_id).where(~is_under, SourceRow.track_id == TrackRow.id)
        affected = select(SourceRow.track_id).where(is_under, SourceRow.track_id.is_not(None))
        ids = self._session.scalars(
            select(TrackRow.id).where(TrackRow.id.in_(affected), ~remains.exists())
        ).all()
        files = self._delete(SourceRow, is_under)
        return Removed(self.remove(ids).tracks, files)

    def stats(self) -> LibraryStats:
        """Figures of the whole library."""
        tracks, duration_s, without_mood = self._session.execute(
            select(
                func.count(),
                func.sum(TrackRow.duration_s),
                func.count().filter(TrackRow.valence.is_(None)),
            ).select_from(TrackRow)
        ).one()
        analysed_tracks, mean_tempo_bpm = self._session.execute(
            select(func.count(), func.avg(AudioFeaturesRow.tempo_bpm)).select_from(AudioFeaturesRow)
        ).one()
        files, failed_files = self._session.execute(
            select(func.count(SourceRow.track_id), func.count(SourceRow.failure))
        ).one()
        return LibraryStats(
            tracks=tracks,
            files=files,
            failed_files=failed_files,
            analysed_tracks=analysed_tracks,
            duration_s=duration_s or 0.0,
            mean_tempo_bpm=mean_tempo_bpm,
            genres=self._count_genres(),
            quadrants=self._count_quadrants(),
            tracks_without_mood=without_mood,
        )

    def _count_genres(self) -> dict[str, int]:
        size = func.count(GenreRow.track_id.distinct())
        query = (
            select(func.min(GenreRow.name), size)
            .group_by(GenreRow.folded_name)
            .order_by(size.desc(), GenreRow.folded_name)
        )
        return dict(self._session.execute(query).all())

    def _count_quadrants(self) -> dict[Quadrant, int]:
        quadrant = case(
            ((TrackRow.valence >= 0) & (TrackRow.arousal >= 0), Quadrant.PLEASANT_EXCITED.value),
            (TrackRow.arousal >= 0, Quadrant.UNPLEASANT_EXCITED.value),
            (TrackRow.valence < 0, Quadrant.UNPLEASANT_CALM.value),
            else_=Quadrant.PLEASANT_CALM.value,
        )
        query = (
            select(quadrant, func.count()).where(TrackRow.valence.is_not(None)).group_by(quadrant)
        )
        counts: dict[str, int] = dict(self._session.execute(query).all())
        return {quadrant: counts.get(quadrant.value, 0) for quadrant in Quadrant}

    def _files_of(self, track_ids: Iterable[int]) -> Mapping[int | None, list[Path]]:
        files: dict[int | None, list[Path]] = defaultdict(list)
        query = select(SourceRow.track_id, SourceRow.uri).where(SourceRow.track_id.in_(track_ids))
        for track_id, uri in self._session.execute(query.order_by(SourceRow.uri)):
            if is_file(uri):
                files[track_id].append(path_of(uri))
        return files

    def _track_with(self, content_hash: str | None) -> TrackRow | None:
        if content_hash is None:
            return None
        has_content = TrackRow.sources.any(SourceRow.content_hash == content_hash)
        return self._session.scalar(_whole_tracks().where(has_content).order_by(TrackRow.id))

    def _source_of(self, path: Path) -> SourceRow | None:
        query = select(SourceRow).where(SourceRow.uri == file_uri(path))
        return self._session.scalar(query)

    def _link(
        self, track: TrackRow, source: SourceRow | None, stamp: FileStamp, lost: Sequence[Path]
    ) -> Placement:
        former = None if source is None else source.track
        forgotten = self._delete(SourceRow, SourceRow.uri.in_(map(file_uri, lost)))
        placement = Placement.UNCHANGED
        if former is not track:
            placement = Placement.MOVED if forgotten else Placement.COPY
        if source is None:
            source = SourceRow()
        source.track = track
        place(source, stamp, datetime.now(UTC))
        blame(source, None, None)
        self._session.add(source)
        self._session.flush()
        if former is not track:
            self._drop_without_source(former)
        return placement

    def _keep_media(self, track_id: int, heard: HeardFile) -> None:
        self._session.execute(delete(TimelineRow).where(TimelineRow.track_id == track_id))
        self._session.execute(delete(CoverArtRow).where(CoverArtRow.track_id == track_id))
        if heard.timeline is not None:
            self._session.add(timeline_row(track_id, heard.timeline))
        if heard.cover is not None:
            cover = heard.cover
            row = CoverArtRow(track_id=track_id, media_type=cover.media_type, data=cover.data)
            self._session.add(row)

    def _drop_without_source(self, track: TrackRow | None) -> None:
        if track is None:
            return
        has_source = exists().where(SourceRow.track_id == track.id)
        self._delete(TrackRow, TrackRow.id == track.id, ~has_source)

    def _delete(self, table: type[TrackRow | SourceRow], *conditions: ColumnElement[bool]) -> int:
        statement = delete(table).where(*conditions)
        result = self._session.execute(statement.execution_options(synchronize_session=False))
        return cast("CursorResult[Any]", result).rowcount


def _whole_tracks() -> Select[TrackRow]:
    return select(TrackRow).options(
        selectinload(TrackRow.genres),
        selectinload(TrackRow.sources),
        selectinload(TrackRow.moods),
        selectinload(TrackRow.links),
        selectinload(TrackRow.edits),
        joinedload(TrackRow.features),
        joinedload(TrackRow.catalogue),
    )


def _conditions(wanted: TrackFilter) -> Sequence[ColumnElement[bool]]:
    conditions = [_mentions(word) for word in fold(wanted.text).split()]
    if wanted.genres:
        key = " " + GenreRow.folded_name + " "  # as `words_key` makes it
        has_words = or_(*(key.contains(words_key(genre)) for genre in wanted.genres))
        conditions.append(TrackRow.genres.any(has_words))
    return conditions


def _mentions(word: str) -> ColumnElement[bool]:
    return or_(
        TrackRow.folded_text.contains(word, autoescape=True),
        TrackRow.sources.any(SourceRow.folded_path.contains(word, autoescape=True)),
    )
