"""All questions to, and changes of, the music that was offered to people: the only SQL about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, insert, select
from sqlalchemy.orm import Session

from affetto.affect import Affect, Point
from affetto.library.affect_values import affect_of, keep_affect
from affetto.library.batching import batched
from affetto.library.history_tables import HistoryRefusalRow, MatchRow, MatchTrackRow
from affetto.library.kept_tracks import keep, numbers_at, restore, with_numbers
from affetto.library.texts import make_storable
from affetto.music import Playlist, Recommendation

# So many matches of a user are kept, the newest; our own choice. It bounds the file's growth and
# is more than anybody scrolls through.
MAX_MATCHES = 1000
# Matches held in memory at a time.
_BATCH = 50


@dataclass(frozen=True)
class OfferedTrack:
    """A track of a match, in short.

    Attributes:
        rank: 1 for the best.
        track_id: its number; None where the library no longer has it.
        score: in [0, 1].
    """

    rank: int
    track_id: int | None
    title: str
    artist: str
    score: float


@dataclass(frozen=True)
class MatchSummary:
    """A match, in short; see `KeptMatch`."""

    id: int
    at: datetime
    picture_name: str | None
    affect: Affect
    intent: str
    strategy: str
    tracks: tuple[OfferedTrack, ...]


@dataclass(frozen=True)
class KeptMatch:
    """Music that was offered to somebody.

    Attributes:
        at: when, in UTC.
        picture_name: what the user called the picture; None where that is not kept.
        playlist: what was offered, with tracks as the library has them now. Those it no longer
            has are as they were, numbered `music.NO_TRACK_ID`.
    """

    id: int
    at: datetime
    picture_name: str | None
    playlist: Playlist


class HistoryRepository:
    """Matches, within one transaction of the given session; each user has their own."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, user: str, playlist: Playlist, picture_name: str | None, at: datetime) -> int:
        """Keeps a match, and lets go of the user's oldest beyond `MAX_MATCHES`; its number."""
        row = MatchRow(
            user_name=user,
            at=at,
            picture_name=None if picture_name is None else make_storable(picture_name),
            name=make_storable(playlist.name),
            affect=keep_affect(playlist.affect),
            intent=str(playlist.intent),
            strategy=str(playlist.strategy),
            path=[[point.valence, point.arousal] for point in playlist.path],
        )
        self._session.add(row)
        self._session.flush()
        entries = playlist.recommendations
        # Not every strategy ranks tracks of the library, whatever their numbers.
        numbers = numbers_at(self._session, [entry.track.uri for entry in entries])
        if entries:
            self._session.execute(
                insert(MatchTrackRow),
                [
                    {
                        "match_id": row.id,
                        "rank": entry.rank,
                        "score": entry.score,
                        "fit": entry.score if entry.fit is None else entry.fit,
                        "reasons": [make_storable(reason) for reason in entry.reasons],
                        **keep(entry.track, numbers.get(entry.track.uri)),
                    }
                    for entry in entries
                ],
            )
        self._forget_oldest(user)
        return row.id

    def is_wanted(self, user: str) -> bool:
        """Whether a user lets their matches be kept; they do until they say otherwise."""
        return self._session.get(HistoryRefusalRow, user) is None

    def refuse(self, user: str) -> None:
        """Notes that a user wishes no matches to be kept, and forgets those there are."""
        self._session.merge(HistoryRefusalRow(user_name=user))
        self.forget_all(user)

    def want(self, user: str) -> None:
        """Notes that a user lets their matches be kept."""
        self._session.execute(delete(HistoryRefusalRow).where(HistoryRefusalRow.user_name == user))

    def count(self, user: str) -> int:
        """How many matches of a user are kept."""
        query = select(func.count()).select_from(MatchRow).where(MatchRow.user_name == user)
        return self._session.scalar(query) or 0

    def summaries(self, user: str, offset: int, limit: int) -> list[MatchSummary]:
        """Matches of a user, the newest first."""
        query = (
            select(MatchRow)
            .where(MatchRow.user_name == user)
            .order_by(MatchRow.id.desc())
            .offset(offset)
            .limit(limit)
        )
        rows = self._session.scalars(query).all()
        tracks = self._offered([row.id for row in rows])
        return [
            MatchSummary(
                row.id,
                row.at,
                row.picture_name,
                affect_of(row.affect),
                row.intent,
                row.strategy,
                tuple(tracks[row.id]),
            )
            for row in rows
        ]

    def find(self, user: str, match_id: int) -> KeptMatch | None:
        """One match of a user; None where they have none of that number."""
        row = self._row(user, match_id)
        return None if row is None else self._whole([row])[0]

    def all_of(self, user: str) -> Iterator[KeptMatch]:
        """All matches of a user, the oldest first, a few in memory at a time."""
        query = select(MatchRow).where(MatchRow.user_name == user).order_by(MatchRow.id)
        for rows in batched(self._session.scalars(query), _BATCH):
            yield from self._whole(rows)

    def fit_in(self, user: str, match_id: int, track_id: int) -> float | None:
        """How well a track fits what a match of a user answers; None where it is not in it."""
        query, number = with_numbers(MatchTrackRow, MatchTrackRow.fit)
        query = query.join(MatchRow, MatchRow.id == MatchTrackRow.match_id).where(
            MatchRow.user_name == user, MatchRow.id == match_id, number == track_id
        )
        found = self._session.execute(query.limit(1)).first()
        return None if found is None else float(found[0])

    def offered_since(
        self, user: str, moment: datetime, limit: int
    ) -> list[tuple[Affect, tuple[int, ...]]]:
        """What a user asked for and the tracks they were offered, the latest last.

        Args:
            user: their name.
            moment: matches before it are left out.
            limit: at most so many matches, the latest.
        """
        query = (
            select(MatchRow.id, MatchRow.affect)
            .where(MatchRow.user_name == user, MatchRow.at >= moment)
            .order_by(MatchRow.id.desc())
            .limit(limit)
        )
        rows = self._session.execute(query).all()
        tracks = self._offered([match_id for match_id, _ in rows])
        return [
            (
                affect_of(affect),
                tuple(track.track_id for track in tracks[match_id] if track.track_id is not None),
            )
            for match_id, affect in reversed(rows)
        ]

    def forget(self, user: str, match_id: int) -> bool:
        """Forgets a match; whether there was one."""
        return self._delete(MatchRow.user_name == user, MatchRow.id == match_id) > 0

    def forget_all(self, user: str) -> int:
        """Forgets all matches of a user; how many there were."""
        return self._delete(MatchRow.user_name == user)

    def _row(self, user: str, match_id: int) -> MatchRow | None:
        query = select(MatchRow).where(MatchRow.user_name == user, MatchRow.id == match_id)
        return self._session.scalar(query)

    def _whole(self, rows: Sequence[MatchRow]) -> list[KeptMatch]:
        query, _ = with_numbers(MatchTrackRow, MatchTrackRow)
        query = query.where(MatchTrackRow.match_id.in_([row.id for row in rows]))
        query = query.order_by(MatchTrackRow.match_id, MatchTrackRow.rank)
        offered = [(kept, number) for kept, number in self._session.execute(query)]
        entries: dict[int, list[Recommendation]] = {row.id: [] for row in rows}
        for (kept, _), track in zip(offered, restore(self._session, offered), strict=True):
            entries[kept.match_id].append(
                Recommendation(kept.rank, track, kept.score, tuple(kept.reasons), kept.fit)
            )
        return [_match_of(row, entries[row.id]) for row in rows]

    def _offered(self, match_ids: Sequence[int]) -> dict[int, list[OfferedTrack]]:
        table = MatchTrackRow
        query, _ = with_numbers(
            table, table.match_id, table.rank, table.title, table.artist, table.score
        )
        query = query.where(table.match_id.in_(match_ids)).order_by(table.match_id, table.rank)
        found: dict[int, list[OfferedTrack]] = {match_id: [] for match_id in match_ids}
        for match_id, rank, title, artist, score, number in self._session.execute(query):
            found[match_id].append(OfferedTrack(rank, number, title, artist, score))
        return found

    def _forget_oldest(self, user: str) -> None:
        oldest_kept = (
            select(MatchRow.id)
            .where(MatchRow.user_name == user)
            .order_by(MatchRow.id.desc())
            .offset(MAX_MATCHES - 1)
            .limit(1)
            .scalar_subquery()
        )
        self._delete(MatchRow.user_name == user, MatchRow.id < oldest_kept)

    def _delete(self, *conditions: Any) -> int:
        statement = delete(MatchRow).where(*conditions)
        result = self._session.execute(statement, execution_options={"synchronize_session": False})
        return cast("CursorResult[Any]", result).rowcount


def _match_of(row: MatchRow, entries: Sequence[Recommendation]) -> KeptMatch:
    playlist = Playlist(
        name=row.name,
        affect=affect_of(row.affect),
        intent=row.intent,
        strategy=row.strategy,
        recommendations=tuple(entries),
        path=tuple(Point(valence, arousal) for valence, arousal in row.path),
    )
    return KeptMatch(row.id, row.at, row.picture_name, playlist)
