"""What the library needs of an analyser, and what a worker process does with one file."""

from __future__ import annotations

import errno
import hashlib
import math
import os
import stat
from dataclasses import astuple, dataclass, replace
from io import BufferedReader
from pathlib import Path
from typing import Protocol

from affetto.affect import Point
from affetto.errors import AudioError
from affetto.execution import OutOfTime, time_limit
from affetto.library.disk import DISK_FULL_ERRORS
from affetto.library.records import FileStamp
from affetto.music import AudioFeatures, CoverArt, Timeline, TrackTags

# 256 bits: no two recordings of any library will ever share a digest by chance.
_DIGEST_SIZE_BYTES = 32


@dataclass(frozen=True)
class HeardFile:
    """All there is to know of one audio file.

    Attributes:
        mood: its place in the valence-arousal plane; None where it could not be told.
        mood_uncertainty: standard deviation of the mood, in units of the plane.
        notes: what a person should know about the analysis, as sentences.
        timeline: how it goes on from second to second; None where the analyser does not say.
        cover: the picture on its cover; None where it has none.
    """

    tags: TrackTags
    features: AudioFeatures
    mood: Point | None = None
    mood_uncertainty: float | None = None
    notes: tuple[str, ...] = ()
    timeline: Timeline | None = None
    cover: CoverArt | None = None

    def __post_init__(self) -> None:
        for number in (*astuple(self.features), self.mood_uncertainty):
            if number is not None and not math.isfinite(number):
                raise ValueError(f"the analysis contains {number}, which is no measurement")


class FileReader(Protocol):
    """Reads the tags of an audio file and analyses its sound.

    Readers are sent to worker processes: they are picklable, and their class is importable there.
    """

    @property
    def name(self) -> str:
        """Which analyser it is."""

    @property
    def version(self) -> str:
        """Changes whenever its results do; results of other versions are computed anew."""

    def read(self, path: Path) -> HeardFile:
        """Reads a file.

        Raises:
            AudioError: it is not music that can be read.
        """


@dataclass(frozen=True)
class Unusable:
    """A file that could not be read.

    Attributes:
        reason: why, for people.
        is_lasting: whether the same content would fail again.
        is_gone: whether there is no such file any more.
    """

    reason: str
    is_lasting: bool = False
    is_gone: bool = False


def stamp_file(path: Path) -> FileStamp:
    """Size and time of a file, without its content.

    Raises:
        OSError: it cannot be looked at.
    """
    return _stamp(path, path.stat())


def identify_file(path: Path, limit_s: float) -> FileStamp | Unusable:
    """Size, time and content hash of a file."""
    try:
        with time_limit(limit_s), _open(path) as file:
            digest = hashlib.file_digest(
                file, lambda: hashlib.blake2b(digest_size=_DIGEST_SIZE_BYTES)
            )
            stamp = _stamp(path, os.fstat(file.fileno()))
    except OutOfTime:
        return Unusable(out_of_time_reason(limit_s))
    except OSError as error:
        return _explain(error)
    return replace(stamp, content_hash=digest.hexdigest())


def read_file(reader: FileReader, stamp: FileStamp, limit_s: float) -> HeardFile | Unusable:
    """Tags and analysis of a file.

    Args:
        stamp: the file as it was identified.
        limit_s: time that it may take, seconds.

    Raises:
        OSError: the disk is full.
        ImportError: a part of the reader is missing.
    """
    try:
        with time_limit(limit_s):
            heard = reader.read(stamp.path)
    except OutOfTime:
        return Unusable(out_of_time_reason(limit_s), is_lasting=True)
    except AudioError as error:
        return _unless_changed(stamp, Unusable(error.reason, is_lasting=True))
    except MemoryError:
        return Unusable("there is too little memory to analyse it")
    except ImportError:
        raise
    except OSError as error:
        return _explain(error)
    except Exception as error:  # noqa: BLE001 - one odd file must not end the work on the others
        reason = f"the analysis failed: {type(error).__name__}: {error}"
        return _unless_changed(stamp, Unusable(reason, is_lasting=True))
    return _unless_changed(stamp, heard)


def out_of_time_reason(limit_s: float) -> str:
    """How a file is described that took more than `limit_s`."""
    return f"took longer than {limit_s:g} s"


def _stamp(path: Path, status: os.stat_result) -> FileStamp:
    return FileStamp(path, status.st_size, status.st_mtime_ns)


def _open(path: Path) -> BufferedReader:
    # A pipe would keep the reader waiting for ever.
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not a regular file")
    return path.open("rb")


def _unless_changed(stamp: FileStamp, result: HeardFile | Unusable) -> HeardFile | Unusable:
    try:
        now = stamp_file(stamp.path)
    except OSError as error:
        return _explain(error)
    if replace(now, content_hash=stamp.content_hash) != stamp:
        return Unusable("it changed while it was read; add it again when it is complete")
    return result


def _explain(error: OSError) -> Unusable:
    if error.errno in DISK_FULL_ERRORS:
        raise error
    reason = f"cannot be read: {error.strerror or error}"
    return Unusable(reason, is_gone=isinstance(error, FileNotFoundError))
