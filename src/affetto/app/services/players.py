"""Plays music on the devices of the services where people listen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from affetto.app.services.accounts import Services
from affetto.app.services.playlists import NothingFoundError
from affetto.app.services.tracks import FoundTrack, find_tracks
from affetto.music import Track
from affetto.providers.capabilities import Capability, Controllable


@contextmanager
def player(services: Services, user: str, name: str) -> Iterator[Controllable]:
    """A block in which a service's player takes somebody's orders.

    Raises:
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails.
    """
    with services.connection(user, name, Capability.CONTROL) as connection:
        yield cast("Controllable", connection)


def play_tracks(
    services: Services, user: str, name: str, tracks: Sequence[Track], device_id: str = ""
) -> list[FoundTrack]:
    """Plays tracks of the library on a service's device, as far as the service has them.

    Args:
        services: whose connections are used.
        user: who asks.
        name: of the service.
        tracks: in their order.
        device_id: `Device.id`; "" for wherever it played last.

    Raises:
        NothingFoundError: the service has none of the tracks.
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails.
    """
    found = find_tracks(services, user, name, tracks)
    ids = [each.at_service.id for each in found if each.at_service is not None]
    if not ids:
        raise NothingFoundError(services.providers[name].title)
    with player(services, user, name) as controls:
        controls.play(ids, device_id)
    return found


def enqueue_track(services: Services, user: str, name: str, track: Track) -> FoundTrack:
    """Plays a track of the library after those that are to come.

    Raises:
        NothingFoundError: the service does not have it.
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails.
    """
    [found] = find_tracks(services, user, name, [track])
    if found.at_service is None:
        raise NothingFoundError(services.providers[name].title)
    with player(services, user, name) as controls:
        controls.enqueue(found.at_service.id)
    return found
