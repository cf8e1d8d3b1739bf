"""What training asks and what it leaves, whatever the method."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import torch

from affetto.errors import InputError
from affetto.inference.trained_model import INPUT_NAMES, OUTPUT_NAME
from affetto.training.export import export_onnx
from affetto.training.fitting import FittingData, Report
from affetto.training.preparation import FeaturePreparation, PicturePreparation
from affetto.training.recipe import (
    Network,
    NetworkWithSvm,
    PictureInput,
    Recipe,
    Schedule,
    SupportVectors,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor, nn

    from affetto.training.datasets.samples import Samples
    from affetto.training.run_folder import Epoch

BATCH = 64


@dataclass(frozen=True)
class Settings:
    """What a user may say instead of what was published.

    Attributes:
        epochs: None for the published number; so for the next two.
        batch_size: samples a step.
        learning_rate: at the start.
        weights: of a pretrained backbone: `imagenet`, a file, or None for random ones.
        samples: drawn at random from the data, before it is split; None for all.
        svm_samples: a support vector machine learns from no more; None for all.
        overrides: keywords for the recipe's build function, such as `affetto tune` finds.
        seed: of everything random.
    """

    epochs: int | None = None
    batch_size: int | None = None
    learning_rate: float | None = None
    weights: str | None = "imagenet"
    samples: int | None = None
    svm_samples: int | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 20261


@dataclass(frozen=True, eq=False)
class Task:
    """A recipe, and all that it is to be trained with.

    Attributes:
        train: balanced already; `validation` is never learned from.
        class_weights: of each class in the loss; None for equal ones.
        run: the folder of the run.
        report: told of the progress, a line at a time.
    """

    recipe: Recipe
    settings: Settings
    train: Samples
    validation: Samples
    class_weights: dict[int, float] | None
    run: Path
    report: Report

    @property
    def schedule(self) -> Schedule:
        """The recipe's schedule with what the user said instead."""
        names = ("epochs", "batch_size", "learning_rate")
        said = {name: getattr(self.settings, name) for name in names}
        said = {name: value for name, value in said.items() if value is not None}
        found = chosen_fields(Schedule, self.settings.overrides)
        return replace(self.recipe.schedule, **(found | said))

    def preparation(self) -> nn.Module:
        """What turns raw inputs into those of the network."""
        form = self.recipe.input
        if isinstance(form, PictureInput):
            return PicturePreparation(form)
        return FeaturePreparation(self.train.inputs)

    def fitting_data(self, prepare: nn.Module) -> FittingData:
        """What a network of this task learns from."""
        is_pictures = isinstance(self.recipe.input, PictureInput)
        return FittingData(
            train=self.train,
            validation=self.validation,
            prepare=prepare,
            augmentation=self.recipe.augmentation if is_pictures else None,
            class_weights=self.class_weights,
        )


def chosen_fields(kind: type, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `overrides` that are fields of a part of a recipe."""
    names = {each.name for each in fields(kind)}
    return {name: value for name, value in overrides.items() if name in names}


def build_settings(method: Network, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `overrides` that are keywords of the recipe's build function."""
    known = inspect.signature(method.build).parameters
    return {name: value for name, value in overrides.items() if name in known}


def check_overrides(recipe: Recipe, overrides: Mapping[str, Any]) -> None:
    """See that a recipe knows all settings it is asked to change.

    Raises:
        InputError: it does not.
    """
    method = recipe.method
    network = method.network if isinstance(method, NetworkWithSvm) else method
    known = {each.name for each in fields(Schedule)}
    if isinstance(network, Network):
        known |= set(inspect.signature(network.build).parameters) - {"weights"}
    if isinstance(method, NetworkWithSvm):
        known |= {each.name for each in fields(SupportVectors)}
    unknown = sorted(set(overrides) - known)
    if unknown:
        raise InputError(
            "--set",
            f"{recipe.name} has no setting {unknown[0]!r}; it has {', '.join(sorted(known))}",
        )


class Trained(Protocol):
    """A trained model.

    Attributes:
        history: what each epoch gave; empty for a method that has none.
        notes: what else was found, such as the weight of an ensemble's members.
    """

    history: list[Epoch]
    notes: dict[str, Any]

    def predict(self, inputs: NDArray[Any]) -> NDArray[np.float64]:
        """Probabilities [n, classes] for raw inputs."""
        ...

    def export(self, example: NDArray[Any], path: Path) -> None:
        """Write it as ONNX; the file must answer to `example` as it does.

        Raises:
            ModelError: it does not.
        """
        ...


@dataclass(eq=False)
class TrainedModule:
    """A trained model that is one PyTorch module, from raw inputs to probabilities."""

    module: nn.Module
    input_name: str
    history: list[Epoch] = field(default_factory=list)
    notes: dict[str, Any] = field(default_factory=dict)

    @torch.no_grad()
    def predict(self, inputs: NDArray[Any]) -> NDArray[np.float64]:
        """Probabilities [n, classes] for raw inputs."""
        self.module.eval()
        batches: tuple[Tensor, ...] = torch.from_numpy(inputs).split(BATCH)
        return torch.cat([self.module(batch) for batch in batches]).double().numpy()

    def export(self, example: NDArray[Any], path: Path) -> None:
        """Write it as ONNX; the file must answer to `example` as it does.

        Raises:
            ModelError: it does not.
        """
        inputs = torch.from_numpy(example)
        export_onnx(self.module, inputs, path, self.input_name, [OUTPUT_NAME])


def input_name_of(recipe: Recipe) -> str:
    """What the ONNX file calls its input."""
    return INPUT_NAMES[recipe.subject]
