"""The weighted mean of two models."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from torch import Tensor, nn

from affetto.training.methods.trained import Task, TrainedModule, input_name_of
from affetto.training.recipe import Ensemble

_STEPS = 20  # weights tried between the least and all


class WeightedMean(nn.Module):
    """What two models say, `share` of it by the first."""

    def __init__(self, first: nn.Module, second: nn.Module, share: float) -> None:
        super().__init__()
        self.first = first
        self.second = second
        self.share = share

    def forward(self, inputs: Tensor) -> Tensor:
        return self.share * self.first(inputs) + (1 - self.share) * self.second(inputs)


def train_ensemble(
    task: Task, method: Ensemble, train_member: Callable[[Task, str], TrainedModule]
) -> TrainedModule:
    """Train both members, each in a folder of its own below the run's, and weigh them.

    Args:
        train_member: trains the recipe of a name for the same task.
    """
    members = {name: train_member(task, name) for name in method.members}
    first, second = members.values()
    share = choose_share(
        first.predict(task.validation.inputs),
        second.predict(task.validation.inputs),
        task.validation.labels,
        method.least_first,
    )
    notes = {
        "weights": dict(zip(members, (share, 1 - share), strict=True)),
        "member_epochs": {name: len(member.history) for name, member in members.items()},
    }
    module = WeightedMean(first.module, second.module, share)
    return TrainedModule(module, input_name_of(task.recipe), notes=notes)


def choose_share(
    first: NDArray[np.float64],
    second: NDArray[np.float64],
    labels: NDArray[np.int64],
    least: float,
) -> float:
    """The share of the first, from `least` to 1, with the lowest log-loss.

    Args:
        first, second: probabilities [n, classes] of samples neither has learned from.
        labels: the classes [n].
    """
    shares = np.linspace(least, 1, _STEPS + 1)
    rows = np.arange(len(labels))
    losses = [
        -np.log(np.maximum(share * first + (1 - share) * second, 1e-12)[rows, labels]).mean()
        for share in shares
    ]
    return float(shares[int(np.argmin(losses))])
