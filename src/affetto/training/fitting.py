"""Training a Keras network: one loop for all published recipes.

Every epoch leaves a checkpoint, and all that decides about the next one (the learning rate, whether
to stop) follows from the losses so far; so a run that was stopped goes on as if it had not been.
"""

from __future__ import annotations

import math
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from affetto.errors import AffettoError, InputError
from affetto.training.augmentation import augment
from affetto.training.run_folder import Epoch, read_history, write_history

if TYPE_CHECKING:
    import keras
    from torch import Tensor, nn

    from affetto.training.datasets.samples import Samples
    from affetto.training.recipe import Augmentation, Schedule

# Least fall of the loss that counts as one, where the learning rate is decided; Keras's default.
_MIN_FALL = 1e-4
REPORT_EVERY_S = 10.0
_ACCURACY = "categorical_accuracy"
_MODEL, _HISTORY = "model.keras", "history.csv"

Report = Callable[[str], object]


@dataclass(frozen=True, eq=False)
class FittingData:
    """What a network learns from and is watched by.

    Attributes:
        train: balanced already.
        validation: never learned from.
        prepare: turns raw inputs into what the network takes.
        augmentation: of training pictures; None for inputs that are no pictures.
        class_weights: of each class in the loss; None for equal ones.
    """

    train: Samples
    validation: Samples
    prepare: nn.Module
    augmentation: Augmentation | None
    class_weights: dict[int, float] | None


def learning_rate_after(losses: Sequence[float], schedule: Schedule) -> float:
    """The learning rate of the epoch that follows these validation losses.

    It is lowered when the loss has not fallen for `slow_down_after` epochs, as Keras's
    `ReduceLROnPlateau` does.
    """
    rate, best, waited = schedule.learning_rate, math.inf, 0
    if schedule.slow_down_after is None:
        return rate
    for loss in losses:
        if loss < best - _MIN_FALL:
            best, waited = loss, 0
            continue
        waited += 1
        if waited >= schedule.slow_down_after:
            rate = max(rate * schedule.slow_down_by, min(rate, schedule.min_learning_rate))
            waited = 0
    return rate


def is_over(losses: Sequence[float], schedule: Schedule) -> bool:
    """Whether training ends after these validation losses.

    It does when all epochs are done, or when the loss has not fallen for `stop_after` epochs, as
    Keras's `EarlyStopping` sees it.
    """
    if len(losses) >= schedule.epochs:
        return True
    if schedule.stop_after is None or not losses:
        return False
    return len(losses) - 1 - int(np.argmin(losses)) >= schedule.stop_after


