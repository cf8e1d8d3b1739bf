"""Training a published recipe from data to a finished run."""

from __future__ import annotations

import dataclasses
import json
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.errors import InputError
from affetto.inference.session import hash_network
from affetto.inference.trained_model import (
    MODEL_FILE,
    TrainedModelSpec,
    write_spec,
)
from affetto.training.balancing import balance, class_weights
from affetto.training.catalogue import find_recipe
from affetto.training.datasets.samples import Samples, Splits
from affetto.training.datasets.sources import load_samples
from affetto.training.fitting import REPORT_EVERY_S, Report
from affetto.training.methods.ensemble import train_ensemble
from affetto.training.methods.network import train_network
from affetto.training.methods.rules import apply_rules
from affetto.training.methods.svm import train_svm
from affetto.training.methods.trained import (
    Settings,
    Task,
    Trained,
    TrainedModule,
    check_overrides,
)
from affetto.training.metrics import classification_report
from affetto.training.recipe import (
    Balancing,
    Ensemble,
    FeatureInput,
    Network,
    NetworkWithSvm,
    Recipe,
    Rules,
)
from affetto.training.run_card import write_card
from affetto.training.run_folder import (
    CONFIG,
    HISTORY,
    METRICS,
    PREDICTIONS,
    Predictions,
    read_json,
    write_history,
    write_json,
    write_predictions,
)
from affetto.training.splits import split_samples

_EXAMPLES = 4  # samples by which the exported file is compared with what was trained
_PACKAGES = ("affetto", "keras", "torch", "numpy", "scikit-learn", "imbalanced-learn", "onnx")


@dataclass(frozen=True, eq=False)
class Prepared:
    """Data as a recipe learns from it.

    Attributes:
        splits: as loaded and split; nothing is balanced in it.
        balanced: the training part, balanced.
        class_weights: of each class in the loss; None for equal ones.
    """

    splits: Splits
    balanced: Samples
    class_weights: dict[int, float] | None

    def task(self, recipe: Recipe, settings: Settings, run: Path, report: Report) -> Task:
        """What a recipe is trained with on this data."""
        return Task(
            recipe=recipe,
            settings=settings,
            train=self.balanced,
            validation=self.splits.validation,
            class_weights=self.class_weights,
            run=run,
            report=report,
        )

    def picture_of(self) -> Callable[[str], NDArray[np.uint8] | None] | None:
        """Finds the picture of a sample of any part by its digest; None for music."""
        parts = (self.splits.train, self.splits.validation, self.splits.test)
        if parts[0].inputs.dtype != np.uint8:
            return None
        places = {
            digest: (part, row) for part in parts for row, digest in enumerate(part.digests())
        }

        def find(digest: str) -> NDArray[np.uint8] | None:
            part, row = places.get(digest, (None, 0))
            return None if part is None else part.inputs[row]

        return find


def prepare(recipe: Recipe, data: Sequence[Path], settings: Settings, report: Report) -> Prepared:
    """Load, split, then balance the training part alone.

    Raises:
        InputError: the data is not of a form the recipe can learn from.
    """
    samples = load_samples(
        recipe,
        data,
        on_skip=lambda error: report(f"{error}; left out"),
        on_progress=_Reading(report),
    )
    samples = draw(samples, settings.samples, settings.seed)
    splits = split_samples(samples, recipe.shares, settings.seed)
    balanced = balance(splits.train, recipe, settings.seed)
    weighted = recipe.balancing is Balancing.WEIGHTS
    report(
        f"{len(splits.train)} training ({len(balanced)} balanced), {len(splits.validation)} "
        f"validation, {len(splits.test)} test samples"
        + (f"; {splits.left_out} left out that another part repeats" if splits.left_out else "")
    )
    return Prepared(splits, balanced, class_weights(balanced) if weighted else None)


def draw(samples: Samples, most: int | None, seed: int) -> Samples:
    """At most so many of the samples, at random, in their order; all of them for None."""
    if most is None or most >= len(samples):
        return samples
    rows = np.random.default_rng(seed).choice(len(samples), most, replace=False)
    return samples.take(np.sort(rows))


class _Reading:
    """Says every few seconds how far the reading of files is."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self._said > REPORT_EVERY_S:
            self._said = time.monotonic()
            self._report(f"  read {done} of {total}")


def train(
    recipe: Recipe,
    data: Sequence[Path],
    run: Path,
    settings: Settings,
    report: Report = print,
) -> Prepared:
    """Train a recipe and write its run, or go on with one that was stopped.

    Returns:
        The data, for a report that shows samples.

    Raises:
        InputError: the data cannot be used, or the folder holds a run with other settings.
        AffettoError: a backbone's weights cannot be had, or the loss is no number any more.
    """
    started = time.monotonic()
    check_overrides(recipe, settings.overrides)
    config = describe_config(recipe, data, settings)
    claim(run, config)
    prepared = prepare(recipe, data, settings, report)
    trained = train_model(prepared.task(recipe, settings, run, report))
    report("exporting")
    trained.export(prepared.splits.test.inputs[:_EXAMPLES], run / MODEL_FILE)
    _write_results(recipe, run, trained, prepared, config, time.monotonic() - started)
    return prepared


def train_model(task: Task) -> Trained:
    """Train by the method of the task's recipe."""
    match task.recipe.method:
        case Network() as method:
            return train_network(task, method)
        case NetworkWithSvm() as method:
            return train_svm(task, method)
        case Ensemble() as method:
            return train_ensemble(task, method, _train_member)
        case Rules() as method:
            return apply_rules(task, method)


