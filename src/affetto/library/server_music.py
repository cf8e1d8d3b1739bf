"""Brings the music of people's servers into the library, and hears it file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from affetto.errors import LibraryError
from affetto.execution import make_executor
from affetto.library.analysis import (
    FileReader,
    HeardFile,
    Unusable,
    out_of_time_reason,
    read_file,
)
from affetto.library.batching import batched
from affetto.library.disk import explaining_full_disk
from affetto.library.import_batch import storable_track
from affetto.library.import_repository import ImportRepository
from affetto.library.importers import ImportedTrack
from affetto.library.music_library import Library
from affetto.library.records import AnalyserId, FileStamp
from affetto.library.scanner import FILE_TIME_LIMIT_S
from affetto.library.server_fetching import Fetchers, ServerMusic, Stream, folder_of
from affetto.library.server_reports import ServerProgress, ServerReport, ServerTally
from affetto.library.stream_repository import StreamRepository
from affetto.library.task_pool import ExecutorFactory, TaskPool, WorkerDied

SERVER_JOB = "import a server"

# Tracks that are brought in together or not at all.
_BATCH = 200
# Files that wait for a worker besides those that are read; so few are on the disk at any time.
_FILES_AHEAD = 2
_WAIT_S = 0.5
# How long a file that was fetched may wait for somebody to look.
_GLANCE_S = 0.1


def import_server(
    library: Library,
    music: ServerMusic,
    reader: FileReader,
    *,
    workers: int,
    on_progress: Callable[[ServerProgress], object] = lambda _progress: None,
    retry_failed: bool = False,
    time_limit_s: float = FILE_TIME_LIMIT_S,
    executor_factory: ExecutorFactory = make_executor,
) -> ServerReport:
    """Brings in all tracks of a server, and hears those that nothing has heard yet.

    Each file is fetched, heard and deleted, a few at a time. Every result is kept as soon as it
    is there: after a stop, however it came, the same call does the rest. A recording that cannot
    be fetched is tried again the next time; one that cannot be heard, by another version of the
    reader only.

    Args:
        library: the library.
        music: of the server.
        reader: analyses one file, in a worker process.
        workers: files analysed side by side.
        on_progress: called with every track, and twice a second, in this thread.
        retry_failed: whether recordings that could not be heard before are tried again.
        time_limit_s: how long the analysis of one file may take, seconds.
        executor_factory: makes an executor of so many workers.

    Raises:
        LibraryError: the library cannot be written, or no worker can be started.
        AffettoError: the server fails for all; what was heard before is kept.
    """
    tally = ServerTally(on_progress)
    analyser = AnalyserId(reader.name, reader.version)
    try:
        with explaining_full_disk(), library.running_job(SERVER_JOB, music.title, total=0) as job:
            tally.job = job
            streams = _bring_in(library, music, analyser, tally, retry_failed=retry_failed)
            tally.expect(len(streams))
            with (
                folder_of(library, job.job_id) as folder,
                TaskPool[_Fetched, HeardFile | Unusable](
                    workers, partial(_use, reader), executor_factory
                ) as pool,
                Fetchers(music, folder) as fetchers,
            ):
                limit = workers + _FILES_AHEAD
                hearing = _Hearing(library, reader, fetchers, pool, tally, time_limit_s, limit)
                hearing.run(streams)
    except KeyboardInterrupt:
        return tally.report(is_interrupted=True)
    except ImportError as error:
        raise LibraryError(f"the music analyser cannot be loaded: {error}") from error
    return tally.report()


def _use(reader: FileReader) -> str:
    return reader.name


@dataclass(frozen=True)
class _Fetched:
    """A recording whose file is here."""

    stream: Stream
    stamp: FileStamp


def _bring_in(
    library: Library,
    music: ServerMusic,
    analyser: AnalyserId,
    tally: ServerTally,
    *,
    retry_failed: bool,
) -> Sequence[Stream]:
    """Brings in all tracks; those that are to be heard, the ones that failed before last."""
    fresh: dict[str, Stream] = {}
    failed: dict[str, Stream] = {}
    for batch in batched(music.tracks(), _BATCH):
        tracks = [storable_track(each.track) for each in batch]
        streams = {
            track.uri: Stream(track.uri, each.id, _name_of(track))
            for track, each in zip(tracks, batch, strict=True)
        }
        with library.changing() as session:
            outcomes = ImportRepository(session, music.name).add(tracks)
            for unheard in StreamRepository(session).unheard(list(streams), analyser):
                if unheard.failure is None:
                    fresh[unheard.uri] = streams[unheard.uri]
                elif unheard.failed_by != analyser or retry_failed:
                    failed[unheard.uri] = streams[unheard.uri]
                else:
                    tally.skip_failed(1)
        tally.bring_in(outcomes)
    return [*fresh.values(), *failed.values()]


def _name_of(track: ImportedTrack) -> str:
    tags = track.tags
    return f"{tags.artist} – {tags.title}" if tags.artist else tags.title


@dataclass
class _Hearing:
    """One run through a list of recordings.

    Attributes:
        most_files: that are on the disk at any time.
    """

    library: Library
    reader: FileReader
    fetchers: Fetchers
    pool: TaskPool[_Fetched, HeardFile | Unusable]
    tally: ServerTally
    time_limit_s: float
    most_files: int
    _read: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._analyser = AnalyserId(self.reader.name, self.reader.version)

    def run(self, streams: Sequence[Stream]) -> None:
        ahead = iter(streams)
        while self._start_next(ahead) or len(self.fetchers) or self._read:
            self._take_files()
            self._settle_next()
            self.tally.show()

    def _start_next(self, ahead: Iterator[Stream]) -> bool:
        """Fetches as many as there is room for; whether there may be more."""
        while len(self.fetchers) + self._read < self.most_files:
            stream = next(ahead, None)
            if stream is None:
                return False
            # Another address of its track may have been heard by now, here or elsewhere.
            with self.library.looking() as session:
                is_unheard = StreamRepository(session).is_unheard(stream.uri, self._analyser)
            if is_unheard:
                self.fetchers.start(stream)
            else:
                self.tally.pass_over(stream.name)
        return True

    def _take_files(self) -> None:
        if not len(self.fetchers):
            return
        for stream, result in self.fetchers.take(0 if self._read else _WAIT_S).items():
            if isinstance(result, Unusable):
                self._keep_failure(stream, result)
                continue
            self._read += 1
            fetched = _Fetched(stream, result)
            self.pool.submit(fetched, read_file, self.reader, result, self.time_limit_s)

    def _settle_next(self) -> None:
        if not self._read:
            return
        finished = self.pool.next_result(_GLANCE_S if len(self.fetchers) else _WAIT_S)
        if finished is None:
            return
        fetched, result = finished
        self._read -= 1
        fetched.stamp.path.unlink(missing_ok=True)
        match result:
            case HeardFile():
                self._keep(fetched, result)
            case Unusable():
                self._keep_failure(fetched.stream, result)
            case WorkerDied():
                self._keep_failure(fetched.stream, self._explain_death(result))

    def _keep(self, fetched: _Fetched, heard: HeardFile) -> None:
        uri = fetched.stream.uri
        with self.library.changing() as session:
            streams = StreamRepository(session)
            streams.save_heard(uri, fetched.stamp.content_hash, heard, self._analyser)
        self.tally.hear(fetched.stream.name)

    def _keep_failure(self, stream: Stream, unusable: Unusable) -> None:
        analyser = self._analyser if unusable.is_lasting else None
        with self.library.changing() as session:
            StreamRepository(session).save_failure(stream.uri, unusable.reason, analyser)
        self.tally.fail(stream.name, unusable.reason)

    def _explain_death(self, death: WorkerDied) -> Unusable:
        if death.after_s >= self.time_limit_s:
            return Unusable(out_of_time_reason(self.time_limit_s), is_lasting=True)
        return Unusable("it makes the analyser crash", is_lasting=True)
