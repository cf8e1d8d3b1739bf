"""All questions to, and changes of, watched folders and what is in them: the only SQL about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from affetto.library.batching import batched
from affetto.library.records import Removed
from affetto.library.rows import revising
from affetto.library.tables import SourceRow, TrackRow, WatchedFolderRow
from affetto.library.texts import absolute_path, file_uri, folder_uri, path_of

_BATCH = 500


class WatchRepository:
    """Watched folders, within one transaction of the given session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def folders(self) -> list[Path]:
        """The watched folders, by address."""
        query = select(WatchedFolderRow.uri).order_by(WatchedFolderRow.uri)
        return [path_of(uri) for uri in self._session.scalars(query)]

    def remember(self, folder: Path) -> bool:
        """Watches a folder from now on; whether it was not watched before."""
        uri = file_uri(absolute_path(folder))
        if self._session.get(WatchedFolderRow, uri) is not None:
            return False
        self._session.add(WatchedFolderRow(uri=uri, added_at=datetime.now(UTC)))
        self._session.flush()
        return True

    def forget(self, folder: Path) -> bool:
        """Watches a folder no longer; whether it was watched. Its music stays in the library."""
        row = self._session.get(WatchedFolderRow, file_uri(absolute_path(folder)))
        if row is None:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def files_under(self, folder: Path) -> list[Path]:
        """The files in a folder, however deep, that the library holds or once failed to read."""
        prefix = folder_uri(absolute_path(folder))
        # Not LIKE, which takes "A" for "a" in SQLite.
        is_under = func.substr(SourceRow.uri, 1, len(prefix)) == prefix
        uris = self._session.scalars(
            select(SourceRow.uri).where(is_under).order_by(SourceRow.uri)
        ).all()
        return [path_of(uri) for uri in uris]

    def forget_files(self, files: Iterable[Path]) -> Removed:
        """Forgets files, and the tracks that have no other source."""
        n_tracks = n_files = 0
        for batch in batched(map(file_uri, files), _BATCH):
            query = select(SourceRow).where(SourceRow.uri.in_(batch))
            sources = self._session.scalars(query).all()
            tracks = {source.track for source in sources if source.track is not None}
            for source in sources:
                self._session.delete(source)
            self._session.flush()
            n_files += len(sources)
            n_tracks += sum(self._settle(track) for track in tracks)
        return Removed(n_tracks, n_files)

    def _settle(self, track: TrackRow) -> bool:
        """Forgets a track that has lost its last source; whether it had."""
        self._session.refresh(track, ["sources"])
        if not track.sources:
            self._session.delete(track)
            return True
        with revising(track):
            pass  # what is left may be under another licence
        return False
