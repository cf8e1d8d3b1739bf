"""What becomes of the files that are put into the library: the only SQL about that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from affetto.library.analysis import HeardFile
from affetto.library.batching import batched
from affetto.library.heard_media import keep_media
from affetto.library.identity import describe_recording, find_same, have_same_length
from affetto.library.recording_repository import RecordingRepository
from affetto.library.records import AnalyserId, FileStamp, KnownContent, KnownFile, Placement
from affetto.library.rows import (
    analyser_of,
    blame,
    complete,
    describe,
    failed_by,
    is_seen,
    place,
    revising,
    settle_after_loss,
    stamp_of,
)
from affetto.library.tables import AudioFeaturesRow, SourceRow, TrackRow
from affetto.library.texts import file_uri, make_storable, path_of
from affetto.library.track_queries import IS_FILE, is_stale, whole_tracks

# Values in one IN list: databases limit them.
_BATCH = 500


class FileRepository:
    """Files and their tracks, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

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
            copies = self._copies_of(source.content_hash for source, _ in rows)
            for source, features in rows:
                stamp = stamp_of(source)
                known[stamp.path] = KnownFile(
                    stamp=stamp,
                    analyser=None if features is None else analyser_of(features),
                    failure=source.failure,
                    failed_by=failed_by(source),
                    copies=tuple(copies.get(source.content_hash, ())),
                    sidecar_licence=source.sidecar_licence,
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
        self,
        stamp: FileStamp,
        heard: HeardFile,
        analyser: AnalyserId,
        lost: Sequence[Path] = (),
        sidecar_licence: str = "",
    ) -> Placement:
        """Keeps what was heard in a file.

        A track whose only file has new content stays the same track: most such files were
        merely tagged anew. A file of other content that holds a known recording becomes a further
        file of its track; what was heard in the first one stays.

        Args:
            stamp: the file, with its content hash.
            lost: files of the same content that are no longer there.
            sidecar_licence: what a file beside it says of its licence; "" where none does.
        """
        now = datetime.now(UTC)
        source = self._source_of(stamp.path)
        track = self._track_heard(stamp, heard, source)
        placement = _placement_in(track)
        if track is None:
            track = TrackRow(added_at=now, licence="", licence_origin="")
            self._session.add(track)
        speaks = _speaks_for(track, source, stamp, analyser)
        with revising(track):
            if speaks:
                describe(track, heard, analyser, stamp, now)
            else:
                complete(track, heard.tags)
            linked = self._link(track, source, stamp, lost, heard.tags.licence, sidecar_licence)
        if speaks:
            keep_media(self._session, track.id, heard)
        is_elsewhere = placement is Placement.UPDATED and linked is not Placement.UNCHANGED
        return linked if is_elsewhere else placement

    def link(
        self, stamp: FileStamp, lost: Sequence[Path] = (), sidecar_licence: str = ""
    ) -> Placement:
        """Notes that a file holds a recording that is already a track.

        Args:
            stamp: the file, with its content hash, of which there is a track.
            lost: files of the same content that are no longer there.
            sidecar_licence: what a file beside it says of its licence; "" where none does.
        """
        track = self._track_with(stamp.content_hash)
        if track is None:
            raise ValueError(f"{stamp.path}: there is no track with its content")
        same = (s.licence for s in track.sources if s.content_hash == stamp.content_hash)
        source, licence = self._source_of(stamp.path), next(same)
        with revising(track):
            return self._link(track, source, stamp, lost, licence, sidecar_licence)

    def save_sidecar_licence(self, path: Path, licence: str) -> None:
        """Keeps what a file beside a known one now says of its licence; "" where none does."""
        source = self._source_of(path)
        if source is None or source.track is None:
            raise ValueError(f"{path}: there is no track of it")
        with revising(source.track):
            source.sidecar_licence = make_storable(licence)

    def save_failure(self, stamp: FileStamp, reason: str, analyser: AnalyserId) -> None:
        """Keeps that a file could not be analysed.

        A track is kept as long as its file may still hold it: when the same content fails with
        another analyser, cannot be read at all for the moment, or was told of by a catalogue.

        Args:
            stamp: the file; without a content hash it is tried again the next time.
        """
        source = self._source_of(stamp.path)
        if source is None:
            source = SourceRow()
        track = source.track
        if stamp.content_hash is not None:
            told = track if source.importer else None
            source.track = self._track_with(stamp.content_hash) or told
        place(source, stamp, datetime.now(UTC))
        blame(source, reason, analyser)
        self._session.add(source)
        self._session.flush()
        if track is not source.track:
            self._leave(track)

    def unheard_files(self, analyser: AnalyserId) -> Iterator[Path]:
        """The files that this analyser has not heard, nor another file of their track, by path."""
        query = (
            select(SourceRow.uri)
            .outerjoin(AudioFeaturesRow, AudioFeaturesRow.track_id == SourceRow.track_id)
            .where(IS_FILE, is_stale(analyser))
            .order_by(SourceRow.uri)
        )
        yield from map(path_of, self._session.scalars(query))

    def _copies_of(self, hashes: Iterable[str | None]) -> Mapping[str | None, list[Path]]:
        copies: dict[str | None, list[Path]] = defaultdict(list)
        query = select(SourceRow.content_hash, SourceRow.uri).where(
            SourceRow.content_hash.in_([hash_ for hash_ in hashes if hash_ is not None]),
            SourceRow.track_id.is_not(None),
        )
        for content_hash, uri in self._session.execute(query.order_by(SourceRow.uri)):
            copies[content_hash].append(path_of(uri))
        return copies

    def _track_heard(
        self, stamp: FileStamp, heard: HeardFile, source: SourceRow | None
    ) -> TrackRow | None:
        """The track whose recording was heard in a file; None where it is a new one."""
        track = self._track_with(stamp.content_hash)
        duration_s = heard.features.duration_s
        if track is None and source is not None and _may_hold(source, duration_s):
            track = source.track
        if track is None:
            recording = describe_recording(heard.tags, duration_s)
            candidates = RecordingRepository(self._session).candidates([recording])
            if same := find_same(recording, candidates):
                track = self._session.scalar(whole_tracks().where(TrackRow.id == same[0]))
        return track

    def _track_with(self, content_hash: str | None) -> TrackRow | None:
        if content_hash is None:
            return None
        having = select(SourceRow.track_id).where(SourceRow.content_hash == content_hash)
        query = whole_tracks().where(TrackRow.id.in_(having)).order_by(TrackRow.id)
        return self._session.scalar(query)

    def _source_of(self, path: Path) -> SourceRow | None:
        query = select(SourceRow).where(SourceRow.uri == file_uri(path))
        return self._session.scalar(query)

    def _link(
        self,
        track: TrackRow,
        source: SourceRow | None,
        stamp: FileStamp,
        lost: Sequence[Path],
        licence: str,
        sidecar_licence: str,
    ) -> Placement:
        former = None if source is None else source.track
        forgotten = self._forget(lost)
        placement = Placement.UNCHANGED
        if former is not track:
            placement = Placement.MOVED if forgotten else Placement.COPY
        if source is None:
            source = SourceRow()
        source.track = track
        place(source, stamp, datetime.now(UTC))
        blame(source, None, None)
        if licence or not source.importer:
            source.licence = make_storable(licence)
        source.sidecar_licence = make_storable(sidecar_licence)
        self._session.add(source)
        self._session.flush()
        self._session.expire(track, ["sources"])
        if former is not track:
            self._leave(former)
        return placement

    def _forget(self, paths: Sequence[Path]) -> int:
        # Through the session, which would take a new row that gets the number of a deleted one
        # for that one.
        query = select(SourceRow).where(SourceRow.uri.in_(map(file_uri, paths)))
        rows = self._session.scalars(query).all() if paths else ()
        for row in rows:
            self._session.delete(row)
        self._session.flush()
        return len(rows)

    def _leave(self, track: TrackRow | None) -> None:
        """Deals with a track that has lost a source: without any, it goes."""
        if track is None:
            return
        self._session.expire(track, ["sources"])
        if track.sources:
            settle_after_loss(track)
        else:
            self._session.delete(track)
            self._session.flush()


def _placement_in(track: TrackRow | None) -> Placement:
    """What becomes of a file that turns out to belong to a track, or to none yet."""
    if track is None:
        return Placement.ADDED
    return Placement.UPDATED if any(map(is_seen, track.sources)) else Placement.FOUND


def _may_hold(source: SourceRow, duration_s: float) -> bool:
    """Whether a file of new content may still hold the recording of its track.

    Where other files hold that, it is up to tags to say so; where only catalogues tell of the
    track, a file that was tagged anew still has its length.
    """
    if source.track is None:
        return False
    others = [other for other in source.track.sources if other is not source]
    if not others:
        return True
    return not any(map(is_seen, others)) and have_same_length(source.track.duration_s, duration_s)


def _speaks_for(
    track: TrackRow, source: SourceRow | None, stamp: FileStamp, analyser: AnalyserId
) -> bool:
    """Whether what is heard in a file is what is known of its track's sound.

    It is that of the file that was heard first, until it changes, goes, or a newer analyser comes.
    """
    features = track.features
    if features is None or features.content_hash == stamp.content_hash:
        return True
    others = {other.content_hash for other in track.sources if other is not source}
    return features.content_hash not in others or analyser_of(features) != analyser
