"""Readings of pictures as the JSON that the command line and the service print."""

from __future__ import annotations

from typing import Any

from affetto.affect_json import JSON_DIGITS, affect_as_dict, place_as_dict
from affetto.vision.face_emotion import FaceReading
from affetto.vision.picture_reader import PictureReading

_PIXEL_DIGITS = 1


def reading_as_dict(picture: str, reading: PictureReading) -> dict[str, Any]:
    """The object that `affetto feel --json` prints for one picture."""
    return {
        "picture": picture,
        "overall": affect_as_dict(reading.overall),
        "faces": [_face_as_dict(face) for face in reading.faces],
        "scene": {
            "emotion": reading.scene.emotion,
            **place_as_dict(reading.scene.emotions, reading.scene.point),
            "context": {
                str(tag): round(share, JSON_DIGITS) for tag, share in reading.scene.context.items()
            },
        },
    }


def _face_as_dict(reading: FaceReading) -> dict[str, Any]:
    box = reading.face.box
    return {
        "box": [
            round(float(value), _PIXEL_DIGITS) for value in (box.x, box.y, box.width, box.height)
        ],
        "score": round(float(reading.face.score), JSON_DIGITS),
        "emotion": reading.emotion,
        **place_as_dict(reading.emotions, reading.point),
    }
