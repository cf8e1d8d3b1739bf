"""Brings somebody's music on a server into the library, and hears it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from affetto.app.music_library import AudioFileReader, open_analyser
from affetto.app.services.accounts import CannotError, NotConnectedError, Services
from affetto.app.services.fetching import suffix_of, write_sound
from affetto.errors import AffettoError
from affetto.library.importers import ImportedTrack
from affetto.library.importers.reading import values
from affetto.library.server_fetching import CheckWanted, ServerTrack, UnfetchableError
from affetto.library.server_music import import_server
from affetto.library.server_reports import ServerProgress, ServerReport
from affetto.music import TrackTags
from affetto.providers import find_provider
from affetto.providers.capabilities import (
    Browsable,
    Capability,
    Connection,
    Provider,
    ProviderTrack,
    Streamable,
)
from affetto.providers.errors import (
    BadAnswerError,
    BusyError,
    NotAllowedError,
    NotThereError,
    ProviderError,
    ServiceDownError,
    UnreachableError,
)

if TYPE_CHECKING:
    from affetto.library.music_library import Library

# How often a file is asked for, besides what connections do of their own, and how long to wait
# before the next time, seconds.
_TRIES = 2
_PAUSE_S = 1.0
# A server that asks for a longer pause ends the import, which goes on the next time.
_LONGEST_PAUSE_S = 60.0
_STEP_S = 0.2
# So many refusals, and nothing else, mean that the account may not listen at all.
_REFUSALS = 10


class ImportStoppedError(AffettoError):
    """A server failed in the midst of its import."""

    def __init__(self, error: ProviderError) -> None:
        super().__init__(f"{error}; what came before is kept, and another try does the rest")


def check_importable(services: Services, user: str, name: str) -> Provider:
    """The service of a name, whose music somebody can bring into the library.

    Raises:
        InputError: no service is called so.
        CannotError: it is none whose music can be gone through and heard.
        NotConnectedError: they have not connected it, or must sign in anew.
        LibraryError: the library cannot be read.
    """
    provider = find_provider(services.providers, name)
    for capability in (Capability.BROWSE, Capability.STREAM):
        if capability not in provider.capabilities or provider.is_for_listening_only:
            raise CannotError(provider, capability)
    if not services.state(user, name).is_usable:
        raise NotConnectedError(provider)
    return provider


def import_service(
    services: Services,
    user: str,
    name: str,
    *,
    workers: int,
    library: Library | None = None,
    on_progress: Callable[[ServerProgress], object] = lambda _progress: None,
    retry_failed: bool = False,
    pause_s: float = _PAUSE_S,
) -> ServerReport:
    """Brings in all music of a server, and hears what nothing has heard yet.

    Args:
        services: whose connections are used.
        user: who asks; it is their music.
        name: of the service.
        workers: files analysed side by side.
        library: where to; None for that of the services.
        on_progress: called now and then.
        retry_failed: whether recordings that could not be heard before are tried again.
        pause_s: before a file is asked for again, seconds.

    Raises:
        NotConnectedError, CannotError: it cannot be asked.
        ImportStoppedError: the server fails; what was heard before is kept.
        LibraryError: the library cannot be written.
    """
    provider = check_importable(services, user, name)
    try:
        with services.connection(user, name, Capability.BROWSE) as connection:
            return import_server(
                library or services.library,
                _ConnectedServer(provider, cast("_ServerConnection", connection), pause_s),
                AudioFileReader(open_analyser()),
                workers=workers,
                on_progress=on_progress,
                retry_failed=retry_failed,
            )
    except ProviderError as error:
        raise ImportStoppedError(error) from error


def as_imported(track: ProviderTrack, service: str, line: int, uri: str = "") -> ImportedTrack:
    """A service's recording as the library takes it in.

    Args:
        track: the recording.
        service: name of the service.
        line: its place among others, from 1.
        uri: where it is to be found; "" for where the service says.
    """
    is_page = track.url.startswith(("https://", "http://"))
    return ImportedTrack(
        tags=TrackTags(
            title=track.title or track.id,
            artist=track.artist,
            album=track.album,
            genres=track.genres,
            year=track.year,
            isrc=values.isrc(track.isrc),
            licence=track.licence,
            mbid=values.mbid(track.mbid),
            is_explicit=track.is_explicit,
        ),
        uri=uri or track.uri,
        line=line,
        duration_s=track.duration_s,
        links={service: track.url} if is_page else {},
    )


class _ServerConnection(Connection, Browsable, Streamable, Protocol):
    """What an import needs of a connection."""


class _ConnectedServer:
    """See `affetto.library.server_fetching.ServerMusic`."""

    def __init__(self, provider: Provider, connection: _ServerConnection, pause_s: float) -> None:
        self._provider = provider
        self._connection = connection
        self._pause_s = pause_s
        self._refusals = 0

    @property
    def name(self) -> str:
        return self._provider.name

    @property
    def title(self) -> str:
        return self._provider.title

    def tracks(self) -> Iterator[ServerTrack]:
        for line, track in enumerate(self._connection.tracks(), start=1):
            yield ServerTrack(as_imported(track, self.name, line), track.id)

    def fetch(self, track_id: str, target: Path, check: CheckWanted) -> Path:
        failure: ProviderError | None = None
        for _ in range(_TRIES):
            if failure is not None:
                _wait(failure.retry_after_s or self._pause_s, check)
            check()
            try:
                return self._fetch(track_id, target, check)
            except (NotThereError, BadAnswerError) as error:
                raise UnfetchableError(error.reason) from error
            except NotAllowedError as error:
                self._refusals += 1
                if self._refusals >= _REFUSALS:
                    raise
                raise UnfetchableError(error.reason) from error
            except (BusyError, ServiceDownError, UnreachableError) as error:
                failure = error
                if (error.retry_after_s or 0) > _LONGEST_PAUSE_S:
                    raise
        assert failure is not None
        if isinstance(failure, BusyError):
            raise failure
        # It tells a server that is gone, by raising, from one that has trouble with this file.
        self._connection.describe_account()
        raise UnfetchableError(failure.reason) from failure

    def _fetch(self, track_id: str, target: Path, check: CheckWanted) -> Path:
        with self._connection.stream(track_id) as sound:
            path = target.with_suffix(suffix_of(sound.media_type))
            write_sound(sound, path, check)
        self._refusals = 0
        return path


def _wait(pause_s: float, check: CheckWanted) -> None:
    until_s = time.monotonic() + pause_s
    while (left_s := until_s - time.monotonic()) > 0:
        check()
        time.sleep(min(left_s, _STEP_S))
