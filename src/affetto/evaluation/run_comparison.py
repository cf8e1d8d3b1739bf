"""Comparing finished runs: each on its own test part, and in pairs on what both were tested on.

Accuracies on unlike test parts do not compare. A pair of runs is therefore tested on the samples
that lie in the test parts of both with the same label: neither has learned from them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.errors import InputError
from affetto.evaluation.run_figures import figures_of
from affetto.training.metrics import (
    PairedComparison,
    adjust_for_many_tests,
    compare_paired,
    wilson_interval,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from affetto.evaluation.run_figures import RunFigures
    from affetto.training.run_folder import FinishedRun, Predictions

# With fewer, McNemar's exact test finds no difference at the 5% level whatever the answers are:
# 2 × 0.5^5 > .05.
MIN_SHARED = 6


@dataclass(frozen=True, eq=False)
class ComparedRun:
    """A run with the name that tells it from the others."""

    name: str
    run: FinishedRun
    figures: RunFigures

    def as_dict(self) -> dict[str, Any]:
        """Its row of the table, for JSON."""
        test = self.figures.test
        return {
            "name": self.name,
            "folder": str(self.run.folder),
            "recipe": self.figures.recipe,
            "subject": self.figures.subject,
            "labels": test.labels,
            "n": test.n,
            "accuracy": test.accuracy,
            "accuracy_interval": list(test.accuracy_interval),
            "macro_f1": test.macro_f1,
            "ece": test.ece,
            "parameters": self.figures.parameters,
            "trainable": self.figures.trainable,
            "epochs": self.figures.epochs,
            "best_epoch": self.figures.best_epoch,
            "seconds": self.figures.seconds,
            "published_accuracy": self.figures.published.accuracy,
        }


@dataclass(frozen=True)
class SharedAccuracy:
    """One run of a pair on the samples both were tested on.

    Attributes:
        accuracy: share that is right; None where no sample is shared.
        accuracy_interval: 95% interval of `accuracy` (Wilson 1927).
        unaccounted: samples that only the other run was tested on and that are not in this run's
            validation part either: it may have learned from them.
    """

    accuracy: float | None
    accuracy_interval: tuple[float, float] | None
    unaccounted: int


@dataclass(frozen=True)
class RunPair:
    """Two runs on the samples both were tested on.

    Attributes:
        names: of the runs.
        n_shared: samples, by content and label, in the test parts of both; equal ones count once.
        n_tested: samples, counted so, in the test part of each.
        n_relabelled: samples in the test parts of both that have other labels in each.
        labels: the classes both know, between which each has to choose here.
        labels_differ: whether one of them knows more.
        results: of each run.
        difference: accuracy of the first minus that of the second; None with fewer than
            `MIN_SHARED` samples.
        p_adjusted: its p-value, corrected for the number of pairs (Holm 1979).
    """

    names: tuple[str, str]
    n_shared: int
    n_tested: tuple[int, int]
    n_relabelled: int
    labels: tuple[str, ...]
    labels_differ: bool
    results: tuple[SharedAccuracy, SharedAccuracy]
    difference: PairedComparison | None
    p_adjusted: float | None

    @property
    def remarks(self) -> list[str]:
        """What a reader must know to trust the comparison, in sentences."""
        first, second = self.n_tested
        remarks = []
        if self.n_shared == 0:
            remarks.append("They share no test sample: nothing can be compared.")
        elif self.difference is None:
            remarks.append(
                f"They share {self.n_shared} test samples: too few to tell them apart by a test."
            )
        elif self.n_shared < max(first, second):
            remarks.append(
                f"Compared on the {self.n_shared:,} test samples both have, of {first:,} and "
                f"{second:,}."
            )
        for index, result in enumerate(self.results):
            if result.unaccounted:
                remarks.append(
                    f"{result.unaccounted:,} samples only {self.names[1 - index]} was tested on: "
                    f"whether {self.names[index]} learned from them is not known."
                )
        if self.n_relabelled:
            remarks.append(
                f"{self.n_relabelled:,} more samples are in both, but labelled differently in each."
            )
        if self.labels_differ and self.labels:
            remarks.append(
                "They know different labels: compared on samples of those both know "
                f"({', '.join(self.labels)}), and each chooses between these only."
            )
        return remarks

    def as_dict(self) -> dict[str, Any]:
        """The pair for JSON."""
        return {
            "runs": list(self.names),
            "n_shared": self.n_shared,
            "n_tested": list(self.n_tested),
            "n_relabelled": self.n_relabelled,
            "labels": list(self.labels),
            "results": [asdict(result) for result in self.results],
            "difference": None if self.difference is None else asdict(self.difference),
            "p_adjusted": self.p_adjusted,
            "remarks": self.remarks,
        }


@dataclass(frozen=True, eq=False)
class RunComparison:
    """Several runs, one by one and in pairs."""

    runs: list[ComparedRun]
    pairs: list[RunPair]

    @property
    def named_by_recipe(self) -> bool:
        """Whether the name of every run says its recipe, too."""
        return all(each.name == each.figures.recipe for each in self.runs)

    def as_dict(self) -> dict[str, Any]:
        """The comparison as `affetto compare --json` prints it."""
        return {
            "runs": [each.as_dict() for each in self.runs],
            "pairs": [pair.as_dict() for pair in self.pairs],
        }


def compare_runs(runs: Sequence[FinishedRun]) -> RunComparison:
    """Compare runs: their figures, and every pair by McNemar's exact test with Holm's correction.

    Raises:
        InputError: a run is given twice, or figures or predictions of one are missing.
    """
    named = [
        ComparedRun(name, run, figures_of(run))
        for name, run in zip(_tell_apart(runs), runs, strict=True)
    ]
    drafts = [_compare_pair(*pair) for pair in combinations(named, 2)]
    return RunComparison(named, _with_adjusted_p_values(drafts))


def _tell_apart(runs: Sequence[FinishedRun]) -> list[str]:
    """The shortest ends of the runs' paths that differ."""
    folders = [run.folder for run in runs]
    for folder, times in Counter(folders).items():
        if times > 1:
            raise InputError(folder, "is given twice")
    for depth in range(1, max(len(folder.parts) for folder in folders)):
        names = [str(PurePath(*folder.parts[-depth:])) for folder in folders]
        if len(set(names)) == len(names):
            return names
    return [str(folder) for folder in folders]


