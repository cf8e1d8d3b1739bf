"""What is known of the sound of tracks, on the scales of catalogues."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.recommend.catalogue import Catalogue
from affetto.track_columns import HEARD_FEATURES, STATED_FEATURES

# Where an analyser's name for a feature is not the catalogues'. LUFS and a mean level in dB differ
# by their weighting of frequencies, by a few dB at most in music.
_HEARD_AS = MappingProxyType({"loudness_db": "loudness_lufs"})


def known_feature(
    catalogue: Catalogue, name: str, rows: NDArray[np.integer[Any]]
) -> NDArray[np.float64]:
    """A feature of some tracks: what a catalogue states, else what was heard.

    Valence and energy that are neither stated nor heard are those of the track's mood.

    Args:
        name: one of `STATED_FEATURES`, or of `HEARD_FEATURES` where no catalogue states it.
        rows: [m] places in the catalogue.

    Returns:
        [m] values as in `affetto.music.CatalogueFeatures`, or else `AudioFeatures`; NaN where
        nothing is known.
    """
    values: NDArray[np.float64] = np.full(len(rows), np.nan)
    if name in STATED_FEATURES:
        values = catalogue.stated[rows, STATED_FEATURES.index(name)].astype(np.float64)
    if (heard_as := _HEARD_AS.get(name, name)) in HEARD_FEATURES:
        heard = catalogue.heard[rows, HEARD_FEATURES.index(heard_as)]
        values = np.where(np.isnan(values), heard, values)
    if name in ("valence", "energy"):
        axis = catalogue.valence if name == "valence" else catalogue.arousal
        # The plane runs from -1 to 1, a catalogue's features from 0 to 1.
        values = np.where(np.isnan(values), (axis[rows] + 1.0) / 2, values)
    return values
