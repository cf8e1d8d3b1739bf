"""Judging an analyser's moods by folders of music, each named by a mood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.affect import Point
from affetto.audio.analyser import Analyser
from affetto.errors import AudioError, InputError
from affetto.execution import make_executor
from affetto.library.discovery import find_music
from affetto.mood_words import mood_of_word
from affetto.training.metrics import wilson_interval

AXES = ("valence", "arousal")
# Moods nearer to each other on an axis than this say nothing of the order on it: a tenth of the
# axis, less than listeners' ratings of one piece spread. Our choice.
MIN_DISTANCE = 0.2
_RESAMPLES = 500

# What the figures do not say.
NOT_LISTENERS = (
    "the moods are the names of folders, each taken for one place in the plane; pieces of one "
    "folder differ, and listeners were not asked"
)


@dataclass(frozen=True)
class MusicFolders:
    """Music sorted into folders by mood.

    Attributes:
        source: the folder they lie in.
        files: audio files by mood.
        points: where each mood lies.
        unknown: names of folders that are no moods.
    """

    source: Path
    files: Mapping[str, tuple[Path, ...]]
    points: Mapping[str, Point]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """How often of two pieces the one is higher on an axis whose mood lies higher.

    Attributes:
        pairs: number of pairs whose moods differ by `MIN_DISTANCE` on the axis.
        right: share of them in the right order, ties counting half; None without pairs.
        interval: its 95% interval, from pieces drawn anew within their folders (percentiles of a
            bootstrap: pairs share pieces, so they are not independent).
    """

    pairs: int
    right: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True)
class AudioEvaluation:
    """How far an analyser's moods agree with the folders.

    Attributes:
        analyser: its name and version.
        labels: the moods.
        orders: by axis of `AXES`.
        means: mean valence and arousal heard in each mood's pieces.
        points: where each mood is expected.
        confusion: [mood of the folder][nearest mood], in the order of `labels`.
        left_out: files that could not be analysed, or are silent.
    """

    analyser: str
    labels: tuple[str, ...]
    orders: Mapping[str, Order]
    means: Mapping[str, Point]
    points: Mapping[str, Point]
    confusion: tuple[tuple[int, ...], ...]
    left_out: int

    @property
    def n(self) -> int:
        """Number of pieces judged."""
        return sum(map(sum, self.confusion))

    @property
    def accuracy(self) -> float:
        """Share of pieces whose nearest mood is that of their folder."""
        return sum(row[index] for index, row in enumerate(self.confusion)) / self.n

    def as_dict(self) -> dict[str, Any]:
        """As `affetto evaluate audio --json` prints it."""
        figures: dict[str, Any] = {"n": self.n}
        for axis, order in self.orders.items():
            figures |= {
                f"{axis}_pairs": order.pairs,
                f"{axis}_order": order.right,
                f"{axis}_order_interval": list(order.interval) if order.interval else None,
            }
        hits = round(self.accuracy * self.n)
        return figures | {
            "accuracy": self.accuracy,
            "accuracy_interval": list(wilson_interval(hits, self.n)),
            "confusion": [list(row) for row in self.confusion],
            "labels": list(self.labels),
            "moods": {
                label: {
                    "n": sum(self.confusion[index]),
                    "valence": self.means[label].valence,
                    "arousal": self.means[label].arousal,
                    "expected_valence": self.points[label].valence,
                    "expected_arousal": self.points[label].arousal,
                }
                for index, label in enumerate(self.labels)
            },
            "left_out": self.left_out,
            "analyser": self.analyser,
            "note": NOT_LISTENERS,
        }


def load_mood_folders(data: Path) -> MusicFolders:
    """Folders of audio files, each named by a mood such as calm, happy or sad.

    Raises:
        InputError: it is no folder, or there are fewer than two moods with music in it.
    """
    if not data.is_dir():
        raise InputError(data, "is not a folder of folders of music, each named by a mood")
    files: dict[str, tuple[Path, ...]] = {}
    points: dict[str, Point] = {}
    unknown = []
    for folder in sorted(path for path in data.iterdir() if path.is_dir()):
        mood = mood_of_word(folder.name)
        if mood is None:
            unknown.append(folder.name)
            continue
        found = find_music([folder]).files if any(folder.iterdir()) else ()
        if found:
            files[folder.name], points[folder.name] = found, mood.point
    if len(files) < 2:
        raise InputError(
            data,
            "holds fewer than two folders of music that are named by a mood such as calm, happy "
            "or sad",
        )
    return MusicFolders(data, files, points, tuple(unknown))


def evaluate_audio(
    folders: MusicFolders,
    analyser: Analyser,
    workers: int,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
    on_left_out: Callable[[AudioError], object] = lambda _error: None,
) -> AudioEvaluation:
    """Hear all the music, and compare its moods with the names of its folders.

    Args:
        workers: processes that listen side by side.
        on_progress: told how many of how many files are heard.
        on_left_out: told of files that cannot be analysed.

    Raises:
        InputError: of fewer than two moods a piece could be heard.
    """
    total = sum(map(len, folders.files.values()))
    heard: dict[str, list[Point]] = {label: [] for label in folders.files}
    left_out = 0
    with make_executor(workers) as executor:
        labels = {
            executor.submit(hear_mood, analyser, path): label
            for label, paths in folders.files.items()
            for path in paths
        }
        for done, future in enumerate(as_completed(labels), start=1):
            try:
                heard[labels[future]].append(future.result())
            except AudioError as error:
                left_out += 1
                on_left_out(error)
            on_progress(done, total)
    heard = {label: points for label, points in heard.items() if points}
    if len(heard) < 2:
        raise InputError(folders.source, "holds music of fewer than two moods that can be heard")
    return judge_moods(
        heard, folders.points, f"{analyser.name} {analyser.version}", left_out=left_out
    )


def hear_mood(analyser: Analyser, path: Path) -> Point:
    """The mood of a file.

    Raises:
        AudioError: it cannot be analysed, or is silent.
    """
    mood = analyser.analyse(path).mood
    if mood is None:
        raise AudioError(path, "is silent: no mood can be told")
    return mood


def judge_moods(
    heard: Mapping[str, Sequence[Point]],
    points: Mapping[str, Point],
    analyser: str,
    *,
    left_out: int = 0,
) -> AudioEvaluation:
    """Compare moods that were heard with those that were expected.

    Args:
        heard: by the mood that was expected, at least one piece each.
        points: where each of these moods lies.
        analyser: what heard them.
        left_out: how many pieces could not be heard.
    """
    labels = tuple(heard)
    places = {label: np.array([[p.valence, p.arousal] for p in heard[label]]) for label in labels}
    expected = np.array([[points[label].valence, points[label].arousal] for label in labels])
    confusion = []
    for label in labels:
        distances = np.linalg.norm(places[label][:, np.newaxis] - expected, axis=2)
        counts = np.bincount(distances.argmin(axis=1), minlength=len(labels))
        confusion.append(tuple(counts.tolist()))
    orders = {
        axis: _judge_order([places[label][:, index] for label in labels], expected[:, index])
        for index, axis in enumerate(AXES)
    }
    means = {label: Point(*places[label].mean(axis=0).tolist()) for label in labels}
    return AudioEvaluation(
        analyser,
        labels,
        orders,
        means,
        {label: points[label] for label in labels},
        tuple(confusion),
        left_out,
    )


def _judge_order(values: Sequence[NDArray[np.float64]], expected: NDArray[np.float64]) -> Order:
    """Order on one axis: the values of each mood's pieces, and where the moods lie."""
    compared = [
        (low, high) if expected[low] < expected[high] else (high, low)
        for low, high in combinations(range(len(values)), 2)
        if abs(expected[low] - expected[high]) >= MIN_DISTANCE
    ]
    if not compared:
        return Order(0, None, None)
    pairs = sum(len(values[low]) * len(values[high]) for low, high in compared)
    random = np.random.default_rng(0)
    shares = []
    for _ in range(_RESAMPLES):
        drawn = [random.choice(each, len(each)) for each in values]
        shares.append(_count_right(drawn, compared) / pairs)
    low_share, high_share = np.percentile(shares, (2.5, 97.5))
    right = _count_right(values, compared) / pairs
    return Order(pairs, right, (float(low_share), float(high_share)))


def _count_right(
    values: Sequence[NDArray[np.float64]], compared: Sequence[tuple[int, int]]
) -> float:
    """Number of pairs of a lower and a higher mood that are in order; ties count half."""
    right = 0.0
    for low, high in compared:
        lower = np.sort(values[low])
        below = np.searchsorted(lower, values[high], side="left")
        not_above = np.searchsorted(lower, values[high], side="right")
        right += float((below + not_above).sum()) / 2
    return right
