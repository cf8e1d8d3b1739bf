"""`affetto tune`: which settings of a recipe do best on validation.

KerasTuner decides what to try; each trial is trained as any run is, with checkpoints of its own, so
a search that was stopped goes on where it was. What it found is written as search.csv, and the
recipe is then trained with the best settings into the folder `best`.
"""

from __future__ import annotations

import csv
import io
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import keras_tuner

from affetto.errors import InputError
from affetto.files import write_whole
from affetto.training.catalogue import list_recipes
from affetto.training.fitting import Report, fit
from affetto.training.methods.network import build
from affetto.training.methods.svm import (
    choose_rows,
    extract,
    fit_machine,
    svm_settings,
    train_features,
)
from affetto.training.methods.trained import Settings, Task
from affetto.training.recipe import Grid, Hyperband, Network, NetworkWithSvm, Recipe
from affetto.training.runner import claim, describe_config, prepare, train

if TYPE_CHECKING:
    from keras_tuner.engine.trial import Trial

RESULTS, BEST = "search.csv", "best"
_OBJECTIVE = "val_accuracy"
_OWN = "tuner/"  # how KerasTuner names what Hyperband decides

# What a trial's settings, its epochs (None: all) and its folder give: validation accuracy.
Score = Callable[[Mapping[str, Any], int | None, Path], float]


@dataclass(frozen=True)
class TrialResult:
    """What was tried, and how well it did on validation."""

    settings: dict[str, Any]
    accuracy: float
    epochs: int | None


class RecipeTuner(keras_tuner.Tuner):  # type: ignore[misc]
    """Lets an oracle choose settings, and scores them."""

    def __init__(self, oracle: keras_tuner.Oracle, run: Path, score: Score, report: Report) -> None:
        super().__init__(oracle=oracle, directory=str(run), project_name="search")
        self._run = run
        self._score = score
        self._report = report

    def run_trial(self, trial: Trial, **_ignored: Any) -> dict[str, float]:
        """Score the settings of a trial; one that goes on from another starts with its state."""
        values = trial.hyperparameters.values
        settings = chosen_settings(values)
        folder = self._trial_folder(trial.trial_id)
        earlier = values.get(f"{_OWN}trial_id")
        if earlier is not None and not folder.exists():
            shutil.copytree(self._trial_folder(earlier), folder)
        self._report(f"trial {trial.trial_id}: {_describe(settings)}")
        started = time.monotonic()
        accuracy = self._score(settings, values.get(f"{_OWN}epochs"), folder)
        self._report(
            f"trial {trial.trial_id}: validation accuracy {accuracy:.1%} "
            f"({time.monotonic() - started:.0f} s)"
        )
        return {_OBJECTIVE: accuracy}

    def _trial_folder(self, trial_id: str) -> Path:
        return self._run / "trials" / trial_id

    def results(self) -> list[TrialResult]:
        """All finished trials, the best first."""
        finished = [t for t in self.oracle.trials.values() if t.score is not None]
        finished.sort(key=lambda trial: trial.score, reverse=True)
        return [
            TrialResult(
                settings=chosen_settings(trial.hyperparameters.values),
                accuracy=trial.score,
                epochs=trial.hyperparameters.values.get(f"{_OWN}epochs"),
            )
            for trial in finished
        ]


def search(
    recipe: Recipe, data: Sequence[Path], run: Path, settings: Settings, report: Report = print
) -> list[TrialResult]:
    """Try what the recipe's search says, then train it with the best, or go on with that.

    Returns:
        All trials, the best first.

    Raises:
        InputError: the recipe has no search, or the data cannot be used.
    """
    if recipe.search is None:
        searched = ", ".join(each.name for each in list_recipes() if each.search is not None)
        raise InputError(recipe.name, f"has no search; those that have one are {searched}")
    claim(run, describe_config(recipe, data, settings) | {"search": asdict(recipe.search)})
    prepared = prepare(recipe, data, settings, report)
    task = prepared.task(recipe, settings, run, report)
    tuner = RecipeTuner(_oracle(recipe.search, settings.seed), run, _score(task), report)
    tuner.search(verbose=0)
    results = tuner.results()
    _write_results(results, run / RESULTS)
    best = replace(settings, overrides=results[0].settings)
    report(f"best: {_describe(results[0].settings)}; training with it")
    train(recipe, data, run / BEST, best, report)
    return results


def chosen_settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings among a trial's values."""
    return {name: value for name, value in values.items() if not name.startswith(_OWN)}


def _oracle(space: Grid | Hyperband, seed: int) -> keras_tuner.Oracle:
    objective = keras_tuner.Objective(_OBJECTIVE, "max")
    choices = keras_tuner.HyperParameters()
    for name, values in space.values.items():
        choices.Choice(name, list(values))
    if isinstance(space, Grid):
        return keras_tuner.oracles.GridSearchOracle(
            objective=objective, hyperparameters=choices, seed=seed
        )
    return keras_tuner.oracles.HyperbandOracle(
        objective=objective,
        max_epochs=space.max_epochs,
        factor=space.factor,
        hyperparameters=choices,
        seed=seed,
    )


def _score(task: Task) -> Score:
    match task.recipe.method:
        case Network() as method:
            return _score_network(task, method)
        case NetworkWithSvm() as method:
            return _score_machine(task, method)
    raise TypeError(f"{task.recipe.name} cannot be searched")


def _score_network(task: Task, method: Network) -> Score:
    prepare_inputs = task.preparation()
    data = task.fitting_data(prepare_inputs)

    def score(settings: Mapping[str, Any], epochs: int | None, folder: Path) -> float:
        tried = replace(task, settings=replace(task.settings, overrides=settings))
        schedule = replace(tried.schedule, epochs=epochs or tried.schedule.epochs)
        _, history = fit(
            lambda: build(tried, method), data, schedule, task.settings.seed, folder, task.report
        )
        return max(epoch.val_accuracy for epoch in history)

    return score


def _score_machine(task: Task, method: NetworkWithSvm) -> Score:
    """Trains the features once; the settings are those of the machine alone."""
    features, _ = train_features(task, method)
    known = extract(features, task.train.inputs)
    asked = extract(features, task.validation.inputs)
    rows = choose_rows(task)

    def score(settings: Mapping[str, Any], _epochs: int | None, _folder: Path) -> float:
        machine = fit_machine(
            svm_settings(method.svm, settings), known[rows], task.train.labels[rows]
        )
        return float((machine.predict(asked) == task.validation.labels).mean())

    return score


def _write_results(results: Sequence[TrialResult], file: Path) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    names = list(results[0].settings)
    writer.writerow([*names, "epochs", "validation_accuracy"])
    for result in results:
        values = [result.settings[name] for name in names]
        writer.writerow([*values, result.epochs or "", f"{result.accuracy:.4f}"])
    write_whole(file, text.getvalue().encode())


def _describe(settings: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in settings.items())
