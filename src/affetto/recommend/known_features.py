"""What is known of the sound of tracks, on the scales of catalogues."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.recommend.catalogue import Catalogue
from affetto.track_columns import HEARD_FEATURES, STATED_FEATURES

# What an analyser calls the features that catalogues state. LUFS and a mean level in dB differ by
# their weighting of frequencies, by a few dB at most in music.
_HEARD_AS = MappingProxyType(
    {
        "danceability": "danceability",
        "energy": "energy",
        "instrumentalness": "instrumentalness",
        "key": "key",
        "loudness_db": "loudness_lufs",
        "mode": "mode",
        "tempo_bpm": "tempo_bpm",
    }
)


def known_feature(
    catalogue: Catalogue, name: str, rows: NDArray[np.integer[Any]]
) -> NDArray[np.float64]:
    """A feature of some tracks: what a catalogue states, else what was heard.

    Valence and energy that are neither stated nor heard are those of the track's mood.

    Args:
        name: one of `STATED_FEATURES`.
        rows: [m] places in the catalogue.

    Returns:
        [m] values as in `affetto.music.CatalogueFeatures`; NaN where nothing is known.
    """
    stated = catalogue.stated[rows, STATED_FEATURES.index(name)]
    values: NDArray[np.float64] = stated.astype(np.float64)
    if name in _HEARD_AS:
        heard = catalogue.heard[rows, HEARD_FEATURES.index(_HEARD_AS[name])]
        values = np.where(np.isnan(values), heard, values)
    if name in ("valence", "energy"):
        axis = catalogue.valence if name == "valence" else catalogue.arousal
        # The plane runs from -1 to 1, a catalogue's features from 0 to 1.
        values = np.where(np.isnan(values), (axis[rows] + 1.0) / 2, values)
    return values
