"""How many faces are found, and where some are seen that are none: CenterFace on OASIS.

    python benchmarks/face_detection.py OASIS [--min-score 0.55] [--long-sides 160 320 640]

OASIS is the folder with `norms.csv` and `images/`, pictures of 320 x 256 pixels. The faces are
written down in `oasis_faces.csv`, in pixels of those pictures: 229 pictures of people, where each
face of at least 32 pixels (a tenth of the picture's width) is a `face`, or `unclear` where people
would not agree; and all 443 pictures of animals, objects and scenery. They were marked by looking
at what the network proposes above a score of 0.3 and adding by hand what it missed.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from affetto.inference.registry import open_session
from affetto.training.datasets.oasis import load_oasis
from affetto.vision.face_detection import LONG_SIDES_PX, MIN_SCORE, FaceDetector
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.frames import load_picture

LABELS = Path(__file__).with_name("oasis_faces.csv")
SAME_FACE = 0.4  # share of the union
SMALLEST_PX = 32

Labels = dict[str, list[tuple[Box, str]]]


@dataclass
class Outcome:
    """Counts over pictures."""

    faces: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    pictures: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("oasis", type=Path)
    parser.add_argument("--min-score", type=float, default=MIN_SCORE)
    parser.add_argument("--long-sides", type=int, nargs="+", default=LONG_SIDES_PX)
    options = parser.parse_args()
    detector = FaceDetector(
        open_session("centerface", threads=1), options.long_sides, options.min_score
    )
    outcome = judge(detector, options.oasis, read_labels())
    for group, faces in outcome.faces.items():
        found = outcome.found[group]
        print(f"{group}: {found} of {faces} faces found ({found / faces:.1%})")
    for category, pictures in outcome.pictures.items():
        print(f"{category}: {outcome.false[category]} false in {pictures} pictures")
    print(f"{outcome.seconds / outcome.pictures.total() * 1000:.0f} ms a picture, one thread")


def read_labels() -> Labels:
    labels: Labels = defaultdict(list)
    with LABELS.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            marked = labels[row["theme"]]
            if row["label"] != "none":
                box = Box(*(float(row[side]) for side in ("x", "y", "width", "height")))
                marked.append((box, row["label"]))
    return labels


def judge(detector: FaceDetector, oasis: Path, labels: Labels) -> Outcome:
    outcome = Outcome()
    pictures = load_oasis(oasis)
    categories = dict(zip(pictures.themes, pictures.categories.tolist(), strict=True))
    for theme, marked in labels.items():
        if theme not in categories:
            continue
        category = categories[theme]
        rgb = load_picture(oasis / "images" / f"{theme}.jpg").rgb
        started = time.process_time()
        detected = detector.detect(rgb)
        outcome.seconds += time.process_time() - started
        outcome.pictures[category] += 1
        false = list(detected)
        for box, label in marked:
            match = pick_match(box, false)
            if match is not None:
                false.remove(match)
            if label == "face" and category == "Person":
                for group in groups(theme):
                    outcome.faces[group] += 1
                    outcome.found[group] += match is not None
        outcome.false[category] += sum(is_false(face.box, category, marked) for face in false)
    return outcome


def groups(theme: str) -> list[str]:
    posed = " face " in theme or " pose " in theme
    return ["people", "close-up and posed people"] if posed else ["people"]


def pick_match(box: Box, faces: list[DetectedFace]) -> DetectedFace | None:
    best = max(faces, key=lambda face: overlap(box, face.box)[0], default=None)
    return best if best is not None and overlap(box, best.box)[0] > SAME_FACE else None


def is_false(box: Box, category: str, marked: list[tuple[Box, str]]) -> bool:
    """Whether a detection that matches no face is wrong: small or unclear ones do not count."""
    if category == "Person" and max(box.width, box.height) < SMALLEST_PX:
        return False
    return all(label == "face" or overlap(box, other)[1] <= SAME_FACE for other, label in marked)


def overlap(one: Box, other: Box) -> tuple[float, float]:
    """Shared area as a share of the union, and of the first box."""
    width = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    height = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    shared = max(width, 0.0) * max(height, 0.0)
    return shared / (one.area + other.area - shared), shared / one.area


if __name__ == "__main__":
    main()
