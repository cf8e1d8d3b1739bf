"""Music under open licences: found by what it may be used for, and kept with its credits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urlsplit

from affetto.affect import Point
from affetto.app.music_library import add_to_library
from affetto.app.services.accounts import CannotError, NotConnectedError, Services
from affetto.app.services.fetching import suffix_of, write_sound
from affetto.app.services.kept_files import KeptFiles
from affetto.app.services.library import as_imported
from affetto.errors import LibraryError
from affetto.library.discovery import AUDIO_EXTENSIONS
from affetto.library.disk import explaining_full_disk
from affetto.library.import_repository import ImportRepository
from affetto.library.records import Failure
from affetto.library.scanner import AddProgress, AddReport
from affetto.library.server_fetching import UnfetchableError
from affetto.library.texts import file_uri
from affetto.licences import LicenceUse
from affetto.providers import find_provider
from affetto.providers.capabilities import (
    MAX_SEARCH_RESULTS,
    Capability,
    Connection,
    Obtainable,
    ProviderTrack,
    Searchable,
    TrackQuery,
)
from affetto.providers.errors import BadAnswerError, NotThereError
from affetto.providers.open_music import OpenMusic, usable

if TYPE_CHECKING:
    from affetto.library.music_library import Library

DOWNLOAD_JOB = "download music"

# Beside the library.
_FOLDER = "music"


def search_open_music(
    services: Services,
    user: str,
    name: str,
    wanted: str | Point,
    use: LicenceUse = LicenceUse.ANY,
    limit: int = MAX_SEARCH_RESULTS,
) -> list[ProviderTrack]:
    """What a catalogue offers that may be used as it is wanted for.

    Args:
        services: whose connections are used.
        user: who asks.
        name: of the service.
        wanted: words, or where in the plane the music is to lie.
        use: what it is wanted for; judged by the licence that each track names.
        limit: how many at most, 1 to `MAX_SEARCH_RESULTS`.

    Raises:
        CannotError: the service cannot be searched so.
        NotConnectedError, ProviderError: it cannot be asked, or fails.
    """
    with services.connection(user, name, Capability.SEARCH) as connection:
        if isinstance(wanted, str):
            # More than are wanted, for some may not be used.
            found = cast("Searchable", connection).search(TrackQuery(words=wanted))
            return usable(found, use)[:limit]
        if not isinstance(connection, OpenMusic):
            raise CannotError(services.providers[name], Capability.SEARCH)
        return connection.search_mood(connection.mood_words(wanted), use, limit)


def check_obtainable(services: Services, user: str, name: str) -> None:
    """Makes sure that somebody can keep music of a service.

    Raises:
        InputError: no service is called so.
        CannotError: it lets nobody keep its music.
        NotConnectedError: they have not connected it, or must sign in anew.
        LibraryError: the library cannot be read.
    """
    provider = find_provider(services.providers, name)
    if not services.state(user, name).is_usable:
        raise NotConnectedError(provider)
    with services.connection(user, name, Capability.STREAM) as connection:
        _obtainable(services, name, connection)


def add_open_music(
    services: Services,
    user: str,
    name: str,
    track_ids: Sequence[str],
    *,
    workers: int,
    library: Library | None = None,
    on_progress: Callable[[AddProgress], object] = lambda _progress: None,
) -> AddReport:
    """Keeps tracks of a catalogue as files with their licences, and adds them to the library.

    What is there already is not fetched again, so that the same call goes on after a stop.

    Args:
        services: whose connections are used.
        user: who asks.
        name: of the service.
        track_ids: `ProviderTrack.id` of each.
        workers: files analysed side by side.
        library: where to; None for that of the services.
        on_progress: called after every file, first for those that are fetched.

    Raises:
        CannotError: the service lets nobody keep its music.
        NotConnectedError, ProviderError: it cannot be asked, or fails for all; what was fetched
            before stays.
        LibraryError: the library or the folder of the music cannot be written.
    """
    library = library or services.library
    ids = list(dict.fromkeys(track_ids))
    kept = KeptFiles(library.path.parent / _FOLDER / name)
    paths: list[Path] = []
    failed: list[Failure] = []
    try:
        with (
            explaining_full_disk(),
            services.connection(user, name, Capability.STREAM) as connection,
            library.running_job(DOWNLOAD_JOB, services.providers[name].title, len(ids)) as job,
        ):
            downloads = _Downloads(_obtainable(services, name, connection), kept, name, library)
            for done, track_id in enumerate(ids, start=1):
                on_progress(AddProgress(done - 1, len(ids), len(failed), None))
                try:
                    paths.append(downloads.obtain(track_id))
                except (UnfetchableError, NotThereError, BadAnswerError) as error:
                    # It is the one track that is at fault.
                    failed.append(Failure(Path(f"{name} {track_id}"), _reason_of(error)))
                job.done, job.failed = done, len(failed)
                job.show()
    except KeyboardInterrupt:
        return AddReport(failed=tuple(failed), is_interrupted=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LibraryError(f"{kept.folder}: cannot be written: {reason}") from error
    if not paths:
        return AddReport(failed=tuple(failed))
    report = add_to_library(library, paths, workers=workers, on_progress=on_progress)
    return replace(report, failed=(*failed, *report.failed))


class _Downloads:
    """Fetches the files of a service, as far as they are not there."""

    def __init__(
        self, connection: Obtainable, kept: KeptFiles, service: str, library: Library
    ) -> None:
        self._connection = connection
        self._kept = kept
        self._service = service
        self._library = library

    def obtain(self, track_id: str) -> Path:
        """The file of a track, of which the library knows."""
        track = self._connection.obtain(track_id)
        path = self._kept.find(track)
        path = self._download(track) if path is None else self._kept.place(track, path.suffix)
        self._tell(track, path)
        return path

    def _download(self, track: ProviderTrack) -> Path:
        if not track.download_url:
            raise UnfetchableError("may be heard there, but not be kept; follow its page instead")
        with self._connection.download(track) as sound:
            suffix = suffix_of(sound.media_type) or _suffix_in(track.download_url)
            if not suffix:
                raise UnfetchableError("its file is of no kind that is known as music")
            path = self._kept.place(track, suffix)
            with self._kept.writing(path) as part:
                write_sound(sound, part)
        return path

    def _tell(self, track: ProviderTrack, path: Path) -> None:
        """Lets the library know whose the file is, where it is from, and under which licence."""
        told = as_imported(track, self._service, 1, file_uri(path))
        with self._library.changing() as session:
            ImportRepository(session, self._service).add([told])


def _obtainable(services: Services, name: str, connection: Connection) -> Obtainable:
    if not isinstance(connection, Obtainable):
        raise CannotError(services.providers[name], Capability.STREAM)
    return connection


def _suffix_in(address: str) -> str:
    """How the file at an address is called, where that is the name of music."""
    with suppress(ValueError):
        suffix = PurePosixPath(unquote(urlsplit(address).path)).suffix.lower()
        if suffix in AUDIO_EXTENSIONS:
            return suffix
    return ""


def _reason_of(error: UnfetchableError | NotThereError | BadAnswerError) -> str:
    return str(error) if isinstance(error, UnfetchableError) else error.reason
