"""Files of services that are kept for good: each under a safe name, with its licence beside it."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from affetto.files import write_whole
from affetto.licences import read_licence
from affetto.providers.capabilities import ProviderTrack
from affetto.text import printable

# As `affetto.library.licence_sidecars` reads it.
_SIDECAR_SUFFIX = ".license"
_PART_SUFFIX = ".part"
# What was left by a program that was killed; nothing takes so long to be fetched.
_PART_LIFETIME_S = 86_400.0

# File systems take 255 bytes; a number, the suffixes and a mark of parts must fit too.
_MAX_NAME_BYTES = 160
# What no Windows file system takes, and what is a path elsewhere.
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
# Devices of Windows, whatever follows behind a dot.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def file_name_of(track: ProviderTrack) -> str:
    """A name for the file of a track, without its suffix: "Ada - Reverie"."""
    words = f"{track.artist} - {track.title}" if track.artist else track.title
    text = printable(unicodedata.normalize("NFC", words))
    text = " ".join(_UNSAFE.sub("_", text).split())
    text = text.encode()[:_MAX_NAME_BYTES].decode(errors="ignore").strip(" .")
    return f"_{text}" if _RESERVED.fullmatch(text) else text or "track"


class KeptFiles:
    """The folder of the files of one service.

    A sidecar beside each file names its licence and where it is from, by which the file is known
    again. It is written first, and so keeps the name for its file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, track: ProviderTrack, suffix: str) -> Path:
        """Where the file of a track is or shall be, with what is said of it beside.

        Nothing that is another's, or the user's own, has this name.

        Args:
            track: the recording.
            suffix: of its file.

        Raises:
            OSError: the folder cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        said = _describe(track)
        name = file_name_of(track)
        for number in count(1):
            path = self.folder / (f"{name} ({number}){suffix}" if number > 1 else name + suffix)
            sidecar = path.with_name(path.name + _SIDECAR_SUFFIX)
            if _is_of(sidecar, track):
                write_whole(sidecar, said)  # its licence may be another by now
                return path
            if path.exists():
                continue
            with suppress(FileExistsError), sidecar.open("xb") as file:
                file.write(said)
                return path
        raise AssertionError("unreachable")  # there is always another number

    def find(self, track: ProviderTrack) -> Path | None:
        """The file of a track; None where there is none."""
        files = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        name = file_name_of(track)
        for sidecar in files:
            if sidecar.name.startswith(name) and sidecar.suffix == _SIDECAR_SUFFIX:
                path = sidecar.with_suffix("")
                if path.is_file() and _is_of(sidecar, track):
                    return path
        return None

    @contextmanager
    def writing(self, path: Path) -> Iterator[Path]:
        """A block that writes a new file beside a place, which takes that place in the end."""
        self._remove_left_over()
        part = path.with_name(f".{path.name}.{time.time_ns():x}{_PART_SUFFIX}")
        try:
            yield part
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)

    def _remove_left_over(self) -> None:
        oldest_s = time.time() - _PART_LIFETIME_S
        for part in self.folder.glob(f".*{_PART_SUFFIX}"):
            with suppress(OSError):
                if part.stat().st_mtime < oldest_s:
                    part.unlink()


def _describe(track: ProviderTrack) -> bytes:
    """What stands beside a file (https://reuse.software/spec)."""
    licence = read_licence(track.licence)
    spdx_id = (licence.spdx_id if licence is not None else "") or track.licence
    lines = [
        f"SPDX-FileCopyrightText: {_inert(track.artist)}" if track.artist else "",
        f"SPDX-License-Identifier: {_inert(spdx_id)}" if spdx_id else "",
        _inert(track.attribution),
        _source_line(track),
    ]
    return "".join(f"{line}\n" for line in lines if line).encode()


def _source_line(track: ProviderTrack) -> str:
    return f"Source: {_inert(track.uri)}"


def _is_of(sidecar: Path, track: ProviderTrack) -> bool:
    try:
        lines = sidecar.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return False
    return _source_line(track) in lines


def _inert(text: str) -> str:
    """A catalogue's text on one line, that states no licence of its own making."""
    return re.sub("spdx-", "SPDX ", printable(text), flags=re.IGNORECASE)