def _train_member(task: Task, name: str) -> TrainedModule:
    """A member of an ensemble learns from the same samples, by its own schedule."""
    member = find_recipe(name)
    if not isinstance(member.method, Network):
        raise TypeError(f"{name} is no network")
    run = task.run / name
    run.mkdir(parents=True, exist_ok=True)
    task.report(f"{name}:")
    return train_network(dataclasses.replace(task, recipe=member, run=run), member.method)


def describe_config(recipe: Recipe, data: Sequence[Path], settings: Settings) -> dict[str, Any]:
    """Everything that decides what the run gives; two runs of equal configs are the same."""
    return {
        "recipe": recipe.name,
        "settings": {**asdict(settings), "overrides": dict(settings.overrides)},
        "data": [path.name for path in data],
        "input": asdict(recipe.input),
        "schedule": asdict(recipe.schedule),
        "augmentation": asdict(recipe.augmentation),
        "balancing": str(recipe.balancing),
        "shares": asdict(recipe.shares),
    }


def claim(run: Path, config: dict[str, Any]) -> None:
    """Make the folder of the run, or see that the run in it is this one.

    Raises:
        InputError: it holds a run of other settings, or cannot be written.
    """
    file = run / CONFIG
    if file.is_file():
        if read_json(file) != json.loads(json.dumps(config)):
            raise InputError(
                run, "holds a run with other settings; give another --run, or the same settings"
            )
        return
    try:
        run.mkdir(parents=True, exist_ok=True)
        write_json(config, file)
    except OSError as error:
        raise InputError(run, f"cannot be written ({error.strerror})") from error


def _write_results(
    recipe: Recipe,
    run: Path,
    trained: Trained,
    prepared: Prepared,
    config: dict[str, Any],
    seconds: float,
) -> None:
    parts = {"validation": prepared.splits.validation, "test": prepared.splits.test}
    said = {part: _predict(trained, samples) for part, samples in parts.items()}
    write_predictions(said, run / PREDICTIONS)
    if trained.history:
        write_history(trained.history, run / HISTORY)
    spec = TrainedModelSpec(
        recipe=recipe.name,
        subject=str(recipe.subject),
        labels=recipe.labels,
        columns=recipe.input.columns if isinstance(recipe.input, FeatureInput) else (),
        sha256=hash_network(run / MODEL_FILE),
        sources=(*config["data"], *_weights_source(recipe, config)),
        command=describe_command(recipe, config),
    )
    metrics = {
        "recipe": recipe.name,
        "system": str(recipe.system),
        "summary": recipe.summary,
        "subject": str(recipe.subject),
        "labels": list(recipe.labels),
        "parameters": {"total": recipe.parameters, "trainable": recipe.trainable},
        "n": {
            "train": len(prepared.splits.train),
            "train_balanced": len(prepared.balanced),
            **{part: len(samples) for part, samples in parts.items()},
            "left_out": prepared.splits.left_out,
        },
        "class_counts": {
            "before": prepared.splits.train.counts(),
            "after": prepared.balanced.counts(),
            **{part: samples.counts() for part, samples in parts.items()},
        },
        "epochs": len(trained.history),
        "best_epoch": None,
        **trained.notes,
        # Of a run that was stopped the epochs know how long they took, the clock does not.
        "seconds": sum(epoch.seconds for epoch in trained.history) or seconds,
        **{
            part: classification_report(each.probs, each.labels, list(each.names)).as_dict()
            for part, each in said.items()
        },
        "published": asdict(recipe.published),
        "settings": config["settings"],
        "command": spec.command,
        "versions": _versions(),
    }
    write_json(metrics, run / METRICS)
    write_card(run, recipe, metrics)
    write_spec(run, spec)  # last: what has it is finished


def _predict(trained: Trained, samples: Samples) -> Predictions:
    return Predictions(
        samples=samples.digests(),
        origins=list(samples.origins),
        labels=samples.labels,
        probs=trained.predict(samples.inputs),
        names=samples.names,
    )


def _weights_source(recipe: Recipe, config: dict[str, Any]) -> list[str]:
    method = recipe.method.network if isinstance(recipe.method, NetworkWithSvm) else recipe.method
    weights = config["settings"]["weights"]
    if not isinstance(method, Network) or not method.pretrained or weights is None:
        return []
    return ["ImageNet weights of keras.applications" if weights == "imagenet" else "own weights"]


def describe_command(recipe: Recipe, config: dict[str, Any]) -> str:
    """The command line that repeats a run."""
    said = config["settings"]
    words = ["affetto", "train", recipe.name]
    words += [word for name in config["data"] for word in ("--data", name)]
    for name in ("epochs", "batch_size", "learning_rate", "samples", "svm_samples"):
        if said[name] is not None:
            words += [f"--{name.replace('_', '-')}", str(said[name])]
    if said["weights"] != "imagenet":
        words += ["--weights", said["weights"] or "none"]
    for name, value in said["overrides"].items():
        words += ["--set", f"{name}={value}"]
    return " ".join([*words, "--seed", str(said["seed"])])


def _versions() -> dict[str, str]:
    packages = {name: metadata.version(name) for name in _PACKAGES}
    return {"python": platform.python_version(), **packages}
