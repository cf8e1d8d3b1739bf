"""Folders of finished runs whose figures come from real classifiers on scikit-learn's digits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

from affetto.training.datasets.samples import Part, Samples, Splits
from affetto.training.metrics import classification_report
from affetto.training.run_folder import (
    CONFIG,
    HISTORY,
    METRICS,
    PREDICTIONS,
    Epoch,
    Predictions,
    write_history,
    write_json,
    write_predictions,
)

DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, eq=False)
class Learned:
    """What came out of a training."""

    predict: Callable[[NDArray[np.uint8]], NDArray[np.float64]]
    history: list[Epoch]
    parameters: int


def load_digit_samples(names: tuple[str, ...] = DIGITS) -> Samples:
    """Pictures of digits, uint8 [n, 8, 8]; those of other digits than `names` are left out."""
    digits = load_digits()
    chosen = np.flatnonzero(np.isin(digits.target, [DIGITS.index(name) for name in names]))
    places = {DIGITS.index(name): place for place, name in enumerate(names)}
    return Samples(
        inputs=(digits.images[chosen] * 15).astype(np.uint8),
        labels=np.array([places[label] for label in digits.target[chosen]]),
        names=names,
        origins=[f"digit {row}" for row in chosen],
        parts=np.full(len(chosen), Part.UNSAID),
    )


def split_by_rows(samples: Samples, seed: int = 0) -> Splits:
    """Half for training, the rest for validation and test; a seed gives one order of samples."""
    order = np.random.default_rng(seed).permutation(len(samples))
    half, quarter = len(samples) // 2, len(samples) // 4
    return Splits(
        train=samples.take(order[:half]),
        validation=samples.take(order[half : half + quarter]),
        test=samples.take(order[half + quarter :]),
    )


def learn_by_regression(splits: Splits, c: float = 0.01) -> Learned:
    """Logistic regression: no epochs."""
    train = splits.train
    model = LogisticRegression(C=c, max_iter=500).fit(_features(train.inputs), train.labels)
    parameters = model.coef_.size + model.intercept_.size
    return Learned(lambda inputs: model.predict_proba(_features(inputs)), [], parameters)


def learn_by_network(splits: Splits, epochs: int = 4, width: int = 16) -> Learned:
    """A network of one hidden layer, watched in each epoch."""
    train, validation = splits.train, splits.validation
    model = MLPClassifier((width,), learning_rate_init=2e-3, random_state=0)
    classes = np.arange(len(train.names))
    history = []
    for number in range(1, epochs + 1):
        started = time.monotonic()
        model.partial_fit(_features(train.inputs), train.labels, classes=classes)
        (loss, accuracy), (val_loss, val_accuracy) = (
            (
                log_loss(part.labels, probs, labels=classes),
                float((probs.argmax(axis=1) == part.labels).mean()),
            )
            for part in (train, validation)
            for probs in [model.predict_proba(_features(part.inputs))]
        )
        seconds = time.monotonic() - started
        history.append(Epoch(number, loss, accuracy, val_loss, val_accuracy, 2e-3, seconds))
    parameters = sum(each.size for each in (*model.coefs_, *model.intercepts_))
    return Learned(lambda inputs: model.predict_proba(_features(inputs)), history, parameters)


def write_finished_run(
    run: Path,
    splits: Splits,
    learned: Learned,
    *,
    recipe: str = "s0-face-cnn-baseline",
    subject: str = "face",
    balanced: dict[str, int] | None = None,
    published: dict[str, object] | None = None,
) -> Path:
    """Write what a training of `learned` on `splits` leaves behind."""
    run.mkdir(parents=True)
    parts = {"validation": splits.validation, "test": splits.test}
    said = {
        part: Predictions(
            samples=samples.digests(),
            origins=list(samples.origins),
            labels=samples.labels,
            probs=learned.predict(samples.inputs),
            names=samples.names,
        )
        for part, samples in parts.items()
    }
    before = splits.train.counts()
    after = balanced or before
    write_predictions(said, run / PREDICTIONS)
    if learned.history:
        write_history(learned.history, run / HISTORY)
    write_json(
        {
            "recipe": recipe,
            "settings": {"seed": 7, "epochs": None},
            "data": ["digits"],
            "input": {"side": 8, "channels": 1},
        },
        run / CONFIG,
    )
    figures = {
        part: classification_report(each.probs, each.labels, list(each.names)).as_dict()
        for part, each in said.items()
    }
    write_json(
        {
            "recipe": recipe,
            "system": "a system",
            "summary": "What this recipe is, in a sentence.",
            "subject": subject,
            "labels": list(splits.test.names),
            "parameters": {"total": learned.parameters, "trainable": learned.parameters},
            "n": {
                "train": len(splits.train),
                "train_balanced": sum(after.values()),
                **{part: len(samples) for part, samples in parts.items()},
                "left_out": splits.left_out,
            },
            "class_counts": {
                "before": before,
                "after": after,
                **{part: samples.counts() for part, samples in parts.items()},
            },
            "epochs": len(learned.history),
            "best_epoch": _best_epoch(learned.history),
            "seconds": sum(epoch.seconds for epoch in learned.history),
            **figures,
            "published": published or {"accuracy": None, "n": None, "note": ""},
            "settings": {"seed": 7, "epochs": None},
            "command": f"affetto train {recipe} --data digits --seed 7",
            "versions": {"python": "3", "affetto": "0"},
        },
        run / METRICS,
    )
    return run


def picture_source(samples: Samples) -> Callable[[str], NDArray[np.uint8] | None]:
    """Pictures by digest."""
    return dict(zip(samples.digests(), samples.inputs, strict=True)).get


def _best_epoch(history: list[Epoch]) -> int | None:
    return min(history, key=lambda epoch: epoch.val_loss).epoch if history else None


def _features(inputs: NDArray[np.uint8]) -> NDArray[np.float64]:
    return inputs.reshape(len(inputs), -1) / 255
