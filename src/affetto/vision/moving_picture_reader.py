"""Reading moving pictures: the faces in them followed, and what they express, steadily.

A camera and a film both come as frames with times. Read one by one, frames of the same face
disagree; here readings are tied to the faces they belong to and smoothed over time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from affetto.affect import Affect, Point, expected_point
from affetto.errors import InputError
from affetto.vision.distributions import name_probabilities
from affetto.vision.face_detection import FaceDetector
from affetto.vision.face_emotion import FaceEmotionClassifier, FaceReading
from affetto.vision.fusion import fuse
from affetto.vision.scene_emotion import SceneClassifier, SceneReading
from affetto.vision.smoothing import (
    TIME_CONSTANT_S,
    EmotionSmoother,
    ExponentialMean,
    SteadyName,
)
from affetto.vision.tracking import FaceTrack, FaceTracker, check_order

# In frames faces are looked for at these sizes only: enough for a face of a tenth of the frame's
# width, and a frame must not take as long as a picture.
LIVE_LONG_SIDES_PX = (160, 320)

# The scene is read this often at most: it takes twice as long as all the rest of a frame, and
# changes slowly except at a cut, which `start_shot` tells. One reading in this time still lets
# the smoothed scene follow within a second. Just below a fifth of a second, so that at five
# frames a second every frame is read.
SCENE_INTERVAL_S = 0.19

# Faces must outweigh the scene, or the scene them, for this long before the overall emotion is
# told in the other's words: a face whose box trembles about the balance would otherwise turn
# "happy" into "melancholy" and back. One frame at five a second; our choice.
_WORDS_HOLD_S = 0.19


@dataclass(frozen=True, eq=False)
class FollowedFace:
    """A face that is followed, and what it has lately expressed.

    Attributes:
        track: its number, and where and when it was seen.
        reading: the face as it was last found, with emotions and place smoothed over time.
        emotion: the steady name of its emotion. Near a tie it stays what it was, so for a while
            it may not be `reading.emotion`.
    """

    track: FaceTrack
    reading: FaceReading
    emotion: str


@dataclass(frozen=True, eq=False)
class FrameReading:
    """What a moving picture feels like at one moment; it holds no pixels.

    Attributes:
        time_s: time of the frame, seconds.
        overall: faces and scene together, smoothed.
        emotion: the steady name of the overall emotion.
        faces: all tracks, in the order of their numbers, also faces that are hidden for a moment
            (`track.seen`) and those too new to count in `overall` (`track.confirmed`).
        scene: the scene, smoothed.
    """

    time_s: float
    overall: Affect
    emotion: str
    faces: list[FollowedFace]
    scene: SceneReading


class MovingPictureReader:
    """Reads the frames of one camera or film in the order of their times.

    Between frames it keeps boxes and distributions, no pictures. It holds the state of one
    stream, so each stream needs a reader of its own, used by one thread at a time; the networks
    may be shared.

    Args:
        detector: finds the faces; best with a least score of `tracking.MIN_SCORE_TO_CONTINUE`.
        face_classifier: reads their expressions.
        scene_classifier: reads the scene.
    """

    def __init__(
        self,
        detector: FaceDetector,
        face_classifier: FaceEmotionClassifier,
        scene_classifier: SceneClassifier,
    ) -> None:
        self._detector = detector
        self._face_classifier = face_classifier
        self._scene_classifier = scene_classifier
        self._tracker = FaceTracker()
        self._size: tuple[int, int] | None = None
        self._shot: _Shot | None = None
        self._last: FrameReading | None = None

    def read_all(self, frames: Iterable[tuple[float, NDArray[np.uint8]]]) -> Iterator[FrameReading]:
        """Readings of frames given as (time in seconds, picture), one by one as they come."""
        for time_s, rgb in frames:
            yield self.read(time_s, rgb)

    def read(self, time_s: float, rgb: NDArray[np.uint8]) -> FrameReading:
        """What the moving picture feels like with this frame.

        A frame with the time of the last one is taken for the same and not read again. A frame
        of another size than the last one starts a shot.

        Args:
            time_s: time of the frame, seconds from any origin; not before the last one's. Frames
                may come at any rate, and irregularly.
            rgb: uint8 [height, width, 3], upright.

        Raises:
            InputError: the time is no number or before the last frame's, or the frame is no such
                array.
            ModelError: a network cannot be executed.
        """
        check_order(self._last.time_s if self._last else -math.inf, time_s)
        _check_frame(time_s, rgb)
        if self._last and time_s == self._last.time_s:
            return self._last
        height, width = rgb.shape[:2]
        if self._size != (height, width):
            self.start_shot()
            self._size = height, width
        if self._shot is None:
            self._shot = _Shot(time_s, self._face_classifier, self._scene_classifier)
        tracks = self._tracker.update(time_s, self._detector.detect(rgb))
        self._last = self._shot.read(time_s, rgb, tracks)
        return self._last

    def start_shot(self) -> None:
        """Begin anew with the next frame, as a film does at a cut: nothing before it counts.

        The numbers of tracks go on, so that none is used twice, and so does time.
        """
        self._tracker.forget()
        self._shot = None


class _Shot:
    """What has been seen since the last cut."""

    def __init__(
        self,
        began_s: float,
        face_classifier: FaceEmotionClassifier,
        scene_classifier: SceneClassifier,
    ) -> None:
        self._began_s = began_s
        self._face_classifier = face_classifier
        self._smoothers: dict[int, _FaceSmoother] = {}
        self._faces: dict[int, FollowedFace] = {}
        self._scene = _SceneSmoother(scene_classifier)
        self._overall = _OverallSmoother()

    def read(
        self, time_s: float, rgb: NDArray[np.uint8], tracks: Sequence[FaceTrack]
    ) -> FrameReading:
        scene = self._scene.read(time_s, rgb)
        faces = self._read_faces(time_s, rgb, tracks)
        height, width = rgb.shape[:2]
        counting = [face.reading for face in faces if self._counts(face.track)]
        overall, emotion = self._overall.update(time_s, counting, scene, height * width)
        return FrameReading(time_s, overall, emotion, faces, scene)

    def _read_faces(
        self, time_s: float, rgb: NDArray[np.uint8], tracks: Sequence[FaceTrack]
    ) -> list[FollowedFace]:
        seen = [track for track in tracks if track.seen]
        readings = self._face_classifier.read(rgb, [track.face for track in seen])
        faces = {
            track.track_id: replace(self._faces[track.track_id], track=track)
            for track in tracks
            if not track.seen
        }
        for track, reading in zip(seen, readings, strict=True):
            smoother = self._smoothers.setdefault(track.track_id, _FaceSmoother())
            faces[track.track_id] = smoother.update(time_s, track, reading)
        self._faces = {track.track_id: faces[track.track_id] for track in tracks}
        self._smoothers = {number: self._smoothers[number] for number in self._faces}
        return list(self._faces.values())

    def _counts(self, track: FaceTrack) -> bool:
        # The first frame of a shot has no other to confirm its faces, and should say what it shows.
        return track.confirmed or track.first_seen_s == self._began_s


class _FaceSmoother:
    """What one face has lately expressed."""

    def __init__(self) -> None:
        self._smoother = EmotionSmoother()
        self._name = SteadyName()

    def update(self, time_s: float, track: FaceTrack, reading: FaceReading) -> FollowedFace:
        # A face that the detector doubts is blurred, turned or half hidden: so is its expression.
        emotions = self._smoother.update(time_s, reading.emotions, reading.face.score)
        smoothed = replace(reading, emotions=emotions, point=expected_point(emotions))
        return FollowedFace(track, smoothed, self._name.update(emotions))


class _SceneSmoother:
    """The scene, read now and then and smoothed."""

    def __init__(self, classifier: SceneClassifier) -> None:
        self._classifier = classifier
        self._mean = ExponentialMean(TIME_CONSTANT_S)
        self._read_at_s = -math.inf
        self._reading: SceneReading | None = None

    def read(self, time_s: float, rgb: NDArray[np.uint8]) -> SceneReading:
        if self._reading is None or time_s - self._read_at_s >= SCENE_INTERVAL_S:
            self._reading = self._smooth(time_s, self._classifier.read(rgb))
            self._read_at_s = time_s
        return self._reading

    def _smooth(self, time_s: float, reading: SceneReading) -> SceneReading:
        values = [*reading.emotions.values(), reading.point.valence, reading.point.arousal]
        *probs, valence, arousal = self._mean.update(time_s, np.array(values, np.float64))
        return replace(
            reading,
            emotions=name_probabilities(reading.emotions, np.array(probs)),
            point=Point(float(np.clip(valence, -1, 1)), float(np.clip(arousal, -1, 1))),
        )


class _OverallSmoother:
    """Smoothed faces and a smoothed scene as one affect that changes its words seldom."""

    def __init__(self) -> None:
        self._name = SteadyName()
        self._last: Affect | None = None
        self._other_words_since_s: float | None = None

    def update(
        self, time_s: float, faces: Sequence[FaceReading], scene: SceneReading, picture_area: float
    ) -> tuple[Affect, str]:
        """The affect of the moment, and its steady name."""
        affect = fuse(faces, scene, picture_area)
        if faces and self._last is not None:
            affect = self._keep_words(time_s, affect, self._last)
        self._last = affect
        return affect, self._name.update(affect.emotions)

    def _keep_words(self, time_s: float, affect: Affect, last: Affect) -> Affect:
        """The affect in the words of the last one, until others have held for long enough."""
        if affect.emotions.keys() == last.emotions.keys():
            self._other_words_since_s = None
            return affect
        if self._other_words_since_s is None:
            self._other_words_since_s = time_s
        if time_s - self._other_words_since_s >= _WORDS_HOLD_S:
            return affect
        return replace(affect, emotions=last.emotions, confidence=last.confidence)


def _check_frame(time_s: float, rgb: NDArray[np.uint8]) -> None:
    if rgb.dtype != np.uint8 or rgb.ndim != 3 or rgb.shape[2] != 3 or not rgb.size:
        raise InputError(
            f"frame at {time_s:.3f} s",
            f"is an array of {rgb.dtype} {list(rgb.shape)}; give uint8 [height, width, 3]",
        )
