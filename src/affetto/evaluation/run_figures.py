"""The figures of a finished run, checked once so that nothing after has to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from affetto.errors import InputError
from affetto.training.metrics import ClassificationReport
from affetto.training.run_folder import METRICS, PREDICTIONS

if TYPE_CHECKING:
    from affetto.training.run_folder import FinishedRun, Predictions

_JUDGED_PARTS = ("validation", "test")


@dataclass(frozen=True)
class PublishedFigures:
    """What the authors of a recipe report.

    Attributes:
        accuracy: share that was right; None where they give none.
        n: how many samples it was measured on; None where they do not say.
        note: what a reader must know to compare.
    """

    accuracy: float | None
    n: int | None
    note: str


@dataclass(frozen=True)
class RunFigures:
    """What a run gave, as its `metrics.json` says.

    Attributes:
        recipe: its name, the system it comes from and what it is.
        subject: `face`, `landscape` or `music`.
        parameters: of the network; `trainable` of them are moved by training.
        sizes: numbers of samples: train, train_balanced, validation, test, left_out.
        class_counts: samples of each class: before and after balancing, validation, test.
        epochs: passes over the training part; 0 for a method that has none.
        best_epoch: the one whose weights were kept, where not the last.
        seconds: time of training.
        command: the command line that repeats it.
        versions: of the software.
    """

    recipe: str
    system: str
    summary: str
    subject: str
    parameters: int
    trainable: int
    sizes: dict[str, int]
    class_counts: dict[str, dict[str, int]]
    epochs: int
    best_epoch: int | None
    seconds: float
    validation: ClassificationReport
    test: ClassificationReport
    published: PublishedFigures
    command: str
    versions: dict[str, str]


def figures_of(run: FinishedRun) -> RunFigures:
    """The figures of a run.

    Raises:
        InputError: something is missing from its `metrics.json` or `predictions.csv`.
    """
    for part in _JUDGED_PARTS:
        if part not in run.predictions:
            raise InputError(run.folder / PREDICTIONS, f"holds no predictions of the {part} part")
    metrics = run.metrics
    try:
        return RunFigures(
            recipe=metrics["recipe"],
            system=metrics["system"],
            summary=metrics["summary"],
            subject=metrics["subject"],
            parameters=int(metrics["parameters"]["total"]),
            trainable=int(metrics["parameters"]["trainable"]),
            sizes=dict(metrics["n"]),
            class_counts={part: dict(counts) for part, counts in metrics["class_counts"].items()},
            epochs=int(metrics["epochs"]),
            best_epoch=metrics["best_epoch"],
            seconds=float(metrics["seconds"]),
            validation=_judged(metrics["validation"], run.predictions["validation"]),
            test=_judged(metrics["test"], run.predictions["test"]),
            published=PublishedFigures(
                accuracy=metrics["published"]["accuracy"],
                n=metrics["published"]["n"],
                note=metrics["published"]["note"],
            ),
            command=metrics["command"],
            versions=dict(metrics["versions"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            run.folder / METRICS, f"is not the metrics of a finished run ({error!r})"
        ) from error


def _judged(figures: dict[str, Any], predictions: Predictions) -> ClassificationReport:
    if figures["n"] != len(predictions) or tuple(figures["labels"]) != predictions.names:
        raise ValueError(f"speaks of other samples or classes than {PREDICTIONS}")
    low, high = figures["accuracy_interval"]
    return ClassificationReport(
        n=figures["n"],
        accuracy=figures["accuracy"],
        accuracy_interval=(low, high),
        macro_f1=figures["macro_f1"],
        ece=figures["ece"],
        confusion=figures["confusion"],
        labels=figures["labels"],
    )
