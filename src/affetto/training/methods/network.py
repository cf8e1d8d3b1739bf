"""Networks with a softmax."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from affetto.errors import AffettoError
from affetto.training.fitting import best_epoch, fit
from affetto.training.methods.trained import (
    Task,
    TrainedModule,
    build_settings,
    input_name_of,
)
from affetto.training.recipe import Network
from affetto.training.run_folder import CHECKPOINT

if TYPE_CHECKING:
    import keras

MODEL_FILE = "model.keras"


class ServedNetwork(nn.Module):
    """Preparation and network: from raw inputs to probabilities."""

    prepare: nn.Module
    network: keras.Model

    def __init__(self, prepare: nn.Module, network: keras.Model) -> None:
        super().__init__()
        self.prepare = prepare
        self.network = network

    def forward(self, inputs: Tensor) -> Tensor:
        return self.network(self.prepare(inputs), training=False)


def train_network(task: Task, method: Network) -> TrainedModule:
    """Train a network, or go on with it; its Keras file goes into the run folder.

    Raises:
        AffettoError: it cannot be built with the settings or weights asked for, or its loss is
            no number any more.
    """
    prepare = task.preparation()
    network, history = fit(
        functools.partial(build, task, method),
        task.fitting_data(prepare),
        task.schedule,
        task.settings.seed,
        task.run / CHECKPOINT,
        task.report,
    )
    network.save(task.run / MODEL_FILE)
    served = ServedNetwork(prepare, network)
    notes = {"best_epoch": best_epoch(history)}
    return TrainedModule(served, input_name_of(task.recipe), history, notes)


def build(task: Task, method: Network) -> keras.Model:
    """The network before its first step.

    Raises:
        AffettoError: the backbone's weights cannot be had.
    """
    settings = build_settings(method, task.settings.overrides)
    if method.pretrained:
        settings["weights"] = task.settings.weights
    try:
        network = method.build(**settings)
    except Exception as error:
        # Keras raises plain exceptions of several kinds where it cannot fetch or read weights.
        if not method.pretrained or task.settings.weights is None:
            raise
        weights, detail = task.settings.weights, " ".join(str(error).split())[:160]
        raise AffettoError(
            f"the weights {weights!r} cannot be had ({detail}). Train where there is a "
            "network, give a weights file with --weights FILE, or start from random weights with "
            "--weights none"
        ) from error
    with torch.no_grad():  # layers are complete, and can leave as ONNX, once they were called
        network(task.preparation()(torch.from_numpy(task.train.inputs[:2])), training=False)
    return network
