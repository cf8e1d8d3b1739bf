"""Files of other programs and catalogues: one module per format, found by what the file holds.

A format is a module of this package with a constant `IMPORTER`, and a line in `_MODULES` below.
What several formats have in common lies in `reading`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol, runtime_checkable

from affetto.errors import InputError
from affetto.library.importers.reading.opening import read_head
from affetto.library.moods import MoodStatement
from affetto.music import CatalogueFeatures, TrackTags


@dataclass(frozen=True)
class ImportedTrack:
    """One recording as a file describes it.

    Attributes:
        tags: what is said of it in words, the licence as the catalogue writes it.
        uri: where it can be played, or what names it: "spotify:track:…",
            "https://www.jamendo.com/track/948", "file:///…", "musicbrainz:recording:…"; never "".
        line: where in the file it stands: a line of a text, the number of a record or of an
            element elsewhere; from 1.
        catalogue: what the file states of its sound.
        mood: where the file places it; in words where it does so in words.
        links: web addresses by service name.
    """

    tags: TrackTags
    uri: str
    line: int
    duration_s: float | None = None
    catalogue: CatalogueFeatures | None = None
    mood: MoodStatement | None = None
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used, and why.

    Attributes:
        line: where it begins, counted as in `ImportedTrack`.
        reason: for people, on one line.
    """

    line: int
    reason: str


@runtime_checkable
class Importer(Protocol):
    """A file format in, tracks out."""

    @property
    def name(self) -> str:
        """What users call the format: at most 32 small letters and hyphens."""
        ...

    def recognizes(self, path: Path, head: bytes) -> bool:
        """Whether a file is of this format, by what it holds.

        Args:
            path: the file, or the folder.
            head: how it begins, unpacked; see `reading.opening`. Empty for a folder.
        """
        ...

    def read(self, path: Path) -> Iterator[ImportedTrack | BadRow]:
        """The tracks of a file in its order, read as they are asked for, in bounded memory.

        A row that cannot be used is a `BadRow` and stops nothing. The same file gives equal
        results each time.

        Raises:
            InputError: the file as a whole cannot be used, or not from some place on.
        """
        ...


@dataclass(frozen=True)
class FileImporter:
    """An importer made of two functions, which say what `Importer` says of its methods."""

    name: str
    recognize: Callable[[Path, bytes], bool]
    read_tracks: Callable[[Path], Iterator[ImportedTrack | BadRow]]

    def recognizes(self, path: Path, head: bytes) -> bool:
        """See `Importer`."""
        return self.recognize(path, head)

    def read(self, path: Path) -> Iterator[ImportedTrack | BadRow]:
        """See `Importer`."""
        return self.read_tracks(path)


# In the order in which they are asked whether a file is theirs.
_MODULES = {
    "exportify": "exportify",
    "spotify-features": "spotify_features",
    "mtg-jamendo": "mtg_jamendo",
    "acousticbrainz": "acousticbrainz",
    "fma": "fma",
    "beets": "beets",
    "itunes": "itunes",
    "rekordbox": "rekordbox",
    "affetto": "affetto_playlist",
    "jspf": "jspf",
    "xspf": "xspf",
    "m3u": "m3u",
}


def list_importers() -> list[str]:
    """Names of all formats, in alphabetical order."""
    return sorted(_MODULES)


def find_importer(path: Path, name: str | None = None) -> Importer:
    """The importer for a file.

    Args:
        path: the file, or a folder of files that belong together.
        name: of the format; None to tell it from what the file holds.

    Raises:
        InputError: no format is called so; or the file cannot be read, is empty, or is of no
            known format.
    """
    known = ", ".join(list_importers())
    if name is not None:
        if name not in _MODULES:
            raise InputError(name, f"no format is called so; there are: {known}")
        return _load(name)
    head = read_head(path)
    for candidate in _MODULES:
        importer = _load(candidate)
        if importer.recognizes(path, head):
            return importer
    raise InputError(path, f"is of no known format; there are: {known}")


def _load(name: str) -> Importer:
    module = f"{__name__}.{_MODULES[name]}"
    importer = import_module(module).IMPORTER
    if not isinstance(importer, Importer):
        raise TypeError(f"IMPORTER of {module} is no Importer")
    return importer
