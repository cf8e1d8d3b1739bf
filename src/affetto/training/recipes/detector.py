"""Recipe: CenterFace taught large, tilted and covered faces.

    affetto train detector --data oasis --labels benchmarks/oasis_faces.csv
        --faces fer2013.npz --run runs/detector

CenterFace has learned from WIDER FACE's 12,880 pictures and finds upright faces well, if it may
look three times at different sizes. Here it learns to do it in fewer looks, and to find what it
missed. Reads top to bottom: training loop, scenes, targets, loss. Of OASIS only the part for
training is looked at (`part_of`).
"""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from affetto.errors import InputError
from affetto.inference.session import OnnxSession
from affetto.training.centerface import (
    SIDE_MULTIPLE_PX,
    STRIDE_PX,
    CenterFace,
    FaceMaps,
    load_centerface,
)
from affetto.training.checkpoint import save_checkpoint
from affetto.training.datasets.fer2013 import load_fer2013
from affetto.training.datasets.oasis import load_oasis
from affetto.training.datasets.oasis_faces import (
    MarkedFace,
    Part,
    Visibility,
    part_of,
    read_marked_faces,
)
from affetto.training.detection import SAME_FACE, shared_areas
from affetto.training.export import export_onnx
from affetto.training.face_views import Scene, ViewConfig, compose_view
from affetto.vision.face_detection import FaceDetector
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.frames import load_picture

# What CenterFace finds of itself: all that may be a face, and what it is sure of.
_TEACHER_SIDES_PX = (160, 320, 640)
_DOUBTFUL_SCORE, _SURE_SCORE = 0.2, 0.6


@dataclass(frozen=True)
class DetectorConfig:
    """Everything that decides what the run gives."""

    view: ViewConfig = field(default_factory=ViewConfig)
    faces: int = 1500  # of FER2013 Training, to be laid into scenes
    people_share: float = 0.45  # of the views that show people of OASIS
    tempting_share: float = 0.2  # that show what the teacher takes for a face
    epochs: int = 30
    steps: int = 40  # in an epoch
    batch_size: int = 8
    peak_lr: float = 1.5e-4
    weight_decay: float = 1e-4
    ema_decay: float = 0.98
    # Stem and stages that stay as they are: edges need no learning, and half of the time would
    # go into them, for their maps are the largest.
    frozen_stages: int = 2
    # Share of CenterFace's own weights in the result (Wortsman et al. 2022, arXiv:2109.01903):
    # keeps what it knows of pictures unlike ours.
    teacher_share: float = 0.5
    seed: int = 20264
    threads: int = 1


@dataclass(frozen=True, eq=False)
class ViewSources:
    """What views are made of.

    Attributes:
        people: scenes with faces.
        empty: scenes without.
        tempting: those of them in which the teacher sees faces.
        faces: single faces, to be laid into empty scenes.
    """

    people: list[Scene]
    empty: list[Scene]
    tempting: list[Scene]
    faces: list[Scene]

    def counts(self) -> dict[str, int]:
        """How many there are of each."""
        return {name: len(scenes) for name, scenes in vars(self).items()}


