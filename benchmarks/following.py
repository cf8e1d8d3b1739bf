"""How soon and how steadily the emotion of a followed face is named, beside frames read singly.

    python benchmarks/following.py FER2013 [--pairs 16] [--seed 1] [--split public]

FER2013 is fer2013.csv or the .npz pack. Each film shows one face moving over a table for two
seconds, then in its place one of another emotion for two more, disturbed as by a hand-held camera:
every frame shifts, zooms, turns, brightens and is grained and compressed anew. Faces are clear
ones: at least 70% of FER+'s votes agree with the label, and in an undisturbed frame the networks
find them and give the label at least 70%, so that following is measured rather than recognition.
"""

from __future__ import annotations

import argparse
import io
import itertools
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import skimage.data
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from affetto.affect import FaceEmotion
from affetto.inference.registry import open_session
from affetto.training.datasets.fer2013 import FaceSet, load_fer2013
from affetto.vision.face_detection import FaceDetector
from affetto.vision.face_emotion import FaceEmotionClassifier, FaceReading
from affetto.vision.faces import Box, DetectedFace
from affetto.vision.moving_picture_reader import LIVE_LONG_SIDES_PX, MovingPictureReader
from affetto.vision.picture_reader import PictureReader
from affetto.vision.scene_emotion import SceneClassifier
from affetto.vision.tracking import MIN_SCORE_TO_CONTINUE, FaceTracker

FRAME_SIZE = (640, 480)
FACE_SIDE_PX = 160
CHANGE_S = 2.0
SECONDS = 4.0
FULL_FPS = 30
CLEAR_VOTES = 0.7
CLEARLY_READ = 0.7
FACES_PER_EMOTION = 8


@dataclass(frozen=True)
class Disturbance:
    """What a bad camera adds to each frame: standard deviations, and JPEG's quality.

    Attributes:
        shift: of the face, in sizes of the face.
        zoom: of the face, of the logarithm of its size.
        turn_deg: of the face.
        light: of the logarithm of the frame's brightness.
        grain: of each value of the frame, of 255.
        jpeg: quality in 1–95.
    """

    shift: float
    zoom: float
    turn_deg: float
    light: float
    grain: float
    jpeg: int


UNDISTURBED = Disturbance(shift=0, zoom=0, turn_deg=0, light=0, grain=0, jpeg=95)
MILD = Disturbance(shift=0.01, zoom=0.02, turn_deg=2, light=0.1, grain=4, jpeg=75)
STRONG = Disturbance(shift=0.03, zoom=0.06, turn_deg=6, light=0.3, grain=16, jpeg=35)


@dataclass(frozen=True)
class Figure:
    """A face to be shown in a frame: its picture, where its centre is, and its side in pixels."""

    picture: NDArray[np.uint8]
    centre: tuple[float, float]
    side_px: float = FACE_SIDE_PX


def draw_frame(
    background: Image.Image,
    figures: Sequence[Figure],
    disturbance: Disturbance,
    rng: np.random.Generator,
) -> NDArray[np.uint8]:
    """The background with the figures on it, later ones in front; uint8 [height, width, 3]."""
    canvas = background.copy()
    for figure in figures:
        _paste(canvas, figure, disturbance, rng)
    pixels = np.asarray(canvas, np.float32) * np.exp(rng.normal(0, disturbance.light))
    pixels += disturbance.grain * rng.standard_normal(pixels.shape, np.float32)
    jpeg = io.BytesIO()
    bounded = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    bounded.save(jpeg, "JPEG", quality=disturbance.jpeg)
    return np.asarray(Image.open(jpeg))


def _paste(
    canvas: Image.Image, figure: Figure, disturbance: Disturbance, rng: np.random.Generator
) -> None:
    side = figure.side_px * np.exp(rng.normal(0, disturbance.zoom))
    centre = figure.centre + rng.normal(0, disturbance.shift, 2) * side
    # FER2013's faces fill their pictures; repeating the border gives them room to fade out in.
    margin = figure.picture.shape[0] // 6
    padded = np.pad(
        figure.picture, [(margin, margin)] * 2 + [(0, 0)] * (figure.picture.ndim - 2), mode="edge"
    )
    whole = round(side * padded.shape[0] / figure.picture.shape[0])
    angle = rng.normal(0, disturbance.turn_deg)
    picture = Image.fromarray(padded).convert("RGB").resize((whole, whole))
    picture = picture.rotate(angle, Image.Resampling.BICUBIC)
    mask = _faded_square(whole).rotate(angle, Image.Resampling.BILINEAR)
    left, top = (round(value - whole / 2) for value in centre)
    canvas.paste(picture, (left, top), mask)


