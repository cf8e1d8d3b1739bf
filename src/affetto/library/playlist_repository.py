"""All questions to, and changes of, the playlists that people saved: the only SQL about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, insert, select
from sqlalchemy.orm import Session

from affetto.affect import Affect
from affetto.library.affect_values import affect_of, keep_affect
from affetto.library.kept_tracks import (
    keep,
    load_tracks,
    numbers_at,
    restore,
    with_numbers,
)
from affetto.library.playlist_tables import PlaylistRow, PlaylistTrackRow
from affetto.library.texts import make_storable
from affetto.music import Track
from affetto.text import fold


@dataclass(frozen=True)
class SavedTrack:
    """A track of a saved playlist.

    Attributes:
        track: as the library has it now; one it no longer has is as it was, numbered
            `music.NO_TRACK_ID`.
        score: as it was offered, in [0, 1]; None for a track that was put in by hand.
        reasons: why it was offered.
    """

    track: Track
    score: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlaylistSummary:
    """A saved playlist, in short.

    Attributes:
        tracks: how many it has.
        duration_s: of those whose length is known, together.
    """

    id: int
    name: str
    created_at: datetime
    changed_at: datetime
    tracks: int
    duration_s: float


@dataclass(frozen=True)
class SavedPlaylist:
    """A saved playlist.

    Attributes:
        affect: what it answers; None for one that was put together by hand.
        intent: "" for one that was put together by hand, as is the strategy.
    """

    id: int
    name: str
    created_at: datetime
    changed_at: datetime
    affect: Affect | None
    intent: str
    strategy: str
    tracks: tuple[SavedTrack, ...]


class PlaylistRepository:
    """Saved playlists, within one transaction of the given session; each user has their own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(
        self,
        user: str,
        name: str,
        tracks: Sequence[SavedTrack],
        at: datetime,
        *,
        affect: Affect | None = None,
        intent: str = "",
        strategy: str = "",
    ) -> int:
        """Saves a playlist; its number. The user must have none of that name."""
        row = PlaylistRow(
            user_name=user,
            name=make_storable(name),
            name_key=fold(name),
            created_at=at,
            changed_at=at,
            affect=None if affect is None else keep_affect(affect),
            intent=intent,
            strategy=strategy,
        )
        self._session.add(row)
        self._session.flush()
        self._write_tracks(row.id, tracks)
        return row.id

    def list_all(self, user: str) -> list[PlaylistSummary]:
        """The playlists of a user, by name."""
        tracks = PlaylistTrackRow
        query = (
            select(PlaylistRow, func.count(tracks.position), func.sum(tracks.duration_s))
            .outerjoin(tracks, tracks.playlist_id == PlaylistRow.id)
            .where(PlaylistRow.user_name == user)
            .group_by(PlaylistRow.id)
            .order_by(PlaylistRow.name_key)
        )
        return [
            PlaylistSummary(row.id, row.name, row.created_at, row.changed_at, n, duration_s or 0.0)
            for row, n, duration_s in self._session.execute(query)
        ]

    def find(self, user: str, playlist_id: int) -> SavedPlaylist | None:
        """One playlist of a user; None where they have none of that number."""
        row = self._row(user, playlist_id)
        if row is None:
            return None
        return SavedPlaylist(
            id=row.id,
            name=row.name,
            created_at=row.created_at,
            changed_at=row.changed_at,
            affect=None if row.affect is None else affect_of(row.affect),
            intent=row.intent,
            strategy=row.strategy,
            tracks=self._tracks(row.id),
        )

    def all_of(self, user: str) -> Iterator[SavedPlaylist]:
        """All playlists of a user, by name."""
        for summary in self.list_all(user):
            playlist = self.find(user, summary.id)
            if playlist is not None:
                yield playlist

    def find_by_name(self, user: str, name: str) -> int | None:
        """The number of the user's playlist of a name, whatever its case; None without one."""
        query = select(PlaylistRow.id).where(
            PlaylistRow.user_name == user, PlaylistRow.name_key == fold(name)
        )
        return self._session.scalar(query)

    def tracks_of_library(self, track_ids: Sequence[int]) -> dict[int, SavedTrack]:
        """Tracks to put in by hand, by number; those that are not there are left out."""
        tracks = load_tracks(self._session, track_ids)
        return {number: SavedTrack(track) for number, track in tracks.items()}

    def change(
        self,
        user: str,
        playlist_id: int,
        at: datetime,
        *,
        name: str | None = None,
        tracks: Sequence[SavedTrack] | None = None,
    ) -> None:
        """Changes what is given of a playlist; the user must have no other one of that name.

        Raises:
            KeyError: the user has no such playlist.
        """
        row = self._row(user, playlist_id)
        if row is None:
            raise KeyError(playlist_id)
        if name is not None:
            row.name, row.name_key = make_storable(name), fold(name)
        if tracks is not None:
            self._session.execute(
                delete(PlaylistTrackRow).where(PlaylistTrackRow.playlist_id == playlist_id)
            )
            self._write_tracks(playlist_id, tracks)
        row.changed_at = at

    def forget(self, user: str, playlist_id: int) -> bool:
        """Forgets a playlist; whether there was one."""
        return self._delete(PlaylistRow.user_name == user, PlaylistRow.id == playlist_id) > 0

    def forget_all(self, user: str) -> int:
        """Forgets all playlists of a user; how many there were."""
        return self._delete(PlaylistRow.user_name == user)

    def _row(self, user: str, playlist_id: int) -> PlaylistRow | None:
        query = select(PlaylistRow).where(
            PlaylistRow.user_name == user, PlaylistRow.id == playlist_id
        )
        return self._session.scalar(query)

    def _tracks(self, playlist_id: int) -> tuple[SavedTrack, ...]:
        query, _ = with_numbers(PlaylistTrackRow, PlaylistTrackRow)
        query = query.where(PlaylistTrackRow.playlist_id == playlist_id)
        query = query.order_by(PlaylistTrackRow.position)
        kept = [(row, number) for row, number in self._session.execute(query)]
        return tuple(
            SavedTrack(track, row.score, tuple(row.reasons))
            for (row, _), track in zip(kept, restore(self._session, kept), strict=True)
        )

    def _write_tracks(self, playlist_id: int, entries: Sequence[SavedTrack]) -> None:
        if not entries:
            return
        # Not every strategy ranks tracks of the library, whatever their numbers.
        numbers = numbers_at(self._session, [entry.track.uri for entry in entries])
        self._session.execute(
            insert(PlaylistTrackRow),
            [
                {
                    "playlist_id": playlist_id,
                    "position": position,
                    "score": entry.score,
                    "reasons": [make_storable(reason) for reason in entry.reasons],
                    **keep(entry.track, numbers.get(entry.track.uri)),
                }
                for position, entry in enumerate(entries, start=1)
            ],
        )

    def _delete(self, *conditions: Any) -> int:
        statement = delete(PlaylistRow).where(*conditions)
        result = self._session.execute(statement, execution_options={"synchronize_session": False})
        return cast("CursorResult[Any]", result).rowcount
