"""Write known-good figures for the browser's port of the vision package.

    python tools/vision_fixtures.py [--check]

What `web/src/vision` computes in TypeScript, `affetto.vision` computes in Python. This lets Python
read a small part of `examples/astronaut.jpg` and made-up tracks, and writes what comes out to
`web/src/vision/fixtures/`, where the front end's tests find it. With `--check` nothing is written,
and the exit status is 1 where the files say something else.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from affetto.app.pictures import build_moving_picture_reader, build_picture_reader
from affetto.reading_json import reading_as_dict
from affetto.vision.face_crops import crop_face
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.frames import load_picture
from affetto.vision.moving_picture_reader import FrameReading
from affetto.vision.smoothing import EmotionSmoother, SteadyName
from affetto.vision.tracking import FaceTracker

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "web" / "src" / "vision" / "fixtures"
# The astronaut's head and shoulders: a picture that a browser test can carry.
LEFT, TOP, SIDE_PX = 130, 10, 144
WINDOW_PX = 120
SEED = 20268


def main() -> int:
    """Write the fixtures, or compare them with those that are there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    picture = load_picture(ROOT / "examples" / "astronaut.jpg").rgb
    portrait = np.ascontiguousarray(picture[TOP : TOP + SIDE_PX, LEFT : LEFT + SIDE_PX])
    fixtures = {
        "resampling": list_resampling(portrait[40:88, 30:91]),
        "picture": list_picture(portrait),
        "tracking": list_tracking(),
        "smoothing": list_smoothing(),
    }
    changed = [name for name, content in fixtures.items() if not write(name, content, check=check)]
    for name in changed:
        print(f"{FOLDER / name}.json differs", file=sys.stderr)
    return 1 if changed else 0


