"""Takes playlists to the services where people listen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from affetto.app.playlists import check_playlist_name
from affetto.app.services.accounts import Services
from affetto.app.services.tracks import FoundTrack, find_tracks
from affetto.errors import AffettoError
from affetto.music import Track
from affetto.providers.capabilities import Capability, PlaylistWritable, ProviderPlaylist


class NothingFoundError(AffettoError):
    """A service has none of the tracks."""

    def __init__(self, title: str) -> None:
        super().__init__(f"{title} has none of these tracks, so nothing was saved")


@dataclass(frozen=True)
class SentPlaylist:
    """A playlist as a service keeps it now.

    Attributes:
        tracks: all that were to be in it; those that the service does not have are not.
    """

    playlist: ProviderPlaylist
    tracks: tuple[FoundTrack, ...]

    @property
    def missing(self) -> tuple[Track, ...]:
        """The tracks that the service does not have."""
        return tuple(found.track for found in self.tracks if found.at_service is None)


def list_service_playlists(services: Services, user: str, name: str) -> list[ProviderPlaylist]:
    """The playlists of somebody's account with a service.

    Raises:
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails.
    """
    with services.connection(user, name, Capability.PLAYLISTS) as connection:
        return cast("PlaylistWritable", connection).list_playlists()


def send_playlist(
    services: Services,
    user: str,
    name: str,
    playlist_name: str,
    tracks: Sequence[Track],
    on_progress: Callable[[int], object] = lambda _done: None,
) -> SentPlaylist:
    """Keeps tracks as a new playlist of somebody's account with a service.

    Args:
        services: whose connections are used.
        user: who asks.
        name: of the service.
        playlist_name: what the playlist is to be called there.
        tracks: in their order.
        on_progress: called with how many tracks were looked for so far.

    Raises:
        InputError: the name cannot be used.
        NothingFoundError: the service has none of the tracks.
        PlaylistNotWrittenError: it stopped midway; it says what is left there.
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails.
    """
    playlist_name = check_playlist_name(playlist_name)
    with services.connection(user, name, Capability.PLAYLISTS) as connection:
        found = find_tracks(services, user, name, tracks, on_progress)
        ids = [each.at_service.id for each in found if each.at_service is not None]
        if not ids:
            raise NothingFoundError(services.providers[name].title)
        written = cast("PlaylistWritable", connection).write_playlist(playlist_name, ids)
    return SentPlaylist(written, tuple(found))
