"""How many faces are found, and where some are seen that are none, on pictures kept for the test.

    python benchmarks/face_detection.py OASIS [--network runs/detector/detector.onnx]

OASIS is the folder with `norms.csv` and `images/`, pictures of 320 x 256 pixels. The faces are
written down in `oasis_faces.csv`, in pixels of those pictures: every face of at least 32 pixels
in pictures of people is `visible` (both eyes, or one eye and the mouth; no surgical mask),
`hidden`, or `unclear` where people would not agree. Boxes were first marked by looking at what
CenterFace proposes above a score of 0.3 and adding by hand what it missed; whether a face is
visible was decided by eye, without looking at what any detector says. Half of the themes are the
test; `affetto train detector` never sees them.

The visible faces are then made small, larger than the frame, tilted and covered, and laid small
beside others. Beside the detector that ships stands the same network with two and with three looks
at every picture, as Affetto used it before, and with `--network` another one in its place.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from affetto.inference.registry import open_session
from affetto.inference.session import OnnxSession
from affetto.training.datasets.oasis import load_oasis
from affetto.training.datasets.oasis_faces import (
    SMALLEST_PX,
    MarkedFace,
    Part,
    Visibility,
    part_of,
    read_marked_faces,
)
from affetto.training.detection import clip, judge, shared_areas
from affetto.training.face_views import turn_boxes
from affetto.training.metrics import wilson_interval
from affetto.vision.face_detection import FaceDetector
from affetto.vision.faces import Box
from affetto.vision.frames import load_picture

LABELS = Path(__file__).with_name("oasis_faces.csv")
TWO_LOOKS_PX = (160, 416)
THREE_LOOKS_PX = (160, 320, 640)

FRAME_PX = (640, 480)
TILTS_DEG = (20, 45, 90, 180)
SMALL_PX = (40, 20)
BESIDE_PX = 40
# A face laid beside others comes from the picture so many places on, and keeps this far from edges.
BESIDE_STEP = 7
MARGIN_PX = 8
TIMED_RUNS = 30

Rgb = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class MarkedPicture:
    """A picture of the test and its faces."""

    theme: str
    category: str
    rgb: Rgb
    faces: list[MarkedFace]


@dataclass
class Count:
    """Found of how many."""

    found: int = 0
    total: int = 0

    def add(self, found: int, total: int = 1) -> None:
        """Count `total` more, of which some were found."""
        self.found += found
        self.total += total

    def __str__(self) -> str:
        low, high = wilson_interval(self.found, self.total)
        share = self.found / self.total
        return f"{self.found} of {self.total}, {share:.1%} ({low:.1%} to {high:.1%})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("oasis", type=Path)
    parser.add_argument("--network", type=Path, help="an ONNX file of the same form")
    options = parser.parse_args()
    session = open_session("centerface", threads=1)
    detectors = {
        "ships": FaceDetector(session),
        "two looks": FaceDetector(session, TWO_LOOKS_PX, doubtful_score=None),
        "three looks": FaceDetector(
            session, THREE_LOOKS_PX, closer_look_px=None, doubtful_score=None
        ),
    }
    if options.network:
        detectors["other network"] = FaceDetector(OnnxSession(options.network, threads=1))
    pictures = load_test_pictures(options.oasis)
    tables = {name: measure(detector, pictures) for name, detector in detectors.items()}
    print("| | " + " | ".join(tables) + " |\n|---|" + "---|" * len(tables))
    for row in tables["ships"]:
        print(f"| {row} | " + " | ".join(str(table[row]) for table in tables.values()) + " |")
    for name, ratio in compare_times(detectors, pictures).items():
        print(f"{name}: {ratio:.2f} times the processor time of what ships")


def load_test_pictures(oasis: Path) -> list[MarkedPicture]:
    marked = read_marked_faces(LABELS)
    pictures = load_oasis(oasis)
    return [
        MarkedPicture(theme, category, load_picture(path).rgb, marked[theme])
        for theme, category, path in zip(
            pictures.themes, pictures.categories.tolist(), pictures.paths, strict=True
        )
        if part_of(theme) is Part.TEST and theme in marked
    ]


def measure(detector: FaceDetector, pictures: list[MarkedPicture]) -> dict[str, Count]:
    """Faces found as they are and made difficult, and how much of what was found is right."""
    table = measure_as_they_are(detector, pictures)
    visible = [
        (picture, face)
        for picture in pictures
        if picture.category == "Person"
        for face in picture.faces
        if face.visibility is Visibility.VISIBLE
    ]
    backgrounds = [
        picture.rgb for picture in pictures if picture.category == "Scenery" and not picture.faces
    ]
    for turn, (picture, face) in enumerate(visible):
        background = backgrounds[turn % len(backgrounds)]
        for condition, rgb, box in made_difficult(picture.rgb, face.box, background):
            size = (rgb.shape[1], rgb.shape[0])
            found = judge(detector.detect(rgb), [MarkedFace(box, face.visibility)], size).found
            table.setdefault(condition, Count()).add(found[0])
    for rgb, box in laid_beside_others(visible):
        size = (rgb.shape[1], rgb.shape[0])
        found = judge(detector.detect(rgb), [MarkedFace(box, Visibility.VISIBLE)], size).found
        table.setdefault(f"{BESIDE_PX} px beside others, in a frame 640 wide", Count()).add(
            found[0]
        )
    return table


def measure_as_they_are(
    detector: FaceDetector, pictures: Iterable[MarkedPicture]
) -> dict[str, Count]:
    table = {
        name: Count()
        for name in (
            "visible faces found",
            "hidden faces found",
            "visible, below 64 px",
            "visible, 64 to 128 px",
            "visible, from 128 px",
            "right of what is found in pictures of people",
            "animals without a false face",
            "objects without a false face",
            "scenery without a false face",
        )
    }
    wordings = {"Animal": "animals", "Object": "objects", "Scenery": "scenery"}
    for picture in pictures:
        size = (picture.rgb.shape[1], picture.rgb.shape[0])
        is_person = picture.category == "Person"
        judgement = judge(
            detector.detect(picture.rgb),
            picture.faces,
            size,
            smallest_px=SMALLEST_PX if is_person else 0,
        )
        if not is_person:
            table[f"{wordings[picture.category]} without a false face"].add(not judgement.false)
            continue
        right = 0
        for face, found in zip(picture.faces, judgement.found, strict=True):
            if face.visibility is Visibility.UNCLEAR:
                continue
            right += found
            table[f"{face.visibility} faces found"].add(found)
            if face.visibility is Visibility.VISIBLE:
                table[f"visible, {size_group(clip(face.box, size))}"].add(found)
        table["right of what is found in pictures of people"].add(
            right, right + len(judgement.false)
        )
    return table


def size_group(box: Box) -> str:
    longest = max(box.width, box.height)
    return "below 64 px" if longest < 64 else "64 to 128 px" if longest < 128 else "from 128 px"


def made_difficult(rgb: Rgb, box: Box, background: Rgb) -> Iterator[tuple[str, Rgb, Box]]:
    """The picture with its face at `box` small, very large, tilted and covered."""
    for side in SMALL_PX:
        yield f"{side} px in a frame of 640 x 480", *laid_small(rgb, box, side, background)
    for share in (1.0, 0.75):
        name = f"{share:.0%} of the face fills the picture"
        yield name, *cropped(rgb, box, share)
    for tilt in TILTS_DEG:
        yield f"tilted by {tilt}°", *tilted(rgb, box, tilt)
    for part, (left, top, right, bottom) in {
        "mouth and chin": (0, 0.55, 1, 1),
        "eyes": (0, 0.2, 1, 0.5),
        "left half": (0, 0, 0.5, 1),
    }.items():
        covered = rgb.copy()
        x0, x1 = (max(0, round(box.x + share * box.width)) for share in (left, right))
        y0, y1 = (max(0, round(box.y + share * box.height)) for share in (top, bottom))
        covered[y0:y1, x0:x1] = (120, 160, 190)
        yield f"{part} covered", covered, box


def laid_small(rgb: Rgb, box: Box, side_px: int, background: Rgb) -> tuple[Rgb, Box]:
    scale = side_px / max(box.width, box.height)
    frame = Image.fromarray(background).resize(FRAME_PX)
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    picture = Image.fromarray(rgb).resize(size, Image.Resampling.LANCZOS)
    left, top = (FRAME_PX[0] - size[0]) // 2, (FRAME_PX[1] - size[1]) // 2
    frame.paste(picture, (left, top))
    moved = Box(box.x * scale + left, box.y * scale + top, box.width * scale, box.height * scale)
    return np.asarray(frame), moved


def laid_beside_others(
    visible: Sequence[tuple[MarkedPicture, MarkedFace]],
) -> Iterator[tuple[Rgb, Box]]:
    """Pictures with a small face of another one laid into a corner, where none of theirs is."""
    for turn, (picture, _) in enumerate(visible):
        other, face = visible[(turn + BESIDE_STEP) % len(visible)]
        small, box = cut_out_small(other.rgb, face.box, BESIDE_PX)
        zoom = FRAME_PX[0] / picture.rgb.shape[1]
        frame = Image.fromarray(picture.rgb).resize(
            (FRAME_PX[0], round(picture.rgb.shape[0] * zoom)), Image.Resampling.BICUBIC
        )
        taken = [Box(*(side * zoom for side in vars(own.box).values())) for own in picture.faces]
        for left, top in itertools.product(
            (MARGIN_PX, frame.width - MARGIN_PX - small.width),
            (MARGIN_PX, frame.height - MARGIN_PX - small.height),
        ):
            place = Box(left, top, small.width, small.height)
            if not any(shared_areas(place, own)[0] for own in taken):
                frame.paste(small, (left, top))
                yield np.asarray(frame), Box(box.x + left, box.y + top, box.width, box.height)
                break


def cut_out_small(rgb: Rgb, box: Box, side_px: int) -> tuple[Image.Image, Box]:
    """A face with as much again around it, shrunk until its longer side is `side_px`."""
    scale = side_px / max(box.width, box.height)
    left, top = (max(0, int(near)) for near in (box.x - box.width / 2, box.y - box.height / 2))
    right = min(rgb.shape[1], int(box.x + 1.5 * box.width))
    bottom = min(rgb.shape[0], int(box.y + 1.5 * box.height))
    size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
    part = Image.fromarray(rgb[top:bottom, left:right]).resize(size, Image.Resampling.LANCZOS)
    x, y = (box.x - left) * scale, (box.y - top) * scale
    return part, Box(x, y, box.width * scale, box.height * scale)


def cropped(rgb: Rgb, box: Box, share: float) -> tuple[Rgb, Box]:
    left, right = (
        round(np.clip(box.x + box.width * (0.5 + half), 0, rgb.shape[1]))
        for half in (-share / 2, share / 2)
    )
    top, bottom = (
        round(np.clip(box.y + box.height * (0.5 + half), 0, rgb.shape[0]))
        for half in (-share / 2, share / 2)
    )
    crop = Image.fromarray(rgb[top:bottom, left:right]).resize(
        (4 * (right - left), 4 * (bottom - top)), Image.Resampling.BICUBIC
    )
    moved = Box(4 * (box.x - left), 4 * (box.y - top), 4 * box.width, 4 * box.height)
    return np.asarray(crop), moved


def tilted(rgb: Rgb, box: Box, degrees: float) -> tuple[Rgb, Box]:
    """The picture turned clockwise; its corners are kept, grey shows behind them."""
    turn = complex(np.exp(1j * np.deg2rad(degrees)))
    height, width = rgb.shape[:2]
    picture = Image.fromarray(rgb).rotate(
        -degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=(128, 128, 128)
    )
    middle = complex(width / 2, height / 2)
    shift = complex(picture.width / 2, picture.height / 2) - turn * middle
    sides = np.array([[box.x, box.y, box.width, box.height]], np.float32)
    (moved,) = turn_boxes(sides, turn, shift)
    return np.asarray(picture), Box(*moved.tolist())


def compare_times(
    detectors: Mapping[str, FaceDetector], pictures: list[MarkedPicture]
) -> dict[str, float]:
    """Processor time of each as a multiple of what ships, in turns on a picture of one face."""
    picture = next(
        picture for picture in pictures if picture.category == "Person" and len(picture.faces) == 1
    )
    frame = np.asarray(Image.fromarray(picture.rgb).resize(FRAME_PX, Image.Resampling.BICUBIC))
    times: dict[str, list[float]] = {name: [] for name in detectors}
    for _ in range(TIMED_RUNS):
        for name, detector in detectors.items():
            started = time.process_time()
            detector.detect(frame)
            times[name].append(time.process_time() - started)
    base = np.median(times["ships"])
    print(f"ships: {base * 1000:.0f} ms of processor time a frame of 640 x 480, on one thread")
    return {
        name: float(np.median(seconds) / base) for name, seconds in times.items() if name != "ships"
    }


if __name__ == "__main__":
    main()
