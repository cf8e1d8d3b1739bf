"""Which audio files there are in folders."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from affetto.errors import InputError
from affetto.library.records import Failure
from affetto.library.texts import absolute_path, show_path

AUDIO_EXTENSIONS = (
    ".mp3",
    ".flac",
    ".ogg",
    ".oga",
    ".opus",
    ".m4a",
    ".mp4",
    ".aac",
    ".wav",
    ".aif",
    ".aiff",
)


@dataclass(frozen=True)
class FoundMusic:
    """What was found under some paths.

    Attributes:
        files: absolute paths, each once, in a stable order.
        failures: what could not be looked into, and what held no music.
    """

    files: tuple[Path, ...]
    failures: tuple[Failure, ...]


def find_music(paths: Sequence[Path]) -> FoundMusic:
    """Finds the audio files among `paths` and in the folders among them, however deep.

    Files in folders are told by their extensions (`AUDIO_EXTENSIONS`); hidden ones are skipped,
    and so is a folder that a symbolic link leads to a second time. A file that is named itself is
    taken whatever its name.

    Raises:
        InputError: there is no music at all.
    """
    files: dict[Path, None] = {}
    failures: list[Failure] = []
    for path in paths:
        absolute = absolute_path(path)
        if os.path.isdir(absolute):  # noqa: PTH112 - Path.is_dir may raise
            found = search_folder(absolute)
            failures += found.failures
            if not found.files and not found.failures:
                known = " ".join(AUDIO_EXTENSIONS)
                failures.append(Failure(absolute, f"no music found; looked for {known}"))
            files |= dict.fromkeys(found.files)
        elif reason := _why_no_file(absolute):
            failures.append(Failure(absolute, reason))
        else:
            files[absolute] = None
    if not files and failures:
        first, *others = failures
        more = f" (and {len(others)} more)" if others else ""
        raise InputError(show_path(first.path), first.reason + more)
    return FoundMusic(tuple(files), tuple(failures))


def search_folder(folder: Path) -> FoundMusic:
    """Finds the audio files in a folder as `find_music` does; that there are none is no failure.

    Args:
        folder: absolute.
    """
    walk = _Walk()
    files = tuple(walk.find(folder))
    return FoundMusic(files, tuple(walk.failures))


class _Walk:
    """One way through a folder and all below it."""

    def __init__(self) -> None:
        self.failures: list[Failure] = []
        self._visited: set[tuple[int, int]] = set()

    def find(self, folder: Path) -> Iterator[Path]:
        # Not by recursion: folders may be nested deeper than Python's stack.
        ahead = [(folder, True)]
        while ahead:
            path, is_folder = ahead.pop()
            if is_folder:
                ahead.extend(reversed(self._list(path)))
            else:
                yield path

    def _list(self, folder: Path) -> list[tuple[Path, bool]]:
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in self._visited:
                return []
            self._visited.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                visible = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            reason = f"the folder cannot be read: {error.strerror or error}"
            self.failures.append(Failure(folder, reason))
            return []
        visible.sort(key=lambda entry: entry.name)
        listed = []
        for entry in visible:
            is_folder = os.path.isdir(entry)  # noqa: PTH112 - False for a looping link
            if is_folder or _is_audio_file(entry):
                listed.append((folder / entry.name, is_folder))
        return listed


def _is_audio_file(entry: os.DirEntry[str]) -> bool:
    return entry.name.lower().endswith(AUDIO_EXTENSIONS) and os.path.isfile(entry)  # noqa: PTH113


def _why_no_file(path: Path) -> str:
    try:
        path.stat()
    except FileNotFoundError:
        return "there is no such file or folder"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return "" if path.is_file() else "not a regular file"
