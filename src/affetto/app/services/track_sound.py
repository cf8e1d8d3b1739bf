"""Plays the library's tracks from the services that have them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from affetto.app.services.accounts import NotConnectedError, Services
from affetto.app.services.sound import open_stream
from affetto.providers import load_providers
from affetto.providers.capabilities import Capability, Locating, Provider

if TYPE_CHECKING:
    from affetto.library.records import TrackDetails
    from affetto.providers.capabilities import AudioStream


def is_streamed(uri: str) -> bool:
    """Whether an address is one of those that services stream to who has connected them."""
    return uri.partition(":")[0] in _streaming_names()


def open_track_stream(
    services: Services, user: str, details: TrackDetails, byte_range: str = ""
) -> AudioStream | None:
    """The sound of a track by somebody's own account with a service that has it.

    Args:
        services: whose connections are used.
        user: who wants to hear it.
        details: of the track.
        byte_range: the part that is wanted, as in a `Range` header; "" for all.

    Returns:
        None where no service that streams has the track.

    Raises:
        NotConnectedError: the service that has it is not connected, or another server of its kind
            is.
        ProviderError: the service fails.
    """
    track = details.track
    addresses = list(dict.fromkeys((track.uri, *details.addresses, *track.links.values())))
    problem: NotConnectedError | None = None
    for provider in services.providers.values():
        if Capability.STREAM not in provider.capabilities:
            continue
        is_meant = any(address.partition(":")[0] == provider.name for address in addresses)
        try:
            track_id = _locate(services, user, provider, addresses)
        except NotConnectedError as error:
            problem = error if is_meant else problem
            continue
        if track_id is not None:
            return open_stream(services, user, provider.name, track_id, byte_range)
        if is_meant:
            problem = NotConnectedError(
                provider, "is connected, but to another server than the one that has it"
            )
    if problem is not None:
        raise problem
    return None


def _locate(
    services: Services, user: str, provider: Provider, addresses: Sequence[str]
) -> str | None:
    """By which a service knows the recording of one of the addresses; None for none of its own."""
    with services.connection(user, provider.name, Capability.STREAM) as connection:
        if not isinstance(connection, Locating):
            return None
        located = (connection.locate(address) for address in addresses)
        return next((track.id for track in located if track is not None), None)


@cache
def _streaming_names() -> frozenset[str]:
    return frozenset(
        name
        for name, provider in load_providers().items()
        if Capability.STREAM in provider.capabilities
    )