def _faded_square(side: int) -> Image.Image:
    mask = Image.new("L", (side, side))
    ImageDraw.Draw(mask).rectangle((0.08 * side, 0.08 * side, 0.92 * side, 0.92 * side), fill=255)
    return mask.filter(ImageFilter.GaussianBlur(0.04 * side))


def draw_table() -> Image.Image:
    """A background without a person."""
    return Image.fromarray(skimage.data.coffee()).resize(FRAME_SIZE)


class RememberingClassifier(FaceEmotionClassifier):
    """Keeps what it read last, which is what single frames say."""

    last: Sequence[FaceReading] = ()

    def read(self, rgb: NDArray[np.uint8], faces: list[DetectedFace]) -> list[FaceReading]:
        """What each of `faces` of the picture uint8 [h, w, 3] expresses."""
        readings = super().read(rgb, faces)
        self.last = readings
        return readings


@dataclass(frozen=True)
class Networks:
    """The networks that ship, on one thread each."""

    detector: FaceDetector
    faces: RememberingClassifier
    scenes: SceneClassifier

    @classmethod
    def open(cls) -> Networks:
        """The networks of the package."""
        return cls(
            FaceDetector(
                open_session("centerface", threads=1),
                LIVE_LONG_SIDES_PX,
                MIN_SCORE_TO_CONTINUE,
                closer_look_px=None,
                doubtful_score=None,
            ),
            RememberingClassifier(open_session("face-emotion", threads=1)),
            SceneClassifier(open_session("scene-emotion", threads=1)),
        )

    def moving_picture_reader(self) -> MovingPictureReader:
        """A reader for one more film."""
        return MovingPictureReader(self.detector, self.faces, self.scenes)


@dataclass
class Outcome:
    """What was measured at one frame rate, one entry per film.

    Attributes:
        needless: changes of the name per minute, beyond those that were true.
        reaction_s: from the change to the first frame with the new name, infinite without one.
        right: share of the frames that were named rightly.
    """

    needless: list[float]
    reaction_s: list[float]
    right: list[float]


def pick_clear_faces(
    faces: FaceSet, networks: Networks, rng: np.random.Generator
) -> dict[str, list[NDArray[np.uint8]]]:
    """Up to `FACES_PER_EMOTION` faces per emotion that are found and read rightly when still."""
    clear = (faces.votes.max(axis=1) >= CLEAR_VOTES) & (faces.votes.argmax(axis=1) == faces.labels)
    table = draw_table()
    picked: dict[str, list[NDArray[np.uint8]]] = {}
    for label, emotion in enumerate(FaceEmotion):
        chosen: list[NDArray[np.uint8]] = []
        for row in rng.permutation(np.flatnonzero(clear & (faces.labels == label))):
            if len(chosen) == FACES_PER_EMOTION:
                break
            figure = Figure(faces.images[row], (320, 240))
            rgb = draw_frame(table, [figure], UNDISTURBED, rng)
            reading = networks.moving_picture_reader().read(0.0, rgb)
            if [face.reading.emotions[emotion] > CLEARLY_READ for face in reading.faces] == [True]:
                chosen.append(faces.images[row])
        if chosen:
            picked[str(emotion)] = chosen
    return picked


def draw_film(
    first: NDArray[np.uint8],
    second: NDArray[np.uint8],
    disturbance: Disturbance,
    rng: np.random.Generator,
) -> Iterator[tuple[float, NDArray[np.uint8]]]:
    """Times and frames of a film whose face changes at `CHANGE_S`."""
    table = draw_table()
    for frame in range(round(SECONDS * FULL_FPS)):
        time_s = frame / FULL_FPS
        centre = (320 + 80 * np.sin(0.7 * time_s), 240 + 20 * np.sin(time_s))
        picture = first if time_s < CHANGE_S else second
        yield time_s, draw_frame(table, [Figure(picture, centre)], disturbance, rng)


def name_emotions(
    networks: Networks, frames: Sequence[tuple[float, NDArray[np.uint8]]]
) -> tuple[list[str | None], list[str | None]]:
    """The name per frame as single frames give it, and as following does; None without a face."""
    reader = networks.moving_picture_reader()
    single: list[str | None] = []
    followed: list[str | None] = []
    for time_s, rgb in frames:
        faces = reader.read(time_s, rgb).faces
        single.append(networks.faces.last[0].emotion if networks.faces.last else None)
        followed.append(faces[0].emotion if faces else None)
    return single, followed


