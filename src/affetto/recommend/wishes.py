"""From what a picture feels like to the music that fits it.

Music that expresses an emotion does not lie where the word for it lies. The difference is largest
for sadness: people call the word very unpleasant, but sad music mild, moving, even pleasant, and
low in energy (Eerola & Vuoskoski 2011; Kawakami et al. 2013, "Sad music induces pleasant emotion",
Frontiers in Psychology 4:311). To look for sad music where the word lies is to find angry and
fearful tracks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from affetto.affect import (
    EMOTION_POINTS,
    Affect,
    FaceEmotion,
    Point,
    SceneEmotion,
    expected_point,
)


@dataclass(frozen=True)
class Wish:
    """Music that would fit one of the emotions a picture may show.

    Attributes:
        emotion: the word, None where only a point is known.
        share: probability in [0, 1] that it is this emotion.
        point: where music lies that expresses it, on the scale of listeners' ratings.
        valence_weight: share in [0, 1] of the valence in the distance; arousal has the rest.
        voice: whether somebody should sing; None where it makes no difference.
    """

    emotion: str | None
    share: float
    point: Point
    valence_weight: float
    voice: bool | None = None


@dataclass(frozen=True)
class _Anchor:
    felt: Point
    music: Point


# Pairs of a feeling and the music that expresses it.
_ANCHORS = (
    # Mean valence and energy of the five excerpts most typical of each emotion in Eerola &
    # Vuoskoski 2011 (set 2, rated from 1 to 9, mapped to [-1, 1]). The last is their tenderness,
    # felt where "relaxed" lies in Russell & Mehrabian 1977.
    _Anchor(EMOTION_POINTS[FaceEmotion.ANGRY], Point(-0.55, 0.64)),
    _Anchor(EMOTION_POINTS[FaceEmotion.FEAR], Point(-0.56, 0.48)),
    _Anchor(EMOTION_POINTS[FaceEmotion.HAPPY], Point(0.72, 0.79)),
    _Anchor(EMOTION_POINTS[FaceEmotion.SAD], Point(-0.12, -0.33)),
    _Anchor(Point(0.68, -0.46), Point(0.56, -0.34)),
    # A picture that shows no emotion is not one of middling arousal: of 720 pictures of OASIS
    # (Kurdi et al. 2017) the 110 within .1 of neutral valence have a mean arousal of -.37, the
    # lowest of any valence. So the origin of the words goes there, and what lies there stays.
    _Anchor(EMOTION_POINTS[FaceEmotion.NEUTRAL], Point(0.0, -0.37)),
    _Anchor(Point(0.0, -0.37), Point(0.0, -0.37)),
    # Who points to a corner of the plane wants the extreme: the corners stay where they are.
    _Anchor(Point(-1.0, -1.0), Point(-1.0, -1.0)),
    _Anchor(Point(-1.0, 1.0), Point(-1.0, 1.0)),
    _Anchor(Point(1.0, -1.0), Point(1.0, -1.0)),
    _Anchor(Point(1.0, 1.0), Point(1.0, 1.0)),
)
_SAME_PLACE = 1e-12

# Lyrics strengthen the emotion of sad and of angry music, and weaken that of calm music (Ali &
# Peynircioğlu 2006, "Songs and emotions: are lyrics and melodies equal partners?", Psychology of
# Music 34(4); for sadness also Brattico et al. 2011, "A functional MRI study of happy and sad
# emotions in music with and without lyrics", Frontiers in Psychology 2:308). That tells apart what
# lies close together in the plane: calm from sad, anger from fear. Happy music is found by its
# place; that lyrics weaken it too is left aside, as Ma et al. 2023 ("Lyrics and melodies", Musicae
# Scientiae), who repeated the experiments, could not confirm all of the effects.
_VOICES: Mapping[str, bool] = {
    FaceEmotion.ANGRY: True,
    FaceEmotion.SAD: True,
    FaceEmotion.NEUTRAL: False,
    SceneEmotion.SADNESS: True,
    SceneEmotion.MELANCHOLY: True,
}

# How much more an estimate of arousal can be trusted than one of valence: across genres, features
# of the sound account for 43% of the variance of rated arousal, for 16% of that of valence (Eerola
# 2011, "Are the emotions expressed in music genre-specific?", Journal of New Music Research 40(4)).
AROUSAL_RELIABILITY = 0.43 / 0.16
# What an axis counts for even where the wish lies in the middle of it. Our own choice, small, so
# that it only decides between tracks that are alike on the other axis.
LEAST_SALIENCE = 0.1


def wishes_for(affect: Affect) -> tuple[Wish, ...]:
    """The music that would fit each emotion of `affect`, the most probable first.

    The words give the spread of what the picture may feel, the affect's own point its centre: the
    places of the words are shifted together until their mean is that point.
    """
    if not any(share > 0 for share in affect.emotions.values()):
        return (_wish(None, 1.0, affect.point),)
    centre = expected_point(affect.emotions)
    shift_valence = affect.point.valence - centre.valence
    shift_arousal = affect.point.arousal - centre.arousal
    shares = sorted(affect.emotions.items(), key=lambda item: -item[1])
    return tuple(
        _wish(
            emotion,
            share,
            _clip(
                EMOTION_POINTS[emotion].valence + shift_valence,
                EMOTION_POINTS[emotion].arousal + shift_arousal,
            ),
        )
        for emotion, share in shares
        if share > 0
    )


def musical_point(felt: Point) -> Point:
    """Where music lies that expresses what is felt at a point.

    The point, moved by the mean of the anchors' displacements, each weighted by the inverse fourth
    power of its distance (after Shepard 1968, "A two-dimensional interpolation function for
    irregularly-spaced data"): exact at every anchor, smooth between, and mostly the work of the
    nearest two or three.
    """
    weights = []
    for anchor in _ANCHORS:
        valence, arousal = felt.valence - anchor.felt.valence, felt.arousal - anchor.felt.arousal
        squared = valence**2 + arousal**2
        if squared < _SAME_PLACE:
            return anchor.music
        weights.append(squared**-2)
    moves = [
        (anchor.music.valence - anchor.felt.valence, anchor.music.arousal - anchor.felt.arousal)
        for anchor in _ANCHORS
    ]
    valence, arousal = np.average(moves, axis=0, weights=weights)
    return _clip(felt.valence + float(valence), felt.arousal + float(arousal))


def _valence_weight(point: Point) -> float:
    """Share of the valence in the distance from `point`.

    Words for emotions differ by their direction from the middle of the plane (Russell 1980, "A
    circumplex model of affect"), so an axis counts for how far the wish lies out on it, times how
    far its estimates can be trusted. Sad, calm and melancholy music, mild in valence, is thus
    sought by its low arousal; the joy of a quiet landscape by its valence.
    """
    valence = abs(point.valence) + LEAST_SALIENCE
    arousal = AROUSAL_RELIABILITY * (abs(point.arousal) + LEAST_SALIENCE)
    return valence / (valence + arousal)


def _wish(emotion: str | None, share: float, felt: Point) -> Wish:
    point = musical_point(felt)
    voice = None if emotion is None else _VOICES.get(emotion)
    return Wish(emotion, share, point, _valence_weight(point), voice)


def _clip(valence: float, arousal: float) -> Point:
    return Point(min(1.0, max(-1.0, valence)), min(1.0, max(-1.0, arousal)))
