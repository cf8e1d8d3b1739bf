"""Folders of this machine, for people to choose one whose music is to be added."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from affetto.errors import InputError
from affetto.library.discovery import AUDIO_EXTENSIONS
from affetto.library.texts import show_path


@dataclass(frozen=True)
class BrowsedFolder:
    """A folder, and what is in it.

    Attributes:
        path: absolute.
        folders: those in it that can be entered, by name; hidden ones are left out, and so are
            names that are no text, which nobody could send back.
        music_files: how many files of music lie in it itself, told by their extensions.
    """

    path: Path
    folders: tuple[Path, ...]
    music_files: int

    @property
    def parent(self) -> Path | None:
        """The folder that it lies in; None at the top."""
        return None if self.path.parent == self.path else self.path.parent


def browse_folder(path: Path) -> BrowsedFolder:
    """Looks into a folder.

    Args:
        path: absolute.

    Raises:
        InputError: there is no such folder, or it may not be looked into.
    """
    if not path.is_absolute():
        raise InputError("path", f"{show_path(path)} does not begin at the root")
    folder = Path(os.path.normpath(path))
    folders = []
    music_files = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if os.path.isdir(entry):  # noqa: PTH112 - False for a looping link
                    folders.append(entry.name)
                else:
                    music_files += entry.name.lower().endswith(AUDIO_EXTENSIONS)
    except (OSError, ValueError) as error:  # a zero character makes it no path at all
        reason = getattr(error, "strerror", None) or "is no path"
        raise InputError("path", f"{show_path(path)}: {reason}") from error
    names = sorted(filter(_is_text, folders), key=str.casefold)
    return BrowsedFolder(folder, tuple(folder / name for name in names), music_files)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
