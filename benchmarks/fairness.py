"""Whether people are found and read equally well whatever tone their skin appears to have.

    python benchmarks/fairness.py OASIS [-o fairness.json]

OASIS is the folder with `norms.csv` and `images/`. The faces are written down in
`oasis_expressions.csv`: all of at least 48 pixels in its pictures of people, each with the
expression that one person saw in it, enlarged and without its name, before any network had read
it; `unclear` where the face is asleep, turned away or covered, or the expression might be several.
The groups are those of the individual typology angle of forehead and cheeks
(`affetto.evaluation.skin_tone`). Faces are found and cut out as the app does.

The JSON is what `python -m affetto.training.publish` puts into the card.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from affetto.affect import FaceEmotion
from affetto.app.pictures import open_vision_sessions
from affetto.evaluation.face import LABELS
from affetto.evaluation.fairness import ToneComparison, compare_tones
from affetto.evaluation.networks import open_face_network
from affetto.evaluation.skin_tone import measure_ita
from affetto.training.detection import SAME_FACE, shared_areas
from affetto.training.metrics import classification_report, wilson_interval
from affetto.vision.face_crops import crop_face
from affetto.vision.face_detection import FaceDetector
from affetto.vision.face_emotion import FaceEmotionClassifier
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.frames import load_picture

EXPRESSIONS = Path(__file__).with_name("oasis_expressions.csv")
UNCLEAR = "unclear"


@dataclass(frozen=True)
class LabelledFace:
    """A face that a person saw, with the expression seen in it."""

    theme: str
    box: Box
    expression: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("oasis", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    options = parser.parse_args()
    figures = measure(options.oasis, read_expressions())
    if options.output is not None:
        options.output.write_text(json.dumps(figures, indent=1) + "\n")
    for name in ("detection", "detection_clear", "reading"):
        show(name, figures[name])


def read_expressions(path: Path = EXPRESSIONS) -> list[LabelledFace]:
    with path.open(newline="", encoding="utf-8") as file:
        return [
            LabelledFace(
                row["theme"],
                Box(*(float(row[side]) for side in ("x", "y", "width", "height"))),
                row["expression"],
            )
            for row in csv.DictReader(file)
        ]


def measure(oasis: Path, faces: list[LabelledFace]) -> dict[str, Any]:
    """Find and read the labelled faces, and compare groups of apparent skin tone."""
    sessions = open_vision_sessions()
    detector = FaceDetector(sessions.face_detector)
    classifier = FaceEmotionClassifier(sessions.face_emotion)
    order = list(FaceEmotion)
    angles, found, crops = [], [], {}
    for row, face in enumerate(faces):
        rgb = load_picture(oasis / "images" / f"{face.theme}.jpg").rgb
        ita = measure_ita(rgb, face.box)
        angles.append(np.nan if ita is None else ita)
        match = find_match(face.box, detector.detect(rgb))
        found.append(match is not None)
        if match is not None and face.expression != UNCLEAR:
            crops[row] = crop_face(rgb, match)
    ita_deg, is_found = np.array(angles), np.array(found)
    clear = np.array([face.expression != UNCLEAR for face in faces])
    read = list(crops)
    labels = np.array([order.index(FaceEmotion(faces[row].expression)) for row in read])
    probs = classifier.predict(np.stack(list(crops.values())))
    return {
        "model": open_face_network().as_dict(),
        "n_faces": len(faces),
        "expressions": dict(Counter(face.expression for face in faces)),
        "detection": summarize(is_found, compare_tones(ita_deg, is_found)),
        "detection_clear": summarize(
            is_found[clear], compare_tones(ita_deg[clear], is_found[clear])
        ),
        "reading": {
            **classification_report(probs, labels, LABELS).as_dict(),
            "skin_tone": as_dict(
                compare_tones(
                    ita_deg[read],
                    probs.argmax(axis=1) == labels,
                    strata=labels,
                    confidence=probs.max(axis=1),
                )
            ),
        },
    }


def summarize(right: np.ndarray[Any, np.dtype[np.bool_]], tones: ToneComparison | None) -> Any:
    hits, n = int(right.sum()), len(right)
    return {
        "n": n,
        "accuracy": hits / n,
        "accuracy_interval": list(wilson_interval(hits, n)),
        "skin_tone": as_dict(tones),
    }


def as_dict(tones: ToneComparison | None) -> dict[str, Any] | None:
    return None if tones is None else tones.as_dict()


def find_match(box: Box, faces: list[DetectedFace]) -> DetectedFace | None:
    best = max(faces, key=lambda face: shared_areas(box, face.box)[0], default=None)
    return best if best is not None and shared_areas(box, best.box)[0] > SAME_FACE else None


def show(name: str, figures: dict[str, Any]) -> None:
    low, high = figures["accuracy_interval"]
    print(f"{name}: {figures['accuracy']:.1%} of {figures['n']} ({low:.1%} to {high:.1%})")
    tones = figures["skin_tone"]
    if tones is not None:
        for group in tones["groups"]:
            low, high = group["share_interval"]
            print(f"  {group['name']}: {group['share']:.1%} of {group['n']} ({low:.1%}-{high:.1%})")
        print(f"  {tones['verdict']}")


if __name__ == "__main__":
    main()
