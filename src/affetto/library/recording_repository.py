"""Questions about which known track a description is of: the only SQL about duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from affetto.library.batching import batched
from affetto.library.identity import Recording, fold_name
from affetto.library.tables import TrackRow

# Values in one IN list: databases limit them.
_BATCH = 500


class RecordingRepository:
    """Tracks as descriptions of recordings, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def candidates(self, recordings: Iterable[Recording]) -> Iterator[tuple[int, Recording]]:
        """The tracks that may be one of the recordings, by number, and what is known of each."""
        wanted = list(recordings)
        codes = {
            TrackRow.mbid: {recording.mbid for recording in wanted},
            TrackRow.isrc: {recording.isrc for recording in wanted},
            TrackRow.recording_key: {recording.key for recording in wanted},
        }
        found: dict[int, Recording] = {}
        for column, values in codes.items():
            found |= self._having(column, values - {""})
        yield from sorted(found.items(), key=lambda item: item[0])

    def _having(
        self, column: InstrumentedAttribute[str], values: Iterable[str]
    ) -> Iterator[tuple[int, Recording]]:
        for batch in batched(values, _BATCH):
            query = select(
                TrackRow.id,
                TrackRow.recording_key,
                TrackRow.duration_s,
                TrackRow.isrc,
                TrackRow.mbid,
                TrackRow.album,
                TrackRow.year,
            ).where(column.in_(batch))
            for id_, key, duration_s, isrc, mbid, album, year in self._session.execute(query):
                yield id_, Recording(key, duration_s, isrc, mbid, fold_name(album), year)
