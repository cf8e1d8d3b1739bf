"""Licences that are written beside music: in a file's sidecar, or for all of its folder."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from affetto.licences import read_licence

# As REUSE names it (https://reuse.software/spec, "Comment headers"): song.mp3.license.
_SIDECAR_SUFFIX = ".license"
_SPDX_LINE = re.compile(
    r"SPDX-License-Identifier:[ \t]*(.+?)[ \t]*(?:\*/|-->)?[ \t\r]*$", re.MULTILINE
)
_FOLDER_LICENCE = re.compile(r"(?:licen[cs]e|copying)(?:\.txt|\.md)?", re.IGNORECASE)

# Longer than any licence, and than any expression of licences worth keeping.
_READ_BYTES = 100_000
_KEPT_LENGTH = 200
# Files of one folder come one after the other.
_FOLDERS_REMEMBERED = 64


class LicenceSidecars:
    """What files beside music say of its licence.

    Every folder is listed once, so that thousands of files that have no sidecar cost nothing. Use
    a new one for every run.
    """

    def __init__(self) -> None:
        self._look_into = lru_cache(_FOLDERS_REMEMBERED)(_Folder)

    def licence_of(self, path: Path) -> str:
        """The licence that is written beside a file; "" where none is.

        The sidecar of the file says it by an SPDX expression, which counts as it stands. A
        licence file of the folder counts where it holds nothing but the name of one open licence,
        or names one by an SPDX identifier; and where there are no two that differ.
        """
        folder = self._look_into(path.parent)
        if path.name + _SIDECAR_SUFFIX in folder.sidecars:
            return _read_sidecar(path.with_name(path.name + _SIDECAR_SUFFIX))
        return folder.licence


class _Folder:
    def __init__(self, path: Path) -> None:
        try:
            names = [entry.name for entry in path.iterdir()]
        except OSError:  # the files in it will tell why
            names = []
        self.sidecars = {name for name in names if name.endswith(_SIDECAR_SUFFIX)}
        files = [path / name for name in names if _FOLDER_LICENCE.fullmatch(name)]
        licences = {_read_folder_licence(file) for file in files}
        self.licence = licences.pop() if len(licences) == 1 else ""


def _read_sidecar(path: Path) -> str:
    stated = _SPDX_LINE.findall(_read_text(path))
    return " AND ".join(dict.fromkeys(stated))[:_KEPT_LENGTH]


def _read_folder_licence(path: Path) -> str:
    text = _read_text(path)
    stated = dict.fromkeys(_SPDX_LINE.findall(text)) or {text.strip(): None}
    licences = {read_licence(licence) for licence in stated}
    licence = licences.pop() if len(licences) == 1 else None
    if licence is None:
        return ""
    return licence.spdx_id or next(iter(stated))[:_KEPT_LENGTH]


def _read_text(path: Path) -> str:
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return file.read(_READ_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
