"""Servers whose music lies in a folder, and a program that imports one.

A module of its own, for it is run: python server_for_tests.py '{...}'.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from reader_for_tests import BadReader, WavReader

from affetto.errors import AffettoError
from affetto.library.analysis import HeardFile
from affetto.library.importers import ImportedTrack
from affetto.library.music_library import Library
from affetto.library.server_fetching import CheckWanted, ServerTrack, UnfetchableError
from affetto.library.server_music import import_server
from affetto.library.server_reports import ServerProgress, ServerReport
from affetto.music import TrackTags

WORKERS = 2


class ServerGoneError(AffettoError):
    """The server is no longer there."""


@dataclass
class FolderServer:
    """Plays the music of a folder; a file's name is what it says of it.

    Attributes:
        gone_after: so many files it gives before it is gone; None for ever.
        fetched: ids of what it gave, in their order.
        most_files: that lay beside one another where they were fetched to.
        length_s: that it states of all recordings; None for none.
    """

    folder: Path
    name: str = "folder-server"
    title: str = "Folder server"
    gone_after: int | None = None
    length_s: float | None = None
    missing: set[str] = field(default_factory=set)
    fetched: list[str] = field(default_factory=list)
    most_files: int = 0

    def tracks(self) -> Iterator[ServerTrack]:
        for line, path in enumerate(sorted(self.folder.rglob("*.wav")), start=1):
            track_id = str(path.relative_to(self.folder))
            artist, _, title = path.stem.rpartition(" - ")
            tags = TrackTags(title=title, artist=artist, album="Shores")
            uri = f"folder:{track_id}"
            yield ServerTrack(ImportedTrack(tags, uri, line, self.length_s), track_id)

    def fetch(self, track_id: str, target: Path, check: CheckWanted) -> Path:
        check()
        if self.gone_after is not None and len(self.fetched) >= self.gone_after:
            raise ServerGoneError("Folder server: cannot be reached")
        if track_id in self.missing:
            raise UnfetchableError("has no such thing, or has it no longer")
        self.fetched.append(track_id)
        path = target.with_suffix(".wav")
        shutil.copyfile(self.folder / track_id, path)
        self.most_files = max(self.most_files, len(list(path.parent.iterdir())))
        return path


@dataclass(frozen=True)
class DyingReader(BadReader):
    """A reader that the file that is fetched first kills."""

    def read(self, path: Path) -> HeardFile:
        return super().read(path.with_name("dies.wav") if path.stem == "1" else path)


@dataclass(frozen=True)
class TaggedReader(WavReader):
    """A reader of files whose tags name a licence."""

    def read(self, path: Path) -> HeardFile:
        heard = super().read(path)
        return replace(heard, tags=replace(heard.tags, licence="CC0-1.0"))


def run_import(
    library: Library, server: FolderServer, reader: WavReader | None = None, **options: object
) -> ServerReport:
    return import_server(library, server, reader or WavReader(), workers=WORKERS, **options)


def main() -> None:
    order = json.loads(sys.argv[1])
    reader = WavReader(log=Path(order["log"]), delay_s=order["delay_s"])

    def show(progress: ServerProgress) -> None:
        if progress.total:
            print(progress.done, flush=True)

    with Library.open(Path(order["library"])) as library:
        report = run_import(library, FolderServer(Path(order["music"])), reader, on_progress=show)
        print(json.dumps({"tracks": report.tracks, "new": report.new, "heard": report.heard}))


if __name__ == "__main__":
    main()