def _compare_pair(first: ComparedRun, second: ComparedRun) -> RunPair:
    tested = first.run.predictions["test"], second.run.predictions["test"]
    rows = _rows_by_sample(tested[0]), _rows_by_sample(tested[1])
    shared = [sample for sample in rows[0] if sample in rows[1]]
    digests = [{digest for digest, _ in each} for each in rows]
    labels = tuple(name for name in tested[0].names if name in tested[1].names)
    hits = [
        _hits(said, np.array([found[sample] for sample in shared], dtype=np.intp), labels)
        for said, found in zip(tested, rows, strict=True)
    ]
    known = [_digests(first.run), _digests(second.run)]
    return RunPair(
        names=(first.name, second.name),
        n_shared=len(shared),
        n_tested=(len(rows[0]), len(rows[1])),
        n_relabelled=len((digests[0] & digests[1]) - {digest for digest, _ in shared}),
        labels=labels,
        labels_differ=set(tested[0].names) != set(tested[1].names),
        results=(
            _shared_accuracy(hits[0], len(digests[1] - known[0])),
            _shared_accuracy(hits[1], len(digests[0] - known[1])),
        ),
        difference=compare_paired(hits[1], hits[0]) if len(shared) >= MIN_SHARED else None,
        p_adjusted=None,
    )


def _rows_by_sample(predictions: Predictions) -> dict[tuple[str, str], int]:
    """The first row of each sample, by its digest and the name of its label."""
    rows: dict[tuple[str, str], int] = {}
    for row, (digest, label) in enumerate(
        zip(predictions.samples, predictions.labels, strict=True)
    ):
        rows.setdefault((digest, predictions.names[label]), row)
    return rows


def _digests(run: FinishedRun) -> set[str]:
    """All samples that are known not to have been learned from."""
    return {digest for part in run.predictions.values() for digest in part.samples}


def _hits(
    predictions: Predictions, rows: NDArray[np.intp], labels: Sequence[str]
) -> NDArray[np.bool_]:
    """Whether each of `rows` is right when the answer must be one of `labels`."""
    columns = np.array([predictions.names.index(name) for name in labels], dtype=np.intp)
    if not len(rows):
        return np.zeros(0, dtype=bool)
    said = columns[predictions.probs[np.ix_(rows, columns)].argmax(axis=1)]
    right: NDArray[np.bool_] = said == predictions.labels[rows]
    return right


def _shared_accuracy(hits: NDArray[np.bool_], unaccounted: int) -> SharedAccuracy:
    if not len(hits):
        return SharedAccuracy(None, None, unaccounted)
    return SharedAccuracy(
        accuracy=float(hits.mean()),
        accuracy_interval=wilson_interval(int(hits.sum()), len(hits)),
        unaccounted=unaccounted,
    )


def _with_adjusted_p_values(pairs: Sequence[RunPair]) -> list[RunPair]:
    tested = [index for index, pair in enumerate(pairs) if pair.difference is not None]
    differences = [pair.difference for pair in pairs if pair.difference is not None]
    adjusted = dict(
        zip(tested, adjust_for_many_tests([each.p_value for each in differences]), strict=True)
    )
    return [replace(pair, p_adjusted=adjusted.get(index)) for index, pair in enumerate(pairs)]
