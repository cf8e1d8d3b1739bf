"""The mood of tracks from what a catalogue states of their sound, by rules or a trained model."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from affetto import mood_rules
from affetto.audio.track_mood import TrackMoodClassifier
from affetto.errors import InputError
from affetto.music import CatalogueFeatures

# Spotify's names of columns, which models are trained by, and ours.
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "danceability": "danceability",
        "energy": "energy",
        "key": "key",
        "loudness": "loudness_db",
        "mode": "mode",
        "speechiness": "speechiness",
        "acousticness": "acousticness",
        "instrumentalness": "instrumentalness",
        "liveness": "liveness",
        "valence": "valence",
        "tempo": "tempo_bpm",
    }
)

RULES_NAME = "s4-music-rules"

Predict = Callable[[NDArray[Any]], NDArray[Any]]


class CatalogueMoodReader:
    """Says how probable moods are for tracks whose features a catalogue states.

    Args:
        name: who says so.
        labels: the moods, in the order in which they are answered.
        columns: the features that are needed, by Spotify's names.
        predict: probabilities [n, labels] of features [n, columns] on Spotify's raw scale.

    Raises:
        InputError: a column is none that catalogues state.
    """

    def __init__(
        self, name: str, labels: Sequence[str], columns: Sequence[str], predict: Predict
    ) -> None:
        unknown = [column for column in columns if column not in _FIELDS]
        if unknown:
            raise InputError(name, f"reads {unknown[0]!r}, which the library does not keep")
        self.name = name
        self.labels = tuple(map(str, labels))
        self._columns = tuple(columns)
        self._predict = predict

    @classmethod
    def by_rules(cls) -> Self:
        """A reader by S4's written rules (`affetto.mood_rules`)."""
        columns = mood_rules.COLUMNS
        return cls(
            RULES_NAME,
            mood_rules.MOODS,
            columns,
            lambda features: mood_rules.mood_probabilities(features, columns),
        )

    @classmethod
    def by_model(cls, classifier: TrackMoodClassifier) -> Self:
        """A reader by a model the user trained; its name tells it from other trainings."""
        spec = classifier.spec
        name = f"{spec.recipe} {spec.sha256[:12]}"
        return cls(name, spec.labels, spec.columns, classifier.predict)

    def read(self, tracks: Sequence[CatalogueFeatures]) -> list[dict[str, float] | None]:
        """Probability per mood of each track; None where a feature that is needed is not stated.

        Raises:
            ModelError: the network of a trained model is missing or was changed.
        """
        values = [self._values_of(track) for track in tracks]
        complete = [row for row, value in enumerate(values) if value is not None]
        moods: list[dict[str, float] | None] = [None] * len(tracks)
        if not complete:
            return moods
        probs = self._predict(np.array([values[row] for row in complete], np.float64))
        for row, shares in zip(complete, probs.astype(float), strict=True):
            # What single precision has left of a sum of 1.
            normal = (shares / shares.sum()).tolist()
            moods[row] = dict(zip(self.labels, normal, strict=True))
        return moods

    def _values_of(self, track: CatalogueFeatures) -> list[float] | None:
        values = [getattr(track, _FIELDS[column]) for column in self._columns]
        return None if None in values else [float(value) for value in values]
