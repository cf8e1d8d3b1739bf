"""One affect from what the faces and the scene of a picture say.

Both sides give a place in the valence-arousal plane. They are averaged with weights that
multiply two things: how sure each side is (one over its variance, the classical way to
combine independent measurements) and how much of the picture it fills, for a face that takes
a quarter of the picture is its subject and one of a few pixels is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from affetto.affect import EMOTION_POINTS, Affect, AffectSource, Point
from affetto.vision.face_emotion import FaceReading
from affetto.vision.scene_emotion import SceneReading

# Share of the picture that faces must fill to weigh as much as the scene around them. Our
# choice: one face of a tenth of the picture's height and width.
FACE_SHARE_AT_BALANCE = 0.01
# Standard deviation of a place in the plane even if the emotion is certain, for one word
# stands for many shades. Our choice.
_WORD_SPREAD = 0.25
# Root mean square error of the scene network in cross-validation, the mean of valence (.286) and
# arousal (.191): docs/models/scene-emotion.md.
SCENE_ERROR = 0.24
# A side with less than this share of the weight is not named as a source.
_MENTION_FROM = 0.1


def fuse(faces: Sequence[FaceReading], scene: SceneReading, picture_area: float) -> Affect:
    """The affect of a whole picture.

    Args:
        faces: readings of its faces, each of some area; possibly none.
        scene: reading of the picture as a scene.
        picture_area: height times width, pixels.
    """
    if not faces:
        return Affect(scene.emotions, scene.point, max(scene.emotions.values()), AffectSource.SCENE)
    areas = np.array([reading.face.box.area for reading in faces])
    weights = areas * [reading.face.score for reading in faces]
    emotions = mean_emotions([reading.emotions for reading in faces], weights)
    filled = min(float(areas.sum()) / picture_area, 1.0)
    prominence = filled / (filled + FACE_SHARE_AT_BALANCE)
    face_point, face_variance = _centre_and_variance(emotions)
    face_weight = prominence / face_variance
    scene_weight = (1 - prominence) / SCENE_ERROR**2
    face_share = face_weight / (face_weight + scene_weight)
    point = Point(
        face_share * face_point.valence + (1 - face_share) * scene.point.valence,
        face_share * face_point.arousal + (1 - face_share) * scene.point.arousal,
    )
    leading = emotions if face_share >= 0.5 else scene.emotions
    return Affect(leading, point, max(leading.values()), _source(face_share))


def _source(face_share: float) -> AffectSource:
    if face_share > 1 - _MENTION_FROM:
        return AffectSource.FACES
    if face_share < _MENTION_FROM:
        return AffectSource.SCENE
    return AffectSource.BOTH


def mean_emotions(
    distributions: Sequence[Mapping[str, float]], weights: Iterable[float]
) -> dict[str, float]:
    """The weighted mean of distributions over the same words, summing to 1."""
    shares = np.array(list(weights), dtype=float)
    shares /= shares.sum()
    return {
        word: float(sum(w * d[word] for w, d in zip(shares, distributions, strict=True)))
        for word in distributions[0]
    }


def _centre_and_variance(emotions: Mapping[str, float]) -> tuple[Point, float]:
    """Mean place of a distribution over words, and its variance per axis."""
    places = np.array([(EMOTION_POINTS[w].valence, EMOTION_POINTS[w].arousal) for w in emotions])
    probs = np.array(list(emotions.values()))
    mean = probs @ places
    variance = float((probs @ (places - mean) ** 2).mean()) + _WORD_SPREAD**2
    return Point(float(mean[0]), float(mean[1])), variance