def train(
    oasis: Path,
    faces: Path,
    labels: Path,
    teacher: Path,
    run: Path,
    config: DetectorConfig,
    report: Callable[[str], None] = print,
) -> dict[str, Any]:
    """Train and write `run`: checkpoint, metrics.json, detector.onnx.

    A run that was stopped goes on from its last finished epoch.

    Args:
        oasis: folder with norms.csv and images/.
        faces: FER2013, of which Training is used.
        labels: the faces marked in OASIS (`benchmarks/oasis_faces.csv`).
        teacher: CenterFace, as it ships.
        run: folder to write.
        config: everything that decides the result.
        report: told of progress.

    Raises:
        InputError: a file cannot be used, or `run` holds a run with other settings.
    """
    torch.set_num_threads(config.threads)
    run.mkdir(parents=True, exist_ok=True)
    detector = FaceDetector(
        OnnxSession(teacher, config.threads),
        _TEACHER_SIDES_PX,
        _DOUBTFUL_SCORE,
        doubtful_score=None,
    )
    sources = ViewSources(
        *collect_scenes(oasis, labels, detector), collect_faces(faces, detector, config)
    )
    counts = sources.counts()
    report(", ".join(f"{name}: {count}" for name, count in counts.items()))

    original = load_centerface(teacher)
    net = copy.deepcopy(original).train()
    net = net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    average = copy.deepcopy(original)
    freeze(net, config.frozen_stages)
    learned = [parameter for parameter in net.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learned, weight_decay=config.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, config.peak_lr, total_steps=config.epochs * config.steps, pct_start=0.1
    )
    history: list[dict[str, float]] = []
    checkpoint = run / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        if state["config"] != _plain(config):
            raise InputError(
                run, "holds a run with other settings; give another folder, or the same settings"
            )
        net.load_state_dict(state["net"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        history = state["history"]
        report(f"resumed after epoch {len(history)}")

    for epoch in range(len(history), config.epochs):
        started = time.monotonic()
        losses = []
        # Seeded anew each epoch, so that a resumed run repeats an uninterrupted one.
        views = _views(sources, config, np.random.default_rng((config.seed, epoch)))
        for step in range(config.steps):
            batch = [next(views) for _ in range(config.batch_size)]
            pictures = torch.from_numpy(np.stack([view.rgb for view in batch]))
            pictures = pictures.permute(0, 3, 1, 2).float()  # in memory channels last
            with torch.autocast("cpu", torch.bfloat16):
                maps = net.maps(pictures)
            loss = detection_loss(FaceMaps(*(part.float() for part in maps)), batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learned, 5.0)
            optimizer.step()
            schedule.step()
            _average(average, net, 1 - config.ema_decay)
            losses.append(loss.item())
            if step % 10 == 9:
                report(
                    f"  epoch {epoch + 1} step {step + 1}/{config.steps} loss {np.mean(losses):.4f}"
                )
        history.append(
            {
                "epoch": epoch + 1,
                "train_loss": float(np.mean(losses)),
                "seconds": time.monotonic() - started,
            }
        )
        save_checkpoint(
            {
                "config": _plain(config),
                "net": net.state_dict(),
                "average": average.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "history": history,
            },
            checkpoint,
        )
        report(json.dumps(history[-1]))

    _average(average, original, config.teacher_share)
    pair = _views(sources, config, np.random.default_rng(config.seed))
    example = torch.from_numpy(np.stack([next(pair).rgb for _ in range(2)]))
    export_onnx(
        average,
        example.permute(0, 3, 1, 2).float(),
        run / "detector.onnx",
        "picture",
        list(FaceMaps._fields),
        halve=True,
        multiples={2: SIDE_MULTIPLE_PX, 3: SIDE_MULTIPLE_PX},
    )
    metrics = {
        "recipe": "detector",
        "parameters": sum(parameter.numel() for parameter in average.parameters()),
        "config": _plain(config),
        "history": history,
        "n": counts,
    }
    (run / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n")
    return metrics


def collect_scenes(
    oasis: Path, labels: Path, teacher: FaceDetector
) -> tuple[list[Scene], list[Scene], list[Scene]]:
    """The scenes of OASIS that are for training: with faces, without, and tempting ones.

    Marked faces take their landmarks from the teacher, where it finds them. In pictures of
    people it adds the small ones that it is sure of, and what it doubts is left open. In
    pictures of animals, things and landscapes it is wrong wherever nothing is marked; those in
    which it sees faces are the tempting ones.
    """
    marked = read_marked_faces(labels)
    pictures = load_oasis(oasis)
    people, empty, tempting = [], [], []
    for theme, category, path in zip(
        pictures.themes, pictures.categories, pictures.paths, strict=True
    ):
        if part_of(theme) is not Part.TRAINING or theme not in marked:
            continue
        rgb = load_picture(path).rgb
        found = teacher.detect(rgb)
        scene = mark_scene(rgb, marked[theme], found if category == "Person" else [])
        if len(scene.boxes):
            people.append(scene)
        else:
            empty.append(scene)
            tempting.extend([scene] * (category != "Person" and bool(found)))
    if not people or not empty:
        raise InputError(labels, f"marks no pictures with and without faces of {oasis}")
    return people, empty, tempting


def mark_scene(
    rgb: NDArray[np.uint8],
    marked: Sequence[MarkedFace],
    found: Sequence[DetectedFace],
) -> Scene:
    """What is known of the faces in a picture, from a person and from the teacher."""
    boxes, landmarks, ignored = [], [], []
    left = list(found)
    for face in marked:
        same = [one for one in left if shared_areas(face.box, one.box)[0] > SAME_FACE]
        left = [one for one in left if one not in same]
        if face.visibility is Visibility.UNCLEAR:
            ignored.append(_sides(face.box))
            continue
        boxes.append(_sides(face.box))
        unknown = np.full((5, 2), np.nan, np.float32)
        landmarks.append(same[0].landmarks if same else unknown)
    for one in left:
        if one.score >= _SURE_SCORE:
            boxes.append(_sides(one.box))
            landmarks.append(one.landmarks)
        else:
            ignored.append(_sides(one.box))
    return Scene(rgb, _rows(boxes, 4), _rows(landmarks, 5, 2), _rows(ignored, 4))


def collect_faces(faces: Path, teacher: FaceDetector, config: DetectorConfig) -> list[Scene]:
    """Random faces of FER2013's Training that the teacher finds, with its boxes and landmarks."""
    training = load_fer2013(faces)
    training = training.select(training.usage == 0)
    rng = np.random.default_rng(config.seed)
    chosen = rng.permutation(len(training))[: config.faces]
    scenes = []
    for picture in training.images[chosen]:
        rgb = np.repeat(picture[:, :, None], 3, axis=2)
        found = teacher.detect(rgb)
        if found and found[0].score >= _SURE_SCORE:
            scenes.append(
                Scene(
                    rgb,
                    _rows([_sides(found[0].box)], 4),
                    found[0].landmarks[None],
                    _rows([], 4),
                )
            )
    return scenes


def _sides(box: Box) -> list[float]:
    return [box.x, box.y, box.width, box.height]


def _rows(values: Sequence[Any], *shape: int) -> NDArray[np.float32]:
    return np.array(values, np.float32).reshape(len(values), *shape)


def _views(
    sources: ViewSources, config: DetectorConfig, rng: np.random.Generator
) -> Iterator[Scene]:
    unspoilt = replace(config.view, empty_share=1.0)
    while True:
        draw = rng.random()
        if draw < config.people_share:
            scenes, view = sources.people, config.view
        elif draw < config.people_share + config.tempting_share and sources.tempting:
            scenes, view = sources.tempting, unspoilt
        else:
            scenes, view = sources.empty, config.view
        yield compose_view(scenes[rng.integers(len(scenes))], sources.faces, view, rng)


@dataclass(frozen=True, eq=False)
class Targets:
    """What the maps of one view should say.

    Attributes:
        heatmap: [rows, columns], 1 where a face is centred, falling off around it.
        counted: [rows, columns], 0 where nothing is known.
        cells: [k, 2], row and column of cells that must tell a face's box.
        boxes: [k, 4], height and width as logarithm of cells, down and right offset in cells.
        landmarks: [k, 10], down and right from the box's corner, in heights and widths; NaN
            where unknown.
    """

    heatmap: NDArray[np.float32]
    counted: NDArray[np.float32]
    cells: NDArray[np.int64]
    boxes: NDArray[np.float32]
    landmarks: NDArray[np.float32]


def make_targets(view: Scene) -> Targets:
    """Targets of one view.

    Faces are Gaussian spots, as in CenterNet (Zhou et al. 2019, arXiv:1904.07850), as wide as
    the face is. A face whose middle lies beyond the view is left open.
    """
    rows, columns = (length // STRIDE_PX for length in view.rgb.shape[:2])
    heatmap = np.zeros((rows, columns), np.float32)
    counted = np.ones((rows, columns), np.float32)
    cells: list[tuple[int, int]] = []
    boxes: list[list[float]] = []
    landmarks: list[NDArray[np.float32]] = []
    for box in view.ignored:
        counted[_within(box)] = 0
    down, right = np.mgrid[:rows, :columns]
    for box, points in zip(view.boxes / STRIDE_PX, view.landmarks / STRIDE_PX, strict=True):
        corner, size = box[:2], box[2:]
        middle = corner + size / 2
        column, row = (int(value) for value in np.floor(middle))
        if not (0 <= row < rows and 0 <= column < columns) or size.max() < _SMALLEST_CELLS:
            counted[_within(box * STRIDE_PX)] = 0
            continue
        spread = np.maximum(size * _SPOT_WIDTH, 0.5)
        spot = np.exp(-(((right - column) / spread[0]) ** 2 + ((down - row) / spread[1]) ** 2) / 2)
        heatmap = np.maximum(heatmap, spot.astype(np.float32))
        within = (points - corner) / size
        for near_row, near_column in np.argwhere(spot >= _TELLING_SHARE):
            cells.append((int(near_row), int(near_column)))
            offset = middle - (near_column + 0.5, near_row + 0.5)
            boxes.append([*np.log(size[::-1]), *offset[::-1]])
            landmarks.append(within[:, ::-1].reshape(-1))
    counted = np.maximum(counted, heatmap == 1)
    return Targets(
        heatmap,
        counted.astype(np.float32),
        np.array(cells, np.int64).reshape(-1, 2),
        _rows(boxes, 4),
        _rows(landmarks, 10),
    )


# Our choices: a face of fewer cells is too small to learn, a spot's standard deviation is this
# share of the face, and cells of at least this height tell the box.
_SMALLEST_CELLS = 2.5
_SPOT_WIDTH = 0.07
_TELLING_SHARE = 0.7


def _within(box: NDArray[np.float32]) -> tuple[slice, slice]:
    left, top = (max(0, int(side // STRIDE_PX)) for side in box[:2])
    right, bottom = (max(0, math.ceil(side / STRIDE_PX)) for side in box[:2] + box[2:])
    return slice(top, bottom), slice(left, right)


def detection_loss(maps: FaceMaps, batch: Sequence[Scene]) -> Tensor:
    """Loss of a batch: faces told from what is none, and their boxes and landmarks.

    The heatmap's is CenterNet's focal loss. Box and landmarks count as in CenterFace: smooth
    L1, landmarks with a tenth of the weight that a face's place has.
    """
    targets = [make_targets(view) for view in batch]
    spots = torch.from_numpy(np.stack([target.heatmap for target in targets]))
    counted = torch.from_numpy(np.stack([target.counted for target in targets]))
    logits = maps.heatmap[:, 0]
    score = torch.sigmoid(logits)
    positive = spots == 1
    right = -functional.logsigmoid(logits) * (1 - score) ** 2 * positive
    wrong = -functional.logsigmoid(-logits) * score**2 * (1 - spots) ** 4 * ~positive
    loss = ((right + wrong) * counted).sum() / max(1, int(positive.sum()))

    index = torch.from_numpy(
        np.concatenate(
            [
                np.column_stack([np.full(len(target.cells), row), target.cells])
                for row, target in enumerate(targets)
            ]
        )
    )
    if not len(index):
        return loss
    boxes = torch.from_numpy(np.concatenate([target.boxes for target in targets]))
    landmarks = torch.from_numpy(np.concatenate([target.landmarks for target in targets]))
    told = torch.cat([maps.log_size, maps.offset], dim=1)
    where = (index[:, 0], slice(None), index[:, 1], index[:, 2])
    # Offsets of large faces span many cells: an error counts as a share of the face.
    scale = torch.cat([torch.ones(len(boxes), 2), torch.exp(-boxes[:, :2]) * _OFFSET_SCALE], dim=1)
    loss = loss + functional.smooth_l1_loss(told[where] * scale, boxes * scale, beta=0.1) * len(
        _SIDES
    )
    known = ~landmarks.isnan()
    if known.any():
        loss = loss + functional.smooth_l1_loss(
            maps.landmarks[where][known], landmarks[known], beta=0.05
        ) * len(_SIDES)
    return loss


_SIDES = ("height", "width", "down", "right")
_OFFSET_SCALE = 4.0


def freeze(net: CenterFace, stages: int) -> None:
    """Keep the weights of the stem and of the first stages."""
    for part in (net.stem, *net.stages[:stages]):
        part.requires_grad_(requires_grad=False)


@torch.no_grad()
def _average(average: CenterFace, net: CenterFace, share: float) -> None:
    """Move the average a share of the way towards `net`."""
    for mean, value in zip(average.parameters(), net.parameters(), strict=True):
        mean.lerp_(value, share)


def _plain(config: DetectorConfig) -> dict[str, Any]:
    """The settings as JSON would give them back."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(config)))
    return plain
