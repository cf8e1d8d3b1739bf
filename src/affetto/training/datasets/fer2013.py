"""FER2013 (Goodfellow et al. 2013) with FER+ votes (Barsoum et al. 2016).

Read from the official `fer2013.csv` (with Microsoft's `fer2013new.csv` beside it, if there,
for the votes) or from an `.npz` pack of lossless WebP images.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from affetto.affect import FaceEmotion
from affetto.errors import InputError

SIDE = 48
USAGES = ("Training", "PublicTest", "PrivateTest")
SPLITS = {"train": "Training", "public": "PublicTest", "private": "PrivateTest", "all": None}

# FER+ counts, per image, the votes of ten taggers for these answers, in this order.
VOTE_NAMES = (
    "neutral",
    "happy",
    "surprise",
    "sad",
    "angry",
    "disgust",
    "fear",
    "contempt",
    "unknown",
    "not-a-face",
)
CONTEMPT = "contempt"
# The eight classes of FER+: those of FER2013 in their order, and one more.
FERPLUS_LABELS = (*map(str, FaceEmotion), CONTEMPT)


@dataclass(frozen=True)
class FaceSet:
    """Labelled faces.

    Attributes:
        images: uint8 [n, 48, 48], grey.
        labels: int64 [n], positions in `FaceEmotion` order.
        usage: int64 [n], positions in `USAGES`.
        votes: float32 [n, 8], share of FER+ votes per class in `FERPLUS_LABELS` order; a row
            of zeros where no tagger chose one of the eight or no votes are known.
        majorities: int64 [n], what most taggers agreed on, positions in `FERPLUS_LABELS`; -1
            where they did not agree, saw no face or none of the eight, or are not known.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    usage: NDArray[np.int64]
    votes: NDArray[np.float32]
    majorities: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    def select(self, rows: NDArray[np.bool_]) -> FaceSet:
        """The rows where `rows` is true."""
        return FaceSet(
            self.images[rows],
            self.labels[rows],
            self.usage[rows],
            self.votes[rows],
            self.majorities[rows],
        )

    def split(self, name: str) -> FaceSet:
        """The official part called `name`: train, public, private or all."""
        usage = SPLITS[name]
        if usage is None:
            return self
        return self.select(self.usage == USAGES.index(usage))

    def digests(self) -> NDArray[np.uint64]:
        """A content hash per image: equal pictures have equal digests."""
        return np.array(
            [
                int.from_bytes(hashlib.sha256(image.tobytes()).digest()[:8], "big")
                for image in self.images
            ],
            dtype=np.uint64,
        )


def load_fer2013(path: Path) -> FaceSet:
    """Read FER2013 from the official csv or from the pack.

    Votes are those of `fer2013new.csv` beside the csv, or of the pack.

    Raises:
        InputError: the file is missing, of another kind, or has a bad row.
    """
    if not path.is_file():
        raise InputError(path, "no such file; give fer2013.csv or the .npz pack")
    load = {".npz": _load_pack, ".csv": _load_csv}.get(path.suffix.lower())
    if load is None:
        raise InputError(path, "not a FER2013 file; give fer2013.csv or the .npz pack")
    try:
        return load(path)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error, zlib.error) as error:
        raise InputError(path, f"cannot be read as FER2013 ({error})") from error


def _vote_shares(counts: NDArray[np.float32]) -> NDArray[np.float32]:
    eight = counts[:, [VOTE_NAMES.index(name) for name in FERPLUS_LABELS]]
    total = eight.sum(axis=1, keepdims=True)
    return np.divide(eight, total, out=np.zeros_like(eight), where=total > 0)


def _majorities(counts: NDArray[np.float32]) -> NDArray[np.int64]:
    """Classes by the majority of the taggers, as Barsoum et al. 2016 count it.

    An answer that a single tagger gave counts as a slip; what then has more than half of the
    votes left is the class.
    """
    seconded = np.where(counts > 1, counts, 0)
    leading = seconded.argmax(axis=1)
    agreed = seconded.max(axis=1) > 0.5 * seconded.sum(axis=1)
    classes = np.array(
        [FERPLUS_LABELS.index(name) if name in FERPLUS_LABELS else -1 for name in VOTE_NAMES]
    )
    return np.where(agreed, classes[leading], -1)


def _load_pack(path: Path) -> FaceSet:
    try:
        with np.load(path, allow_pickle=False) as pack:
            blob, offset = pack["webp"], pack["offset"]
            labels, usage = pack["label"].astype(np.int64), pack["usage"].astype(np.int64)
            votes = pack["votes"].astype(np.float32)
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        raise InputError(path, f"not a FER2013 pack ({error})") from error
    images = np.empty((len(labels), SIDE, SIDE), np.uint8)
    for row, (start, end) in enumerate(itertools.pairwise(offset)):
        with Image.open(io.BytesIO(blob[start:end].tobytes())) as image:
            images[row] = np.asarray(image.convert("L"))
    return FaceSet(images, labels, usage, _vote_shares(votes), _majorities(votes))


def _load_csv(path: Path) -> FaceSet:
    images: list[NDArray[np.uint8]] = []
    labels: list[int] = []
    usage: list[int] = []
    with path.open(newline="", encoding="utf-8") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            try:
                pixels = np.array(row["pixels"].split(), dtype=np.uint8)
                images.append(pixels.reshape(SIDE, SIDE))
                labels.append(int(row["emotion"]))
                usage.append(USAGES.index(row["Usage"]))
            except (KeyError, ValueError, OverflowError, AttributeError) as error:
                raise InputError(path, f"line {line}: not a FER2013 row ({error})") from error
            if not 0 <= labels[-1] < len(FaceEmotion):
                raise InputError(path, f"line {line}: emotion {labels[-1]} is not in 0..6")
    if not images:
        raise InputError(path, "no rows")
    votes = np.zeros((len(images), len(VOTE_NAMES)), np.float32)
    ferplus = path.with_name("fer2013new.csv")
    if ferplus.is_file():
        rows = list(_read_ferplus(ferplus))
        if len(rows) != len(images):
            raise InputError(
                ferplus,
                f"has {len(rows)} rows, but {path.name} has {len(images)}; they go together",
            )
        votes = np.array(rows, np.float32)
    return FaceSet(
        np.stack(images),
        np.array(labels),
        np.array(usage),
        _vote_shares(votes),
        _majorities(votes),
    )


def _read_ferplus(path: Path) -> Iterator[list[float]]:
    """Votes per row of `fer2013new.csv`, whose rows stand in the order of `fer2013.csv`."""
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        next(reader, None)
        for line, row in enumerate(reader, start=2):
            try:
                counts = [float(value) for value in row[2:]]
            except ValueError as error:
                raise InputError(path, f"line {line}: not a FER+ row ({error})") from error
            if len(counts) != len(VOTE_NAMES):
                raise InputError(path, f"line {line}: {len(counts)} votes, not {len(VOTE_NAMES)}")
            yield counts
