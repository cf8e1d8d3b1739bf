"""Faces followed from frame to frame by where they are.

Every track foretells where its face will be, found and foretold boxes are paired so that they
overlap most, and a Kalman filter of constant velocity learns from each pair: SORT (Bewley et al.
2016, arXiv:1602.00763). Doubtful faces continue tracks but begin none, as in ByteTrack (Zhang et
al. 2022, arXiv:2110.06864), and what is left is paired once more with widened boxes, as in C-BIoU
(Yang et al. 2023, arXiv:2211.14317). Unlike these, everything is told in seconds and in sizes of
the face, not in frames and pixels, so that the frame rate may be any and may vary.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from affetto.errors import InputError
from affetto.vision.face_detection import MIN_SCORE
from affetto.vision.faces import Box, DetectedFace

# How long a face is awaited where it was last going. ByteTrack's thirty frames at thirty frames a
# second would be 1 s; a little less lets even five frames a second forget within a second a face
# that has left.
MAX_GAP_S = 0.75
# What has been seen for this long is no flash of the detector. Just below a tenth of a second,
# so that it takes three frames at 30 a second (SORT's three hits) and two at 10 or fewer.
CONFIRM_AFTER_S = 0.065
# The least score of faces that continue a track, for the detector that finds them: low enough to
# keep a face that turns or blurs, high enough to spare the work on what is none.
MIN_SCORE_TO_CONTINUE = 0.3
# Overlap (shared area over joint area) from which a foretold and a found box may be the same
# face: SORT's choice.
MIN_OVERLAP = 0.3

# The motion of heads, in sizes of the face. Somebody who walks past at 1.4 m/s with a face 0.2 m
# high makes 7 sizes a second; half of that is the standard deviation of the first speed.
_FIRST_SPEED_SD = 3.5
# White noise of acceleration, as sizes²/s³: a speed changes by some 1.4 sizes/s within a second.
# Of 1 to 9, small values held simulated crossings apart better, by little.
_ACCELERATION_DENSITY = 2.0
# Standard deviation of a found centre, in sizes: CenterFace's on FER2013 faces in mildly disturbed
# frames is 0.026.
_CENTRE_SD = 0.03
# Boxes are widened by the uncertainty of the foretold centre, but by no more than this many sizes.
_MAX_WIDENING = 0.75


@dataclass(frozen=True, eq=False)
class FaceTrack:
    """A face that is followed.

    Attributes:
        track_id: the face's number, from 1; never given to another.
        face: the face as it was last found.
        first_seen_s: time of the first frame that showed it.
        last_seen_s: time of the last frame that showed it.
        seen: whether the present frame shows it; if not, it is awaited.
    """

    track_id: int
    face: DetectedFace
    first_seen_s: float
    last_seen_s: float
    seen: bool

    @property
    def confirmed(self) -> bool:
        """Whether it has been seen for long enough to be no flash of the detector."""
        return self.last_seen_s - self.first_seen_s >= CONFIRM_AFTER_S


class FaceTracker:
    """Gives faces found in successive frames the numbers of the tracks they belong to.

    A face that is not found is awaited for as long as it has been seen before, at most
    `MAX_GAP_S`, so that a flash of the detector leaves at once and a friend behind a passer-by
    comes back under the same number. Frames further apart than `MAX_GAP_S` share no tracks.

    Args:
        begin_score: the least score, in [0, 1], of a face that begins a track; faces of lower
            scores only continue one.
    """

    def __init__(self, begin_score: float = MIN_SCORE) -> None:
        self._begin_score = begin_score
        self._numbers = itertools.count(1)
        self._followed: list[_FollowedFace] = []
        self._time_s = -math.inf

    def update(self, time_s: float, faces: Sequence[DetectedFace]) -> list[FaceTrack]:
        """Tracks after a frame, in the order of their numbers.

        Args:
            time_s: time of the frame, seconds from any origin; not before the last one's.
            faces: what a detector found in it.

        Raises:
            InputError: the time is no number or before the last frame's.
        """
        check_order(self._time_s, time_s)
        previous_s, self._time_s = self._time_s, time_s
        awaited = [
            followed.moved_to(time_s)
            for followed in self._followed
            if time_s - followed.track.last_seen_s <= MAX_GAP_S
        ]
        found_again = self._pair_in_stages(awaited, faces, previous_s)
        kept = [
            followed.found(faces[found_again[row]], time_s) if row in found_again else followed
            for row, followed in enumerate(awaited)
            if row in found_again or followed.is_awaited(time_s)
        ]
        continued = set(found_again.values())
        begun = [
            _FollowedFace.begin(next(self._numbers), face, time_s)
            for row, face in enumerate(faces)
            if row not in continued and face.score >= self._begin_score
        ]
        self._followed = kept + begun
        return [followed.track for followed in self._followed]

    def forget(self) -> None:
        """End all tracks, as a cut to another shot does."""
        self._followed = []

    def _pair_in_stages(
        self, awaited: Sequence[_FollowedFace], faces: Sequence[DetectedFace], previous_s: float
    ) -> dict[int, int]:
        """Rows of `faces` by rows of `awaited`, for those that belong together.

        Tracks that the previous frame showed choose first, among sure faces, by their plain boxes:
        a face that hides another must not lose its track to the one that waits behind it. Only
        then do hidden, fast and doubtful faces get their chance, by widened boxes, which overlap
        with neighbours too.
        """
        recent = [
            row for row, followed in enumerate(awaited) if followed.track.last_seen_s == previous_s
        ]
        sure = [row for row, face in enumerate(faces) if face.score >= self._begin_score]
        pairs = _pair(awaited, recent, faces, sure, widened=False)
        lost = [row for row in range(len(awaited)) if row not in pairs]
        left = [row for row in range(len(faces)) if row not in pairs.values()]
        return pairs | _pair(awaited, lost, faces, left, widened=True)


def check_order(last_s: float, time_s: float) -> None:
    """Check that a frame's time is a number and not before the last one's.

    Raises:
        InputError: it is neither.
    """
    if not math.isfinite(time_s):
        raise InputError("frame", f"its time, {time_s}, is no number of seconds")
    if time_s < last_s:
        raise InputError(
            f"frame at {time_s:.3f} s",
            f"comes after the one at {last_s:.3f} s; give frames in the order of their times, or "
            "begin anew with another reader",
        )


@dataclass(frozen=True, eq=False)
class _Motion:
    """A centre that moves, and how sure that is: a Kalman filter of constant velocity.

    Horizontal and vertical motion are independent and equally sure, so one covariance of
    position and velocity serves both.

    Attributes:
        centre: [2], x and y in pixels.
        velocity: [2], pixels per second.
        covariance: [2, 2], of position and velocity along one axis, in sizes of the face.
    """

    centre: NDArray[np.float64]
    velocity: NDArray[np.float64]
    covariance: NDArray[np.float64]

    @classmethod
    def begin(cls, centre: NDArray[np.float64]) -> _Motion:
        covariance = np.diag([_CENTRE_SD**2, _FIRST_SPEED_SD**2])
        return cls(centre, np.zeros(2), covariance)

    def after(self, elapsed_s: float) -> _Motion:
        transition = np.array([[1.0, elapsed_s], [0.0, 1.0]])
        # White noise of acceleration, integrated over the time (Bar-Shalom, Li & Kirubarajan
        # 2001, "Estimation with applications to tracking and navigation", section 6.2.2): two
        # short steps make as much of it as a long one.
        noise = _ACCELERATION_DENSITY * np.array(
            [[elapsed_s**3 / 3, elapsed_s**2 / 2], [elapsed_s**2 / 2, elapsed_s]]
        )
        return _Motion(
            self.centre + elapsed_s * self.velocity,
            self.velocity,
            transition @ self.covariance @ transition.T + noise,
        )

    def corrected(self, centre: NDArray[np.float64]) -> _Motion:
        gain = self.covariance[:, 0] / (self.covariance[0, 0] + _CENTRE_SD**2)
        error = centre - self.centre
        return _Motion(
            self.centre + gain[0] * error,
            self.velocity + gain[1] * error,
            self.covariance - np.outer(gain, self.covariance[0]),
        )


@dataclass(frozen=True, eq=False)
class _FollowedFace:
    """A track, and where its face is believed to be at `time_s`."""

    track: FaceTrack
    motion: _Motion
    time_s: float

    @classmethod
    def begin(cls, track_id: int, face: DetectedFace, time_s: float) -> _FollowedFace:
        track = FaceTrack(track_id, face, time_s, time_s, seen=True)
        return cls(track, _Motion.begin(_centre(face.box)), time_s)

    def moved_to(self, time_s: float) -> _FollowedFace:
        return _FollowedFace(
            replace(self.track, seen=False), self.motion.after(time_s - self.time_s), time_s
        )

    def found(self, face: DetectedFace, time_s: float) -> _FollowedFace:
        track = replace(self.track, face=face, last_seen_s=time_s, seen=True)
        return _FollowedFace(track, self.motion.corrected(_centre(face.box)), time_s)

    def is_awaited(self, time_s: float) -> bool:
        seen_for_s = self.track.last_seen_s - self.track.first_seen_s
        return time_s - self.track.last_seen_s <= min(MAX_GAP_S, seen_for_s + CONFIRM_AFTER_S)

    @property
    def corners(self) -> NDArray[np.float64]:
        """Left, top, right and bottom [4] of where it is believed to be, in pixels."""
        half = np.array([self.track.face.box.width, self.track.face.box.height]) / 2
        return np.concatenate([self.motion.centre - half, self.motion.centre + half])

    @property
    def widening_px(self) -> float:
        spread = min(math.sqrt(self.motion.covariance[0, 0]), _MAX_WIDENING)
        return spread * math.sqrt(self.track.face.box.area)


def _centre(box: Box) -> NDArray[np.float64]:
    return np.array([box.x + box.width / 2, box.y + box.height / 2])


def _corners(box: Box) -> NDArray[np.float64]:
    return np.array([box.x, box.y, box.x + box.width, box.y + box.height])


def _pair(
    followed: Sequence[_FollowedFace],
    followed_rows: Sequence[int],
    faces: Sequence[DetectedFace],
    face_rows: Sequence[int],
    *,
    widened: bool,
) -> dict[int, int]:
    """Rows of `faces` by rows of `followed`: of all pairings that with the most overlap.

    Boxes that overlap by less than `MIN_OVERLAP` are never a pair.
    """
    if not followed_rows or not face_rows:
        return {}
    foretold = np.stack([followed[row].corners for row in followed_rows])[:, None]
    found = np.stack([_corners(faces[row].box) for row in face_rows])[None]
    if widened:
        # Both boxes grow, so that equal ones still overlap wholly.
        margins = np.array([followed[row].widening_px for row in followed_rows])
        growth = margins[:, None, None] * np.array([-1, -1, 1, 1])
        foretold, found = foretold + growth, found + growth
    overlaps = _overlap(foretold, found)
    overlaps[overlaps < MIN_OVERLAP] = 0
    rows, columns = linear_sum_assignment(overlaps, maximize=True)
    return {
        followed_rows[row]: face_rows[column]
        for row, column in zip(rows, columns, strict=True)
        if overlaps[row, column] > 0
    }


def _overlap(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shared area over joint area of boxes [..., 4] given by their corners."""
    shared = np.minimum(one[..., 2:], other[..., 2:]) - np.maximum(one[..., :2], other[..., :2])
    intersection = np.maximum(shared, 0).prod(axis=-1)
    areas = (
        (one[..., 2:] - one[..., :2]).prod(axis=-1),
        (other[..., 2:] - other[..., :2]).prod(axis=-1),
    )
    overlap: NDArray[np.float64] = intersection / (areas[0] + areas[1] - intersection)
    return overlap
