"""Passes on the sound of services to who may hear it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from itertools import chain
from typing import cast

from affetto.app.services.accounts import Services
from affetto.providers.capabilities import (
    AudioStream,
    Capability,
    PagePlayable,
    PlaybackToken,
    Streamable,
)


def open_stream(
    services: Services, user: str, name: str, track_id: str, byte_range: str = ""
) -> AudioStream:
    """The sound of a service's recording; what it is read from is closed with its last chunk.

    Args:
        services: whose connections are used.
        user: who asks.
        name: of the service.
        track_id: `ProviderTrack.id`.
        byte_range: the part that is wanted, as in a `Range` header; "" for all.

    Raises:
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails; the latter
            also while the chunks are read.
    """
    chunks = _Chunks(services, user, name, track_id, byte_range)
    sound = chunks.open()
    # A service that fails at once is told as a problem, and not as an answer that breaks off.
    first = next(chunks, b"")
    return replace(sound, chunks=chain([first], chunks))


def playback_token(services: Services, user: str, name: str) -> PlaybackToken:
    """What lets a page play a service's music for a short while.

    Raises:
        NotConnectedError, CannotError, ProviderError: it cannot be asked, or fails.
    """
    with services.connection(user, name, Capability.PAGE) as connection:
        return cast("PagePlayable", connection).playback_token()


class _Chunks:
    """The bytes of a stream that stays open as long as somebody has a use for them."""

    def __init__(
        self, services: Services, user: str, name: str, track_id: str, byte_range: str
    ) -> None:
        self._sound: AudioStream | None = None
        self._parts = self._read(services, user, name, track_id, byte_range)

    def open(self) -> AudioStream:
        """Asks the service."""
        next(self._parts)
        assert self._sound is not None
        return self._sound

    def __iter__(self) -> _Chunks:
        return self

    def __next__(self) -> bytes:
        return next(self._parts)

    def _read(
        self, services: Services, user: str, name: str, track_id: str, byte_range: str
    ) -> Generator[bytes]:
        with (
            services.connection(user, name, Capability.STREAM) as connection,
            cast("Streamable", connection).stream(track_id, byte_range) as self._sound,
        ):
            yield b""
            yield from self._sound.chunks
