"""Sounds that go with what is to be seen in a picture, as a tie-breaker.

Music is felt to belong to a picture by its mood first, which is what wishes and fits are about, but
not by that alone: for places of interest, mood and what is known of the place complement each other
(Kaminskas & Ricci 2016, "Emotion-based matching of music to places", in Emotions and Personality in
Personalized Services).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from affetto.recommend.catalogue import Catalogue
from affetto.recommend.known_features import known_feature
from affetto.recommend.taste_features import spread_rows
from affetto.scene_context import ContextTag

# The share of the score that one thing to be seen decides at most: as much as mode and tempo
# together (`affetto.recommend.fit`), for the same reason. Our own choice.
AFFINITY_SHARE = 0.01
# Of so many tracks the scale of a library is computed: the place of a track on it is then known to
# a hundredth.
_SAMPLE = 2_500
# Features are told apart by thousandths, as catalogues state them.
_STEPS = 1000
# What is not known of a track is taken to be as in the middle of the library.
_AVERAGE = 0.5
# Scores nearer to one another than this are the same but for rounding.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Affinity:
    """A sound that goes with something to be seen.

    Attributes:
        tag: what is to be seen.
        feature: which feature of music it is about, in [0, 1]; see `known_feature`.
        wants_much: whether much of that feature goes with it, or little.
        word: what a track is called that has it.
    """

    tag: ContextTag
    feature: str
    wants_much: bool
    word: str


# Only what has support, and only of tags that are told to users. What has none is left out: that
# somebody is to be seen does not say whether somebody should sing, and animals and fires are as
# often frightening as they are cosy.
AFFINITIES = (
    # Catalogues of production music have nature as a mood of its own (Tagg 1982, "Nature as a
    # musical mood category"), and of title tunes heard without their pictures, some call up nature
    # and pastures, others crime and hurry (Tagg & Clarida 2003, "Ten Little Title Tunes"). Country
    # music, mostly acoustic, calls up the country, hip-hop the city (Shevy 2008, "Music genre as
    # cognitive schema", Psychology of Music 36(4)). To read this as "acoustic" is our own choice.
    Affinity(ContextTag.NATURE, "acousticness", wants_much=True, word="acoustic"),
    # That notes which run into one another draw water is a convention of programme music, from
    # Smetana's river to Debussy's sea. Our own choice; no experiment is known to us.
    Affinity(ContextTag.WATER, "articulation", wants_much=False, word="flowing"),
    # How active a film is judged to be depends on its music (Marshall & Cohen 1988, "Effects of
    # musical soundtracks on attitudes toward animated geometric figures", Music Perception 6(1)),
    # and music for moving to is chosen for its rhythm before all else (Karageorghis & Priest 2012,
    # "Music in the exercise domain", International Review of Sport and Exercise Psychology 5(1)).
    Affinity(ContextTag.ACTIVITY, "danceability", wants_much=True, word="danceable"),
)


@dataclass(frozen=True)
class Deciding:
    """What about its sound gave a track its place.

    Attributes:
        affinity: what it goes with.
        value: of the feature, in [0, 1].
    """

    affinity: Affinity
    value: float


@dataclass(frozen=True, eq=False)
class SceneAffinities:
    """How well the sound of a library's tracks goes with what is to be seen in a picture.

    Attributes:
        catalogue: the library.
        affinities: [a] those with something that is to be seen.
        average: [a] what each takes from the score of a track in the middle of the library.
    """

    catalogue: Catalogue
    affinities: tuple[Affinity, ...]
    average: NDArray[np.float64]
    # For each, [_STEPS + 2] what it takes from the score by the step of the feature; the last is
    # for what is not known. A million tracks are looked up, not searched for on a scale.
    _tables: tuple[NDArray[np.float64], ...]

    @classmethod
    def of(cls, context: Mapping[ContextTag, float], catalogue: Catalogue) -> SceneAffinities:
        """The affinities with what is to be seen.

        Args:
            context: how far each thing counts, from `affetto.scene_context.count_context`.
            catalogue: the library.
        """
        affinities = tuple(each for each in AFFINITIES if context.get(each.tag, 0.0) > 0)
        most = [AFFINITY_SHARE * context[each.tag] for each in affinities]
        tables = tuple(
            share * (1 - _places(catalogue, each))
            for each, share in zip(affinities, most, strict=True)
        )
        return cls(catalogue, affinities, _AVERAGE * np.array(most), tables)

    def losses(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """[a, m] the share of their score, up to `AFFINITY_SHARE`, that tracks lose.

        What has most of what is wanted in the library loses nothing, what has least loses all of
        it, and what is not known of a track is taken to be as in the middle.
        """
        lost = [
            table[_steps(known_feature(self.catalogue, each.feature, rows))]
            for each, table in zip(self.affinities, self._tables, strict=True)
        ]
        return np.array(lost).reshape(len(lost), len(rows))

    def deciding(
        self, rows: NDArray[np.intp], scores: NDArray[np.float64]
    ) -> list[Deciding | None]:
        """[m] what about its sound gave each track of a list its place.

        It did where the next would come first if the track sounded as the middle of the library
        does, and the next as it does or so as well. None elsewhere, and where the sound does not
        speak for the track; nothing is said of the last.

        Args:
            rows: [m] places in the catalogue, best first.
            scores: [m] of these tracks, less their losses.
        """
        if not self.affinities or not len(rows):
            return [None] * len(rows)
        losses = self.losses(rows)
        with_average = scores * (1 - self.average.sum()) / (1 - losses.sum(axis=0))
        owed = with_average[:-1] <= np.maximum(scores, with_average)[1:] + _ROUNDING
        gains = self.average[:, np.newaxis] - losses
        strongest = np.argmax(gains, axis=0)
        return [
            self._deciding(int(strongest[place]), int(rows[place]))
            if place < len(owed) and owed[place] and gains[strongest[place], place] > _ROUNDING
            else None
            for place in range(len(rows))
        ]

    def _deciding(self, which: int, row: int) -> Deciding:
        affinity = self.affinities[which]
        value = known_feature(self.catalogue, affinity.feature, np.array([row]))[0]
        return Deciding(affinity, float(value))


def _places(catalogue: Catalogue, affinity: Affinity) -> NDArray[np.float64]:
    """[_STEPS + 2] the share of a library that has less of what is wanted; of equals half."""
    values = known_feature(catalogue, affinity.feature, spread_rows(len(catalogue), _SAMPLE))
    counts = np.bincount(_steps(values), minlength=_STEPS + 2)[:-1]
    if not counts.any():
        return np.full(_STEPS + 2, _AVERAGE)
    places = (np.cumsum(counts) - counts / 2) / counts.sum()
    return np.append(places if affinity.wants_much else 1 - places, _AVERAGE)


def _steps(values: NDArray[np.float64]) -> NDArray[np.intp]:
    """[m] of features in [0, 1]; what is not known has a step of its own."""
    steps = np.rint(np.clip(values, 0, 1) * _STEPS)
    return np.where(np.isfinite(values), steps, _STEPS + 1).astype(np.intp)
