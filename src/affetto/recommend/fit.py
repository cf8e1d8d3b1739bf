"""How well tracks fit wishes: from 0 to 1, for many tracks at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from affetto.recommend.catalogue import Catalogue
from affetto.recommend.known_features import known_feature
from affetto.recommend.plane_index import Boxes
from affetto.recommend.wishes import Wish

# The distance at which the fit falls to half. That likeness decays exponentially with distance
# is Shepard 1987 ("Toward a universal law of generalization for psychological science", Science
# 237); the unit is our own choice: half way from the middle of the plane to its edge.
HALF_FIT_DISTANCE = 0.5
# Exponent of the distance. Shepard adds the axes up (1) where people tell them apart and takes the
# straight line (2) where they blend. Valence and arousal of music do some of both, so our own
# choice lies between: what is far off on one axis can be made up for on the other.
MINKOWSKI_EXPONENT = 1.5
# How far a voice that does not belong, or one that is missing, puts a track off. Our own choice:
# less than half of the spread of either axis (.45), as "in all cases, melodies of songs were more
# dominant than the lyrics" (Ali & Peynircioğlu 2006).
VOICE_DISTANCE = 0.2
# What is not known of a track is neither for it nor against it.
_UNDECIDED = 0.5

# The share of the score that mode and tempo decide together: enough to order tracks that fit alike,
# which the estimates of mood cannot. Our own choice.
TIE_BREAKING_SHARE = 0.01
# A wish nearer to the middle of an axis than this asks for neither mode.
_EITHER_MODE = 0.1
# Tempi that sound as slow and as fast as music gets: the beats of largo and of presto.
_SLOWEST_BPM, _FASTEST_BPM = 50.0, 200.0


def shares_of(wishes: tuple[Wish, ...]) -> NDArray[np.float64]:
    """[w] the probabilities of wishes, which sum to 1."""
    shares = np.array([wish.share for wish in wishes])
    normal: NDArray[np.float64] = shares / shares.sum()
    return normal


def fits(
    wishes: tuple[Wish, ...], catalogue: Catalogue, rows: NDArray[np.intp]
) -> NDArray[np.float64]:
    """[w, m] how well each of some tracks fits each wish, in [0, 1].

    The fit is 2^(-(d + v) / `HALF_FIT_DISTANCE`), less up to `TIE_BREAKING_SHARE` of it for mode
    and tempo. d is the distance to be expected where the track's place is uncertain; v is
    `VOICE_DISTANCE` where a voice is missing, or does not belong.
    """
    voices = known_feature(catalogue, "instrumentalness", rows)
    apart = np.array(
        [
            distance + VOICE_DISTANCE * _voice_mismatch(wish, voices)
            for wish, distance in zip(
                wishes, _distances(wishes, catalogue, rows, uncertain=True), strict=True
            )
        ]
    ).reshape(len(wishes), len(rows))
    modes = known_feature(catalogue, "mode", rows)
    tempi = known_feature(catalogue, "tempo_bpm", rows)
    mismatch = np.array(
        [(_mode_mismatch(wish, modes) + _tempo_mismatch(wish, tempi)) / 2 for wish in wishes]
    ).reshape(apart.shape)
    fit: NDArray[np.float64] = np.exp2(-apart / HALF_FIT_DISTANCE)
    return fit * (1 - TIE_BREAKING_SHARE * mismatch)


def greatest_fits(wishes: tuple[Wish, ...], boxes: Boxes) -> NDArray[np.float64]:
    """[w, c] a fit to each wish that no track in a box exceeds."""
    distances = [
        _distance(
            wish,
            np.hypot(boxes.distance_x(wish.point.valence), boxes.doubt_low),
            np.hypot(boxes.distance_y(wish.point.arousal), boxes.doubt_low),
        )
        for wish in wishes
    ]
    bounds: NDArray[np.float64] = np.exp2(-np.array(distances) / HALF_FIT_DISTANCE)
    return bounds


def distances(
    wishes: tuple[Wish, ...], catalogue: Catalogue, rows: NDArray[np.intp]
) -> NDArray[np.float64]:
    """[w, m] how far the estimated places of tracks lie from the wishes."""
    return _distances(wishes, catalogue, rows, uncertain=False)


def _distances(
    wishes: tuple[Wish, ...], catalogue: Catalogue, rows: NDArray[np.intp], *, uncertain: bool
) -> NDArray[np.float64]:
    valence = catalogue.perceived_valence[rows].astype(np.float64)
    arousal = catalogue.perceived_arousal[rows].astype(np.float64)
    # The mean square of what may lie anywhere about its estimate is the square of how far that is
    # off, plus the variance. A place of which no doubt is told is taken as it is.
    sd = np.nan_to_num(catalogue.mood_uncertainty[rows].astype(np.float64)) if uncertain else 0.0
    return np.array(
        [
            _distance(
                wish,
                np.hypot(valence - wish.point.valence, sd),
                np.hypot(arousal - wish.point.arousal, sd),
            )
            for wish in wishes
        ]
    ).reshape(len(wishes), len(rows))


def _distance(
    wish: Wish,
    valence: NDArray[np.floating],
    arousal: NDArray[np.floating],
) -> NDArray[np.float64]:
    """Distances by how far places lie off on either axis."""
    p = MINKOWSKI_EXPONENT
    weight = wish.valence_weight
    apart: NDArray[np.float64] = (weight * valence**p + (1 - weight) * arousal**p) ** (1 / p)
    return apart


def _voice_mismatch(wish: Wish, instrumentalness: NDArray[np.float64]) -> NDArray[np.float64]:
    if wish.voice is None:
        return np.zeros_like(instrumentalness)
    known = np.where(np.isnan(instrumentalness), _UNDECIDED, np.clip(instrumentalness, 0, 1))
    return known if wish.voice else 1 - known


def _mode_mismatch(wish: Wish, modes: NDArray[np.float64]) -> NDArray[np.float64]:
    valence = wish.point.valence
    if abs(valence) < _EITHER_MODE:
        return np.full_like(modes, _UNDECIDED)
    return np.where(np.isnan(modes), _UNDECIDED, np.abs(modes - float(valence > 0)))


def _tempo_mismatch(wish: Wish, tempi_bpm: NDArray[np.float64]) -> NDArray[np.float64]:
    # Tempo is heard in ratios: from 60 to 120 is as far as from 120 to 240.
    octaves = np.log2(np.clip(tempi_bpm, _SLOWEST_BPM, _FASTEST_BPM) / _SLOWEST_BPM)
    quickness = octaves / np.log2(_FASTEST_BPM / _SLOWEST_BPM)
    wanted = (wish.point.arousal + 1) / 2
    return np.where(np.isnan(tempi_bpm), _UNDECIDED, np.abs(quickness - wanted))
