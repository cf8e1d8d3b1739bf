"""Remembers what music was offered to whom, so that people find it again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from affetto.library.history_repository import HistoryRepository, KeptMatch, MatchSummary
from affetto.library.listening_repository import ListeningRepository

if TYPE_CHECKING:
    from affetto.affect import Affect, Point
    from affetto.library.music_library import Library
    from affetto.music import Playlist

# How long a track counts as just offered, or just played. Both, and the number of lists looked
# back at, are our own choice: about a sitting.
_OFFERED_WITHIN = timedelta(minutes=30)
_PLAYED_WITHIN = timedelta(hours=2)
_LISTS_BACK = 3
# Feelings nearer to one another than this are one question asked again, with other wishes perhaps:
# half the distance at which the fit of music falls to half (`affetto.recommend.fit`).
_SAME_QUESTION_DISTANCE = 0.25


def remember_match(
    library: Library, user: str, playlist: Playlist, picture_name: str | None = None
) -> int | None:
    """Enters what was offered into somebody's history; the number of the entry.

    None where they wish that nothing is kept.

    Args:
        library: what the tracks come from.
        user: who asked.
        playlist: what was offered.
        picture_name: what the user calls the picture, where they wish that to be kept. Names of
            files tell much of people, so nothing is kept unless it is asked for.

    Raises:
        LibraryError: the library cannot be written.
    """
    if not is_history_kept(library, user):
        return None
    with library.changing() as session:
        history = HistoryRepository(session)
        # Asked again within the transaction: the wish may have come meanwhile.
        if not history.is_wanted(user):
            return None
        return history.add(user, playlist, picture_name, datetime.now(UTC))


def is_history_kept(library: Library, user: str) -> bool:
    """Whether what is offered to somebody is kept; it is until they say otherwise.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        return HistoryRepository(session).is_wanted(user)


def keep_history(library: Library, user: str, *, kept: bool) -> None:
    """Lets what is offered to somebody be kept from now on, or not; then all of it is forgotten.

    Raises:
        LibraryError: the library cannot be written.
    """
    with library.changing() as session:
        history = HistoryRepository(session)
        if kept:
            history.want(user)
        else:
            history.refuse(user)


def recently_offered(library: Library, user: str, affect: Affect | None = None) -> tuple[int, ...]:
    """The tracks that somebody was just offered or just played, the latest last: `Query.recent`.

    Args:
        library: what the tracks come from.
        user: who asks.
        affect: what they ask for. What was offered for a feeling near to it does not count, so
            that asking again, or with other filters, brings the same music.

    Raises:
        LibraryError: the library cannot be read.
    """
    now = datetime.now(UTC)
    with library.looking() as session:
        lists = HistoryRepository(session).offered_since(user, now - _OFFERED_WITHIN, _LISTS_BACK)
        played = ListeningRepository(session).played_since(user, now - _PLAYED_WITHIN)
    offered = [
        track_id
        for asked, track_ids in lists
        if affect is None or _distance(asked.point, affect.point) > _SAME_QUESTION_DISTANCE
        for track_id in track_ids
    ]
    # Of a track that comes twice the later time counts.
    return tuple(reversed(dict.fromkeys(reversed([*offered, *played]))))


def list_history(
    library: Library, user: str, *, offset: int, limit: int
) -> tuple[int, list[MatchSummary]]:
    """How many matches are kept of somebody, and some of them, the newest first.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        history = HistoryRepository(session)
        return history.count(user), history.summaries(user, offset, limit)


def find_match(library: Library, user: str, match_id: int) -> KeptMatch | None:
    """One match of somebody; None where they have none of that number.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        return HistoryRepository(session).find(user, match_id)


def fit_in_match(library: Library, user: str, match_id: int, track_id: int) -> float | None:
    """How well a track fits what a match of somebody answers, in [0, 1]; None without either.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.looking() as session:
        return HistoryRepository(session).fit_in(user, match_id, track_id)


def forget_match(library: Library, user: str, match_id: int) -> bool:
    """Forgets one match; whether there was one.

    Raises:
        LibraryError: the library cannot be written.
    """
    with library.changing() as session:
        return HistoryRepository(session).forget(user, match_id)


def forget_history(library: Library, user: str) -> int:
    """Forgets all that was offered to somebody; how many matches there were.

    Raises:
        LibraryError: the library cannot be written.
    """
    with library.changing() as session:
        return HistoryRepository(session).forget_all(user)


def _distance(one: Point, other: Point) -> float:
    return float(((one.valence - other.valence) ** 2 + (one.arousal - other.arousal) ** 2) ** 0.5)
