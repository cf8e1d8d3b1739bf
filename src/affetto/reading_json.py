"""Readings of pictures as the JSON that the command line and the service print."""

from __future__ import annotations

from typing import Any

from affetto.affect_json import JSON_DIGITS, affect_as_dict, place_as_dict
from affetto.vision.face_emotion import FaceReading
from affetto.vision.faces import Box
from affetto.vision.moving_picture_reader import FollowedFace, FrameReading
from affetto.vision.picture_reader import PictureReading
from affetto.vision.scene_emotion import SceneReading

_PIXEL_DIGITS = 1
_TIME_DIGITS = 3


def reading_as_dict(picture: str, reading: PictureReading) -> dict[str, Any]:
    """The object that `affetto feel --json` prints for one picture."""
    return {
        "picture": picture,
        "overall": affect_as_dict(reading.overall),
        "faces": [_face_as_dict(face) for face in reading.faces],
        "scene": _scene_as_dict(reading.scene),
    }


def frame_as_dict(reading: FrameReading) -> dict[str, Any]:
    """What the service answers for one frame of a camera."""
    return {
        "time_s": round(reading.time_s, _TIME_DIGITS),
        "emotion": reading.emotion,
        "overall": affect_as_dict(reading.overall),
        "faces": [_followed_as_dict(face) for face in reading.faces],
        "scene": _scene_as_dict(reading.scene),
    }


def _scene_as_dict(scene: SceneReading) -> dict[str, Any]:
    return {
        "emotion": scene.emotion,
        **place_as_dict(scene.emotions, scene.point),
        "context": {str(tag): round(share, JSON_DIGITS) for tag, share in scene.context.items()},
    }


def _followed_as_dict(face: FollowedFace) -> dict[str, Any]:
    return {
        "id": face.track.track_id,
        "box": box_as_list(face.reading.face.box),
        "emotion": face.emotion,
        **place_as_dict(face.reading.emotions, face.reading.point),
        "seen": face.track.seen,
    }


def box_as_list(box: Box) -> list[float]:
    """x, y, width and height in pixels."""
    return [round(float(value), _PIXEL_DIGITS) for value in (box.x, box.y, box.width, box.height)]


def _face_as_dict(reading: FaceReading) -> dict[str, Any]:
    return {
        "box": box_as_list(reading.face.box),
        "score": round(float(reading.face.score), JSON_DIGITS),
        "emotion": reading.emotion,
        **place_as_dict(reading.emotions, reading.point),
    }
