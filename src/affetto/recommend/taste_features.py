"""What tastes differ in: features of tracks, on the scale of their library."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.recommend.catalogue import Catalogue
from affetto.recommend.known_features import known_feature
from affetto.recommend.personal import CONTEXT_FEATURES, FIT, INTERCEPT
from affetto.track_columns import HEARD_FEATURES, UNKNOWN_YEAR

# Features of which there is too little and too much, with the words for both.
WORDS = MappingProxyType(
    {
        "valence": ("dark", "bright"),
        "energy": ("gentle", "intense"),
        "danceability": ("hardly danceable", "danceable"),
        "tempo_bpm": ("slow", "fast"),
        "loudness_db": ("quiet", "loud"),
        "mode": ("minor", "major"),
        "acousticness": ("electric", "acoustic"),
        "instrumentalness": ("sung", "instrumental"),
        "speechiness": ("hardly spoken", "spoken"),
        "liveness": ("studio", "live"),
        "brightness_hz": ("mellow", "sharp"),
        "onset_density_hz": ("sparse", "busy"),
        "articulation": ("flowing", "detached"),
        "dynamic_range_lu": ("even", "dynamic"),
        "popularity": ("little-known", "popular"),
        "year": ("older", "newer"),
        "duration_s": ("short", "long"),
    }
)
FEATURES = tuple(WORDS)
# How far one standard deviation of a feature commonly moves the reward, and how far its square
# does, which lets a taste be for the middle of a feature. Our own choice, by simulated people other
# than those the model is measured by: with squares as wide, tastes without a middle are learned
# later.
_SLOPE_SCALE, _CURVE_SCALE = 0.1, 0.05
# Where the features and their squares lie in what a `TasteModel` reads.
SLOPES = slice(CONTEXT_FEATURES, CONTEXT_FEATURES + len(FEATURES))
CURVES = slice(SLOPES.stop, SLOPES.stop + len(FEATURES))
_HEARD_ONLY = frozenset({"brightness_hz", "onset_density_hz", "articulation", "dynamic_range_lu"})
# Heard in octaves, as it were: twice as much is one step wherever one starts.
_LOGARITHMIC = frozenset({"brightness_hz", "onset_density_hz", "duration_s"})
# What lies farther out, in standard deviations, is an outlier of the measurement as often as of
# the music. Our own choice.
_FARTHEST = 3.0
# Tracks that mean and spread are computed from: both are then known to a hundredth of the spread.
_SAMPLE = 10_000


@dataclass(frozen=True, eq=False)
class TasteFeatures:
    """Turns tracks of a catalogue into features of mean 0 and spread 1 over the catalogue.

    Attributes:
        mean: [f] of `FEATURES` over the catalogue.
        sd: [f] likewise, 1 where all tracks are alike.
    """

    catalogue: Catalogue
    mean: NDArray[np.float64]
    sd: NDArray[np.float64]

    @classmethod
    def of(cls, catalogue: Catalogue) -> TasteFeatures:
        """The scale of a catalogue."""
        values = _values(catalogue, spread_rows(len(catalogue), _SAMPLE))
        known = ~np.isnan(values)
        n = np.maximum(known.sum(axis=0), 1)
        mean = np.where(known, values, 0).sum(axis=0) / n
        sd = np.sqrt((np.where(known, values - mean, 0) ** 2).sum(axis=0) / n)
        return cls(catalogue, mean, np.where(sd > 0, sd, 1.0))

    @property
    def d(self) -> int:
        """How many features a model of taste has here."""
        return CURVES.stop

    @property
    def taste_scales(self) -> NDArray[np.float64]:
        """[d - 2] how far each feature commonly moves the reward; see `TasteModel.prior`."""
        return np.repeat([_SLOPE_SCALE, _CURVE_SCALE], len(FEATURES))

    def rows(
        self, rows: NDArray[np.integer[Any]], centred_fits: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """[m, d] what a `TasteModel` reads of some tracks.

        The features are followed by their squares, of mean 0 and spread 1 too where a feature is
        normally distributed. What is not known of a track is taken to be as in most.

        Args:
            rows: [m] places in the catalogue.
            centred_fits: [m] from `affetto.recommend.personal.centre_fit`; 0 where nothing was
                asked for.
        """
        table = np.ones((len(rows), self.d))
        table[:, FIT] = centred_fits
        scaled = (_values(self.catalogue, rows) - self.mean) / self.sd
        slopes = np.clip(np.nan_to_num(scaled), -_FARTHEST, _FARTHEST)
        table[:, SLOPES] = slopes
        table[:, CURVES] = np.where(np.isnan(scaled), 0, (slopes**2 - 1) / np.sqrt(2))
        table[:, INTERCEPT] = 1.0
        return table


def spread_rows(n: int, most: int) -> NDArray[np.intp]:
    """At most `most` of the places 0 to n - 1, evenly spaced."""
    return np.linspace(0, n, min(n, most), endpoint=False).astype(np.intp)


def _values(catalogue: Catalogue, rows: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    """[m, f] the features in their own units; NaN where unknown."""
    table = np.column_stack([_column(catalogue, name, rows) for name in FEATURES])
    table[~np.isfinite(table)] = np.nan
    return table


def _column(catalogue: Catalogue, name: str, rows: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
    if name in _HEARD_ONLY:
        values: NDArray[np.float64] = catalogue.heard[rows, HEARD_FEATURES.index(name)].astype(
            np.float64
        )
    elif name in ("popularity", "duration_s"):
        values = getattr(catalogue, name)[rows].astype(np.float64)
    elif name == "year":
        years = catalogue.year[rows]
        values = np.where(years == UNKNOWN_YEAR, np.nan, years).astype(np.float64)
    else:
        values = known_feature(catalogue, name, rows)
    if name in _LOGARITHMIC:
        with np.errstate(divide="ignore", invalid="ignore"):
            values = np.log2(values)
    return values
