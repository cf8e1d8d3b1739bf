"""Networks that users trained, in the place of those that ship.

A published recipe may know five of the seven expressions, or one more, and a landscape recipe
nothing but moods. Here each of them answers in the form of the network it replaces, so that
reading, explaining and judging need not know which one answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from affetto.affect import EMOTION_POINTS, FaceEmotion, SceneEmotion
from affetto.inference.session import InferenceSession
from affetto.inference.trained_model import FACE_LABELS
from affetto.vision.scene_emotion import LANDSCAPE_SIDE, resize_scene


class TrainedFaceNetwork:
    """A trained face network that answers as the one that ships.

    Expressions that it does not know have probability 0. Of one that knows contempt, the other
    seven share what contempt had in proportion; `ferplus` then gives all eight as they were.

    Args:
        session: takes `faces` uint8 [n, 48, 48], gives `probs` [n, labels].
        labels: its classes, some of `FACE_LABELS`.
    """

    def __init__(self, session: InferenceSession, labels: Sequence[str]) -> None:
        self._session = session
        self._labels = tuple(labels)

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """`probs` [n, 7] in `FaceEmotion` order; `ferplus` [n, 8] if it knows contempt."""
        probs = self._session.run(inputs)["probs"]
        eight = _place(probs, self._labels, FACE_LABELS)
        answers = {"probs": _renormalize(eight[:, : len(FaceEmotion)], self._knows)}
        if set(self._labels) - set(FaceEmotion):
            answers["ferplus"] = eight
        return answers

    @property
    def _knows(self) -> NDArray[np.bool_]:
        return np.array([emotion in self._labels for emotion in FaceEmotion])


class TrainedLandscapeNetwork:
    """A trained landscape network that answers as the scene network that ships.

    The place in the plane follows from the moods; what is to be seen in the picture it does not
    say.

    Args:
        session: takes `pictures` uint8 [n, 128, 128, 3], gives `probs` [n, labels].
        labels: its classes, some of `SceneEmotion`.
    """

    def __init__(self, session: InferenceSession, labels: Sequence[str]) -> None:
        self._session = session
        self._labels = tuple(labels)

    def run(self, inputs: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """`emotions` [n, 4] in `SceneEmotion` order and `affect` [n, 2].

        Args:
            inputs: `pictures` uint8 [n, side, side, 3] of any side.
        """
        # Squeezed twice, from the scene's square: it spares whoever shows scenes to a network to
        # know which one it is, and moves greys by less than half a level on average.
        pictures = np.stack([resize_scene(each, LANDSCAPE_SIDE) for each in inputs["pictures"]])
        probs = self._session.run({"pictures": pictures})["probs"]
        emotions = _place(probs, self._labels, tuple(SceneEmotion))
        places = [(EMOTION_POINTS[e].valence, EMOTION_POINTS[e].arousal) for e in SceneEmotion]
        return {"emotions": emotions, "affect": emotions @ np.array(places, emotions.dtype)}


def _place(
    probs: NDArray[np.floating[Any]], labels: Sequence[str], words: Sequence[str]
) -> NDArray[np.floating[Any]]:
    """Probabilities [n, labels] by `words` [n, words]; 0 where a word is no label."""
    placed = np.zeros((len(probs), len(words)), probs.dtype)
    placed[:, [words.index(label) for label in labels]] = probs
    return placed


def _renormalize(
    probs: NDArray[np.floating[Any]], known: NDArray[np.bool_]
) -> NDArray[np.floating[Any]]:
    """Rows [n, words] that sum to 1; one of nothing but zeros falls to the known words alike."""
    total = probs.sum(axis=1, keepdims=True)
    shares = np.broadcast_to(known / known.sum(), probs.shape).astype(probs.dtype)
    np.divide(probs, total, out=shares, where=total > 0)
    return shares
