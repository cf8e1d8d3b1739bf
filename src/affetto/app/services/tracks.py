"""Finds the library's tracks at a service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from affetto.app.services.accounts import Services
from affetto.music import Track
from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    Budget,
    Capability,
    Locating,
    Metered,
    ProviderTrack,
    Searchable,
    TrackQuery,
)
from affetto.providers.errors import BadAnswerError, NotThereError
from affetto.providers.matching import best_match

if TYPE_CHECKING:
    from affetto.providers.capabilities import Connection

# Enough that a list does not wait for one slow search after the other, few enough for services
# that count requests.
_SEARCHES_AT_ONCE = 4


@dataclass(frozen=True)
class FoundTrack:
    """A track of the library, and what a service has of it.

    Attributes:
        at_service: None where it has nothing that is likely enough to be the same recording.
        confidence: in [0, 1]; 1 where an address or a code says that it is the same.
        reason: what the confidence rests on, for people.
    """

    track: Track
    at_service: ProviderTrack | None
    confidence: float = 0.0
    reason: str = ""


def search_service(
    services: Services, user: str, name: str, words: str, limit: int = MAX_SEARCH_RESULTS
) -> list[ProviderTrack]:
    """What a service offers for words.

    Raises:
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails.
    """
    with services.connection(user, name, Capability.SEARCH) as connection:
        return cast("Searchable", connection).search(TrackQuery(words=words), limit)


def searches_left(services: Services, user: str, name: str) -> Budget:
    """How many searches a service that counts them still answers today.

    Raises:
        NotConnectedError, CannotError: it is not connected, or does not count.
        LibraryError: the library cannot be read.
    """
    with services.connection(user, name, Capability.METER) as connection:
        return cast("Metered", connection).budget()


def find_tracks(
    services: Services,
    user: str,
    name: str,
    tracks: Sequence[Track],
    on_progress: Callable[[int], object] = lambda _done: None,
) -> list[FoundTrack]:
    """What a service has of tracks, in their order.

    Args:
        services: whose connections are used.
        user: who asks.
        name: of the service.
        tracks: of the library.
        on_progress: called with how many were looked for so far.

    Raises:
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails.
    """
    found = []
    with (
        services.connection(user, name, Capability.SEARCH) as connection,
        ThreadPoolExecutor(_SEARCHES_AT_ONCE) as pool,
    ):
        searches = [pool.submit(_find, connection, track) for track in tracks]
        try:
            for done, search in enumerate(searches, start=1):
                found.append(search.result())
                on_progress(done)
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return found


def query_of(track: Track) -> TrackQuery:
    """What a track is looked for by."""
    tags = track.tags
    return TrackQuery(
        title=tags.title,
        artist=tags.artist,
        isrc=tags.isrc,
        mbid=tags.mbid,
        duration_s=track.duration_s,
    )


def _find(connection: Connection, track: Track) -> FoundTrack:
    query = query_of(track)
    if isinstance(connection, Locating):
        for address in (track.uri, *track.links.values()):
            located = connection.locate(address)
            if located is not None:
                return FoundTrack(track, located, 1.0, "it is that service's own")
    try:
        offered = cast("Searchable", connection).search(query)
    except (NotThereError, BadAnswerError):
        # One odd title does not cost the whole list.
        return FoundTrack(track, None)
    match = best_match(query, offered)
    if match is None:
        return FoundTrack(track, None)
    return FoundTrack(track, match.track, match.confidence, match.reason)
