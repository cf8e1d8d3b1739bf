"""What becomes of recordings that servers stream: the only SQL about that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from affetto.library.analysis import HeardFile
from affetto.library.batching import batched
from affetto.library.heard_media import keep_media
from affetto.library.records import AnalyserId
from affetto.library.rows import blame, complete, describe_sound, failed_by, revising
from affetto.library.tables import AudioFeaturesRow, SourceRow, TrackRow
from affetto.library.texts import make_storable
from affetto.library.track_queries import is_stale

# Values in one IN list: databases limit them.
_BATCH = 500


@dataclass(frozen=True)
class UnheardStream:
    """A recording that an analyser has not heard, neither here nor in a file of its track.

    Attributes:
        failure: why it could not be heard before; None where nobody tried.
        failed_by: the analyser that it failed with; None where it could not even be fetched.
    """

    uri: str
    failure: str | None
    failed_by: AnalyserId | None


class StreamRepository:
    """Addresses at servers and their tracks, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def unheard(self, uris: Iterable[str], analyser: AnalyserId) -> Iterator[UnheardStream]:
        """Those of the addresses whose tracks this analyser has not heard.

        Tracks with a file are left to whatever hears files: that costs nobody's network.
        """
        other = aliased(SourceRow)
        has_file = exists().where(
            other.track_id == SourceRow.track_id,
            other.size_bytes.is_not(None),
            other.failure.is_(None),
        )
        for batch in batched(uris, _BATCH):
            query = (
                select(SourceRow)
                .outerjoin(AudioFeaturesRow, AudioFeaturesRow.track_id == SourceRow.track_id)
                .where(SourceRow.uri.in_(batch), is_stale(analyser), ~has_file)
                .order_by(SourceRow.id)
            )
            for row in self._session.scalars(query):
                yield UnheardStream(row.uri, row.failure, failed_by(row))

    def is_unheard(self, uri: str, analyser: AnalyserId) -> bool:
        """Whether an address is still one of `unheard`."""
        return any(self.unheard([uri], analyser))

    def save_heard(
        self, uri: str, content_hash: str | None, heard: HeardFile, analyser: AnalyserId
    ) -> None:
        """Keeps what was heard in a recording; nothing where it left the library meanwhile.

        What the server says of it in words counts before the tags of its file: people correct
        the one more often than the other.
        """
        source = self._source_of(uri)
        if source is None or source.track is None:
            return
        track: TrackRow = source.track
        now = datetime.now(UTC)
        with revising(track):
            complete(track, heard.tags)
            describe_sound(track, heard, analyser, content_hash, now)
            source.licence = source.licence or make_storable(heard.tags.licence)
            source.checked_at = now
            blame(source, None, None)
        self._session.flush()
        keep_media(self._session, track.id, heard)

    def save_failure(self, uri: str, reason: str, analyser: AnalyserId | None) -> None:
        """Keeps why a recording could not be heard.

        Args:
            uri: its address.
            reason: for people.
            analyser: what it failed with and would fail with again; None where the next try may
                well succeed.
        """
        source = self._source_of(uri)
        if source is not None:
            blame(source, reason, analyser)
            source.checked_at = datetime.now(UTC)

    def _source_of(self, uri: str) -> SourceRow | None:
        return self._session.scalar(select(SourceRow).where(SourceRow.uri == uri))
