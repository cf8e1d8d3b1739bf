"""Written rules: nothing is learned, but all else is as for a network."""

from __future__ import annotations

from affetto.training.methods.trained import Task, TrainedModule, input_name_of
from affetto.training.recipe import Rules


def apply_rules(task: Task, method: Rules) -> TrainedModule:
    """The rules as a model."""
    return TrainedModule(method.build(), input_name_of(task.recipe))