class Checkpoints:
    """The states of a run on disk: that after its last epoch, and that of its best.

    Each state is a folder with the network, its optimizer included, and the history up to it. A
    state is whole or not there; older ones are removed when a newer one is whole.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self) -> tuple[keras.Model, list[Epoch]] | None:
        """The state to go on from; None where there is none."""
        states = self._states()
        return self._read(states[-1]) if states else None

    def load_epoch(self, epoch: int) -> keras.Model:
        """The network as it was after `epoch`."""
        return self._read(self._state(epoch))[0]

    def save(self, model: keras.Model, history: Sequence[Epoch], best: int) -> None:
        """Keep the state after the last epoch of `history`, and that of epoch `best`."""
        last = self._state(len(history))
        partial = last.with_name(f"{last.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        model.save(partial / _MODEL)
        write_history(history, partial / _HISTORY)
        partial.rename(last)
        for state in self._states():
            if state not in (last, self._state(best)):
                shutil.rmtree(state)

    def _state(self, epoch: int) -> Path:
        return self._folder / f"epoch-{epoch:04d}"

    def _states(self) -> list[Path]:
        return sorted(state for state in self._folder.glob("epoch-*") if state.suffix != ".partial")

    def _read(self, state: Path) -> tuple[keras.Model, list[Epoch]]:
        import keras

        try:
            model = keras.saving.load_model(state / _MODEL)
        except Exception as error:  # Keras raises what its readers raise: zip, HDF5, JSON
            raise InputError(
                state, "this checkpoint is damaged; remove it to go on from an older one, if any"
            ) from error
        return model, read_history(state / _HISTORY)


def fit(
    build: Callable[[], keras.Model],
    data: FittingData,
    schedule: Schedule,
    seed: int,
    folder: Path,
    report: Report,
) -> tuple[keras.Model, list[Epoch]]:
    """Train a network, or go on with it.

    Args:
        build: makes the network, not yet compiled.
        folder: of its checkpoints.
        report: told of the progress, a line at a time.

    Returns:
        The network (that of the best epoch if the schedule stops early, else of the last) and
        what each epoch gave.

    Raises:
        AffettoError: the loss is not a number any more.
        InputError: a checkpoint is damaged.
    """
    import keras

    checkpoints = Checkpoints(folder)
    state = checkpoints.load()
    if state is None:
        keras.utils.set_random_seed(seed)
        model, history = build(), list[Epoch]()
        _compile(model, schedule)
    else:
        model, history = state
        report(f"goes on after epoch {len(history)}")
    while not is_over([epoch.val_loss for epoch in history], schedule):
        epoch = _run_epoch(model, data, schedule, seed, history, report)
        if not math.isfinite(epoch.loss + epoch.val_loss):
            raise AffettoError(
                f"the loss is no number any more in epoch {epoch.epoch}; what was learned before "
                "it is kept. Train with a lower --learning-rate"
            )
        history.append(epoch)
        checkpoints.save(model, history, best_epoch(history))
        report(_describe(epoch, schedule.epochs))
    if schedule.stop_after is not None and best_epoch(history) != len(history):
        model = checkpoints.load_epoch(best_epoch(history))
    return model, history


def best_epoch(history: Sequence[Epoch]) -> int:
    """The epoch, counted from 1, with the lowest validation loss."""
    return min(history, key=lambda epoch: epoch.val_loss).epoch


def _compile(model: keras.Model, schedule: Schedule) -> None:
    import keras

    optimizers = {"adam": keras.optimizers.Adam, "rmsprop": keras.optimizers.RMSprop}
    model.compile(
        optimizer=optimizers[schedule.optimizer](schedule.learning_rate),
        loss="categorical_crossentropy",
        # By name, so that votes count too: right is what most taggers said.
        metrics=[_ACCURACY],
    )


def _run_epoch(
    model: keras.Model,
    data: FittingData,
    schedule: Schedule,
    seed: int,
    history: Sequence[Epoch],
    report: Report,
) -> Epoch:
    import keras

    started = reported = time.monotonic()
    number = len(history) + 1
    rate = learning_rate_after([epoch.val_loss for epoch in history], schedule)
    model.optimizer.learning_rate = rate
    # Seeded anew each epoch, so that a resumed run repeats an uninterrupted one.
    keras.utils.set_random_seed(seed + number)
    trained = _Means()
    steps = math.ceil(len(data.train) / schedule.batch_size)
    for step, (inputs, targets, weights) in enumerate(_batches(data, schedule, seed + number), 1):
        trained.add(model.train_on_batch(inputs, targets, weights, return_dict=True), len(targets))
        if time.monotonic() - reported > REPORT_EVERY_S:
            reported = time.monotonic()
            report(f"  epoch {number} step {step}/{steps} loss {trained['loss']:.4f}")
    watched = _evaluate(model, data, schedule.batch_size)
    return Epoch(
        epoch=number,
        loss=trained["loss"],
        accuracy=trained[_ACCURACY],
        val_loss=watched["loss"],
        val_accuracy=watched[_ACCURACY],
        learning_rate=rate,
        seconds=time.monotonic() - started,
    )


def _batches(
    data: FittingData, schedule: Schedule, seed: int
) -> Iterator[tuple[Tensor, Tensor, Tensor | None]]:
    """Inputs, targets and weights of all training samples, shuffled and augmented."""
    generator = torch.Generator().manual_seed(seed)
    targets = targets_of(data.train)
    order = torch.randperm(len(data.train), generator=generator)
    for rows in order.split(schedule.batch_size):
        inputs = torch.from_numpy(data.train.inputs[rows.numpy()])
        if data.augmentation is not None:
            inputs = augment(inputs, data.augmentation, generator)
        weights = None
        if data.class_weights is not None:
            labels = data.train.labels[rows.numpy()]
            weights = torch.tensor([data.class_weights[label] for label in labels.tolist()])
        yield data.prepare(inputs), targets[rows], weights


@torch.no_grad()
def _evaluate(model: keras.Model, data: FittingData, batch_size: int) -> _Means:
    watched = _Means()
    targets = targets_of(data.validation)
    for rows in torch.arange(len(data.validation)).split(batch_size):
        inputs = data.prepare(torch.from_numpy(data.validation.inputs[rows.numpy()]))
        watched.add(model.test_on_batch(inputs, targets[rows], return_dict=True), len(rows))
    return watched


class _Means:
    """Means over an epoch of what Keras says of each batch alone."""

    def __init__(self) -> None:
        self._sums: dict[str, float] = {}
        self._n = 0

    def add(self, figures: Mapping[str, Any], n: int) -> None:
        """Count the figures of a batch of `n` samples."""
        self._n += n
        for name, value in figures.items():
            self._sums[name] = self._sums.get(name, 0.0) + float(value) * n

    def __getitem__(self, name: str) -> float:
        return self._sums[name] / self._n


def targets_of(samples: Samples) -> Tensor:
    """What a network is to say [n, classes]: the votes where there are any, else the label."""
    if samples.votes is not None:
        return torch.from_numpy(samples.votes)
    return torch.eye(len(samples.names))[torch.from_numpy(samples.labels)]


def _describe(epoch: Epoch, epochs: int) -> str:
    return (
        f"epoch {epoch.epoch}/{epochs}: loss {epoch.loss:.4f}, accuracy {epoch.accuracy:.1%}; "
        f"validation loss {epoch.val_loss:.4f}, accuracy {epoch.val_accuracy:.1%} "
        f"({epoch.seconds:.0f} s)"
    )
