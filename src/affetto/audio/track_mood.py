"""The mood of tracks whose features are known already, by a model the user trained.

The cue model (`audio/mood.py`) hears music itself; this one reads tables of features that
others measured, such as those the published music recipes are trained on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.errors import InputError
from affetto.inference.session import InferenceSession
from affetto.inference.trained_model import TrainedModelSpec

_BATCH = 1024  # tracks at once, which bounds the memory of recurrent networks

# A column's value as tables hold it: a number, or the text of one.
Value = float | str


class TrackMoodClassifier:
    """Tells the mood of tracks from their features.

    Args:
        session: takes `features` float32 [n, columns] on the raw scale of their source, gives
            `probs` [n, labels].
        spec: names its columns and labels, in the order it takes and answers them.
    """

    def __init__(self, session: InferenceSession, spec: TrainedModelSpec) -> None:
        self._session = session
        self.spec = spec

    def predict(
        self,
        features: NDArray[np.floating[Any]],
        on_progress: Callable[[int, int], object] = lambda _done, _total: None,
    ) -> NDArray[np.floating[Any]]:
        """Probabilities [n, labels] of features [n, columns].

        Args:
            features: one row a track, in the order of the model's columns.
            on_progress: told how many of how many tracks are read.

        Raises:
            InputError: there are too many or too few columns, or a value is no finite number.
        """
        rows = self._prepare(features)
        probs = np.empty((len(rows), len(self.spec.labels)), np.float32)
        for start in range(0, len(rows), _BATCH):
            batch = slice(start, start + _BATCH)
            probs[batch] = self._session.run({"features": rows[batch]})["probs"]
            on_progress(min(start + _BATCH, len(rows)), len(rows))
        return probs

    def read(self, tracks: Sequence[Mapping[str, Value]]) -> list[dict[str, float]]:
        """Probability per mood of each track, summing to 1.

        Args:
            tracks: values by column; columns that the model does not read are passed over.

        Raises:
            InputError: a track lacks a column, or its value is no finite number.
        """
        features = np.array(
            [
                [_number(track, column, row) for column in self.spec.columns]
                for row, track in enumerate(tracks, start=1)
            ],
            np.float64,
        ).reshape(len(tracks), len(self.spec.columns))
        probs = self.predict(features).astype(float)
        probs /= probs.sum(axis=1, keepdims=True)  # what rounding has left of a sum of 1
        return [dict(zip(self.spec.labels, row, strict=True)) for row in probs.tolist()]

    def _prepare(self, features: NDArray[np.floating[Any]]) -> NDArray[np.float32]:
        """Features as the network takes them."""
        if features.ndim != 2 or features.shape[1] != len(self.spec.columns):
            raise InputError(
                "features",
                f"are an array {list(features.shape)}; {self.spec.recipe} takes [n, "
                f"{len(self.spec.columns)}]: {', '.join(self.spec.columns)}",
            )
        # Single precision, in which networks work, ends at 3.4e38.
        with np.errstate(over="ignore"):
            rows = features.astype(np.float32)
        bad = np.argwhere(~np.isfinite(rows))
        if len(bad):
            row, column = bad[0]
            raise _not_a_number(int(row) + 1, self.spec.columns[column], features[row, column])
        return rows


def _number(track: Mapping[str, Value], column: str, row: int) -> float:
    if column not in track:
        raise InputError(f"track {row}", f"has no {column!r}, which the model reads")
    try:
        return float(track[column])
    except (TypeError, ValueError) as error:
        raise _not_a_number(row, column, track[column]) from error


def _not_a_number(row: int, column: str, value: object) -> InputError:
    return InputError(f"track {row}", f"{column!r} is {str(value)!r}, not a number")
