"""Judging a music model on a table of tracks, by the written rules that name their moods."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from affetto.audio.track_mood import TrackMoodClassifier
from affetto.errors import InputError
from affetto.mood_rules import RULES
from affetto.text import printable
from affetto.training.datasets.tracks import load_tracks
from affetto.training.metrics import ClassificationReport, classification_report

# What the figures do not say.
NOT_LISTENERS = (
    "the moods are those that written rules give each track, not those that listeners hear; "
    "tracks that the model has learned from are no test"
)


@dataclass(frozen=True)
class MusicEvaluation:
    """A model's answers to the tracks of a table, and how far they agree with the rules.

    Attributes:
        source: the name of the table.
        report: figures over the model's classes.
        n_unknown_label: tracks left out, whose mood the model does not know.
    """

    source: str
    report: ClassificationReport
    n_unknown_label: int

    def as_dict(self) -> dict[str, Any]:
        """What `affetto evaluate music --json` prints, but for the model's name."""
        return {
            **self.report.as_dict(),
            "source": self.source,
            "n_unknown_label": self.n_unknown_label,
            "note": NOT_LISTENERS,
        }


def evaluate_music(
    table: Path,
    classifier: TrackMoodClassifier,
    on_progress: Callable[[int, int], object] = lambda _done, _total: None,
) -> MusicEvaluation:
    """Read the tracks of a table and judge the answers by the written rules.

    Args:
        table: a csv of Spotify's features, also gzipped, with the model's columns and those that
            the rules ask for; tracks of equal features count once.
        on_progress: told how many of how many tracks are read.

    Raises:
        InputError: the table is not of that form, or none of its tracks has a mood that the
            model knows.
    """
    columns = classifier.spec.columns
    ruled = (condition.column for rule in RULES.values() for condition in rule)
    samples = load_tracks(table, tuple(dict.fromkeys((*columns, *ruled))))
    labels = classifier.spec.labels
    # Where each of the rules' moods stands among the model's; -1 for one it does not know.
    places = np.array([labels.index(mood) if mood in labels else -1 for mood in samples.names])
    known = places[samples.labels] >= 0
    if not known.any():
        raise InputError(table, f"has no track of {', '.join(labels)}, which the model knows")
    probs = classifier.predict(samples.inputs[known, : len(columns)], on_progress)
    return MusicEvaluation(
        source=printable(table.name),
        report=classification_report(probs, places[samples.labels[known]], list(labels)),
        n_unknown_label=int((~known).sum()),
    )
