"""Files of labelled pictures: first listed, then read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from affetto.affect import FaceEmotion
from affetto.errors import InputError, PictureError
from affetto.training.datasets.samples import Part, Samples
from affetto.vision.frames import load_picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

Progress = Callable[[int, int], object]
Skip = Callable[[InputError], object]

# What file managers leave behind in folders of pictures.
_NO_PICTURES = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True, eq=False)
class LabelledFiles:
    """Files of pictures with what they show.

    Attributes:
        paths: n files.
        labels: int64 [n], positions in `names`.
        names: the classes.
        part: where the publisher puts them all.
    """

    paths: list[Path]
    labels: NDArray[np.int64]
    names: tuple[str, ...] = field(default=tuple(FaceEmotion))
    part: Part = Part.UNSAID

    def __len__(self) -> int:
        return len(self.paths)

    def choose(self, names: Sequence[str]) -> LabelledFiles:
        """The files of some classes, which become positions in `names`."""
        position = {name: at for at, name in enumerate(names)}
        chosen = np.array([position.get(name, -1) for name in self.names])[self.labels]
        kept = np.flatnonzero(chosen >= 0)
        return LabelledFiles(
            [self.paths[row] for row in kept], chosen[kept], tuple(names), self.part
        )


def is_hidden(path: Path) -> bool:
    """Whether a file manager or an archiver left it behind."""
    return path.name.startswith((".", "__MACOSX")) or path.name.lower() in _NO_PICTURES


def list_files(folder: Path) -> list[Path]:
    """Files below a folder at any depth, sorted; hidden ones are passed over."""
    return sorted(
        path
        for path in folder.rglob("*")
        if not any(is_hidden(Path(part)) for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def list_folders(folder: Path) -> list[Path]:
    """Folders in a folder, sorted; hidden ones are passed over.

    Raises:
        InputError: there is no such folder, or it may not be read.
    """
    if not folder.is_dir():
        raise InputError(folder, "no such folder")
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and not is_hidden(path))
    except OSError as error:
        raise InputError(folder, f"cannot be read ({error.strerror})") from error


def read_pictures(
    folder: Path,
    listed: Sequence[LabelledFiles],
    shrink: Callable[[NDArray[np.uint8]], NDArray[np.uint8]],
    on_progress: Progress = lambda _done, _total: None,
    on_skip: Skip = lambda _error: None,
) -> Samples:
    """Read listed files; those that are no picture are left out.

    Args:
        folder: where they come from, for messages.
        listed: the files, all of the same classes.
        shrink: turns an upright RGB picture uint8 [h, w, 3] into what is kept of it.
        on_progress: told how many of how many files are read.
        on_skip: told of each file that is no picture.

    Raises:
        InputError: there are no files, or none of them can be read.
    """
    paths = [path for files in listed for path in files.paths]
    labels = np.concatenate([files.labels for files in listed])
    parts = np.concatenate([np.full(len(files), files.part) for files in listed])
    names = listed[0].names
    if not paths:
        raise InputError(folder, f"has no pictures of {', '.join(names)}")
    pictures: list[NDArray[np.uint8]] = []
    kept: list[int] = []
    for row, path in enumerate(paths):
        try:
            pictures.append(shrink(load_picture(path).rgb))
            kept.append(row)
        except PictureError as error:
            on_skip(error)
        on_progress(row + 1, len(paths))
    if not kept:
        raise InputError(folder, f"none of its {len(paths)} files is a picture that can be read")
    return Samples(
        inputs=np.stack(pictures),
        labels=labels[kept],
        names=names,
        origins=[str(paths[row]) for row in kept],
        parts=parts[kept],
    )
