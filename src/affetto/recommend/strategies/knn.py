"""The nearest neighbours of a mood among audio features: system S3.

S3 (National College of Ireland) standardizes five features of a catalogue, maps the emotion of a
face to moods (happy and surprised to Happy or Energetic, and so on) and offers the tracks of the
mood that are nearest in Euclidean distance.

Where it departs from S3: S3 fits its neighbours to tracks labelled with a mood. Libraries carry no
such labels, so the place of each mood is written below, as the side of the average on which its
music lies in each feature, one standard deviation out. The signs are our own reading of how the
words are used (calm music is soft, slow and acoustic; energetic music loud, fast and electric), not
averages of labelled tracks.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from affetto.affect import FaceEmotion, SceneEmotion
from affetto.music import Recommendation, Track
from affetto.recommend.catalogue import Catalogue
from affetto.recommend.known_features import known_feature
from affetto.recommend.listing import best_first, recommend
from affetto.recommend.query import Query
from affetto.recommend.strategies import Ranked
from affetto.recommend.words import word_for

_FEATURES = ("danceability", "acousticness", "energy", "valence", "tempo_bpm")

# Standard deviations from the library's mean, in the order of the features.
_MOODS: Mapping[str, tuple[int, ...]] = {
    "happy": (1, 0, 1, 1, 0),
    "sad": (-1, 1, -1, -1, -1),
    "calm": (-1, 1, -1, 0, -1),
    "energetic": (0, -1, 1, 0, 1),
}

_ROUNDING = 1e-6

# S3 names the moods of happy and surprise; the others follow the words.
_MOODS_OF: Mapping[str, tuple[str, ...]] = {
    FaceEmotion.ANGRY: ("energetic",),
    FaceEmotion.DISGUST: ("energetic",),
    FaceEmotion.FEAR: ("energetic",),
    FaceEmotion.HAPPY: ("happy", "energetic"),
    FaceEmotion.SAD: ("sad",),
    FaceEmotion.SURPRISE: ("happy", "energetic"),
    FaceEmotion.NEUTRAL: ("calm",),
    SceneEmotion.JOY: ("happy", "calm"),
    SceneEmotion.SADNESS: ("sad",),
    SceneEmotion.LIVELINESS: ("happy", "energetic"),
    SceneEmotion.MELANCHOLY: ("sad", "calm"),
}


class KnnStrategy:
    """Ranks by the distance to the nearest of the emotion's moods.

    A feature that is not known of a track counts as the library's average. Tracks of which none is
    known are left out.
    """

    name = "knn"
    ranked = Ranked.TRACKS
    takes_taste = True

    def rank(self, query: Query, catalogue: Catalogue, k: int) -> list[Recommendation]:
        """The nearest neighbours of the emotion's moods; see `Strategy.rank`."""
        moods = _MOODS_OF[word_for(query.affect, tuple(_MOODS_OF))]
        everything = np.arange(len(catalogue))
        features = np.stack([known_feature(catalogue, name, everything) for name in _FEATURES], 1)
        known = ~np.isnan(features).all(axis=1)
        candidates = np.flatnonzero(known & catalogue.passing(query.filters))
        places = np.array([_MOODS[mood] for mood in moods], np.float64)
        differences = _standardized(features)[candidates, np.newaxis] - places
        distances = np.linalg.norm(differences, axis=2)
        nearest = distances.argmin(axis=1)
        rows, scores = best_first(candidates, 1 / (1 + distances.min(axis=1)), k)

        def reason(place: int, _track: Track) -> str:
            mood = moods[nearest[np.searchsorted(candidates, rows[place])]]
            return f"near the {mood} music of this library"

        return recommend(catalogue, rows, scores, reason)


def _standardized(features: NDArray[np.float64]) -> NDArray[np.float64]:
    """Features [n, f] with mean 0 and standard deviation 1; 0 where unknown or all alike."""
    known = ~np.isnan(features)
    n = np.maximum(known.sum(axis=0), 1)
    filled = np.where(known, features, 0)
    centred = np.where(known, filled - filled.sum(axis=0) / n, 0)
    sd = np.sqrt((centred**2).sum(axis=0) / n)
    # Values that differ by rounding only are alike.
    varies = sd > np.abs(filled).max(axis=0, initial=0) * _ROUNDING
    standardized: NDArray[np.float64] = np.where(varies, centred / np.where(varies, sd, 1), 0)
    return standardized


STRATEGY = KnnStrategy()
