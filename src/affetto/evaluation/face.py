"""Judging a face-emotion network on labelled faces."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from affetto.affect import FaceEmotion
from affetto.errors import InputError, PictureError
from affetto.evaluation.fairness import ToneComparison, compare_tones
from affetto.evaluation.robustness import SEED, ConditionResult, measure_robustness
from affetto.evaluation.skin_tone import measure_ita
from affetto.text import printable
from affetto.training.datasets.class_folders import list_class_folders
from affetto.training.datasets.fer2013 import FERPLUS_LABELS, SPLITS, load_fer2013
from affetto.training.metrics import ClassificationReport, classification_report
from affetto.vision.face_crops import crop_face, shrink_whole
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.frames import load_picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from affetto.inference.session import InferenceSession
    from affetto.vision.face_detection import FaceDetector

LABELS = [str(emotion) for emotion in FaceEmotion]
DEFAULT_SPLIT = "public"

Progress = Callable[[int, int], object]

_BATCH = 64

# Pictures no larger than this are face crops as sets like FER2013 publish them.
_CROP_SIDE_PX = 64
# Longer over shorter side up to which a picture may be a face crop.
_NEARLY_SQUARE = 1.25
# Share of a picture from which the face in it is the whole picture: it is a face crop.
_TIGHT_SHARE = 0.35


class Framing(StrEnum):
    """How a picture became the 48 x 48 pixels that the network takes."""

    WHOLE = "whole"  # a face crop already
    FOUND = "found"  # its largest face was found and cut out as FER2013 frames it
    NO_FACE = "no face found"  # none was found, so it was taken whole


@dataclass(frozen=True, eq=False)
class FaceSample:
    """Labelled faces as the network takes them.

    Attributes:
        source: where they come from, in words.
        crops: uint8 [n, 48, 48], grey.
        labels: int64 [n], positions in `FaceEmotion` order.
        majorities: int64 [n], FER+ classes in `FERPLUS_LABELS` order, -1 where not known.
        ita_deg: float64 [n], individual typology angle of the skin, NaN where not known.
        framings: how many pictures were framed how; empty for sets that are framed already.
        skipped: files that could not be read.
    """

    source: str
    crops: NDArray[np.uint8]
    labels: NDArray[np.int64]
    majorities: NDArray[np.int64]
    ita_deg: NDArray[np.float64]
    framings: dict[str, int]
    skipped: list[Path]

    def __len__(self) -> int:
        return len(self.labels)

    def select(self, rows: NDArray[np.bool_]) -> FaceSample:
        """The faces where `rows` is true; framings and skipped files stay those of all."""
        return replace(
            self,
            crops=self.crops[rows],
            labels=self.labels[rows],
            majorities=self.majorities[rows],
            ita_deg=self.ita_deg[rows],
        )


def load_fer2013_sample(path: Path, split: str = DEFAULT_SPLIT) -> FaceSample:
    """Faces of one part of FER2013, from the official csv or the pack.

    Args:
        split: train, public, private or all.

    Raises:
        InputError: the file is not of that form, or has no faces in that part.
    """
    faces = load_fer2013(path).split(split)
    usage = SPLITS[split]
    if not len(faces):
        raise InputError(path, f"has no {usage or 'any'} faces; choose another --split")
    return FaceSample(
        source=f"FER2013 {usage or 'all parts'}",
        crops=faces.images,
        labels=faces.labels,
        majorities=faces.majorities,
        ita_deg=np.full(len(faces), np.nan),  # FER2013 is grey
        framings={},
        skipped=[],
    )


def load_folder_sample(
    folder: Path,
    detector: FaceDetector,
    on_progress: Progress = lambda _done, _total: None,
    on_skip: Callable[[PictureError], object] = lambda _error: None,
) -> FaceSample:
    """Faces of a folder of class folders, each framed by `frame_face`.

    Args:
        on_progress: told how many of how many files are read.
        on_skip: told of each file that is no picture.

    Raises:
        InputError: the folder is not of that form, or none of its files can be read.
    """
    files = list_class_folders(folder)
    crops: list[NDArray[np.uint8]] = []
    angles: list[float] = []
    kept: list[int] = []
    skipped: list[Path] = []
    framings = dict.fromkeys(map(str, Framing), 0)
    for row, path in enumerate(files.paths):
        try:
            rgb = load_picture(path).rgb
        except PictureError as error:
            skipped.append(path)
            on_skip(error)
        else:
            crop, framing, box = frame_face(rgb, detector)
            ita = measure_ita(rgb, box)
            crops.append(crop)
            angles.append(np.nan if ita is None else ita)
            framings[framing] += 1
            kept.append(row)
        on_progress(row + 1, len(files))
    if not crops:
        raise InputError(folder, f"none of its {len(files)} files is a picture that can be read")
    return FaceSample(
        source=printable(folder.resolve().name),
        crops=np.stack(crops),
        labels=files.labels[kept],
        majorities=np.full(len(kept), -1),
        ita_deg=np.array(angles),
        framings=framings,
        skipped=skipped,
    )


def frame_face(
    rgb: NDArray[np.uint8], detector: FaceDetector
) -> tuple[NDArray[np.uint8], Framing, Box]:
    """The largest face of a picture as the network takes it.

    A face crop (nearly square, and either no larger than 64 pixels or filled by its face) is
    taken whole, as published figures take it. In any other picture the largest face is found and
    cut out as the app does; where none is found, the middle square is taken.

    Args:
        rgb: the upright picture, uint8 [height, width, 3].

    Returns:
        The grey face uint8 [48, 48], how it was framed, and its box in the picture.
    """
    height, width = rgb.shape[:2]
    is_nearly_square = max(height, width) <= _NEARLY_SQUARE * min(height, width)
    everything = Box(0, 0, width, height)
    if is_nearly_square and max(height, width) <= _CROP_SIDE_PX:
        return shrink_whole(rgb), Framing.WHOLE, everything
    face = _find_largest(rgb, detector)
    if face is None:
        return shrink_whole(rgb), Framing.NO_FACE, everything
    if is_nearly_square and face.box.area >= _TIGHT_SHARE * everything.area:
        return shrink_whole(rgb), Framing.WHOLE, face.box
    return crop_face(rgb, face), Framing.FOUND, face.box


def _find_largest(rgb: NDArray[np.uint8], detector: FaceDetector) -> DetectedFace | None:
    return max(detector.detect(rgb), key=lambda face: face.box.area, default=None)


def predict(
    session: InferenceSession,
    crops: NDArray[np.uint8],
    on_progress: Progress = lambda _done, _total: None,
) -> dict[str, NDArray[Any]]:
    """All answers of a network to faces uint8 [n, 48, 48], read in batches, by output name.

    Args:
        on_progress: told how many of how many faces are read.
    """
    batches = []
    for start in range(0, len(crops), _BATCH):
        batches.append(session.run({"faces": crops[start : start + _BATCH]}))
        on_progress(min(start + _BATCH, len(crops)), len(crops))
    return {name: np.concatenate([answers[name] for answers in batches]) for name in batches[0]}


@dataclass(frozen=True)
class FerPlusJudgement:
    """Figures over the eight classes of FER+ by majority vote (Barsoum et al. 2016).

    Attributes:
        report: over the faces on which a majority of the taggers agreed.
        n_dropped: faces left out, where the taggers did not agree, saw no face, or saw an
            expression that the network does not know.
        asked: whether the network answers by these classes (output `ferplus`). If not, its seven
            emotions stand for them, and faces of contempt count as wrong.
    """

    report: ClassificationReport
    n_dropped: int
    asked: bool

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**self.report.as_dict(), "n_dropped": self.n_dropped, "asked": self.asked}


@dataclass(frozen=True, eq=False)
class FaceEvaluation:
    """A network's answers to a sample, and how good they are.

    Attributes:
        sample: the faces that show an expression the network knows.
        probs: the answers [n, 7].
        report: figures by the labels, over the expressions that the network knows.
        ferplus: figures by the majority of FER+'s taggers; None where no votes are known.
        n_unknown_label: faces left out, whose expression the network does not know.
    """

    sample: FaceSample
    probs: NDArray[np.floating[Any]]
    report: ClassificationReport
    ferplus: FerPlusJudgement | None
    n_unknown_label: int = 0

    def as_dict(self) -> dict[str, Any]:
        """What `affetto evaluate face --json` prints, but for the network's name."""
        return {
            **self.report.as_dict(),
            "ferplus": None if self.ferplus is None else self.ferplus.as_dict(),
            "source": self.sample.source,
            "framings": self.sample.framings,
            "skipped": len(self.sample.skipped),
            "n_unknown_label": self.n_unknown_label,
        }