def write(name: str, content: Any, *, check: bool) -> bool:
    """Whether the file holds `content`, now that it is written or compared."""
    path = FOLDER / f"{name}.json"
    text = json.dumps(content, separators=(",", ":")) + "\n"
    if check:
        return path.is_file() and is_close(json.loads(path.read_text("utf-8")), content)
    FOLDER.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def is_close(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same but for the noise of other processors' arithmetic."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_close(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_close, one, other))
    if isinstance(one, float) or isinstance(other, float):
        return abs(one - other) < 1e-3
    return bool(one == other)


def list_resampling(rgb: NDArray[np.uint8]) -> dict[str, Any]:
    """A small picture at other sizes."""
    sizes = [(40, 31, "bilinear", 2.0), (70, 55, "bilinear", 2.0), (9, 7, "bilinear", 2.0)]
    sizes += [(26, 26, "bicubic", 3.0), (66, 57, "bicubic", 3.0), (6, 5, "bicubic", 3.0)]
    image = Image.fromarray(rgb)
    grey = image.convert("L")
    turn, shift = 0.37 + 0.11j, (-3.0, 4.5)
    turned = grey.transform(
        (50, 50),
        Image.Transform.AFFINE,
        (turn.real, -turn.imag, shift[0], turn.imag, turn.real, shift[1]),
        Image.Resampling.BILINEAR,
    )
    return {
        "picture": as_raster(rgb),
        "resized": [
            {
                "filter": name,
                "reducing_gap": gap,
                **as_raster(
                    image.resize((width, height), Image.Resampling[name.upper()], reducing_gap=gap)
                ),
            }
            for width, height, name, gap in sizes
        ],
        "reduced": [
            {"factors": list(factors), **as_raster(image.reduce(factors))}
            for factors in ((2, 2), (3, 5), (7, 4))
        ],
        "grey": as_raster(grey),
        "transformed": {
            "turn": [turn.real, turn.imag],
            "shift": list(shift),
            **as_raster(turned),
        },
    }


def as_raster(pixels: NDArray[np.uint8] | Image.Image) -> dict[str, Any]:
    """Pixels as JSON: width, height, channels, and the bytes in base64."""
    array = np.asarray(pixels)
    height, width = array.shape[:2]
    return {
        "width": width,
        "height": height,
        "channels": 1 if array.ndim == 2 else array.shape[2],
        "data": base64.b64encode(array.tobytes()).decode("ascii"),
    }


def list_picture(rgb: NDArray[np.uint8]) -> dict[str, Any]:
    """A picture read as a picture, and windows that wander over it read as a camera's frames."""
    reading = build_picture_reader().read(rgb)
    face = reading.faces[0].face
    reader = build_moving_picture_reader()
    frames = [
        {"time_s": time_s, "left": left, "top": top}
        for time_s, left, top in wander(rgb.shape[0] - WINDOW_PX)
    ]
    readings = reader.read_all(
        (
            frame["time_s"],
            np.ascontiguousarray(
                rgb[
                    int(frame["top"]) : int(frame["top"]) + WINDOW_PX,
                    int(frame["left"]) : int(frame["left"]) + WINDOW_PX,
                ]
            ),
        )
        for frame in frames
    )
    return {
        "picture": as_raster(rgb),
        "window_px": WINDOW_PX,
        "reading": reading_as_dict("astronaut", reading),
        "landmarks": np.round(face.landmarks, 3).tolist(),
        "crop": as_raster(crop_face(rgb, face)),
        "frames": [
            {**frame, **frame_as_dict(each)} for frame, each in zip(frames, readings, strict=True)
        ],
    }


def wander(room_px: int) -> Iterator[tuple[float, int, int]]:
    """Times and places of windows: irregular, with one gap in which all tracks end."""
    times = np.cumsum([0, 0.1, 0.033, 0.2, 0.1, 0.05, 0.1, 0.1, 0.9, 0.1, 0.1, 0.15])
    for step, time_s in enumerate(times):
        turn = 2 * np.pi * step / 8
        half = room_px / 2
        yield (
            round(float(time_s), 3),
            round(half + half * np.cos(turn)),
            round(half + half * np.sin(turn)),
        )


def frame_as_dict(reading: FrameReading) -> dict[str, Any]:
    """What a frame's reading says, rounded."""
    point = reading.overall.point
    return {
        "emotion": str(reading.emotion),
        "source": str(reading.overall.source),
        "valence": round(point.valence, 4),
        "arousal": round(point.arousal, 4),
        "faces": [
            {
                "id": face.track.track_id,
                "seen": face.track.seen,
                "box": as_box(face.track.face.box),
                "emotion": str(face.emotion),
                "emotions": {k: round(v, 4) for k, v in face.reading.emotions.items()},
            }
            for face in reading.faces
        ],
    }


def as_box(box: Box) -> list[float]:
    """Left, top, width and height, rounded."""
    return [round(value, 3) for value in (box.x, box.y, box.width, box.height)]


def list_tracking() -> list[dict[str, Any]]:
    """Faces that walk, cross, hide and flash, and the tracks they get."""
    rng = np.random.default_rng(SEED)
    tracker = FaceTracker()
    steps = []
    time_s = 0.0
    for step in range(60):
        time_s = round(time_s + float(rng.choice([0.033, 0.1, 0.2])), 3)
        faces = list(walkers(step, rng))
        tracks = tracker.update(time_s, faces)
        steps.append(
            {
                "time_s": time_s,
                "faces": [{"box": as_box(face.box), "score": face.score} for face in faces],
                "tracks": [
                    {"id": t.track_id, "seen": t.seen, "box": as_box(t.face.box)} for t in tracks
                ],
            }
        )
    return steps


def walkers(step: int, rng: np.random.Generator) -> Iterator[DetectedFace]:
    """Three walkers, each missed or doubted now and then, and flashes of the detector."""
    paths: Sequence[tuple[float, float, float]] = ((20, 9, 60), (540, -8, 60), (250, 0.5, 95))
    for left, speed, size in paths:
        if rng.random() < 0.15:
            continue
        jitter = rng.normal(0, 0.03 * size, 2)
        box = Box(
            round(left + speed * step + float(jitter[0]), 3),
            round(150 + float(jitter[1]), 3),
            size,
            size * 1.25,
        )
        score = 0.4 if rng.random() < 0.2 else 0.9
        yield DetectedFace(box, score, np.zeros((5, 2), np.float32))
    if rng.random() < 0.1:
        flash = Box(round(float(rng.uniform(0, 600)), 3), 300, 40, 50)
        yield DetectedFace(flash, 0.6, np.zeros((5, 2), np.float32))


def list_smoothing() -> list[dict[str, Any]]:
    """Distributions that tremble about a tie, and the names they get."""
    rng = np.random.default_rng(SEED)
    smoother, name = EmotionSmoother(), SteadyName()
    steps = []
    for time_s in np.cumsum(rng.choice([0.033, 0.1, 0.4], 40)):
        probs = rng.dirichlet([3, 2, 0.5])
        emotions = dict(zip(("happy", "neutral", "sad"), map(float, probs), strict=True))
        weight = round(float(rng.uniform(0.3, 1)), 3)
        smoothed = smoother.update(float(time_s), emotions, weight)
        steps.append(
            {
                "time_s": float(time_s),
                "emotions": emotions,
                "weight": weight,
                "smoothed": smoothed,
                "name": name.update(smoothed),
            }
        )
    return steps


if __name__ == "__main__":
    sys.exit(main())