def judge(
    outcome: Outcome, names: Sequence[str | None], times_s: Sequence[float], truth: tuple[str, str]
) -> None:
    """Add what the names of one film are worth to the outcome."""
    said = [name for name in names if name is not None]
    changes = sum(one != other for one, other in itertools.pairwise(said))
    outcome.needless.append(max(changes - 1, 0) * 60 / SECONDS)
    outcome.reaction_s.append(
        next(
            (
                time_s - CHANGE_S
                for time_s, name in zip(times_s, names, strict=True)
                if time_s >= CHANGE_S and name == truth[1]
            ),
            np.inf,
        )
    )
    expected = [truth[time_s >= CHANGE_S] for time_s in times_s]
    outcome.right.append(float(np.mean([n == e for n, e in zip(names, expected, strict=True)])))


def measure_following(networks: Networks, faces: FaceSet, pairs: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    picked = pick_clear_faces(faces, networks, rng)
    print("faces:", ", ".join(f"{len(chosen)} {emotion}" for emotion, chosen in picked.items()))
    outcomes: dict[tuple[str, int, str], Outcome] = defaultdict(lambda: Outcome([], [], []))
    for _ in range(pairs):
        before, after = (str(word) for word in rng.choice(list(picked), 2, replace=False))
        first, second = (picked[word][rng.integers(len(picked[word]))] for word in (before, after))
        for level, disturbance in (("mild", MILD), ("strong", STRONG)):
            film = list(draw_film(first, second, disturbance, rng))
            for fps in (5, 10, 30):
                frames = film[:: FULL_FPS // fps]
                times_s = [time_s for time_s, _ in frames]
                for way, names in zip(
                    ("single", "followed"), name_emotions(networks, frames), strict=True
                ):
                    judge(outcomes[level, fps, way], names, times_s, (before, after))
    print(f"{pairs} films of {SECONDS:.0f} s at each level; means with 95% intervals (bootstrap)")
    print(
        "disturbance  fps  way       needless changes/min   reaction s (median, 90%)  <= 1 s  right"
    )
    for (level, fps, way), outcome in sorted(outcomes.items()):
        low, high = bootstrap(outcome.needless, rng)
        prompt = sum(reaction <= 1 for reaction in outcome.reaction_s)
        print(
            f"{level:11}  {fps:3}  {way:8}  {np.mean(outcome.needless):6.1f} ({low:.1f}-{high:.1f})"
            f"  {np.median(outcome.reaction_s):12.2f}"
            f"  {np.quantile(outcome.reaction_s, 0.9, method='higher'):5.2f}"
            f"  {prompt:3} of {pairs}  {np.mean(outcome.right):.1%}"
        )


def bootstrap(values: Sequence[float], rng: np.random.Generator) -> tuple[float, float]:
    """The 95% interval of the mean over films."""
    means = rng.choice(values, (2000, len(values))).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


def measure_cost(networks: Networks) -> None:
    """Processor time per frame on one thread."""
    rng = np.random.default_rng(0)
    astronaut = Figure(skimage.data.astronaut()[:240, 100:340], (320, 240), 240)
    rgb = draw_frame(draw_table(), [astronaut], MILD, rng)
    whole = PictureReader(
        FaceDetector(open_session("centerface", threads=1)), networks.faces, networks.scenes
    )
    print("processor time per 640 x 480 frame with one face, one thread")
    for fps in (5, 10, 30):
        reader = networks.moving_picture_reader()
        spent = time_calls(lambda step, r=reader, f=fps: r.read(step / f, rgb))
        print(f"  followed at {fps:2} frames/s  {spent:6.1f} ms")
    print(f"  each read as a picture   {time_calls(lambda _: whole.read(rgb)):6.1f} ms")
    print(
        f"  finding faces            {time_calls(lambda _: networks.detector.detect(rgb)):6.1f} ms"
    )
    for count in (1, 10):
        boxes = [
            DetectedFace(Box(60.0 * i, 0, 50, 50), 0.9, np.zeros((5, 2), np.float32))
            for i in range(count)
        ]
        tracker = FaceTracker()
        spent = time_calls(lambda step, t=tracker, b=boxes: t.update(step / 30, b))
        print(f"  tracking {count:2} face(s)      {spent:6.2f} ms")


def time_calls(call: Callable[[int], object], runs: int = 60) -> float:
    """Milliseconds of processor time per call, the mean over all calls but the first six."""
    spent = []
    for step in range(runs):
        started = time.process_time()
        call(step)
        spent.append(time.process_time() - started)
    return float(np.mean(spent[6:])) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("fer2013", type=Path)
    parser.add_argument("--pairs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--split", choices=("train", "public"), default="public")
    options = parser.parse_args()
    networks = Networks.open()
    measure_cost(networks)
    faces = load_fer2013(options.fer2013).split(options.split)
    measure_following(networks, faces, options.pairs, options.seed)


if __name__ == "__main__":
    main()