def evaluate_faces(
    sample: FaceSample,
    session: InferenceSession,
    on_progress: Progress = lambda _done, _total: None,
    known: Sequence[FaceEmotion] = tuple(FaceEmotion),
) -> FaceEvaluation:
    """Read the faces of a sample and judge the answers by the labels.

    Args:
        known: the expressions that the network knows, in the order of `FaceEmotion`; faces of
            others are left out.

    Raises:
        InputError: none of the faces shows an expression that it knows.
    """
    classes = np.array([LABELS.index(emotion) for emotion in known])
    judged = sample.select(np.isin(sample.labels, classes))
    if not len(judged):
        raise InputError(sample.source, f"has no face of {', '.join(known)}, which the model knows")
    answers = predict(session, judged.crops, on_progress)
    probs = answers["probs"]
    return FaceEvaluation(
        sample=judged,
        probs=probs,
        report=classification_report(
            probs[:, classes], np.searchsorted(classes, judged.labels), [*map(str, known)]
        ),
        ferplus=judge_by_ferplus(
            probs, answers.get("ferplus"), _known_majorities(judged.majorities, classes)
        ),
        n_unknown_label=len(sample) - len(judged),
    )


def _known_majorities(
    majorities: NDArray[np.int64], classes: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The FER+ classes [n], -1 also where the network does not know the expression.

    Contempt stays: it counts as wrong for any network that cannot answer it.
    """
    contempt = len(LABELS)
    return np.where(np.isin(majorities, [*classes, contempt]), majorities, -1)


def judge_by_ferplus(
    probs: NDArray[np.floating[Any]],
    ferplus: NDArray[np.floating[Any]] | None,
    majorities: NDArray[np.int64],
) -> FerPlusJudgement | None:
    """Judge answers by FER+ classes; None where no class is known.

    Args:
        probs: answers [n, 7] by the seven emotions.
        ferplus: answers [n, 8] by the eight classes, if the network gives them.
        majorities: the classes [n], -1 for none.
    """
    agreed = majorities >= 0
    if not agreed.any():
        return None
    eight = np.pad(probs, ((0, 0), (0, 1))) if ferplus is None else ferplus
    return FerPlusJudgement(
        report=classification_report(eight[agreed], majorities[agreed], list(FERPLUS_LABELS)),
        n_dropped=int((~agreed).sum()),
        asked=ferplus is not None,
    )


def measure_face_robustness(
    evaluation: FaceEvaluation,
    session: InferenceSession,
    n_faces: int = 0,
    on_progress: Progress = lambda _done, _total: None,
) -> list[ConditionResult]:
    """Read the faces again under worse conditions.

    Args:
        n_faces: how many, drawn at random with a fixed seed; 0 for all.
        on_progress: told how many of how many readings of the whole set are done.
    """
    sample = evaluation.sample
    rows = np.arange(len(sample))
    if 0 < n_faces < len(sample):
        rows = np.sort(np.random.default_rng(SEED).permutation(len(sample))[:n_faces])
    return measure_robustness(
        sample.crops[rows],
        sample.labels[rows],
        lambda faces: predict(session, faces)["probs"],
        on_progress,
    )


def measure_face_tones(evaluation: FaceEvaluation) -> ToneComparison | None:
    """How well faces are read by apparent skin tone; None where the pictures have no colour."""
    sample = evaluation.sample
    return compare_tones(
        sample.ita_deg,
        evaluation.probs.argmax(axis=1) == sample.labels,
        strata=sample.labels,
        confidence=evaluation.probs.max(axis=1),
    )
