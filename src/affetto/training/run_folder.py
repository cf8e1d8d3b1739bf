"""The folder of a run: what a training leaves behind, and how it is read again.

config.json       everything that decides what the run gives
history.csv       loss, accuracy, learning rate and seconds of each epoch
metrics.json      figures on validation and test, class counts, parameters
predictions.csv   what the model says of each sample of validation and test
model.onnx        the model as served, and model.json that describes it
card.md           the model's card
report.html       the report, its plots beside it as PNG, its figures as report.json
checkpoint/       the state to go on from
"""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.errors import InputError
from affetto.files import write_whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

CONFIG, HISTORY, METRICS, PREDICTIONS = (
    "config.json",
    "history.csv",
    "metrics.json",
    "predictions.csv",
)
CHECKPOINT = "checkpoint"


@dataclass(frozen=True)
class Epoch:
    """What one pass over the training part gave; losses include what regularizes."""

    epoch: int
    loss: float
    accuracy: float
    val_loss: float
    val_accuracy: float
    learning_rate: float
    seconds: float


@dataclass(frozen=True, eq=False)
class Predictions:
    """What a model says of the samples of one part.

    Attributes:
        samples: n digests of their content, to pair the same sample in two runs.
        origins: n places they come from.
        labels: int64 [n], positions in `names`.
        probs: float64 [n, classes].
        names: the classes.
    """

    samples: list[str]
    origins: list[str]
    labels: NDArray[np.int64]
    probs: NDArray[np.float64]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class FinishedRun:
    """A run as read from its folder.

    Attributes:
        history: empty for a method that has no epochs.
        predictions: by part, `validation` and `test`.
    """

    folder: Path
    config: dict[str, Any]
    metrics: dict[str, Any]
    history: list[Epoch]
    predictions: dict[str, Predictions]

    @property
    def name(self) -> str:
        """What the run is called in tables: its folder's name."""
        return self.folder.name


def write_json(content: dict[str, Any], file: Path) -> None:
    """Write JSON, whole or not at all."""
    write_whole(file, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


def read_json(file: Path) -> dict[str, Any]:
    """Read a JSON object of a run.

    Raises:
        InputError: it is missing or damaged.
    """
    try:
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(file, "no such file; is the run finished?") from error
    except (OSError, ValueError) as error:
        raise InputError(file, f"cannot be read ({error})") from error
    return content


def write_history(history: Sequence[Epoch], file: Path) -> None:
    """Write one row an epoch."""
    lines = [",".join(field.name for field in fields(Epoch))]
    lines += [",".join(map(repr, asdict(epoch).values())) for epoch in history]
    write_whole(file, ("\n".join(lines) + "\n").encode())


def read_history(file: Path) -> list[Epoch]:
    """Read what `write_history` wrote; empty where there is no such file.

    Raises:
        InputError: a row is damaged.
    """
    if not file.is_file():
        return []
    history = []
    with file.open(newline="", encoding="utf-8") as stream:
        for line, row in enumerate(csv.DictReader(stream), start=2):
            try:
                history.append(
                    Epoch(int(row["epoch"]), **{k: float(row[k]) for k in row if k != "epoch"})
                )
            except (KeyError, TypeError, ValueError) as error:
                raise InputError(file, f"line {line}: not a row of a history ({error})") from error
    return history


def write_predictions(parts: dict[str, Predictions], file: Path) -> None:
    """Write one row a sample: part, sample, origin, label, and a probability per class."""
    names = next(iter(parts.values())).names
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(["part", "sample", "origin", "label", *names])
        for part, said in parts.items():
            for sample, origin, label, probs in zip(
                said.samples, said.origins, said.labels, said.probs, strict=True
            ):
                rounded = [f"{p:.6g}" for p in probs]
                writer.writerow([part, sample, origin, names[label], *rounded])


def read_predictions(file: Path) -> dict[str, Predictions]:
    """Read what `write_predictions` wrote, by part.

    Raises:
        InputError: it is missing or damaged.
    """
    try:
        with file.open(newline="", encoding="utf-8") as stream:
            reader = csv.reader(stream)
            names = tuple(next(reader)[4:])
            rows = list(reader)
    except (OSError, StopIteration) as error:
        raise InputError(file, "cannot be read; is the run finished?") from error
    parts: dict[str, list[list[str]]] = {}
    for line, row in enumerate(rows, start=2):
        if len(row) != 4 + len(names) or row[3] not in names:
            raise InputError(file, f"line {line}: not a row of predictions")
        parts.setdefault(row[0], []).append(row)
    return {part: _as_predictions(found, names) for part, found in parts.items()}


def _as_predictions(rows: list[list[str]], names: tuple[str, ...]) -> Predictions:
    return Predictions(
        samples=[row[1] for row in rows],
        origins=[row[2] for row in rows],
        labels=np.array([names.index(row[3]) for row in rows]),
        probs=np.array([[float(p) for p in row[4:]] for row in rows]),
        names=names,
    )


def read_run(folder: Path) -> FinishedRun:
    """Read a finished run.

    Raises:
        InputError: there is no such folder, or it holds no finished run.
    """
    if not folder.is_dir():
        raise InputError(folder, "no such folder")
    return FinishedRun(
        folder=folder.resolve(),
        config=read_json(folder / CONFIG),
        metrics=read_json(folder / METRICS),
        history=read_history(folder / HISTORY),
        predictions=read_predictions(folder / PREDICTIONS),
    )
